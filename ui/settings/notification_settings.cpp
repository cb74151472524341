// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/notification_settings.h"

#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/button_row.h"
#include "ui/kit/chosen_tab_stop.h"
#include "ui/kit/folded_words.h"
#include "ui/kit/metrics.h"
#include "ui/kit/policy_words.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"
#include "ui/notifications/notification_words.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QRadioButton>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;
using service::NotificationContent;
using service::NotificationLevel;

namespace {

constexpr std::chrono::seconds kLookAgain{30};

QTime timeOf(int minute)
{
    return QTime(minute / 60, minute % 60);
}

int minuteOf(QTime time)
{
    return time.hour() * 60 + time.minute();
}

QTimeEdit *makeTime(const char *name, const QString &accessibleName)
{
    auto *edit = new QTimeEdit;
    edit->setObjectName(QString::fromLatin1(name));
    edit->setAccessibleName(accessibleName);
    edit->setLayoutDirection(Qt::LeftToRight); // first, or hours and minutes change places; no script writes them so
    edit->setDisplayFormat(
        QLocale().timeFormat(QLocale::ShortFormat).remove(u":ss"_s)); // nobody is quiet to the second
    edit->setMinimumHeight(metrics::kTarget);
    edit->setWrapping(true);
    return edit;
}

} // namespace

NotificationSettingsSection::NotificationSettingsSection(const Context &context, service::Workstation &workstation,
                                                         QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_alerts(*context.alerts)
    , m_workstation(workstation)
    , m_levels(new QButtonGroup(this))
    , m_levelNote(makeNote("levelNote"))
    , m_contents(new QButtonGroup(this))
    , m_contentNote(makeNote("contentNote"))
    , m_isQuiet(new QCheckBox(tr("Quiet hours")))
    , m_from(makeTime("quietFrom", tr("Quiet from")))
    , m_to(makeTime("quietTo", tr("Quiet until")))
    , m_quietNote(makeNote("quietNote"))
    , m_isSoundOn(new QCheckBox(tr("Sound for new messages")))
    , m_soundBand(new Banner(context.theme))
    , m_soundNote(makeNote("soundNote"))
    , m_soundReport(makeNote("soundReport"))
    , m_testMessage(new Button(context.theme, Button::Kind::Outlined, tr("Test: message")))
    , m_testUrgent(new Button(context.theme, Button::Kind::Outlined, tr("Test: urgent")))
    , m_desktopNote(makeNote("desktopNote"))
    , m_timer(context.timers.createTimer([this] { showQuietNow(); }))
{
    setObjectName(u"notificationSettings"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace16);
    column->addWidget(m_desktopNote);
    column->addWidget(makeLevels());
    column->addWidget(makeContents());
    column->addWidget(makeQuietHours());
    column->addWidget(makeSound());
    connect(&m_alerts.settings, &service::NotificationSettings::changed, this, &NotificationSettingsSection::refresh);
    connect(&m_alerts.sound, &service::SoundPlayer::stateChanged, this, &NotificationSettingsSection::showSound);
    connect(&m_alerts.desktop, &service::NotificationSink::availabilityChanged, this,
            &NotificationSettingsSection::refresh);
    refresh();
}

Words *NotificationSettingsSection::makeNote(const char *name)
{
    auto *note = new Words(m_context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted);
    note->setObjectName(QString::fromLatin1(name));
    note->setWordWrap(true);
    return note;
}

namespace {

/// A heading, its choices and a note below them.
QWidget *makeChoices(const Theme &theme, const QString &heading, QButtonGroup &group, const char *name,
                     const QList<std::pair<int, QString>> &choices, Words *note)
{
    auto *box = new FoldingBox;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new Words(theme, FontRole::Strong, heading);
    head->setWordWrap(true);
    column->addWidget(head);
    for (const auto &[id, words] : choices) {
        auto *choice = new QRadioButton(words);
        choice->setObjectName(QString::fromLatin1(name) + QString::number(id));
        choice->setMinimumHeight(metrics::kTarget);
        choice->setAccessibleDescription(heading);
        group.addButton(choice, id);
        column->addWidget(choice);
        box->fold(choice, words);
    }
    makeChosenTabStop(group.buttons());
    column->addWidget(note);
    return box;
}

} // namespace

QWidget *NotificationSettingsSection::makeLevels()
{
    QWidget *box = makeChoices(m_context.theme, tr("Tell me of"), *m_levels, "level",
                               {{int(NotificationLevel::Everything), tr("Every message")},
                                {int(NotificationLevel::Mentions), tr("What names me, and direct messages")},
                                {int(NotificationLevel::Nothing), tr("Only STAT")}},
                               m_levelNote);
    connect(m_levels, &QButtonGroup::idToggled, this, &NotificationSettingsSection::onToggled);
    return box;
}

QWidget *NotificationSettingsSection::makeContents()
{
    QWidget *box = makeChoices(m_context.theme, tr("A notification says"), *m_contents, "content",
                               {{int(NotificationContent::Nothing), tr("How many messages came")},
                                {int(NotificationContent::Sender), tr("Also who wrote")},
                                {int(NotificationContent::Room), tr("Also in which room")},
                                {int(NotificationContent::Text), tr("Also how the message begins")}},
                               m_contentNote);
    connect(m_contents, &QButtonGroup::idToggled, this, &NotificationSettingsSection::onToggled);
    return box;
}

QWidget *NotificationSettingsSection::labelled(const QString &words, QWidget *field)
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace8);
    row->addWidget(new Words(m_context.theme, FontRole::Body, words));
    row->addWidget(field);
    return box;
}

