// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_verifier.h"
#include "tests/core/service/device_accounts.h"

namespace wardline::service::test {

inline const model::Jid kBenHere = jid(u"ben@relay.example");

/// Ana's workstation, and Ben's device as another program has it.
struct Two
{
    Two() { accounts.publishes(ben); }
    void begin()
    {
        bench.signIn();
        (void)bench.session()->rooms().startDirect(kBenHere);
        bench.settle();
        ana = accounts.listed(OmemoVersion::V2).value(0);
        accounts.meet(ben);
    }
    MessageService &messages() { return bench.session()->messages(); }
    Result<model::MessageId> sends(const QString &text, const QList<model::DeviceAddress> &leaveOut = {})
    {
        const auto id = bench.answer(messages().send(kBenHere, {.text = text, .leaveOut = leaveOut}));
        rest();
        return id;
    }
    /// What Ben's device writes, as it comes over the wire.
    QByteArray writes(const QList<xml::Element> &content, const QString &id, bool isQuiet = false)
    {
        const auto sealed = ben.write<omemo::SealedMessage>([&](store::OmemoStore &keys) {
            return ben.context->engine.encrypt(keys, {kBenHere, jid(kOwn), false}, {content, {}},
                                               {{{jid(kOwn), ana}, OmemoVersion::V2, {}}});
        });
        return around(sealed, id, isQuiet);
    }
    static QByteArray around(const omemo::SealedMessage &sealed, const QString &id, bool isQuiet)
    {
        xmpp::MessageStanza stanza;
        stanza.from = jid(u"ben@relay.example/phone");
        stanza.to = jid(kOwn);
        stanza.type = xmpp::MessageType::Chat;
        stanza.id = id;
        stanza.add(xmpp::OriginId{id});
        stanza.payloads.append(sealed.elements);
        if (!isQuiet) {
            stanza.body = u"encrypted"_s;
        }
        return xml::writeXml(stanza.toXml());
    }
    void comes(const QByteArray &stanza)
    {
        bench.clock.advance(std::chrono::milliseconds(1)); // no two things happen at once
        bench.relay.say(stanza);
        rest();
    }
    /// Until what came is stored, and what follows from it too.
    void rest()
    {
        for (int i = 0; i < 3; ++i) {
            (void)bench.answer(bench.session()->profile().store().threads().write(
                [](store::WritableDatabase &) -> Result<bool> { return true; }));
            bench.settle();
        }
    }
    /// What Ben's device gets out of the last stanza that left for him.
    Result<omemo::OpenedMessage> opens(const xml::Element &stanza)
    {
        omemo::SealedArrival arrival;
        arrival.encrypted = encryptedIn(xmpp::MessageStanza::fromXml(stanza)->payloads);
        arrival.sender = jid(kOwn);
        arrival.place = {kBenHere, jid(kOwn), false};
        arrival.time = ben.clock.now();
        Result<omemo::OpenedMessage> opened = failure(ServiceError::Internal);
        (void)ben.write<bool>([&](store::OmemoStore &keys) -> Result<bool> {
            opened = ben.context->engine.decrypt(keys, arrival);
            return true;
        });
        return opened;
    }
    QList<model::Message> rows()
    {
        const auto page = bench.answer(messages().newest(kBenHere, 100));
        return page ? page->messages : QList<model::Message>();
    }
    QList<audit::AuditEvent> audited(audit::AuditEventType type)
    {
        (void)bench.session()->profile().auditLog().flush();
        audit::AuditQuery query;
        query.limit = 1000;
        QList<audit::AuditEvent> found;
        if (const auto records = audit::readAuditLog(bench.session()->profile().auditStorage(), query)) {
            for (const audit::AuditRecord &record : *records) {
                if (record.event.type == type) {
                    found.append(record.event);
                }
            }
        }
        return found;
    }

    WardBench bench;
    Accounts accounts{bench};
    DeviceBench ben{kBenHere, 7};
    quint32 ana = 0;
};

inline bool hasInside(const omemo::OpenedMessage &opened, QStringView name, QStringView ns)
{
    return std::any_of(opened.elements.begin(), opened.elements.end(),
                       [&](const xml::Element &element) { return element.is(name, ns); });
}

} // namespace wardline::service::test
