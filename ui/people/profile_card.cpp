// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/profile_card.h"

#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/error_words.h"
#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"
#include "ui/people/role_badge.h"

#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostCommonRooms = 20;

QString changeWords(MemberChange change)
{
    switch (change) {
    case MemberChange::Add:
        return ProfileCard::tr("Add to this room");
    case MemberChange::Remove:
        return ProfileCard::tr("Remove from this room");
    case MemberChange::MakeManager:
        return ProfileCard::tr("Let manage members");
    case MemberChange::MakeMember:
        return ProfileCard::tr("No longer let manage members");
    case MemberChange::LetWrite:
        return ProfileCard::tr("Let write in this room");
    case MemberChange::LetOnlyRead:
        return ProfileCard::tr("Let only read in this room");
    }
    return {};
}

QString changeObject(MemberChange change)
{
    switch (change) {
    case MemberChange::Add:
        return u"profileAdd"_s;
    case MemberChange::Remove:
        return u"profileRemove"_s;
    case MemberChange::MakeManager:
        return u"profileMakeManager"_s;
    case MemberChange::MakeMember:
        return u"profileMakeMember"_s;
    case MemberChange::LetWrite:
        return u"profileLetWrite"_s;
    case MemberChange::LetOnlyRead:
        return u"profileLetOnlyRead"_s;
    }
    return {};
}

QFuture<Status> change(service::RoomService &rooms, const ProfileFacts &facts, MemberChange change)
{
    switch (change) {
    case MemberChange::Add:
    case MemberChange::MakeMember:
        return rooms.grant(facts.room, facts.person, model::Affiliation::Member);
    case MemberChange::Remove:
        return rooms.grant(facts.room, facts.person, model::Affiliation::None);
    case MemberChange::MakeManager:
        return rooms.grant(facts.room, facts.person, model::Affiliation::Admin);
    case MemberChange::LetWrite:
        return rooms.setVoice(facts.room, facts.person, true);
    case MemberChange::LetOnlyRead:
        return rooms.setVoice(facts.room, facts.person, false);
    }
    return {};
}

