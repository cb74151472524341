// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/stanza_sealer.h"

#include "core/omemo/message_cipher.h"
#include "core/xml/xml_writer.h"

namespace wardline::service {

namespace {

constexpr QStringView kClientNs = u"jabber:client";
constexpr QStringView kEncryptionNs = u"urn:xmpp:eme:0";

/// XEP-0380: says to programs that cannot read it what it is; on the wire, in the language of the specifications.
void addFallback(xml::Element &stanza, const QList<xml::Element> &encrypted)
{
    if (!encrypted.isEmpty()) {
        xml::Element hint(u"encryption", kEncryptionNs);
        hint.setAttribute(u"namespace", encrypted.constFirst().ns());
        hint.setAttribute(u"name", u"OMEMO");
        stanza.add(hint);
    }
    stanza.addText(u"body", kClientNs, u"This message is end-to-end encrypted, and this program cannot read it.");
}

} // namespace

Result<trust::RecipientPlan> planFor(OmemoContext &context, store::OmemoStore &store, const SealRequest &request)
{
    QList<trust::CandidatePerson> people;
    QSet<model::DeviceAddress> leftOut = request.leftOut;
    for (const model::Jid &person : request.people) {
        WARDLINE_TRY(const trust::CandidatePerson candidate, candidateOf(context, store, person));
        if (candidate.areDevicesKnown && candidate.devices.isEmpty()) {
            WARDLINE_TRY(const store::PersonLists lists, store.lists(person));
            if (lists.isLeftOut) {
                leftOut.insert({person, 0});
            }
        }
        people.append(candidate);
    }
    return trust::planRecipients(people, context.own, request.rules, leftOut);
}

store::SealStanza sealer(std::shared_ptr<OmemoContext> context, std::shared_ptr<SealReport> report, SealRequest request)
{
    return [context = std::move(context), report = std::move(report),
            request = std::move(request)](store::WritableDatabase &database) -> Result<QByteArray> {
        store::OmemoStore store(database);
        WARDLINE_TRY(report->plan, planFor(*context, store, request));
        if (!report->plan.maySend()) {
            report->wasRefused = true;
            return failure(omemo::CipherError::Refused);
        }
        QList<omemo::Target> targets;
        for (const trust::PlannedDevice &planned : report->plan.devices) {
            WARDLINE_TRY(const auto known, store.device(planned.device));
            targets.append({planned.device, planned.isVersion2 ? xmpp::OmemoVersion::V2 : xmpp::OmemoVersion::V03,
                            known ? known->identityKey : QByteArray()});
        }
        WARDLINE_TRY(const omemo::SealedMessage sealed,
                     context->engine.encrypt(store, request.place, request.content, targets));
        xml::Element stanza = request.outer;
        for (const xml::Element &element : sealed.elements) {
            stanza.add(element);
        }
        addFallback(stanza, sealed.elements);
        return xml::writeXml(stanza);
    };
}

} // namespace wardline::service
