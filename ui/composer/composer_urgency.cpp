// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"

#include "ui/composer/composer_edit.h"
#include "ui/composer/composer_view.h"
#include "ui/composer/urgency_bar.h"
#include "ui/kit/banner.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/urgency_mark.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>
#include <array>
#include <utility>

/// How urgent the message is that is being written.
namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

/// Those with a mark: what is for information looks like any other message.
constexpr std::array kOffered{model::Urgency::ActionWithin, model::Urgency::Concern, model::Urgency::Stat};

} // namespace

bool Composer::mayBeUrgent() const
{
    return m_messages && m_messages->encryption(m_conversation).state == model::EncryptionState::EndToEnd;
}

void Composer::chooseUrgency()
{
    if (!m_messages || m_view->isReadOnly()) {
        return;
    }
    if (m_edited || !mayBeUrgent()) {
        m_view->banner().say(Banner::Kind::Info,
                             m_edited ? tr("A message that was sent keeps its urgency. Write a new one to ask again.")
                                      : tr("An urgency is only sent encrypted, and this conversation is not."));
        return;
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(u"urgencyMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *choices = new QActionGroup(menu); // one of them, and a screen reader says so
    const auto offer = [&](std::optional<model::Urgency> urgency, const QString &name, const QString &words) {
        QAction *action = menu->addAction(words);
        action->setObjectName(name);
        action->setCheckable(true);
        choices->addAction(action);
        action->setChecked(urgency == m_urgency);
        if (urgency) {
            action->setIcon(urgencyIcon(*urgency, m_context.theme));
        }
        connect(action, &QAction::triggered, this, [this, urgency] {
            setUrgency(urgency);
            focusField();
        });
        if (urgency == m_urgency) {
            menu->setActiveAction(action);
        }
    };
    offer(std::nullopt, u"urgencyNone"_s, tr("Not urgent"));
    for (const model::Urgency urgency : kOffered) {
        offer(urgency, u"urgency-"_s + model::urgencyWord(urgency), urgencyWords(urgency));
    }
    const QWidget &button = m_view->urgencyButton();
    menu->popup(button.mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

void Composer::setUrgency(std::optional<model::Urgency> urgency)
{
    if (m_urgency == urgency) {
        return;
    }
    m_urgency = urgency;
    m_isDraftDirty = true;
    askNoMore();
    showUrgency();
    storeDraft();
}

void Composer::showUrgency()
{
    const bool isShown = m_urgency && !m_edited;
    m_view->urgencyButton().setEmphasised(isShown);
    if (isShown) {
        m_view->urgency().show(*m_urgency);
    } else {
        m_view->urgency().dismiss();
    }
}

/// STAT leaves only when Enter comes a second time. True when it has to be asked first.
bool Composer::asksBeforeStat()
{
    if (m_urgency != model::Urgency::Stat || m_isStatAsked) {
        return false;
    }
    m_isStatAsked = true;
    const auto here = m_rooms->conversation(m_conversation);
    const QList<model::Member> members = m_rooms->members(m_conversation);
    const auto others =
        std::count_if(members.begin(), members.end(), [](const model::Member &member) { return !member.isSelf; });
    const QString rings = here && here->kind == model::ConversationKind::Direct
        ? tr("Rings %1.").arg(safeName(here->title))
        : others > 0 ? tr("Rings %Ln people.", nullptr, static_cast<int>(others))
                     : tr("Rings everybody in this conversation.");
    //: behind "Rings 14 people."
    m_view->banner().say(Banner::Kind::Concern, rings + u' ' + tr("Enter again sends it."), tr("Send as STAT"));
    return true;
}

/// What the question was about has changed.
void Composer::askNoMore()
{
    if (std::exchange(m_isStatAsked, false)) {
        m_view->banner().dismiss();
    }
}

} // namespace wardline::ui
