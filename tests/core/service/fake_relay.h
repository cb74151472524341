// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/hmac.h"
#include "tests/core/stream/stream_bench.h"

#include <QHash>
#include <QStringList>

#include <functional>
#include <vector>

namespace wardline::service::test {

using namespace Qt::StringLiterals;
using stream::StreamBench;

inline model::Jid jid(QStringView text)
{
    return model::Jid::parse(text).value();
}

/// A relay that behaves: signs in who knows password and code (or a token), answers questions, lets into its rooms, and counts
/// what it gets. A test turns single things off or speaks for itself with `say`. Works on the transport made last.
class FakeRelay
{
public:
    explicit FakeRelay(stream::FakeTransportFactory &transports)
        : m_transports(transports)
    {
    }

    QByteArray password = "correct horse";
    QByteArray code = "123456";
    bool asksForCode = true;
    bool givesToken = true;
    QByteArray tokenExpiry = "2026-01-01T12:00:00Z";
    bool resumes = true; ///< a session that is presented again
    bool takesToken = true;
    QStringList rooms; ///< bookmarked, and ours to enter
    QByteArray rosterItems;
    bool isReachable = true;
    bool answersSignIn = true; ///< false: the line stands and nothing comes
    int waitSeconds = 0; ///< what a refusal tells to wait
    bool answersQuestions = true;
    bool answersArchives = true;
    bool takesMessages = true; ///< false: they are lost on the way
    bool answersJoins = true;
    QByteArray joinAnswer; ///< instead of letting in, while it does not answer joins; empty: nothing

    /// Of an archive (empty: the account's), oldest first.
    struct Archived {
        QString id;
        QByteArray stamp;
        QByteArray message;
    };
    QHash<QString, QList<Archived>> archives;
    struct ArchiveQuestion {
        QString archive;
        QString queryId;
        QString before;
    };
    QList<ArchiveQuestion> archiveQuestions;
    std::function<bool(const xml::Element &iq)> answerInstead; ///< true: it did

    QList<xml::Element> messages; ///< of people, from the client
    QList<xml::Element> presences;
    int invalidated = 0; ///< tokens that were given back
    int signIns = 0;
    int goodByes = 0;
    std::uint32_t handled = 0; ///< what the client says it has stored

    [[nodiscard]] stream::FakeTransport &line() const { return *m_transports.last(); }
    [[nodiscard]] bool hasLine() const { return m_transports.last() != nullptr && !line().isFinished(); }

