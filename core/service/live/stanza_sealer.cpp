// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/stanza_sealer.h"

#include "core/service/live/audience.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/payload.h"
#include "core/xmpp/xep0359_sid.h"

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

/// What is sealed says under which id it goes: outside, whoever carries it could swap the ids of two messages, and an
/// authentic "seen" of one would then be said of the other.
omemo::Content named(const SealRequest &request)
{
    omemo::Content content = request.content;
    if (const auto id = xmpp::findPayload<xmpp::OriginId>(request.outer.children());
        id && *id && !content.elements.isEmpty()) {
        content.elements.append((*id)->toXml());
    }
    return content;
}

} // namespace

Result<trust::RecipientPlan> planFor(OmemoContext &context, store::OmemoStore &store, const SealRequest &request)
{
    QList<trust::CandidatePerson> people;
    for (const model::Jid &person : request.people) {
        if (request.unasked.contains(person)) {
            continue;
        }
        WARDLINE_TRY(const trust::CandidatePerson candidate, candidateOf(context, store, person));
        people.append(candidate);
    }
    trust::RecipientPlan plan = trust::planRecipients(people, context.own, request.rules, request.leftOut);
    for (const model::Jid &person : request.unasked) {
        plan.passedOver.append({trust::PassedOver::Why::LeftOut, {person, 0}});
    }
    return plan;
}

store::SealStanza planChecker(std::shared_ptr<OmemoContext> context, std::shared_ptr<SealReport> report,
                              SealRequest request, QByteArray placeholder)
{
    return [context = std::move(context), report = std::move(report), request = std::move(request),
            placeholder = std::move(placeholder)](store::WritableDatabase &database) -> Result<store::SealedStanza> {
        store::OmemoStore store(database);
        WARDLINE_TRY(report->plan, planFor(*context, store, request));
        if (!report->plan.maySend()) {
            report->wasRefused = true;
            return failure(SealError::Refused);
        }
        return store::SealedStanza(placeholder);
    };
}

store::SealStanza sealer(std::shared_ptr<OmemoContext> context, std::shared_ptr<SealReport> report, SealRequest request)
{
    return [context = std::move(context), report = std::move(report),
            request = std::move(request)](store::WritableDatabase &database) -> Result<store::SealedStanza> {
        store::OmemoStore store(database);
        WARDLINE_TRY(report->plan, planFor(*context, store, request));
        if (!report->plan.maySend()) {
            report->wasRefused = true;
            return failure(SealError::Refused);
        }
        QList<omemo::Target> targets;
        for (const trust::PlannedDevice &planned : report->plan.devices) {
            WARDLINE_TRY(const auto known, store.device(planned.device));
            targets.append({planned.device, planned.isVersion2 ? xmpp::OmemoVersion::V2 : xmpp::OmemoVersion::V03,
                            known ? known->identityKey : QByteArray()});
        }
        WARDLINE_TRY(const omemo::SealedMessage sealed,
                     context->engine.encrypt(store, request.place, named(request), targets));
        xml::Element stanza = request.outer;
        for (const xml::Element &element : sealed.elements) {
            stanza.add(element);
        }
        addFallback(stanza, sealed.elements);
        return store::SealedStanza(xml::writeXml(stanza),
                                   request.isForThoseOfNow ? audienceDigest(request.people) : QByteArray(""));
    };
}

} // namespace wardline::service