void dropAll(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace

ProfileCard::ProfileCard(const Context &context, QWidget *parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_badge(new RoleBadge(context))
    , m_name(new Words(context.theme, FontRole::Title))
    , m_role(new Words(context.theme, FontRole::Strong))
    , m_source(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_presence(new Words(context.theme, FontRole::Body))
    , m_standing(new Words(context.theme, FontRole::Body))
    , m_groups(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_address(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_message(new Button(context.theme, Button::Kind::Primary, tr("Write a message")))
    , m_devices(new Button(context.theme, Button::Kind::Outlined, tr("Devices")))
    , m_banner(new Banner(context.theme))
    , m_changes(new QWidget)
    , m_changeColumn(new QVBoxLayout(m_changes))
    , m_commonTitle(new Words(context.theme, FontRole::Caption, tr("Rooms you share"), nullptr, Words::Ink::Muted))
    , m_commonColumn(new QVBoxLayout)
{
    setObjectName(u"profileCard"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    build();
    connect(m_message, &Button::clicked, this, [this] { Q_EMIT messageChosen(m_facts.person); });
    connect(m_devices, &Button::clicked, this, [this] { Q_EMIT devicesChosen(m_facts.person); });
    connect(m_banner, &Banner::actionChosen, this, [this] {
        if (m_asked) {
            carryOut(*m_asked);
        }
    });
    const auto leave = [this] {
        const auto asked = std::exchange(m_asked, std::nullopt);
        m_banner->dismiss();
        m_changes->setEnabled(true);
        if (auto *pressed = asked ? m_changes->findChild<QWidget *>(changeObject(*asked)) : nullptr) {
            pressed->setFocus(Qt::OtherFocusReason);
        }
    };
    connect(m_banner, &Banner::otherChosen, this, leave);
    connect(m_banner, &Banner::dismissed, this, leave);
}

void ProfileCard::build()
{
    m_name->setObjectName(u"profileName"_s);
    m_role->setObjectName(u"profileRole"_s);
    m_source->setObjectName(u"profileRoleSource"_s);
    m_presence->setObjectName(u"profilePresence"_s);
    m_standing->setObjectName(u"profileStanding"_s);
    m_address->setObjectName(u"profileAddress"_s);
    m_groups->setObjectName(u"profileGroups"_s);
    m_message->setObjectName(u"profileMessage"_s);
    m_devices->setObjectName(u"profileDevices"_s);
    m_devices->setLeadingIcon(Icon::Encrypted);
    m_banner->setObjectName(u"profileBanner"_s);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_address->setFocusPolicy(Qt::NoFocus); // read and copied by its menu; Tab has no business there
    for (Words *words : {m_name, m_role, m_source, m_presence, m_standing, m_groups, m_address}) {
        words->setWordWrap(true);
        words->setMinimumWidth(0);
        words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    m_commonColumn->setSpacing(0);
    m_changeColumn->setSpacing(metrics::kSpace8);
    auto *page = new QWidget;
    page->setAutoFillBackground(false);
    auto *whole = new QVBoxLayout(page);
    whole->setContentsMargins(metrics::kSpace8, metrics::kSpace8, metrics::kSpace8, metrics::kSpace16);
    whole->setSpacing(metrics::kSpace4);
    m_column = new QVBoxLayout;
    m_column->setContentsMargins(metrics::kSpace8, 0, metrics::kSpace8, 0);
    m_column->setSpacing(metrics::kSpace4);
    whole->addLayout(m_column);
    m_column->addWidget(m_badge, 0, Qt::AlignLeading);
    m_column->addSpacing(metrics::kSpace4);
    for (Words *words : {m_name, m_role, m_source}) {
        m_column->addWidget(words);
    }
    m_column->addSpacing(metrics::kSpace8);
    for (Words *words : {m_presence, m_standing, m_groups, m_address}) {
        m_column->addWidget(words);
    }
    m_column->addSpacing(metrics::kSpace8);
    auto *deeds = new QVBoxLayout;
    deeds->setSpacing(metrics::kSpace8);
    for (QWidget *deed : std::initializer_list<QWidget *>{m_message, m_devices, m_changes, m_banner}) {
        deeds->addWidget(deed);
    }
    m_column->addLayout(deeds);
    m_column->addSpacing(metrics::kSpace8);
    m_column->addWidget(m_commonTitle);
    whole->addLayout(m_commonColumn); // what its buttons say is in line with what stands above
    whole->addStretch(1);
    setWidget(page);
}

void ProfileCard::setRooms(service::RoomService *rooms)
{
    if (m_rooms) {
        m_rooms->disconnect(this);
    }
    m_rooms = rooms;
    clearContent();
    if (rooms) {
        connect(rooms, &service::RoomService::colleaguesChanged, this, &ProfileCard::refresh);
        connect(rooms, &service::RoomService::membersChanged, this, [this](const model::Jid &room) {
            if (room == m_facts.room) {
                refresh();
            }
        });
    }
}

void ProfileCard::setDevicesOffered(bool isOffered)
{
    m_devices->setVisible(isOffered);
}

void ProfileCard::clearContent()
{
    ++m_generation;
    m_facts = {};
    m_asked.reset();
    m_banner->dismiss();
    for (Words *words : {m_name, m_role, m_source, m_presence, m_standing, m_groups, m_address}) {
        words->clear();
    }
    m_badge->show({});
    dropAll(*m_commonColumn);
    dropAll(*m_changeColumn);
}

void ProfileCard::show(const model::Jid &person, const model::Jid &room)
{
    clearContent();
    m_facts.person = person;
    m_facts.room = room;
    refresh();
}

void ProfileCard::focusFirst()
{
    if (!m_message->isHidden()) {
        m_message->setFocus(Qt::ShortcutFocusReason);
    } else if (!m_devices->isHidden()) {
        m_devices->setFocus(Qt::ShortcutFocusReason);
    }
}

void ProfileCard::refresh()
{
    if (!m_rooms || m_facts.person.isEmpty() || (!isVisible() && !m_facts.name.isEmpty())) {
        return;
    }
    const ProfileFacts before = m_facts;
    m_facts = profileOf(*m_rooms, m_facts.person, m_facts.room);
    if (m_facts == before) {
        return;
    }
    const bool isSelfDeclared = !m_facts.role.isAsserted() && !m_facts.role.selfDeclaredTitle.isEmpty();
    m_badge->show(m_facts.role);
    m_name->setText(m_facts.isSelf ? tr("%1 (you)").arg(m_facts.name) : m_facts.name);
    m_role->setText(m_facts.role.isAsserted() || isSelfDeclared ? roleWords(m_facts.role) : tr("No role"));
    m_role->setInk(isSelfDeclared ? Words::Ink::Concern : Words::Ink::Text);
    m_source->setText(m_facts.role.isAsserted() ? tr("Role given by your organisation")
                          : isSelfDeclared
                          ? tr("The person wrote this title. Nobody has checked it, and it gives no rights.")
                          : tr("Your organisation gives this person no role."));
    sayPresence();
    m_standing->setText(standingWords(m_facts));
    m_standing->setVisible(!m_standing->text().isEmpty());
    QStringList groups;
    for (const QString &group : std::as_const(m_facts.groups)) {
        groups << safeName(group);
    }
    m_groups->setText(groups.isEmpty() ? QString() : tr("Groups: %1").arg(groups.mid(0, 12).join(u", "_s)));
    m_groups->setVisible(!groups.isEmpty());
    m_address->setText(m_facts.person.toString());
    m_message->setVisible(!m_facts.isSelf);
    fillChanges();
    fillCommon();
}

void ProfileCard::setPresenceKnown(bool isKnown)
{
    m_isPresenceKnown = isKnown;
    sayPresence();
}

void ProfileCard::sayPresence()
{
    const bool isSaid = m_isPresenceKnown || m_facts.isSelf || m_facts.person.isEmpty();
    m_presence->setText(isSaid ? presenceWords(m_facts)
                               : tr("Without a connection nobody knows whether they are here"));
}

void ProfileCard::fillChanges()
{
    dropAll(*m_changeColumn);
    for (const MemberChange change : std::as_const(m_facts.changes)) {
        auto *button = new Button(m_context.theme, Button::Kind::Outlined, changeWords(change));
        button->setObjectName(changeObject(change));
        connect(button, &Button::clicked, this, [this, change] { ask(change); });
        m_changeColumn->addWidget(button);
    }
    m_changes->setVisible(!m_facts.changes.isEmpty());
    m_changes->setEnabled(true);
}

void ProfileCard::fillCommon()
{
    dropAll(*m_commonColumn);
    const auto shown = m_facts.common.mid(0, kMostCommonRooms);
    for (const CommonRoom &common : shown) {
        auto *button = new Button(m_context.theme, Button::Kind::Quiet, QString(common.title).replace(u'&', u"&&"_s));
        button->setObjectName(u"commonRoom"_s);
        button->setAccessibleName(common.title);
        button->setStartAligned(true);
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        connect(button, &Button::clicked, this, [this, room = common.room] { Q_EMIT roomChosen(room); });
        m_commonColumn->addWidget(button);
    }
    if (const auto more = m_facts.common.size() - shown.size(); more > 0) {
        m_commonColumn->addWidget(new Words(m_context.theme, FontRole::Caption,
                                            tr("and %Ln more", nullptr, static_cast<int>(more)), nullptr,
                                            Words::Ink::Muted));
    }
    m_commonTitle->setVisible(!m_facts.common.isEmpty());
}

QString ProfileCard::askWords(MemberChange change) const
{
    const QString name = safeName(m_facts.name);
    switch (change) {
    case MemberChange::Add:
    case MemberChange::MakeMember:
    case MemberChange::LetWrite:
    case MemberChange::LetOnlyRead:
        return {};
    case MemberChange::Remove:
        return tr("Remove %1 from %2? %1 can go on reading what was said until now, and nothing that comes.")
            .arg(name, safeName(m_facts.roomTitle));
    case MemberChange::MakeManager:
        return tr("Let %1 add and remove members of %2?").arg(name, safeName(m_facts.roomTitle));
    }
    return {};
}

void ProfileCard::ask(MemberChange change)
{
    const QString words = askWords(change);
    if (words.isEmpty()) {
        carryOut(change);
        return;
    }
    m_asked = change;
    m_banner->say(Banner::Kind::Concern, words, change == MemberChange::Remove ? tr("Remove") : tr("Let them"), false,
                  change == MemberChange::Remove ? tr("Keep") : tr("Leave it"));
    m_banner->focusOther(); // the keyboard goes where it harms nothing
    m_changes->setEnabled(false); // what was pressed is answered below
}

void ProfileCard::carryOut(MemberChange what)
{
    m_asked.reset();
    m_changes->setEnabled(true);
    m_banner->say(Banner::Kind::Info, tr("The server is being asked …"), {}, false);
    whenDone(change(*m_rooms, m_facts, what), this, [this, generation = m_generation](const Status &outcome) {
        if (generation != m_generation) {
            return;
        }
        if (outcome) {
            m_banner->dismiss();
        } else {
            m_banner->say(Banner::Kind::Error,
                          outcome.error().is(service::ServiceError::NotAllowed)
                              ? tr("The server does not allow you this in this room.")
                              : errorWords(outcome.error()));
        }
    });
}

} // namespace wardline::ui
