// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/room_kind_choice.h"

#include "ui/kit/banner.h"
#include "ui/kit/error_words.h"
#include "ui/kit/in_sight.h"
#include "ui/kit/metrics.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"

#include <QComboBox>
#include <QPainter>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace wardline::ui {

using namespace Qt::StringLiterals;
using model::RoomKind;

namespace {

bool isOwner(const QList<model::Member> &members)
{
    return std::any_of(members.cbegin(), members.cend(), [](const model::Member &member) {
        return member.isSelf && member.affiliation == model::Affiliation::Owner;
    });
}

} // namespace

RoomKindChoice::RoomKindChoice(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_theme(context.theme)
    , m_banner(new Banner(context.theme))
    , m_choice(new QComboBox)
    , m_note(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
{
    setObjectName(u"roomKindChoice"_s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum); // the list above gives way, what is asked is not cut
    m_banner->setObjectName(u"roomKindBanner"_s);
    new InSight(*m_banner);
    m_choice->setObjectName(u"roomKind"_s);
    m_choice->setAccessibleName(tr("What the room is for"));
    m_choice->setMinimumHeight(metrics::kTarget);
    m_choice->setPlaceholderText(tr("Not said yet"));
    m_choice->addItem(tr("For a patient"), static_cast<int>(RoomKind::Patient));
    m_choice->addItem(tr("For a consult"), static_cast<int>(RoomKind::Consult));
    m_choice->addItem(tr("For a team"), static_cast<int>(RoomKind::Team));
    m_note->setObjectName(u"roomKindWords"_s);
    m_note->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(metrics::kSpace16, metrics::kSpace12, metrics::kSpace16, metrics::kSpace12);
    inner->setSpacing(metrics::kSpace4);
    inner->addWidget(new Words(context.theme, FontRole::Strong, tr("What the room is for")));
    inner->addWidget(m_choice);
    inner->addWidget(m_note);
    inner->addWidget(m_banner); // below what asked
    column->addLayout(inner);
    connect(m_choice, &QComboBox::activated, this, &RoomKindChoice::choose);
    connect(m_banner, &Banner::actionChosen, this, [this] {
        if (const RoomKind asked = std::exchange(m_asked, RoomKind::Unstated); asked != RoomKind::Unstated) {
            carryOut(asked);
        }
    });
    connect(m_banner, &Banner::dismissed, this, [this] { m_asked = RoomKind::Unstated; });
    connect(m_banner, &Banner::otherChosen, this, [this] {
        m_asked = RoomKind::Unstated;
        m_banner->dismiss();
        m_choice->setFocus(Qt::OtherFocusReason);
    });
    connect(&m_theme, &Theme::changed, this, qOverload<>(&RoomKindChoice::update));
    hide();
}

void RoomKindChoice::show(service::RoomService *rooms, const model::Jid &room)
{
    if (room != m_room) {
        m_banner->dismiss();
        m_asked = RoomKind::Unstated;
    }
    m_rooms = rooms;
    m_room = room;
    const auto summary = rooms != nullptr && !room.isEmpty() ? rooms->conversation(room) : std::nullopt;
    const bool isRoom = summary && summary->kind == model::ConversationKind::Room;
    m_isMine = isRoom && isOwner(rooms->members(room));
    m_isSaidToBeTeam = isRoom && summary->isSaidToBeTeam;
    setVisible(m_isMine || m_isSaidToBeTeam);
    if (isHidden()) {
        m_banner->dismiss();
        return;
    }
    m_kind = summary->roomKind;
    mark();
}

/// Shows what is true, whatever was chosen meanwhile.
void RoomKindChoice::mark()
{
    m_choice->setCurrentIndex(m_choice->findData(static_cast<int>(m_kind)));
    const auto fixed = m_rooms != nullptr ? m_rooms->fixedKind() : std::nullopt;
    m_choice->setEnabled(!fixed || *fixed != m_kind);
    const bool isPastReturn = m_kind == RoomKind::Patient || m_kind == RoomKind::Consult;
    if (auto *rows = qobject_cast<QStandardItemModel *>(m_choice->model())) {
        for (int row = 0; row < rows->rowCount(); ++row) {
            const auto kind = static_cast<RoomKind>(m_choice->itemData(row).toInt());
            const bool mayBeChosen = fixed ? kind == *fixed : !isPastReturn || model::isClinical(kind);
            rows->item(row)->setEnabled(mayBeChosen && (m_isMine || kind == RoomKind::Team));
        }
    }
    if (fixed) {
        m_note->setText(tr("Your organisation decides what rooms are for."));
    } else if (m_isSaidToBeTeam) {
        m_note->setText(tr("Only the server says that this is a room for a team. Until you or a colleague say so, too, "
                           "it is as careful about devices as a room for a patient."));
    } else if (m_kind == RoomKind::Unstated) {
        m_note->setText(tr("Until somebody says so it is as careful about devices as a room for a patient."));
    } else {
        m_note->setText(m_kind == RoomKind::Team
                            ? tr("The people of a unit, about their work. No patients.")
                            : tr("The most careful about the devices on which it is shown. It cannot become a room "
                                 "for a team."));
    }
}

void RoomKindChoice::choose(int row)
{
    const auto kind = static_cast<RoomKind>(m_choice->itemData(row).toInt());
    m_banner->dismiss();
    if (kind == m_kind) {
        return;
    }
    // A closed box changes with each arrow key, and of these changes one leads to another kind of care.
    const bool isBetweenClinical = m_kind != RoomKind::Unstated && model::isClinical(m_kind) && model::isClinical(kind);
    if (!isBetweenClinical) {
        mark();
        m_asked = kind;
        ask(kind);
        return;
    }
    carryOut(kind);
}

void RoomKindChoice::ask(RoomKind kind)
{
    switch (kind) {
    case RoomKind::Team:
        m_banner->say(
            Banner::Kind::Concern,
            tr("In a room for a team, phones that your organisation has not certified may get what is written "
               "here."),
            tr("Make it a team room"), false, tr("Leave it"));
        return;
    case RoomKind::Consult:
    case RoomKind::Patient:
    case RoomKind::Unstated:
        m_banner->say(
            Banner::Kind::Concern,
            tr("Some phones may no longer get what is written here, and it cannot become a room for a team again."),
            kind == RoomKind::Consult ? tr("Make it a consult") : tr("Make it a patient room"), false, tr("Leave it"));
        return;
    }
}

void RoomKindChoice::carryOut(RoomKind kind)
{
    if (m_rooms == nullptr) {
        return;
    }
    m_banner->say(Banner::Kind::Info, tr("The server is being asked …"), {}, false);
    whenDone(m_rooms->setKind(m_room, kind), this, [this, kind, room = m_room](const Status &outcome) {
        if (room != m_room || isHidden()) {
            return;
        }
        if (outcome) {
            m_banner->dismiss();
            m_kind = kind;
        } else {
            m_banner->say(Banner::Kind::Error,
                          outcome.error().is(service::ServiceError::NotAllowed)
                              ? tr("This room cannot become one of that kind, or the server does not allow it.")
                              : errorWords(outcome.error()));
        }
        mark();
        m_choice->setFocus(Qt::OtherFocusReason);
    });
}

void RoomKindChoice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, m_theme.palette().divider);
}

} // namespace wardline::ui
