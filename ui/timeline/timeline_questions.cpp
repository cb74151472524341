// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked before something is done to a message that cannot be undone.
#include "ui/kit/safe_text.h"
#include "ui/kit/when_done.h"
#include "ui/timeline/confirm_popover.h"
#include "ui/timeline/timeline_actions.h"
#include "ui/timeline/timeline_view.h"

namespace wardline::ui {

void TimelineActions::confirmStartAgain(model::MessageId id)
{
    const TimelineRow *found = row(id);
    const QString who = found ? safeName(found->message.senderName) : QString();
    auto *question =
        new ConfirmPopover(m_context,
                           {.title = tr("Start again with this device of %1?").arg(who),
                            .words = tr("Ask %1 first whether they sent it: whoever carries messages can make up one "
                                        "that nobody can read. If their messages go on being unreadable, agree on new "
                                        "keys; what could not be read stays so. This stands in the audit log.")
                                         .arg(who),
                            .yes = tr("Start again"),
                            .no = tr("Leave it")},
                           m_view.viewport());
    connect(question, &ConfirmPopover::confirmed, this, [this, id, who] {
        if (!service()) {
            return;
        }
        whenDone(service()->resetSession(id), this, [this, who](const Status &status) {
            if (!status) {
                Q_EMIT m_view.failed(status.error());
            } else {
                Q_EMIT m_view.said(tr("New keys were agreed with the device of %1.").arg(who));
            }
        });
    });
    open(question, place(id));
}

void TimelineActions::confirmShowHeld(model::MessageId id)
{
    const TimelineRow *found = row(id);
    const QString who = found ? safeName(found->message.senderName) : QString();
    auto *question =
        new ConfirmPopover(m_context,
                           {.title = tr("Show what came in the name of %1?").arg(who),
                            .words = tr("Nobody approved the device that wrote it: it may be a new phone of %1, or "
                                        "somebody who pretends to be %1. Do not act on it before you have asked %1 in "
                                        "person. That you read it stands in the audit log.")
                                         .arg(who),
                            .yes = tr("Show it"),
                            .no = tr("Leave it")},
                           m_view.viewport());
    connect(question, &ConfirmPopover::confirmed, this, [this, id] {
        if (service()) {
            report(service()->showHeld(id));
        }
    });
    open(question, place(id));
}

/// What a question is about; the question lies over it.
QString TimelineActions::quoteOf(model::MessageId id) const
{
    const TimelineRow *found = row(id);
    return found ? previewLine(found->message.body) : QString();
}

/// What has not left cannot disappear for others.
QString TimelineActions::takeBackWords(model::MessageId id) const
{
    const TimelineRow *found = row(id);
    const auto state = found ? found->message.state : model::DeliveryState::OnRelay;
    if (state == model::DeliveryState::Failed) {
        return tr("It was not sent. It disappears here.");
    }
    if (state == model::DeliveryState::Queued) {
        return tr("It waits here. It will not be sent, unless it is leaving just now; then it disappears for the "
                  "others too.");
    }
    return tr("It disappears here and for the others. Whoever has read it already has read it.");
}

void TimelineActions::confirmTakeBack(model::MessageId id)
{
    auto *question = new ConfirmPopover(m_context,
                                        {.title = tr("Take this message back?"),
                                         .words = takeBackWords(id),
                                         .yes = tr("Take back"),
                                         .no = tr("Keep it"),
                                         .quote = quoteOf(id)},
                                        m_view.viewport());
    connect(question, &ConfirmPopover::confirmed, this, [this, id] {
        make([this, id](const QList<model::DeviceAddress> &leftOut) { return service()->retract(id, leftOut); });
    });
    open(question, place(id));
}

void TimelineActions::confirmRemove(model::MessageId id)
{
    const TimelineRow *found = row(id);
    const QString who = found ? safeName(found->message.senderName) : QString();
    auto *question = new ConfirmPopover(m_context,
                                        {.title = tr("Remove this message for all?"),
                                         .words = tr("Everybody in the room will see that you removed a message of "
                                                     "%1, and the reason you give.")
                                                      .arg(who),
                                         .yes = tr("Remove"),
                                         .no = tr("Keep it"),
                                         .quote = quoteOf(id),
                                         .reason = tr("Reason, for all to read")},
                                        m_view.viewport());
    connect(question, &ConfirmPopover::confirmed, this, [this, id](const QString &reason) {
        if (service()) {
            report(service()->moderate(id, reason.trimmed()));
        }
    });
    open(question, place(id));
}

} // namespace wardline::ui
