// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/linux/freedesktop_notifications.h"

#include "app/platform/desktop_notifications.h"

#include <QDBusPendingCallWatcher>
#include <QDBusServiceWatcher>

#include <utility>

namespace wardline::platform {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.Notifications"_s;
const QString kPath = u"/org/freedesktop/Notifications"_s;
const QString kInterface = u"org.freedesktop.Notifications"_s;
const QString kDefaultAction = u"default"_s; // a click on the notification itself
const QString kOpenAction = u"open"_s;
constexpr int kPatienceMs = 10'000;
constexpr int kServerDecides = -1; ///< how long it is shown
constexpr int kNever = 0;
constexpr qsizetype kMaxTitle = 200;
constexpr qsizetype kMaxBody = 400;

enum CloseReason : uint { Expired = 1, Dismissed = 2 };

QString cut(const QString &text, qsizetype most)
{
    if (text.size() <= most) {
        return text;
    }
    qsizetype length = most - 1;
    if (text.at(length - 1).isHighSurrogate()) {
        --length;
    }
    return text.left(length) + u'…';
}

} // namespace

FreedesktopNotifications::FreedesktopNotifications(const QDBusConnection &bus, QObject *parent)
    : NotificationSink(parent)
    , m_bus(bus)
{
    if (!m_bus.isConnected()) {
        return;
    }
    auto *watcher = new QDBusServiceWatcher(kService, m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString &, const QString &, const QString &owner) { onOwnerChanged(owner); });
    // Qt matches the sender against the owner of the name: nobody else on the bus can press our buttons.
    m_bus.connect(kService, kPath, kInterface, u"NotificationClosed"_s, this, SLOT(onClosed(uint, uint)));
    m_bus.connect(kService, kPath, kInterface, u"ActionInvoked"_s, this, SLOT(onAction(uint, QString)));
    m_bus.connect(kService, kPath, kInterface, u"ActivationToken"_s, this, SLOT(onActivationToken(uint, QString)));
    askCapabilities();
}

FreedesktopNotifications::~FreedesktopNotifications()
{
    withdrawAll();
}

/// The server went or another one came: what the old one showed is gone with it.
void FreedesktopNotifications::onOwnerChanged(const QString &owner)
{
    ++m_generation;
    m_shown.clear();
    if (std::exchange(m_capabilities, std::nullopt)) {
        Q_EMIT availabilityChanged(false);
    }
    m_hasOwner = !owner.isEmpty();
    if (m_hasOwner) {
        askCapabilities();
    }
}

/// Also starts the server where the bus can start it.
void FreedesktopNotifications::askCapabilities()
{
    if (m_isAsking || !m_bus.isConnected()) {
        return;
    }
    m_isAsking = true;
    call(u"GetCapabilities"_s, {}, [this, generation = m_generation](const QDBusMessage &answer) {
        m_isAsking = false;
        if (generation != m_generation) {
            if (m_hasOwner) { // another one came meanwhile; perhaps this very call started it
                askCapabilities();
            }
            return;
        }
        if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty()) {
            return;
        }
        m_capabilities = answer.arguments().first().toStringList();
        Q_EMIT availabilityChanged(true);
    });
}

void FreedesktopNotifications::call(const QString &method, const QVariantList &arguments,
                                    std::function<void(const QDBusMessage &)> done)
{
    QDBusMessage message = QDBusMessage::createMethodCall(kService, kPath, kInterface, method);
    message.setArguments(arguments);
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, kPatienceMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, done = std::move(done)] {
        const QDBusMessage answer = watcher->reply();
        watcher->deleteLater();
        if (done) {
            done(answer);
        }
    });
}

void FreedesktopNotifications::show(const service::DesktopNotification &notification)
{
    if (!m_capabilities) {
        askCapabilities(); // a server that ended itself may be started again; whoever shows hears of it
        return;
    }
    Shown &shown = m_shown[notification.key];
    shown.isWithdrawn = false;
    if (shown.isAsked) {
        shown.next = notification;
        return;
    }
    send(notification.key, notification);
}

void FreedesktopNotifications::send(const QString &key, const service::DesktopNotification &notification)
{
    Shown &shown = m_shown[key];
    shown.isAsked = true;
    shown.next.reset();
    call(u"Notify"_s, argumentsFor(shown.id, notification),
         [this, key, generation = m_generation](const QDBusMessage &answer) {
             const bool isGood = answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty();
             onAnswer(key, generation, isGood ? answer.arguments().first().toUInt() : 0);
         });
}