QWidget *NotificationSettingsSection::makeQuietHours()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace4);
    m_isQuiet->setObjectName(u"isQuiet"_s);
    m_isQuiet->setMinimumHeight(metrics::kTarget);
    column->addWidget(m_isQuiet);
    auto *row = new ButtonRow(metrics::kSpace8);
    row->setContentsMargins(metrics::kSpace24, 0, 0, 0);
    row->add(labelled(tr("from", "quiet hours"), m_from));
    row->add(labelled(tr("until", "quiet hours"), m_to));
    column->addWidget(row);
    column->addWidget(m_quietNote);
    connect(m_isQuiet, &QCheckBox::toggled, this, &NotificationSettingsSection::choose);
    for (QTimeEdit *edit : {m_from, m_to}) {
        connect(edit, &QTimeEdit::userTimeChanged, this, &NotificationSettingsSection::choose);
    }
    return box;
}

QWidget *NotificationSettingsSection::makeSound()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace4);
    m_soundBand->setObjectName(u"soundBand"_s);
    m_isSoundOn->setObjectName(u"isSoundOn"_s);
    m_isSoundOn->setMinimumHeight(metrics::kTarget);
    m_testMessage->setObjectName(u"testMessageSound"_s);
    m_testUrgent->setObjectName(u"testUrgentSound"_s);
    auto *row = new ButtonRow(metrics::kSpace8);
    row->add(m_testMessage);
    row->add(m_testUrgent);
    column->addWidget(m_soundBand);
    column->addWidget(m_isSoundOn);
    column->addWidget(row);
    column->addWidget(m_soundReport);
    column->addWidget(m_soundNote);
    connect(m_isSoundOn, &QCheckBox::toggled, this, &NotificationSettingsSection::choose);
    connect(m_testMessage, &Button::clicked, this, [this] { test(service::Sound::Message); });
    connect(m_testUrgent, &Button::clicked, this, [this] { test(service::Sound::Urgent); });
    return box;
}

/// Not `clicked`: the action of a screen reader toggles without a click.
void NotificationSettingsSection::onToggled(int, bool isChosen)
{
    if (isChosen) {
        choose();
    }
}

void NotificationSettingsSection::choose()
{
    if (m_isRefreshing) {
        return;
    }
    service::NotificationPreferences chosen = m_alerts.settings.chosen();
    const service::NotificationLimits &limits = m_alerts.settings.limits();
    const auto level = static_cast<NotificationLevel>(m_levels->checkedId());
    const auto content = static_cast<NotificationContent>(m_contents->checkedId());
    // What policy imposes today is not the person's choice for ever.
    if (level != m_alerts.settings.level()) {
        chosen.level = level;
    }
    if (content != m_alerts.settings.content()) {
        chosen.content = content;
    }
    if (limits.mayBeQuiet) {
        chosen.isQuietAtNight = m_isQuiet->isChecked();
        chosen.quietHours = {minuteOf(m_from->time()), minuteOf(m_to->time())};
    }
    if (!limits.isSoundRequired) {
        chosen.isSoundOn = m_isSoundOn->isChecked();
    }
    m_alerts.settings.choose(chosen);
}

