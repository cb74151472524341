// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/qt_timer_factory.h"
#include "core/crypto/system_random.h"
#include "core/stream/websocket_transport.h"
#include "core/stream/xmpp_stream.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>
#include <QtEndian>

using namespace wardline;
using namespace wardline::stream;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassword = "correct horse battery";
constexpr int kPatience = 20'000;

/// The relay of packaging/relay in a folder of its own, ended with the test.
class Relay
{
public:
    ~Relay() { (void)run({u"down"_s, folder(), u"--wipe"_s}); }

    [[nodiscard]] bool start()
    {
        const QJsonObject made = run({u"up"_s, folder(), u"--json"_s});
        m_options.url = QUrl(made.value(u"url"_s).toString());
        m_options.caCertificates = QSslCertificate::fromPath(made.value(u"ca"_s).toString());
        m_domain = made.value(u"domain"_s).toString();
        QFile facts(folder() + u"/relay.json"_s);
        m_state = facts.open(QIODevice::ReadOnly)
            ? QJsonDocument::fromJson(facts.readAll()).object().value(u"state"_s).toString()
            : QString();
        return !m_options.caCertificates.isEmpty();
    }
    QJsonObject run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        QProcess process;
        process.start(u"/usr/bin/python3"_s,
                      QStringList{u"-B"_s, QStringLiteral(WARDLINE_SOURCE_DIR) + u"/packaging/relay/relay"_s}
                          + arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60'000) || process.exitCode() != 0) {
            qWarning() << "relay" << arguments.value(0) << process.readAllStandardError();
            return {};
        }
        return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    }
    [[nodiscard]] QString folder() const { return m_folder.filePath(u"relay"_s); }
    [[nodiscard]] const TransportOptions &transport() const { return m_options; }
    /// What it shows now; it must not run while this is `renew`ed.
    [[nodiscard]] QSslCertificate certificate() const
    {
        return QSslCertificate::fromPath(serverFile(u"server.pem"_s)).value(0);
    }
    /// Another key and another certificate of the same authority, as at the end of a year. The accounts stay.
    [[nodiscard]] bool renew()
    {
        (void)run({u"down"_s, folder()});
        return QFile::remove(serverFile(u"server.pem"_s)) && start();
    }
    [[nodiscard]] StreamOptions optionsFor(const QString &name) const
    {
        StreamOptions options;
        options.transport = m_options;
        options.account = model::Jid::parse(QString(name + u'@' + m_domain)).value();
        options.userAgentId = u"d4565fa7-4d72-4749-b3d3-740edbf87770"_s;
        return options;
    }

private:
    [[nodiscard]] QString serverFile(const QString &name) const { return m_state + u"/tls/"_s + name; }

    QTemporaryDir m_folder;
    QString m_state;
    TransportOptions m_options;
    QString m_domain;
};

/// RFC 6238 with the parameters of every authenticator app.
QByteArray totp(const QByteArray &base32, int stepsAhead = 0)
{
    QByteArray seed;
    int bits = 0;
    quint32 buffer = 0;
    for (const char c : base32) {
        buffer = (buffer << 5) | static_cast<quint32>(QByteArrayView("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").indexOf(c));
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            seed.append(static_cast<char>((buffer >> bits) & 0xff));
        }
    }
    const quint64 counter = qToBigEndian(static_cast<quint64>(QDateTime::currentSecsSinceEpoch() / 30 + stepsAhead));
    const QByteArray mac = QMessageAuthenticationCode::hash(
        QByteArray(reinterpret_cast<const char *>(&counter), sizeof counter), seed, QCryptographicHash::Sha1);
    const int offset = mac.at(19) & 15;
    const quint32 code = qFromBigEndian<quint32>(mac.constData() + offset) & 0x7fffffff;
    return QByteArray::number(code % 1'000'000).rightJustified(6, '0');
}

/// One connection and what it said.
struct Client
{
    QtTimerFactory timers;
    crypto::SystemRandom random;
    RandomIdSource ids{random};
    WebSocketTransportFactory transports{timers};
    XmppStream stream{{transports, timers, random, ids}};
    std::optional<Error> closed;
    bool isEstablished = false;
    bool isResumed = false;
    bool isManaged = false;
    CodeProof proof = CodeProof::None;
    std::optional<int> codesLeft;
    std::optional<FastToken> token;
    model::Jid jid;
    QByteArray seed;
    QList<QByteArray> recoveryCodes;
    std::vector<StanzaHandle> acknowledged;
    QStringList bodies;