void FreedesktopNotifications::onAnswer(const QString &key, int generation, uint id)
{
    const auto found = m_shown.find(key);
    if (generation != m_generation || found == m_shown.end()) {
        return;
    }
    found->isAsked = false;
    found->id = id;
    if (found->isWithdrawn || (id == 0 && !found->next)) {
        if (id != 0) {
            close(id);
        }
        m_shown.erase(found);
    } else if (found->next) {
        send(key, service::DesktopNotification(*found->next));
    }
}

QVariantList FreedesktopNotifications::argumentsFor(uint replaces,
                                                    const service::DesktopNotification &notification) const
{
    const QStringList capabilities = m_capabilities.value_or(QStringList());
    QString body = capabilities.contains(u"body"_s) ? cut(notification.body, kMaxBody) : QString();
    if (capabilities.contains(u"body-markup"_s)) {
        body = body.toHtmlEscaped(); // a server that reads markup is given none
    }
    QStringList actions;
    if (capabilities.contains(u"actions"_s)) {
        const QString label = cut(notification.openLabel, kMaxTitle);
        actions = {kDefaultAction, label, kOpenAction, label};
    }
    QVariantMap hints;
    hints.insert(u"desktop-entry"_s, u"wardline"_s);
    hints.insert(u"category"_s, u"im.received"_s);
    hints.insert(u"urgency"_s, QVariant::fromValue(uchar(notification.isUrgent ? 2 : 1)));
    hints.insert(u"suppress-sound"_s, true); // we ring ourselves, or not at all
    if (notification.isFleeting && !notification.isUrgent) {
        hints.insert(u"transient"_s, true);
    }
    return {u"Wardline"_s, replaces, u"wardline"_s, cut(notification.title, kMaxTitle),
            body,          actions,  hints,         notification.isUrgent ? kNever : kServerDecides};
}

void FreedesktopNotifications::withdraw(const QString &key)
{
    const auto found = m_shown.find(key);
    if (found == m_shown.end()) {
        return;
    }
    if (found->isAsked) {
        found->isWithdrawn = true;
        found->next.reset();
        return;
    }
    close(found->id);
    m_shown.erase(found);
}

void FreedesktopNotifications::withdrawAll()
{
    const QStringList keys = m_shown.keys();
    for (const QString &key : keys) {
        withdraw(key);
    }
}

void FreedesktopNotifications::close(uint id)
{
    QDBusMessage message = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"CloseNotification"_s);
    message << id;
    message.setAutoStartService(false);
    (void)m_bus.send(message);
}

QString FreedesktopNotifications::keyOf(uint id) const
{
    for (auto it = m_shown.cbegin(); it != m_shown.cend(); ++it) {
        if (id != 0 && it->id == id && !it->isWithdrawn) {
            return it.key();
        }
    }
    return {};
}

void FreedesktopNotifications::onClosed(uint id, uint reason)
{
    const QString key = keyOf(id);
    if (key.isNull()) {
        return; // somebody else's, or closed by us
    }
    Shown &shown = m_shown[key];
    if (shown.isAsked) {
        shown.id = 0; // the one on its way will have a number of its own
    } else {
        m_shown.remove(key);
    }
    if (reason == CloseReason::Dismissed) {
        Q_EMIT dismissed(key);
    }
}

void FreedesktopNotifications::onAction(uint id, const QString &action)
{
    const QString key = keyOf(id);
    if (!key.isNull() && (action == kDefaultAction || action == kOpenAction)) {
        Q_EMIT activated(key);
    }
}

/// Comes before ActionInvoked and lets our window come to the front under Wayland; Qt reads it from here.
void FreedesktopNotifications::onActivationToken(uint id, const QString &token)
{
    constexpr qsizetype kMaxToken = 256;
    if (!keyOf(id).isNull() && token.size() <= kMaxToken) {
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
    }
}

std::unique_ptr<service::NotificationSink> makeDesktopNotifications()
{
    return std::make_unique<FreedesktopNotifications>(QDBusConnection::sessionBus());
}

} // namespace wardline::platform
