// SPDX-License-Identifier: GPL-3.0-or-later
// core/omemo alone, driven by JSON lines: what the OMEMO matrix writes to and reads from as one more program.
#include "core/base/system_clock.h"
#include "core/crypto/system_random.h"
#include "core/omemo/fake_session_store.h"
#include "core/omemo/omemo_engine.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <iostream>
#include <string>

using namespace wardline;
using namespace Qt::StringLiterals;

namespace {

xmpp::OmemoVersion versionOf(const QString &word)
{
    return word == u"0.3" ? xmpp::OmemoVersion::V03 : xmpp::OmemoVersion::V2;
}

class Probe
{
public:
    explicit Probe(model::Jid own)
        : m_own(std::move(own))
        , m_engine(m_random, m_clock)
    {
        (void)m_engine.prepareOwnDevice(m_store);
    }

    QJsonObject answer(const QJsonObject &asked)
    {
        const QString what = asked.value(u"do"_s).toString();
        const auto done = what == u"own" ? own()
            : what == u"begin"           ? begin(asked)
            : what == u"encrypt"         ? encrypt(asked)
            : what == u"heartbeat"       ? heartbeat(asked)
                                         : decrypt(asked);
        return done ? *done : QJsonObject{{u"error"_s, done.error().toLogString()}};
    }

private:
    static QString text(const xml::Element &element) { return QString::fromUtf8(xml::writeXml(element)); }
    static Result<xml::Element> element(const QJsonValue &value) { return xml::readXml(value.toString().toUtf8(), {}); }
    static model::DeviceAddress device(const QJsonObject &asked)
    {
        return {model::Jid::parse(asked.value(u"jid"_s).toString()).value_or(model::Jid()),
                quint32(asked.value(u"id"_s).toInteger())};
    }
    model::Jid jid(const QJsonValue &value) { return model::Jid::parse(value.toString()).value_or(model::Jid()); }

    Result<QJsonObject> own()
    {
        WARDLINE_CHECK(m_engine.maintain(m_store, false));
        WARDLINE_TRY(const quint32 id, m_engine.prepareOwnDevice(m_store));
        WARDLINE_TRY(const auto two, m_engine.ownBundle(m_store, xmpp::OmemoVersion::V2));
        WARDLINE_TRY(const auto old, m_engine.ownBundle(m_store, xmpp::OmemoVersion::V03));
        return QJsonObject{{u"id"_s, qint64(id)}, {u"omemo:2"_s, text(two.toXml())}, {u"0.3"_s, text(old.toXml())}};
    }
    Result<QJsonObject> begin(const QJsonObject &asked)
    {
        const auto version = versionOf(asked.value(u"version"_s).toString());
        WARDLINE_TRY(const bool has, m_engine.hasSession(m_store, {device(asked), version}));
        if (has) {
            return QJsonObject();
        }
        WARDLINE_TRY(const xml::Element read, element(asked.value(u"bundle"_s)));
        WARDLINE_TRY(const auto bundle, xmpp::OmemoBundle::fromXml(read));
        WARDLINE_TRY(const QByteArray key, m_engine.beginSession(m_store, device(asked), bundle, {}));
        return QJsonObject{{u"key"_s, QString::fromLatin1(key.toHex())}};
    }
    Result<QJsonObject> encrypt(const QJsonObject &asked)
    {
        xml::Element body(u"body", u"jabber:client");
        body.setText(asked.value(u"text"_s).toString());
        QList<omemo::Target> targets;
        for (const QJsonValue &value : asked.value(u"targets"_s).toArray()) {
            targets.append({device(value.toObject()), versionOf(value.toObject().value(u"version"_s).toString())});
        }
        const omemo::Place place{m_own, jid(asked.value(u"to"_s)), asked.value(u"room"_s).toBool()};
        WARDLINE_TRY(const auto sealed,
                     m_engine.encrypt(m_store, place, {{body}, asked.value(u"text"_s).toString()}, targets));
        QJsonArray elements;
        for (const xml::Element &each : sealed.elements) {
            elements.append(text(each));
        }
        return QJsonObject{{u"elements"_s, elements}};
    }
    Result<QJsonObject> heartbeat(const QJsonObject &asked)
    {
        WARDLINE_TRY(const auto sealed,
                     m_engine.heartbeat(m_store, {device(asked), versionOf(asked.value(u"version"_s).toString())}));
        return QJsonObject{{u"elements"_s, QJsonArray{text(sealed.elements.constFirst())}}};
    }
    Result<QJsonObject> decrypt(const QJsonObject &asked)
    {
        omemo::SealedArrival arrival;
        for (const QJsonValue &value : asked.value(u"elements"_s).toArray()) {
            WARDLINE_TRY(const xml::Element read, element(value));
            WARDLINE_TRY(const auto encrypted, xmpp::OmemoEncrypted::fromXml(read));
            arrival.encrypted.append(encrypted);
        }
        arrival.sender = jid(asked.value(u"from"_s));
        arrival.place = {m_own, jid(asked.value(u"conversation"_s)), asked.value(u"room"_s).toBool()};
        arrival.time = m_clock.now();
        WARDLINE_TRY(const auto opened, m_engine.decrypt(m_store, arrival));
        QJsonObject told{{u"version"_s, opened.version == xmpp::OmemoVersion::V2 ? u"omemo:2"_s : u"0.3"_s},
                         {u"device"_s, qint64(opened.device.id)},
                         {u"used"_s, opened.usedPrekey},
                         {u"owes"_s, opened.owesHeartbeat}};
        for (const xml::Element &each : opened.elements) {
            if (each.name() == u"body") {
                told.insert(u"text"_s, each.text());
            }
        }
        return told;
    }

    model::Jid m_own;
    crypto::SystemRandom m_random;
    SystemClock m_clock;
    omemo::FakeSessionStore m_store;
    omemo::OmemoEngine m_engine;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        return 2;
    }
    Probe probe(model::Jid::parse(QString::fromUtf8(argv[1])).value_or(model::Jid()));
    std::string line;
    while (std::getline(std::cin, line)) {
        const QJsonObject asked = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        std::cout << QJsonDocument(probe.answer(asked)).toJson(QJsonDocument::Compact).constData() << std::endl;
    }
    return 0;
}
