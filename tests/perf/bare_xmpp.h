// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>
#include <QWebSocket>

#include <functional>

namespace wardline::perf {

/// What a message says, read by QXmlStreamReader and nothing more.
struct BareMessage
{
    QString from;
    QString body;
    QString originId;
    QString archiveId;
};

/// The floor that a client on a real relay is measured against: a QWebSocket, plain SASL, one room, its archive; keeps
/// nothing and answers nothing. Exits where the relay does not do what a relay does. Main thread.
class BareXmpp : public QObject
{
public:
    BareXmpp(const QString &url, const QString &authority);

    void signIn(const QString &account, const QByteArray &password);
    void join(const QString &room);
    void send(const QString &stanza) { m_socket.sendTextMessage(stanza); }
    /// The archive of a room from its end to its beginning, in pages as Wardline asks for them: 50 first, then 250. The
    /// network is made to acknowledge each segment at once.
    [[nodiscard]] QList<BareMessage> archive(const QString &room);
    /// Until a message with this body has come.
    void awaitBody(const QString &body);

    [[nodiscard]] static BareMessage parse(const QString &stanza);

private:
    void take(const QString &stanza);
    QString await(const std::function<bool(const QString &)> &condition, const char *what);

    QWebSocket m_socket;
    QString m_nick;
    QList<QString> m_stanzas;
};

} // namespace wardline::perf
