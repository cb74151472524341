// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/new_conversation_pane.h"

#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/chosen_tab_stop.h"
#include "ui/kit/error_words.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestTitle = 120;
constexpr std::chrono::milliseconds kPatience{800};

QLineEdit *makeField(const QString &name, const QString &words, int longest)
{
    auto *field = new QLineEdit;
    field->setObjectName(name);
    field->setAccessibleName(words);
    field->setPlaceholderText(words);
    field->setMaxLength(longest);
    field->setMinimumHeight(metrics::kTarget);
    return field;
}

/// Joining and creating are refused for reasons of their own.
QString refusalWords(const Error &error)
{
    if (error.is(service::ServiceError::NotAllowed)) {
        return NewConversationPane::tr(
            "The server does not allow you this. Ask whoever runs the room, or your IT department.");
    }
    if (error.is(service::ServiceError::NoSuchConversation)) {
        return NewConversationPane::tr(
            "There is no room with this address. Check it with the person who gave it to you.");
    }
    return errorWords(error);
}

} // namespace

NewConversationPane::NewConversationPane(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new Banner(context.theme))
    , m_colleague(new Button(context.theme, Button::Kind::Outlined, tr("Write to a colleague")))
    , m_title(makeField(u"newRoomTitle"_s, tr("Title of the room"), kLongestTitle))
    , m_kinds(new QButtonGroup(this))
    , m_kindNote(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_create(new Button(context.theme, Button::Kind::Primary, tr("Create room")))
    , m_address(makeField(u"joinAddress"_s, tr("Address of the room"), 3 * 1024))
    , m_join(new Button(context.theme, Button::Kind::Outlined, tr("Join")))
    , m_patience(context.timers.createTimer([this] { m_banner->say(Banner::Kind::Info, m_busyWords, {}, false); }))
{
    setObjectName(u"newConversationPane"_s);
    m_banner->setObjectName(u"newConversationBanner"_s);
    m_colleague->setObjectName(u"newDirect"_s);
    m_colleague->setLeadingIcon(Icon::Person);
    m_create->setObjectName(u"createRoom"_s);
    m_join->setObjectName(u"joinRoom"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace12, metrics::kSpace8, metrics::kSpace12, metrics::kSpace12);
    column->setSpacing(metrics::kSpace8);
    addHead(column);
    column->addWidget(m_banner);
    column->addWidget(m_colleague);
    addTask(column, tr("A new room"), tr("Only people whom you add can enter it and read it."), m_title, m_create);
    column->insertWidget(column->indexOf(m_create), makeKinds());
    QWidget *before = m_title;
    for (QAbstractButton *kind : m_kinds->buttons()) {
        setTabOrder(before, kind);
        before = kind;
    }
    setTabOrder(before, m_create);
    addTask(column, tr("A room that exists"),
            tr("It looks like r7mb@rooms.clinic.example. You have to be a member of it."), m_address, m_join);
    column->addStretch(1);
    connect(m_colleague, &Button::clicked, this, &NewConversationPane::colleagueWanted);
    connect(m_title, &QLineEdit::textChanged, this, &NewConversationPane::showWhatIsPossible);
    connect(m_address, &QLineEdit::textChanged, this, &NewConversationPane::showWhatIsPossible);
    connect(m_title, &QLineEdit::returnPressed, this, &NewConversationPane::create);
    connect(m_create, &Button::clicked, this, &NewConversationPane::create);
    connect(m_address, &QLineEdit::returnPressed, this, &NewConversationPane::join);
    connect(m_join, &Button::clicked, this, &NewConversationPane::join);
    showWhatIsPossible();
}

void NewConversationPane::addHead(QBoxLayout *column)
{
    auto *close = new IconButton(m_context.theme, Icon::Close, tr("Back to the conversations"));
    close->setObjectName(u"closeNewConversation"_s);
    connect(close, &IconButton::clicked, this, &NewConversationPane::closed);
    auto *head = new QHBoxLayout;
    head->addWidget(new Words(m_context.theme, FontRole::Strong, tr("New conversation")), 1);
    head->addWidget(close);
    column->addLayout(head);
}

void NewConversationPane::addTask(QBoxLayout *column, const QString &title, const QString &note, QLineEdit *field,
                                  Button *button)
{
    auto *words = new Words(m_context.theme, FontRole::Caption, note, nullptr, Words::Ink::Muted);
    words->setWordWrap(true);
    column->addSpacing(metrics::kSpace16);
    column->addWidget(new Words(m_context.theme, FontRole::Strong, title));
    column->addWidget(words);
    column->addWidget(field);
    column->addWidget(button);
}

/// One of three, the most careful one first and chosen until somebody says otherwise.
QWidget *NewConversationPane::makeKinds()
{
    struct Kind
    {
        model::RoomKind kind;
        QString words;
    };
    const Kind kinds[] = {{model::RoomKind::Patient, tr("For a patient")},
                          {model::RoomKind::Consult, tr("For a consult")},
                          {model::RoomKind::Team, tr("For a team")}};
    auto *box = new QWidget;
    box->setObjectName(u"roomKinds"_s);
    box->setAccessibleName(tr("What the room is for"));
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (const Kind &each : kinds) {
        auto *button = new QRadioButton(each.words);
        button->setObjectName(u"roomKind-"_s + model::roomKindWord(each.kind));
        button->setMinimumHeight(metrics::kTarget);
        button->setCursor(Qt::PointingHandCursor);
        button->setAccessibleDescription(box->accessibleName());
        m_kinds->addButton(button, static_cast<int>(each.kind));
        column->addWidget(button, 0, Qt::AlignLeading);
    }
    makeChosenTabStop(m_kinds->buttons());
    m_kindNote->setObjectName(u"roomKindNote"_s);
    m_kindNote->setWordWrap(true);
    column->addWidget(m_kindNote);
    return box;
}

/// Policy may have decided; otherwise each room begins with the most careful one.
void NewConversationPane::showKinds()
{
    const auto fixed = m_rooms ? m_rooms->fixedKind() : std::nullopt;
    m_kinds->button(static_cast<int>(fixed.value_or(model::RoomKind::Patient)))->setChecked(true);
    for (QAbstractButton *button : m_kinds->buttons()) {
        button->setEnabled(!fixed);
    }
    m_kindNote->setText(fixed ? tr("Your organisation decides what new rooms are for.")
                              : tr("Rooms for patients and consults are the most careful about the devices on which "
                                   "they are shown, and cannot become rooms for a team later."));
}

void NewConversationPane::setRooms(service::RoomService *rooms)
{
    m_rooms = rooms;
    clearContent();
}

void NewConversationPane::begin()
{
    clearContent();
    m_colleague->setFocus(Qt::TabFocusReason);
}

void NewConversationPane::clearContent()
{
    ++m_generation;
    m_isBusy = false;
    m_patience->stop();
    m_banner->dismiss();
    m_title->setText(QString()); // unlike clear(), leaves nothing to undo
    m_address->setText(QString());
    showKinds();
    showWhatIsPossible();
}

void NewConversationPane::showWhatIsPossible()
{
    m_create->setEnabled(!m_isBusy && !m_title->text().trimmed().isEmpty());
    m_join->setEnabled(!m_isBusy && !m_address->text().trimmed().isEmpty());
    m_title->setReadOnly(m_isBusy);
    m_address->setReadOnly(m_isBusy);
}

void NewConversationPane::setBusy(const QString &words)
{
    m_isBusy = true;
    m_busyWords = words;
    m_banner->dismiss();
    m_patience->start(kPatience);
    showWhatIsPossible();
}

/// What went wrong stands below the field that it is about.
void NewConversationPane::refuse(QLineEdit *field, const QString &words)
{
    if (auto *column = qobject_cast<QBoxLayout *>(layout())) {
        column->removeWidget(m_banner);
        column->insertWidget(column->indexOf(field) + 1, m_banner);
    }
    m_banner->say(Banner::Kind::Error, words);
    field->setFocus(Qt::OtherFocusReason);
}

void NewConversationPane::create()
{
    const QString title = m_title->text().simplified();
    if (!m_rooms || m_isBusy || title.isEmpty()) {
        return;
    }
    setBusy(tr("The room is being created …"));
    const auto kind = static_cast<model::RoomKind>(m_kinds->checkedId());
    whenDone(m_rooms->create(title, kind), this, [this, generation = m_generation](const Result<model::Jid> &room) {
        if (generation == m_generation) {
            finish(m_title, room);
        }
    });
}

void NewConversationPane::join()
{
    if (!m_rooms || m_isBusy || m_address->text().trimmed().isEmpty()) {
        return;
    }
    const auto room = model::Jid::parse(m_address->text().trimmed());
    if (!room || room->local().isEmpty() || !room->isBare()) {
        refuse(m_address, tr("This is not the address of a room."));
        return;
    }
    setBusy(tr("The room is being entered …"));
    whenDone(m_rooms->join(*room), this, [this, generation = m_generation, room = *room](const Status &outcome) {
        if (generation == m_generation) {
            finish(m_address,
                   outcome ? Result<model::Jid>(room) : Result<model::Jid>(std::unexpected(outcome.error())));
        }
    });
}

void NewConversationPane::finish(QLineEdit *field, const Result<model::Jid> &outcome)
{
    m_isBusy = false;
    m_patience->stop();
    showWhatIsPossible();
    if (outcome) {
        const model::Jid room = *outcome;
        clearContent();
        Q_EMIT ready(room);
    } else {
        refuse(field, refusalWords(outcome.error()));
    }
}

} // namespace wardline::ui