    Client()
    {
        QObject *context = &stream;
        QObject::connect(&stream, &XmppStream::closed, context, [this](const Error &reason) { closed = reason; });
        QObject::connect(&stream, &XmppStream::established, context, [this](const SessionInfo &info) {
            isEstablished = true;
            isResumed = info.resumed;
            isManaged = info.streamManagement && info.resumable;
            proof = info.codeProof;
            codesLeft = info.recoveryCodesLeft;
            jid = info.jid;
            if (info.token) {
                token = info.token->clone();
            }
        });
        QObject::connect(&stream, &XmppStream::enrolmentOffered, context, [this](const SecretBytes &uri) {
            seed = QUrlQuery(QUrl(QString::fromUtf8(uri.view()))).queryItemValue(u"secret"_s).toLatin1();
            stream.provideCode(SecretBytes::copyOf(QByteArrayView(totp(seed))));
        });
        QObject::connect(&stream, &XmppStream::recoveryCodesReceived, context, [this](const RecoveryCodes &codes) {
            for (const SecretBytes &code : codes.codes) {
                recoveryCodes.append(code.view().toByteArray());
            }
        });
        QObject::connect(&stream, &XmppStream::stanzaAcknowledged, context,
                         [this](StanzaHandle handle) { acknowledged.push_back(handle); });
        QObject::connect(&stream, &XmppStream::stanzaReceived, context,
                         [this](const xml::Element &stanza, ReceivedToken received) {
                             if (stanza.name() == u"message" && stanza.hasChild(u"body", u"jabber:client")) {
                                 bodies.append(stanza.childText(u"body", u"jabber:client"));
                             }
                             stream.markHandled(received);
                         });
    }
    void signIn(StreamOptions options, const QByteArray &password, const QByteArray &code = {},
                const QByteArray &ticket = {})
    {
        Credentials credentials;
        credentials.password = SecretBytes::copyOf(QByteArrayView(password));
        credentials.code = SecretBytes::copyOf(QByteArrayView(code));
        credentials.ticket = SecretBytes::copyOf(QByteArrayView(ticket));
        stream.connectTo(std::move(options), std::move(credentials));
    }
    void comeBack(StreamOptions options, const FastToken &with)
    {
        Credentials credentials;
        credentials.token = with.clone();
        stream.connectTo(std::move(options), std::move(credentials));
    }
    [[nodiscard]] bool isSettled() const { return isEstablished || closed; }
};

xml::Element message(const model::Jid &to, QStringView body)
{
    xml::Element element(u"message", u"jabber:client");
    return element.setAttribute(u"type", u"chat")
        .setAttribute(u"to", to.toString())
        .addText(u"body", u"jabber:client", body);
}

} // namespace