/// "Set by your organisation: policy.json".
QString NotificationSettingsSection::originWords(QStringView key) const
{
    const auto lines = m_workstation.policy();
    for (const service::PolicyLine &line : lines) {
        if (line.key == key && line.origin.contains(u'/')) {
            return fixedWords(line);
        }
    }
    return tr("This is the usual setting.");
}

void NotificationSettingsSection::refresh()
{
    m_isRefreshing = true;
    const service::NotificationSettings &settings = m_alerts.settings;
    const service::NotificationLimits &limits = settings.limits();
    const service::NotificationPreferences &chosen = settings.chosen();
    const auto buttons = m_levels->buttons();
    for (QAbstractButton *button : buttons) {
        button->setEnabled(m_levels->id(button) >= static_cast<int>(limits.leastLevel));
    }
    m_levels->button(static_cast<int>(settings.level()))->setChecked(true);
    m_levelNote->setText(limits.leastLevel == NotificationLevel::Nothing
                             ? tr("Each conversation may have its own choice: see its details.")
                             : originWords(u"notifications.at_least"));
    const auto contents = m_contents->buttons();
    for (QAbstractButton *button : contents) {
        button->setEnabled(m_contents->id(button) <= static_cast<int>(limits.mostContent));
    }
    m_contents->button(static_cast<int>(settings.content()))->setChecked(true);
    m_contentNote->setVisible(limits.mostContent != NotificationContent::Text);
    m_contentNote->setText(tr("No more is allowed here. %1").arg(originWords(u"notifications.content")));
    m_isQuiet->setEnabled(limits.mayBeQuiet);
    m_isQuiet->setChecked(limits.mayBeQuiet && chosen.isQuietAtNight);
    m_from->setEnabled(m_isQuiet->isChecked());
    m_to->setEnabled(m_isQuiet->isChecked());
    // Only when it differs: setting it again would take the cursor away from whoever types.
    if (minuteOf(m_from->time()) != chosen.quietHours.from) {
        m_from->setTime(timeOf(chosen.quietHours.from));
    }
    if (minuteOf(m_to->time()) != chosen.quietHours.to) {
        m_to->setTime(timeOf(chosen.quietHours.to));
    }
    m_isSoundOn->setEnabled(!limits.isSoundRequired);
    m_isSoundOn->setChecked(settings.isSoundOn());
    m_desktopNote->setVisible(!m_alerts.desktop.isAvailable());
    m_desktopNote->setText(
        tr("This desktop shows no notifications. What is unread stands in the list of conversations."));
    m_isRefreshing = false;
    showQuietNow();
    showSound();
}

void NotificationSettingsSection::showQuietNow()
{
    const service::NotificationSettings &settings = m_alerts.settings;
    QString note;
    if (!settings.limits().mayBeQuiet) {
        note = originWords(u"notifications.quiet_hours");
    } else if (settings.isQuietAt(m_context.clock.now())) {
        note = tr("Quiet now, until %1. STAT and “Please talk” come through.")
                   .arg(QLocale().toString(timeOf(settings.chosen().quietHours.to), QLocale::ShortFormat));
    } else {
        note = tr("STAT and “Please talk” come through.");
    }
    m_quietNote->setText(note);
    m_timer->start(kLookAgain);
}

void NotificationSettingsSection::showSound()
{
    const bool isOn = m_alerts.settings.isSoundOn();
    const service::SoundState state = m_alerts.sound.state();
    const QString off = soundOffWords(state, isOn);
    QStringList notes;
    if (!off.isEmpty()) {
        const QString reason = soundReasonWords(state, isOn);
        m_soundBand->say(Banner::Kind::Concern, off + u". "_s + reason, {}, false);
    } else {
        m_soundBand->dismiss();
    }
    if (m_alerts.settings.limits().isSoundRequired) {
        notes << originWords(u"notifications.sound_required");
    }
    m_soundNote->setText(notes.join(u' '));
    m_soundNote->setVisible(!notes.isEmpty());
    m_soundReport->setVisible(!m_soundReport->text().isEmpty());
}

/// Plays it whatever the settings say: this is how one finds out.
void NotificationSettingsSection::test(service::Sound sound)
{
    m_soundReport->setText(tr("Playing …"));
    showSound();
    whenDone(m_alerts.sound.play(sound), this, [this](const service::SoundReport &report) {
        m_soundReport->setText(soundReportWords(report));
        showSound();
    });
}

} // namespace wardline::ui
