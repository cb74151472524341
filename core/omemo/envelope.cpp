// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/omemo/envelope.h"

#include "core/xml/xml_writer.h"
#include "core/xmpp/xep0420_sce.h"
#include "core/xmpp/xmpp_error.h"

#include <algorithm>
#include <chrono>

namespace wardline::omemo {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::hours kMaxWaited{7 * 24}; ///< in its sender's outbox
constexpr QByteArrayView kPaddingLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

QByteArray padding(Random &random, const QList<xml::Element> &elements)
{
    qsizetype length = 0;
    for (const xml::Element &element : elements) {
        length += xml::writeXml(element).size();
    }
    QByteArray out(std::max(OmemoEngine::kMinimumContent - length, qsizetype(0))
                       + qsizetype(random.below(xmpp::SceEnvelope::kMaxPadding + 1)),
                   Qt::Uninitialized);
    random.fill(std::as_writable_bytes(std::span(out.data(), std::size_t(out.size()))));
    std::ranges::transform(out, out.begin(),
                           [](char c) { return kPaddingLetters[static_cast<unsigned char>(c) % 64]; });
    return out;
}

/// XEP-0420 4, XEP-0384 5.4.1: whose, where and when it says that it was sent.
Status checkAffixes(const xmpp::SceEnvelope &envelope, const SealedArrival &arrival)
{
    const Place &place = arrival.place;
    if (envelope.from && *envelope.from != arrival.sender.bare()) {
        return failure(OmemoError::EnvelopeMismatch, u"from"_s);
    }
    if (place.isRoom && !envelope.to) {
        return failure(OmemoError::EnvelopeMismatch, u"to"_s);
    }
    if (envelope.to) {
        // Written by ourselves on another device it names the other person, written by them it names us.
        const bool isToConversation = *envelope.to == place.conversation.bare();
        const bool isToUs =
            !place.isRoom && arrival.sender.bare() != place.own.bare() && *envelope.to == place.own.bare();
        const bool mayBeConversation = place.isRoom || arrival.sender.bare() == place.own.bare();
        if (!isToUs && !(isToConversation && mayBeConversation)) {
            return failure(OmemoError::EnvelopeMismatch, u"to"_s);
        }
    }
    if (envelope.time) {
        // It is sealed when it is written, and may wait for a network before it leaves; nothing arrives before that.
        const auto waited = arrival.time - *envelope.time;
        const bool isTooLate = waited > kMaxWaited && !arrival.isFromArchive;
        if (isTooLate || -waited > OmemoEngine::kMaxTimeDifference) {
            return failure(OmemoError::EnvelopeMismatch, u"time"_s);
        }
    }
    return {};
}

} // namespace

QByteArray sealEnvelope(Random &random, Instant now, const Place &place, const QList<xml::Element> &elements)
{
    xmpp::SceEnvelope envelope;
    envelope.content = elements;
    envelope.from = place.own.bare();
    envelope.to = place.conversation.bare();
    envelope.time = now;
    envelope.padding = padding(random, elements);
    return envelope.toBytes();
}

Result<OpenedEnvelope> openEnvelope(const SecretBytes &bytes, const SealedArrival &arrival)
{
    const auto envelope = xmpp::SceEnvelope::fromBytes(bytes.view());
    if (!envelope) {
        return failure(envelope.error().is(xmpp::XmppError::TooLarge) ? OmemoError::TooLarge : OmemoError::Malformed);
    }
    WARDLINE_CHECK(checkAffixes(*envelope, arrival));
    QList<xml::Element> content = envelope->content;
    content.removeIf([](const xml::Element &element) { return !xmpp::mayBeEnveloped(element); });
    return OpenedEnvelope{std::move(content), envelope->time};
}

} // namespace wardline::omemo