/// The stream against the relay that we ship: enrolment, codes, tokens, resumption and refusals, in the order of a
/// working day.
class StreamProsodyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_relay.start(), "the relay script must start Prosody");
        QVERIFY(!m_relay.run({u"add-user"_s, m_relay.folder(), u"ana"_s, u"--json"_s}, kPassword + '\n').isEmpty());
        m_ticket = m_relay.run({u"totp-require"_s, m_relay.folder(), u"ana"_s, u"--json"_s})
                       .value(u"ticket"_s)
                       .toString()
                       .toLatin1();
        QVERIFY(!m_ticket.isEmpty());
    }

    void refusesTheRelayWithoutItsAuthority()
    {
        StreamOptions options = m_relay.optionsFor(u"ana"_s);
        options.transport.caCertificates.clear();
        Client client;
        client.signIn(options, kPassword);
        QTRY_VERIFY_WITH_TIMEOUT(client.closed, kPatience);
        QVERIFY2(client.closed->is(StreamError::CertificateUntrusted), qPrintable(client.closed->toLogString()));
    }

    void refusesWrongProofsAlike_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("ticket");
        QTest::newRow("wrong password") << u"ana"_s << QByteArray("wrong") << m_ticket;
        QTest::newRow("wrong ticket") << u"ana"_s << kPassword << QByteArray("AAAA-BBBB-CCCC-DDDD");
        QTest::newRow("unknown account") << u"nobody"_s << kPassword << m_ticket;
    }
    void refusesWrongProofsAlike()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, ticket);
        Client client;
        client.signIn(m_relay.optionsFor(name), password, {}, ticket);
        QTRY_VERIFY_WITH_TIMEOUT(client.isSettled(), kPatience);
        QVERIFY(client.closed);
        QVERIFY2(client.closed->is(StreamError::NotAuthorized), qPrintable(client.closed->toLogString()));
    }

    void enrols()
    {
        Client client;
        client.signIn(m_relay.optionsFor(u"ana"_s), kPassword, {}, m_ticket);
        QTRY_VERIFY_WITH_TIMEOUT(client.isSettled(), kPatience);
        QVERIFY2(client.isEstablished, client.closed ? qPrintable(client.closed->toLogString()) : "");
        QCOMPARE(client.proof, CodeProof::Enrolment);
        QCOMPARE(client.recoveryCodes.size(), 10);
        QVERIFY(client.isManaged);
        QVERIFY(client.token && client.token->totpVerified);
        m_seed = client.seed;
        m_recoveryCodes = client.recoveryCodes;
        m_token = client.token->clone();
        client.stream.disconnectFromRelay();
        QTRY_VERIFY_WITH_TIMEOUT(client.closed, kPatience);
    }

    void signsInWithACode()
    {
        Client client;
        client.signIn(m_relay.optionsFor(u"ana"_s), kPassword, totp(m_seed, 1)); // the present step is used up
        QTRY_VERIFY_WITH_TIMEOUT(client.isSettled(), kPatience);
        QVERIFY2(client.isEstablished, client.closed ? qPrintable(client.closed->toLogString()) : "");
        QCOMPARE(client.proof, CodeProof::Task);
        m_token = client.token->clone();
    }

    void refusesTheSameCodeAgain()
    {
        Client client;
        client.signIn(m_relay.optionsFor(u"ana"_s), kPassword, totp(m_seed, 0));
        QTRY_VERIFY_WITH_TIMEOUT(client.isSettled(), kPatience);
        QVERIFY(client.closed);
        QVERIFY2(client.closed->is(StreamError::NotAuthorized), qPrintable(client.closed->toLogString()));
    }

    void comesBackWithATokenAndResumes()
    {
        Client first;
        first.comeBack(m_relay.optionsFor(u"ana"_s), *m_token);
        QTRY_VERIFY_WITH_TIMEOUT(first.isSettled(), kPatience);
        QVERIFY2(first.isEstablished, first.closed ? qPrintable(first.closed->toLogString()) : "");
        QCOMPARE(first.proof, CodeProof::Token);
        QVERIFY(first.token && !first.token->value.equals(m_token->value));
        (void)first.stream.sendStanza(xml::Element(u"presence", u"jabber:client"));
        const StanzaHandle sent = first.stream.sendStanza(message(first.jid, u"one")).value();
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::find(first.acknowledged, sent) != first.acknowledged.end(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(first.bodies, QStringList{u"one"_s}, kPatience);
        const StanzaHandle unacknowledged = first.stream.sendStanza(message(first.jid, u"two")).value();
        first.stream.abandon(); // before the relay can answer, perhaps before it was sent
        StreamOptions options = m_relay.optionsFor(u"ana"_s);
        options.resume = first.stream.takeResumeState();
        QVERIFY(options.resume.has_value());

        Client second;
        second.comeBack(std::move(options), *first.token);
        QTRY_VERIFY_WITH_TIMEOUT(second.isSettled(), kPatience);
        QVERIFY2(second.isEstablished, second.closed ? qPrintable(second.closed->toLogString()) : "");
        QVERIFY(second.isResumed);
        QCOMPARE(second.jid, first.jid);
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::find(second.acknowledged, unacknowledged) != second.acknowledged.end(),
                                 kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(second.bodies, QStringList{u"two"_s}, kPatience);
        m_token = second.token->clone();
    }

    void asksTheRelay()
    {
        Client client;
        client.comeBack(m_relay.optionsFor(u"ana"_s), *m_token);
        QTRY_VERIFY_WITH_TIMEOUT(client.isSettled(), kPatience);
        QVERIFY(client.isEstablished);
        m_token = client.token->clone();
        std::optional<xmpp::IqStanza> roster;
        xmpp::IqStanza question;
        question.content = xml::Element(u"query", u"jabber:iq:roster");
        client.stream.iq().request(&client.stream, question, [&](const Result<xmpp::IqStanza> &answer) {
            if (answer) {
                roster = *answer;
            }
        });
        QTRY_VERIFY_WITH_TIMEOUT(roster.has_value(), kPatience);
        std::optional<Error> refusal;
        question.content = xml::Element(u"query", u"urn:wardline:no-such-thing");
        client.stream.iq().request(&client.stream, question, [&](const Result<xmpp::IqStanza> &answer) {
            if (!answer) {
                refusal = answer.error();
            }
        });
        QTRY_VERIFY_WITH_TIMEOUT(refusal.has_value(), kPatience);
        QVERIFY(refusal->is(IqError::ServiceUnavailable));
        client.stream.probe();
        client.stream.setClientActive(false);
        QTest::qWait(200);
        QVERIFY(!client.closed);
    }

    void survivesARenewedCertificate()
    {
        const QSslCertificate former = m_relay.certificate();
        QVERIFY(!former.isNull());
        QVERIFY(m_relay.renew());
        QVERIFY(!m_relay.certificate().isNull() && m_relay.certificate() != former);
        Client client;
        client.comeBack(m_relay.optionsFor(u"ana"_s), *m_token);
        QTRY_VERIFY_WITH_TIMEOUT(client.isSettled(), kPatience);
        QVERIFY(client.isEstablished); // by the token, without a code
        m_token = client.token->clone();
        client.stream.disconnectFromRelay();

        // A house that names keys names the next one too, before it is used.
        StreamOptions options = m_relay.optionsFor(u"ana"_s);
        options.transport.pinnedKeys = {publicKeyPin(former), publicKeyPin(m_relay.certificate())};
        Client pinned;
        pinned.comeBack(options, *m_token);
        QTRY_VERIFY_WITH_TIMEOUT(pinned.isSettled(), kPatience);
        QVERIFY(pinned.isEstablished);
        m_token = pinned.token->clone();
        pinned.stream.disconnectFromRelay();

        options.transport.pinnedKeys = {publicKeyPin(former)};
        Client forgotten;
        forgotten.comeBack(options, *m_token);
        QTRY_VERIFY_WITH_TIMEOUT(forgotten.isSettled(), kPatience);
        QVERIFY(forgotten.closed && forgotten.closed->is(StreamError::PinMismatch));
    }

    void signsInWithARecoveryCode()
    {
        Client client;
        client.signIn(m_relay.optionsFor(u"ana"_s), kPassword, m_recoveryCodes.constFirst());
        QTRY_VERIFY_WITH_TIMEOUT(client.isSettled(), kPatience);
        QVERIFY2(client.isEstablished, client.closed ? qPrintable(client.closed->toLogString()) : "");
        QCOMPARE(client.codesLeft, std::optional(9));
        m_token = client.token->clone();
    }

    void signsOut()
    {
        StreamOptions options = m_relay.optionsFor(u"ana"_s);
        options.invalidateToken = true;
        Client out;
        out.comeBack(options, *m_token);
        QTRY_VERIFY_WITH_TIMEOUT(out.isSettled(), kPatience);
        QVERIFY(out.isEstablished);
        QVERIFY(!out.token);
        Client again;
        again.comeBack(m_relay.optionsFor(u"ana"_s), *m_token);
        QTRY_VERIFY_WITH_TIMEOUT(again.isSettled(), kPatience);
        QVERIFY(again.closed);
        QVERIFY2(again.closed->is(StreamError::TokenRefused), qPrintable(again.closed->toLogString()));
    }

    void isToldWhenTheAdministratorEndsTheSession()
    {
        Client client;
        client.signIn(m_relay.optionsFor(u"ana"_s), kPassword, m_recoveryCodes.at(1));
        QTRY_VERIFY_WITH_TIMEOUT(client.isSettled(), kPatience);
        QVERIFY(client.isEstablished);
        (void)m_relay.run({u"kick"_s, m_relay.folder(), u"ana"_s});
        QTRY_VERIFY_WITH_TIMEOUT(client.closed, kPatience);
        QVERIFY(!client.stream.takeResumeState());
        QVERIFY2(client.closed->is(StreamError::PolicyViolation) || client.closed->is(StreamError::Revoked)
                     || client.closed->is(StreamError::ClosedByRelay),
                 qPrintable(client.closed->toLogString()));
    }

private:
    Relay m_relay;
    QByteArray m_ticket;
    QByteArray m_seed;
    QList<QByteArray> m_recoveryCodes;
    std::optional<FastToken> m_token;
};

QTEST_GUILESS_MAIN(StreamProsodyTest)
#include "stream_prosody_test.moc"
