// SPDX-License-Identifier: GPL-3.0-or-later
// One device of Wardline's engine without a network: reads one JSON object a line, answers with one. For
// omemo_engine_test.py.
#include "core/base/system_clock.h"
#include "core/crypto/system_random.h"
#include "core/omemo/fake_session_store.h"
#include "core/omemo/omemo_engine.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <iostream>
#include <string>

using namespace wardline;
using namespace Qt::StringLiterals;
using xmpp::OmemoVersion;

namespace {

class EnginePeer
{
public:
    explicit EnginePeer(const model::Jid &person)
        : m_person(person)
    {
    }

    /// What one command gives; an object with "error" when it fails.
    QJsonObject answer(const QJsonObject &command)
    {
        const Result<QJsonObject> result = run(command);
        return result ? *result : QJsonObject{{u"error"_s, result.error().toLogString()}};
    }

private:
    static OmemoVersion versionOf(const QJsonObject &command)
    {
        return command.value("version"_L1).toString() == u"0.3"_s ? OmemoVersion::V03 : OmemoVersion::V2;
    }
    static QString text(const QByteArray &bytes) { return QString::fromUtf8(bytes); }
    static QString text(const xml::Element &element) { return text(xml::writeXml(element)); }
    static model::Jid jidOf(const QJsonObject &command)
    {
        return model::Jid::parse(command.value("jid"_L1).toString()).value_or(model::Jid());
    }
    static model::DeviceAddress deviceOf(const QJsonObject &command)
    {
        return {.person = jidOf(command), .id = quint32(command.value("id"_L1).toInt())};
    }

    Result<QJsonObject> run(const QJsonObject &command)
    {
        const QString what = command.value("do"_L1).toString();
        if (what == u"device"_s) {
            return device();
        }
        if (what == u"begin"_s) {
            return begin(command);
        }
        if (what == u"encrypt"_s || what == u"heartbeat"_s) {
            return encrypt(command, what == u"heartbeat"_s);
        }
        return decrypt(command);
    }

    Result<QJsonObject> device()
    {
        WARDLINE_TRY(const quint32 id, m_engine.prepareOwnDevice(m_store));
        (void)m_engine.maintain(m_store, false);
        WARDLINE_TRY(const xmpp::OmemoBundle bundle2, m_engine.ownBundle(m_store, OmemoVersion::V2));
        WARDLINE_TRY(const xmpp::OmemoBundle bundle03, m_engine.ownBundle(m_store, OmemoVersion::V03));
        return QJsonObject{{u"id"_s, qint64(id)}, {u"2"_s, text(bundle2.toXml())}, {u"0.3"_s, text(bundle03.toXml())}};
    }

    Result<QJsonObject> begin(const QJsonObject &command)
    {
        WARDLINE_TRY(const xml::Element element, xml::readXml(command.value("xml"_L1).toString().toUtf8()));
        WARDLINE_TRY(const xmpp::OmemoBundle bundle, xmpp::OmemoBundle::fromXml(element));
        WARDLINE_TRY(const QByteArray identity, m_engine.beginSession(m_store, deviceOf(command), bundle, {}));
        return QJsonObject{{u"identity"_s, text(identity.toHex())}};
    }

    Result<QJsonObject> encrypt(const QJsonObject &command, bool isEmpty)
    {
        const omemo::Target target{.device = deviceOf(command), .version = versionOf(command), .identityKey = {}};
        const QString body = command.value("text"_L1).toString();
        const omemo::Content content{.elements = {xml::Element(u"body", u"jabber:client").setText(body)},
                                     .legacyBody = body};
        WARDLINE_TRY(const omemo::SealedMessage sealed,
                     isEmpty
                         ? m_engine.heartbeat(m_store, target)
                         : m_engine.encrypt(m_store, {.own = m_person, .conversation = jidOf(command), .isRoom = false},
                                            content, {target}));
        return QJsonObject{{u"xml"_s, text(sealed.elements.front())}};
    }

    Result<QJsonObject> decrypt(const QJsonObject &command)
    {
        WARDLINE_TRY(const xml::Element element, xml::readXml(command.value("xml"_L1).toString().toUtf8()));
        WARDLINE_TRY(const xmpp::OmemoEncrypted encrypted, xmpp::OmemoEncrypted::fromXml(element));
        const omemo::SealedArrival arrival{.encrypted = {encrypted},
                                           .sender = jidOf(command),
                                           .place = {.own = m_person, .conversation = jidOf(command), .isRoom = false},
                                           .time = m_clock.now(),
                                           .isFromArchive = false,
                                           .expectedIdentity = {}};
        WARDLINE_TRY(const omemo::OpenedMessage opened, m_engine.decrypt(m_store, arrival));
        QString body;
        for (const xml::Element &each : opened.elements) {
            body += each.is(u"body", u"jabber:client") ? each.text() : QString();
        }
        return QJsonObject{{u"text"_s, body},
                           {u"isEmpty"_s, opened.isEmpty},
                           {u"identity"_s, text(opened.identityKey.toHex())},
                           {u"owesHeartbeat"_s, opened.owesHeartbeat}};
    }

    model::Jid m_person;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    omemo::FakeSessionStore m_store;
    omemo::OmemoEngine m_engine{m_random, m_clock};
};

} // namespace

int main(int argc, char **argv)
{
    const auto person = model::Jid::parse(QString::fromUtf8(argc > 1 ? argv[1] : "wardline@a.example"));
    if (!person) {
        return 2;
    }
    EnginePeer peer(*person);
    for (std::string line; std::getline(std::cin, line);) {
        const QJsonObject command = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        std::cout << QJsonDocument(peer.answer(command)).toJson(QJsonDocument::Compact).toStdString() << std::endl;
    }
    return 0;
}
