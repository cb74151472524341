// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_actions.h"

#include "ui/kit/safe_text.h"
#include "ui/kit/time_words.h"
#include "ui/kit/when_done.h"
#include "ui/timeline/attachments.h"
#include "ui/timeline/confirm_popover.h"
#include "ui/timeline/date_popover.h"
#include "ui/timeline/picture_viewer.h"
#include "ui/timeline/reaction_picker.h"
#include "ui/timeline/timeline_view.h"
#include "ui/timeline/timeline_words.h"
#include "ui/timeline/versions_popover.h"

#include <QDateTime>
#include <QFileDialog>
#include <QMenu>
#include <QSaveFile>

#include <utility>

namespace wardline::ui {

using namespace Qt::StringLiterals;
using service::MessageService;

TimelineActions::TimelineActions(const Context &context, TimelineView &view)
    : QObject(&view)
    , m_context(context)
    , m_view(view)
{
}

MessageService *TimelineActions::service() const
{
    return m_view.messages();
}

const TimelineRow *TimelineActions::row(model::MessageId id) const
{
    const auto index = m_view.rows().indexOf(id);
    return index ? &m_view.rows().at(*index) : nullptr;
}

QRect TimelineActions::place(model::MessageId id, const RowPart *part) const
{
    const auto index = m_view.rows().indexOf(id);
    const TimelineRow *found = row(id);
    if (!index || !found || !found->layout) {
        return {0, 0, 1, 1};
    }
    const QRect row = m_view.rowRect(*index);
    if (part) {
        return part->rect.translated(0, row.top());
    }
    // Above its head or below its state: neither is covered where there is room.
    return {found->layout->body.left(), row.top(), found->layout->body.width(), row.height()};
}

// ---- what may be done

QList<TimelineActions::Action> TimelineActions::allowed(const model::Message &message) const
{
    QList<Action> actions;
    if (!service()) {
        return actions;
    }
    const service::MessageRights rights = service()->rights(message);
    const bool isThere = !message.tombstone;
    const auto offer = [&actions](bool isAllowed, Action action) {
        if (isAllowed) {
            actions.append(action);
        }
    };
    offer(isThere && rights.mayAnswer, Action::Reply);
    offer(isThere && rights.mayReact, Action::React);
    offer(isThere && rights.mayCopy, Action::Copy);
    offer(isThere && rights.mayCorrect && !message.body.isEmpty(), Action::Edit);
    offer(isThere && message.corrected.has_value(), Action::Versions);
    offer(isThere && message.quote && message.quote->id.isValid(), Action::JumpToAnswered);
    offer(isThere && message.isOwn && m_view.delivery() && message.state != model::DeliveryState::Queued,
          Action::Delivery);
    offer(message.state == model::DeliveryState::Failed, Action::Retry);
    offer(message.unreadable && model::mayResetHelp(*message.unreadable), Action::StartAgain);
    offer(message.unreadable == model::Unreadable::UncertifiedDevice && isThere, Action::ShowHeld);
    offer(rights.mayCancel, Action::Cancel);
    offer(isThere && rights.mayRetract && !rights.mayCancel, Action::TakeBack);
    offer(isThere && rights.mayModerate, Action::Remove);
    return actions;
}

QString TimelineActions::words(Action action)
{
    switch (action) {
    case Action::Reply:
        return tr("Reply");
    case Action::React:
        return tr("React …");
    case Action::Copy:
        return tr("Copy text");
    case Action::Edit:
        return tr("Edit");
    case Action::Versions:
        return tr("Earlier versions …");
    case Action::JumpToAnswered:
        return tr("Go to the answered message");
    case Action::Delivery:
        return tr("Who has it …");
    case Action::Retry:
        return tr("Send again");
    case Action::StartAgain:
        return tr("Start again with this device …");
    case Action::ShowHeld:
        return tr("Show it …");
    case Action::Cancel:
        return tr("Do not send");
    case Action::TakeBack:
        return tr("Take back …");
    case Action::Remove:
        return tr("Remove for all …");
    }
    return {};
}

void TimelineActions::run(Action action, model::MessageId id)
{
    const TimelineRow *found = row(id);
    if (!found || !service()) {
        return;
    }
    switch (action) {
    case Action::Reply:
        Q_EMIT m_view.replyChosen(found->message);
        return;
    case Action::React:
        pickReaction(id);
        return;
    case Action::Copy:
        m_view.copy(id);
        return;
    case Action::Edit:
        Q_EMIT m_view.editChosen(found->message);
        return;
    case Action::Versions:
        showVersions(id);
        return;
    case Action::JumpToAnswered:
        m_view.jumpFrom(id, found->message.quote ? found->message.quote->id : model::MessageId());
        return;
    case Action::Delivery:
        showDelivery(id);
        return;
    case Action::Retry:
        service()->retry(id);
        return;
    case Action::StartAgain:
        confirmStartAgain(id);
        return;
    case Action::ShowHeld:
        confirmShowHeld(id);
        return;
    case Action::Cancel:
        report(service()->retract(id));
        return;
    case Action::TakeBack:
        confirmTakeBack(id);
        return;
    case Action::Remove:
        confirmRemove(id);
        return;
    }
}

void TimelineActions::press(model::MessageId id, const RowPart &part)
{
    const TimelineRow *found = row(id);
    if (!found) {
        return;
    }
    switch (part.kind) {
    case RowPart::Kind::Quote:
        if (found->message.quote && found->message.quote->id.isValid()) {
            m_view.jumpFrom(id, found->message.quote->id);
        }
        return;
    case RowPart::Kind::Link:
        openLink(id, part.index);
        return;
    case RowPart::Kind::More:
        m_view.showMore(id);
        return;
    case RowPart::Kind::Fold:
        m_view.toggleFold(id);
        return;
    case RowPart::Kind::StartAgain:
        confirmStartAgain(id);
        return;
    case RowPart::Kind::ShowHeld:
        confirmShowHeld(id);
        return;
    case RowPart::Kind::SendAgain:
        run(Action::Retry, id);
        return;
    case RowPart::Kind::Edited:
        showVersions(id);
        return;
    case RowPart::Kind::Picture:
        openPicture(id, part.index);
        return;
    case RowPart::Kind::FileAction:
        pressFile(id, part.index);
        return;
    case RowPart::Kind::Reaction:
        toggleReaction(id, found->message.reactions.value(part.index).emoji);
        return;
    case RowPart::Kind::MoreReactions:
        m_view.showMoreReactions(id);
        return;
    case RowPart::Kind::AddReaction:
        pickReaction(id);
        return;
    }
}

QString TimelineActions::partWords(const TimelineRow &row, const RowPart &part) const
{
    const model::Message &message = row.message;
    switch (part.kind) {
    case RowPart::Kind::Quote:
        return message.quote ? tr("Answers %1: %2. Go to that message")
                                   .arg(safeName(message.quote->senderName), quoteWords(*message.quote))
                             : QString();
    case RowPart::Kind::Link:
        return tr("Link to %1")
            .arg(row.text && part.index < row.text->links().size() ? row.text->links().at(part.index).host : QString());
    case RowPart::Kind::More:
        return tr("Show more of this message");
    case RowPart::Kind::Fold:
        return foldActionWords(row.fold.count > 0);
    case RowPart::Kind::StartAgain:
        return tr("Start again with this device of %1").arg(safeName(message.senderName));
    case RowPart::Kind::ShowHeld:
        return tr("Show what was held back, in the name of %1").arg(safeName(message.senderName));
    case RowPart::Kind::SendAgain:
        return words(Action::Retry);
    case RowPart::Kind::Edited:
        return message.corrected
            ? tr("Edited %1. Show earlier versions").arg(momentWords(*message.corrected, m_context.clock.now()))
            : QString();
    case RowPart::Kind::Picture:
        return tr("Picture %1, open it").arg(safeName(message.attachments.value(part.index).name));
    case RowPart::Kind::FileAction: {
        const model::Attachment file = message.attachments.value(part.index);
        return fileActionWords(file, nullptr) + u": "_s + safeName(file.name);
    }
    case RowPart::Kind::Reaction: {
        const model::Reaction reaction = message.reactions.value(part.index);
        return reactionWords(reaction) + u". "_s
            + (reaction.isOwn ? tr("You gave it; press to take it back") : tr("Press to give it too"));
    }
    case RowPart::Kind::MoreReactions:
        return tr("Show more reactions");
    case RowPart::Kind::AddReaction:
        return tr("React");
    }
    return {};
}

void TimelineActions::showMenu(model::MessageId id, QPoint place)
{
    const TimelineRow *found = row(id);
    if (!found) {
        return;
    }
    close();
    auto *menu = new QMenu(&m_view);
    m_menu = menu;
    menu->setObjectName(u"messageMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_view.hasSelection() && m_view.mayCopy(found->message)) {
        menu->addAction(tr("Copy selection"), &m_view, &TimelineView::copySelection);
        menu->addSeparator();
    }
    for (const Action action : found->fold.count > 0 ? QList<Action>() : allowed(found->message)) {
        if (action == Action::Retry || action == Action::TakeBack || action == Action::Remove) {
            menu->addSeparator();
        }
        menu->addAction(words(action), this, [this, action, id] { run(action, id); });
    }
    menu->addSeparator();
    if (m_view.hasUnread()) {
        menu->addAction(tr("Go to the first new message"), &m_view, &TimelineView::jumpToUnread);
    }
    menu->addAction(tr("Go to a day …"), this, &TimelineActions::chooseDate);
    menu->popup(place);
}

void TimelineActions::close()
{
    m_refused = nullptr;
    if (Popover *popover = m_popover.data()) {
        popover->dismiss();
    }
    if (PictureViewer *viewer = m_viewer.data()) {
        viewer->dismiss();
    }
    if (QMenu *menu = m_menu.data()) {
        menu->close();
    }
    if (QWidget *dialog = m_dialog.data()) {
        dialog->close();
    }
}

void TimelineActions::open(Popover *popover, const QRect &near)
{
    close();
    m_popover = popover;
    popover->popUp(near);
}

// ---- doing it

void TimelineActions::report(const QFuture<Status> &done)
{
    whenDone(done, this, [this](const Status &status) {
        if (!status) {
            Q_EMIT m_view.failed(status.error());
        }
    });
}

void TimelineActions::make(const Change &change, const QList<model::DeviceAddress> &leftOut)
{
    m_refused = nullptr;
    if (!service()) {
        return;
    }
    whenDone(change(leftOut), this, [this, change](const Status &status) {
        if (!status) {
            if (status.error().is(service::ServiceError::NotEverybodyCanRead)) {
                m_refused = change;
            }
            Q_EMIT m_view.failed(status.error());
        }
    });
}

void TimelineActions::goOnWithout(const QList<model::DeviceAddress> &leftOut)
{
    if (const Change change = std::exchange(m_refused, nullptr)) {
        make(change, leftOut);
    }
}

void TimelineActions::pickReaction(model::MessageId id)
{
    const TimelineRow *found = row(id);
    if (!found) {
        return;
    }
    QStringList own;
    for (const model::Reaction &reaction : found->message.reactions) {
        if (reaction.isOwn) {
            own.append(reaction.emoji);
        }
    }
    auto *picker = new ReactionPicker(m_context, own, m_view.viewport());
    connect(picker, &ReactionPicker::chosen, this, [this, id](const QString &emoji) { toggleReaction(id, emoji); });
    open(picker, place(id));
}

void TimelineActions::toggleReaction(model::MessageId id, const QString &emoji)
{
    const TimelineRow *found = row(id);
    if (!found || emoji.isEmpty() || !service() || !service()->rights(found->message).mayReact) {
        return;
    }
    QStringList own;
    for (const model::Reaction &reaction : found->message.reactions) {
        if (reaction.isOwn) {
            own.append(reaction.emoji);
        }
    }
    if (!own.removeOne(emoji)) {
        own.append(emoji);
    }
    if (own.size() > MessageService::kMaxReactions) {
        own.removeFirst();
    }
    make([this, id, own](const QList<model::DeviceAddress> &leftOut) { return service()->react(id, own, leftOut); });
}

void TimelineActions::showVersions(model::MessageId id)
{
    whenDone(service()->versions(id), this, [this, id](const Result<QList<service::MessageVersion>> &former) {
        const TimelineRow *found = row(id);
        if (!former) {
            Q_EMIT m_view.failed(former.error());
        } else if (found && found->message.corrected) {
            open(new VersionsPopover(m_context, *former, {*found->message.corrected, found->message.body},
                                     m_view.viewport()),
                 place(id));
        }
    });
}

void TimelineActions::open(const QUrl &url) const
{
    if (m_context.openLink) {
        m_context.openLink(url);
    }
}

/// Only on purpose, and never where the text could be taken for another place without asking.
void TimelineActions::openLink(model::MessageId id, int index)
{
    const TimelineRow *found = row(id);
    if (!found || !found->text || index >= found->text->links().size()) {
        return;
    }
    const TextLink link = found->text->links().at(index);
    if (!link.isDisguised) {
        open(link.url);
        return;
    }
    auto *question = new ConfirmPopover(m_context,
                                        {.title = tr("This link goes to %1").arg(link.host),
                                         .words = tr("What stands in the message could be taken for another place. "
                                                     "Open it only if you expect to get to %1.")
                                                      .arg(link.host),
                                         .yes = tr("Open %1").arg(link.host.left(40)),
                                         .no = tr("Do not open")},
                                        m_view.viewport());
    connect(question, &ConfirmPopover::confirmed, this, [this, url = link.url] { open(url); });
    open(question, place(id));
}

void TimelineActions::pressFile(model::MessageId id, int index)
{
    const TimelineRow *found = row(id);
    if (!found || !service() || index >= found->message.attachments.size()) {
        return;
    }
    switch (found->message.attachments.at(index).state) {
    case model::FileState::Remote:
    case model::FileState::Failed:
        service()->fetchAttachment(id, index);
        return;
    case model::FileState::Here:
        saveFile(id, index);
        return;
    case model::FileState::Fetching:
    case model::FileState::Sending:
        service()->cancelFile(id, index);
        return;
    case model::FileState::NotSent:
        service()->retry(id);
        return;
    case model::FileState::Refused:
        return;
    }
}

void TimelineActions::openPicture(model::MessageId id, int index)
{
    const TimelineRow *found = row(id);
    if (!found || !service() || index >= found->message.attachments.size()) {
        return;
    }
    close();
    const model::Attachment file = found->message.attachments.at(index);
    QWidget *host = m_view.parentWidget() ? m_view.parentWidget() : &m_view;
    auto *viewer = new PictureViewer(m_context, plainName(file.name), host);
    m_viewer = viewer;
    viewer->setMaySave(m_view.maySave(found->message));
    connect(viewer, &PictureViewer::saveChosen, this, [this, id, index] { saveFile(id, index); });
    m_view.attachments().readWhole({id, index}, file.mediaType, viewer,
                                   [viewer](const FileFacts &facts) { viewer->show(facts); });
    viewer->open();
}

/// Out of the encrypted cache into a file that only this account can read.
void TimelineActions::saveFile(model::MessageId id, int index)
{
    const TimelineRow *found = row(id);
    if (!found || !m_view.maySave(found->message)) {
        Q_EMIT m_view.said(tr("Your organisation does not allow to save files outside of this program."));
        return;
    }
    if (QWidget *former = m_dialog.data()) {
        former->close();
    }
    QString name = plainName(found->message.attachments.at(index).name);
    name.replace(u'/', u'_').replace(u'\\', u'_');
    auto *dialog = new QFileDialog(m_view.window(), tr("Save the file"), name);
    m_dialog = dialog;
    dialog->setObjectName(u"saveFile"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, id, index](const QString &path) {
        if (!service()) {
            return;
        }
        whenDone(service()->attachment(id, index, service::FilePurpose::Save), this,
                 [this, path](const Result<QByteArray> &content) {
                     if (!content) {
                         Q_EMIT m_view.failed(content.error());
                         return;
                     }
                     QSaveFile file(path);
                     const bool isSaved = file.open(QIODevice::WriteOnly)
                         && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
                         && file.write(*content) == content->size() && file.commit();
                     Q_EMIT m_view.said(isSaved ? tr("The file was saved.")
                                                : tr("The file could not be saved there. Choose another place."));
                 });
    });
    dialog->open();
}

void TimelineActions::chooseDate()
{
    if (!service()) {
        return;
    }
    const QDate today = localDay(m_context.clock.now());
    auto *calendar = new DatePopover(m_context, today, m_view.viewport());
    connect(calendar, &DatePopover::chosen, this, [this](const QDate &day) {
        if (!service()) {
            return;
        }
        const auto start = Instant(std::chrono::milliseconds(day.startOfDay().toMSecsSinceEpoch()));
        whenDone(service()->firstAt(m_view.conversation(), start), this, [this](const Result<model::MessageId> &first) {
            if (!first) {
                Q_EMIT m_view.failed(first.error());
            } else if (first->isValid()) {
                m_view.jumpTo(*first);
            }
        });
    });
    const int width = calendar->sizeHint().width();
    open(calendar, QRect((m_view.viewport()->width() - width) / 2, 0, width, 1));
}

} // namespace wardline::ui