    /// Answers everything that waits. Returns whether there was anything.
    bool work()
    {
        bool any = false;
        while (hasLine()) {
            if (!isReachable) {
                line().lose(Error(stream::StreamError::RelayNotReachable));
                continue;
            }
            if (m_line != m_transports.last()) {
                m_line = m_transports.last();
                m_isBound = false;
                m_received = 0;
                m_sent = 0;
                m_line->accept();
            }
            if (!answersSignIn && !m_isBound) {
                break;
            }
            if (m_line.isNull() || m_line->waiting() == 0) {
                break;
            }
            any = true;
            const xml::Element frame = m_line->next();
            if (qEnvironmentVariableIsSet("WARDLINE_SHOW_FRAMES")) {
                qInfo().noquote() << xml::writeXml(frame);
            }
            m_isBound ? session(frame) : negotiation(frame);
        }
        return any;
    }
    /// A stanza of the relay to the client.
    void say(const QByteArray &stanza)
    {
        ++m_sent;
        line().reply(stanza);
    }
    void askForCount()
    {
        line().reply("<r xmlns='urn:xmpp:sm:3'/>");
        work();
    }
    [[nodiscard]] std::uint32_t sentCount() const { return m_sent; }
    void cut() { line().lose(Error(stream::StreamError::ConnectionLost)); }

private:
    void refuse()
    {
        if (waitSeconds > 0) {
            line().reply("<failure xmlns='urn:xmpp:sasl:2'><temporary-auth-failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
                         "<wait xmlns='urn:wardline:totp:0' seconds='"
                         + QByteArray::number(waitSeconds) + "'/></failure>");
            return;
        }
        line().reply("<failure xmlns='urn:xmpp:sasl:2'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>");
    }
    void succeed(const QByteArray &data)
    {
        ++signIns;
        line().reply(StreamBench::success(data + (givesToken ? "<token xmlns='urn:xmpp:fast:0' token='NEXT-TOKEN' expiry='" + tokenExpiry + "'/>"
                                                             : QByteArray())));
        line().reply(StreamBench::features(StreamBench::sessionFeatures()));
    }
    void negotiation(const xml::Element &frame)
    {
        if (frame.name() == u"open") {
            line().reply(StreamBench::openFrame()).reply(StreamBench::features(StreamBench::sasl2()));
        } else if (frame.name() == u"authenticate") {
            authenticate(frame);
        } else if (frame.name() == u"response") {
            const QByteArray final = m_scram.final(QByteArray::fromBase64(frame.text().toLatin1()));
            m_isPasswordRight = !final.isEmpty();
            if (!m_isPasswordRight) {
                refuse();
            } else if (asksForCode) {
                line().reply(StreamBench::continueWith("TOTP", StreamBench::additionalData(final)));
            } else {
                succeed(StreamBench::additionalData(final));
            }
        } else if (frame.name() == u"next") {
            const xml::Element *totp = frame.child(u"totp", u"urn:xmpp:mfa:0");
            totp != nullptr && totp->text().toLatin1() == code ? succeed({}) : refuse();
        } else if (frame.name() == u"enable") {
            m_isBound = true;
            line().reply("<enabled xmlns='urn:xmpp:sm:3' id='resume-1' resume='true' max='300'/>");
        } else if (frame.name() == u"close") {
            ++goodByes;
        }
    }
    void authenticate(const xml::Element &frame)
    {
        const QByteArray initial = QByteArray::fromBase64(frame.childText(u"initial-response", xmpp::kSasl2Namespace).toLatin1());
        if (frame.attribute(u"mechanism") != u"HT-SHA-256-NONE") {
            m_scram = stream::FakeScramServer(password);
            line().reply(xml::Element(u"challenge", xmpp::kSasl2Namespace)
                             .setText(QString::fromLatin1(m_scram.first(initial).toBase64())));
            return;
        }
        const SecretBytes token = stream::secret("NEXT-TOKEN");
        const bool isRight = initial.endsWith(crypto::hmacSha256(token, "Initiator").view().toByteArray());
        const xml::Element *fast = frame.child(u"fast", u"urn:xmpp:fast:0");
        if (fast != nullptr && fast->attribute(u"invalidate") == u"true" && isRight) {
            ++invalidated;
        }
        if (!takesToken || !isRight) {
            refuse();
            return;
        }
        const QByteArray proof = StreamBench::additionalData(crypto::hmacSha256(token, "Responder").view().toByteArray());
        if (resumes && frame.child(u"resume", u"urn:xmpp:sm:3") != nullptr) {
            ++signIns;
            m_isBound = true;
            line().reply("<success xmlns='urn:xmpp:sasl:2'>" + proof
                         + "<authorization-identifier>ana@relay.example/Wardline~1</authorization-identifier>"
                           "<resumed xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(m_lastReceived) + "' previd='resume-1'/></success>");
            return;
        }
        succeed(proof);
    }
    void session(const xml::Element &frame)
    {
        if (frame.name() == u"r" && !takesMessages) {
            return; // what is lost on the way is not counted either
        }
        if (frame.name() == u"r") {
            line().reply("<a xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(m_received) + "'/>");
        } else if (frame.name() == u"a") {
            handled = frame.attribute(u"h").toUInt();
        } else if (frame.name() == u"close") {
            ++goodByes;
            line().reply("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
        } else if (frame.name() == u"message") {
            if (takesMessages) {
                count();
                messages.append(frame);
            }
        } else if (frame.name() == u"presence") {
            count();
            presences.append(frame);
            presence(frame);
        } else if (frame.name() == u"iq") {
            count();
            question(frame);
        }
    }
    void count() { m_lastReceived = ++m_received; }
    void presence(const xml::Element &frame)
    {
        const QString to = frame.attribute(u"to");
        if (!to.isEmpty() && !answersJoins) {
            if (!joinAnswer.isEmpty() && frame.attribute(u"type").isEmpty()) {
                say(joinAnswer);
            }
            return;
        }
        if (!to.isEmpty() && frame.attribute(u"type").isEmpty()) {
            say("<presence xmlns='jabber:client' from='" + to.toUtf8()
                + "'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant' jid='ana@relay.example/Wardline~1'/>"
                  "<status code='110'/><status code='100'/></x></presence>");
        }
    }
    void answer(const xml::Element &iq, const QByteArray &content)
    {
        const QByteArray to = iq.attribute(u"to").toUtf8();
        say("<iq xmlns='jabber:client' type='result' id='" + iq.attribute(u"id").toUtf8() + "'" + (to.isEmpty() ? QByteArray() : " from='" + to + "'")
            + ">" + content + "</iq>");
    }
    void question(const xml::Element &iq)
    {
        const QString type = iq.attribute(u"type");
        if (type == u"result" || type == u"error" || (answerInstead && answerInstead(iq)) || !answersQuestions) {
            return;
        }
        if (iq.child(u"query", u"jabber:iq:roster") != nullptr) {
            answer(iq, "<query xmlns='jabber:iq:roster'>" + rosterItems + "</query>");
        } else if (const xml::Element *pubsub = iq.child(u"pubsub", u"http://jabber.org/protocol/pubsub")) {
            const xml::Element *items = pubsub->child(u"items", u"http://jabber.org/protocol/pubsub");
            QByteArray list;
            if (items != nullptr && items->attribute(u"node") == u"urn:xmpp:bookmarks:1") {
                for (const QString &room : rooms) {
                    list += "<item id='" + room.toUtf8() + "'><conference xmlns='urn:xmpp:bookmarks:1' autojoin='true'/></item>";
                }
                answer(iq, "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:bookmarks:1'>" + list + "</items></pubsub>");
            } else {
                answer(iq, {});
            }
        } else if (const xml::Element *query = iq.child(u"query", u"urn:xmpp:mam:2")) {
            if (answersArchives) {
                archive(iq, *query);
            }
        } else {
            answer(iq, {});
        }
    }
    void archive(const xml::Element &iq, const xml::Element &query)
    {
        const QString archive = iq.attribute(u"to");
        const xml::Element *set = query.child(u"set", u"http://jabber.org/protocol/rsm");
        const QString before = set != nullptr ? set->childText(u"before", u"http://jabber.org/protocol/rsm") : QString();
        const int max = set != nullptr ? set->childText(u"max", u"http://jabber.org/protocol/rsm").toInt() : 50;
        const QString queryId = query.attribute(u"queryid");
        archiveQuestions.append({archive, queryId, before});
        const QList<Archived> all = archives.value(archive);
        qsizetype end = all.size();
        for (qsizetype i = 0; i < all.size(); ++i) {
            if (all[i].id == before) {
                end = i;
            }
        }
        const qsizetype begin = std::max<qsizetype>(0, end - std::min(max, pageLimit));
        for (qsizetype i = begin; i < end; ++i) {
            sayResult(archive, queryId, all[i]);
        }
        QByteArray range;
        if (begin < end) {
            range = "<first>" + all[begin].id.toUtf8() + "</first><last>" + all[end - 1].id.toUtf8() + "</last>";
        }
        answer(iq, QByteArray("<fin xmlns='urn:xmpp:mam:2'") + (begin == 0 ? " complete='true'" : "")
                       + "><set xmlns='http://jabber.org/protocol/rsm'>" + range + "</set></fin>");
    }

public:
    int pageLimit = 50;
    void sayResult(const QString &archive, const QString &queryId, const Archived &what)
    {
        say("<message xmlns='jabber:client' to='ana@relay.example/Wardline~1'"
            + (archive.isEmpty() ? QByteArray() : " from='" + archive.toUtf8() + "'") + "><result xmlns='urn:xmpp:mam:2' queryid='" + queryId.toUtf8()
            + "' id='" + what.id.toUtf8() + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='" + what.stamp + "'/>"
            + what.message + "</forwarded></result></message>");
    }

private:
    stream::FakeTransportFactory &m_transports;
    QPointer<stream::FakeTransport> m_line;
    stream::FakeScramServer m_scram {"correct horse"};
    std::uint32_t m_received = 0;
    std::uint32_t m_lastReceived = 0;
    std::uint32_t m_sent = 0;
    bool m_isBound = false;
    bool m_isPasswordRight = false;
};

} // namespace wardline::service::test
