// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/trust_messages.h"

#include "core/crypto/key_form.h"
#include "core/trust/byte_codec.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <iterator>

namespace wardline::trust {

using namespace Qt::StringLiterals;

namespace {

const QString kEncryption = u"urn:xmpp:omemo:2"_s;

bool isAuthenticated(const TrustMessageSource &source, bool isOwn)
{
    switch (source.trust) {
    case model::Trust::Verified:
        return true;
    case model::Trust::Certified:
        return isOwn;
    case model::Trust::ManuallyDistrusted:
    case model::Trust::Revoked:
    case model::Trust::Blind:
    case model::Trust::Undecided:
        return false;
    }
    return false;
}

/// What a device that is neither may never bring about, not even later.
bool isBarred(model::Trust trust)
{
    return trust == model::Trust::ManuallyDistrusted || trust == model::Trust::Revoked;
}

QJsonObject entryOf(const QByteArray &sender, const TrustDecision &decision)
{
    return {{u"from"_s, QString::fromLatin1(sender.toBase64())},
            {u"owner"_s, decision.owner.toString()},
            {u"key"_s, QString::fromLatin1(decision.identityKey.toBase64())},
            {u"trusted"_s, decision.isTrusted}};
}

xmpp::TrustMessage messageOf(const QList<TrustDecision> &decisions)
{
    xmpp::TrustMessage message;
    message.usage = xmpp::TrustMessage::kAtmUsage.toString();
    message.encryption = kEncryption;
    for (const TrustDecision &decision : decisions) {
        const auto key = crypto::toEdwardsForm(decision.identityKey);
        if (!key) {
            continue;
        }
        if (message.owners.isEmpty() || message.owners.last().person != decision.owner) {
            message.owners.append({decision.owner, {}, {}});
        }
        auto &owner = message.owners.last();
        (decision.isTrusted ? owner.trusted : owner.distrusted).append(*key);
    }
    return message;
}

} // namespace

Result<TrustMessageVerdict> judgeTrustMessage(const xmpp::TrustMessage &message, const TrustMessageSource &source,
                                              const TrustMessageReader &reader)
{
    if (!source.wasEncrypted2) {
        return failure(TrustError::NotPermitted);
    }
    if (message.usage != xmpp::TrustMessage::kAtmUsage || message.encryption != kEncryption) {
        return failure(TrustError::Malformed);
    }
    const bool isOwn = source.person == reader.own;
    TrustMessageVerdict verdict;
    QList<TrustDecision> decisions;
    for (const xmpp::TrustMessage::KeyOwner &owner : message.owners) {
        const bool maySpeak = isOwn || owner.person == source.person;
        for (const bool isTrusted : {true, false}) {
            for (const QByteArray &key : isTrusted ? owner.trusted : owner.distrusted) {
                const auto curve = crypto::toCurveForm(key);
                if (!curve) {
                    return failure(TrustError::Malformed);
                }
                const bool isAboutUs = *curve == reader.identityKey;
                const bool isAboutItself = *curve == source.identityKey && isTrusted;
                if (!maySpeak || isAboutUs || isAboutItself) {
                    ++verdict.ignored;
                    continue;
                }
                decisions.append({owner.person, *curve, isTrusted});
            }
        }
    }
    if (isAuthenticated(source, isOwn)) {
        verdict.apply = decisions;
    } else if (isBarred(source.trust)) {
        verdict.ignored += static_cast<int>(decisions.size());
    } else {
        verdict.keep = decisions;
    }
    return verdict;
}

void WaitingDecisions::add(const QByteArray &senderKey, const QList<TrustDecision> &decisions)
{
    if (decisions.isEmpty()) {
        return;
    }
    if (!m_decisions.contains(senderKey)) {
        if (m_order.size() >= kMaxSenders) {
            m_decisions.remove(m_order.takeFirst());
        }
        m_order.append(senderKey);
    }
    QList<TrustDecision> &kept = m_decisions[senderKey];
    for (const TrustDecision &decision : decisions) {
        kept.removeIf([&decision](const TrustDecision &known) {
            return known.owner == decision.owner && known.identityKey == decision.identityKey;
        });
        kept.append(decision);
    }
    if (kept.size() > kMaxOfSender) {
        kept.remove(0, kept.size() - kMaxOfSender);
    }
}

QList<TrustDecision> WaitingDecisions::take(const QByteArray &senderKey)
{
    m_order.removeOne(senderKey);
    return m_decisions.take(senderKey);
}

void WaitingDecisions::forget(const QByteArray &senderKey)
{
    m_order.removeOne(senderKey);
    m_decisions.remove(senderKey);
}

void WaitingDecisions::addUnseen(const TrustDecision &decision)
{
    removeUnseen(decision);
    m_unseen.append(decision);
    if (m_unseen.size() > kMaxUnseen) {
        m_unseen.removeFirst();
    }
}

void WaitingDecisions::removeUnseen(const TrustDecision &decision)
{
    m_unseen.removeIf([&decision](const TrustDecision &known) {
        return known.owner == decision.owner && known.identityKey == decision.identityKey;
    });
}

QList<TrustDecision> WaitingDecisions::unseenOf(const model::Jid &owner) const
{
    QList<TrustDecision> found;
    std::copy_if(m_unseen.begin(), m_unseen.end(), std::back_inserter(found),
                 [&owner](const TrustDecision &decision) { return decision.owner == owner; });
    return found;
}

QByteArray WaitingDecisions::encode(qsizetype most) const
{
    QJsonArray entries; // the oldest first
    for (const QByteArray &sender : m_order) {
        for (const TrustDecision &decision : m_decisions.value(sender)) {
            entries.append(entryOf(sender, decision));
        }
    }
    for (const TrustDecision &decision : m_unseen) {
        entries.append(entryOf({}, decision));
    }
    QByteArray bytes = QJsonDocument(entries).toJson(QJsonDocument::Compact);
    while (bytes.size() > most && !entries.isEmpty()) {
        entries.removeFirst();
        bytes = QJsonDocument(entries).toJson(QJsonDocument::Compact);
    }
    return bytes;
}

WaitingDecisions WaitingDecisions::parse(const QByteArray &bytes)
{
    WaitingDecisions waiting;
    for (const QJsonValue value : QJsonDocument::fromJson(bytes).array()) {
        const QJsonObject entry = value.toObject();
        const auto owner = model::Jid::parse(entry.value(u"owner").toString());
        const QByteArray key = QByteArray::fromBase64(entry.value(u"key").toString().toLatin1());
        const QByteArray sender = QByteArray::fromBase64(entry.value(u"from").toString().toLatin1());
        if (!owner || key.size() != kKeySize || (!sender.isEmpty() && sender.size() != kKeySize)) {
            continue;
        }
        const TrustDecision decision{*owner, key, entry.value(u"trusted").toBool()};
        if (sender.isEmpty()) {
            waiting.addUnseen(decision);
        } else {
            waiting.add(sender, {decision});
        }
    }
    return waiting;
}

QList<OutgoingTrustMessage> trustMessagesAfter(const TrustDecision &decision,
                                               const std::optional<AuthenticatedDevice> &decided,
                                               const QList<AuthenticatedDevice> &known, const model::Jid &own)
{
    const bool isOwnKey = decision.owner == own;
    QList<model::DeviceAddress> ownDevices;
    QList<model::DeviceAddress> others;
    QList<TrustDecision> ownKeys;
    QList<TrustDecision> otherKeys;
    for (const AuthenticatedDevice &device : known) {
        if (device.identityKey == decision.identityKey) {
            continue;
        }
        const bool isOwn = device.address.person == own;
        (isOwn ? ownDevices : others).append(device.address);
        (isOwn ? ownKeys : otherKeys).append({device.address.person, device.identityKey, true});
    }
    QList<OutgoingTrustMessage> result;
    const auto say = [&result](const QList<model::DeviceAddress> &to, const QList<TrustDecision> &what) {
        if (!to.isEmpty() && !what.isEmpty()) {
            result.append({to, messageOf(what)});
        }
    };
    // Own devices learn every decision; those of others learn of own keys alone.
    say(ownDevices, {decision});
    if (isOwnKey) {
        say(others, {decision});
    }
    if (!decision.isTrusted || !decided) {
        return result;
    }
    // The device that was authenticated learns whom it may trust in turn.
    say({decided->address}, isOwnKey ? ownKeys + otherKeys : ownKeys);
    return result;
}

} // namespace wardline::trust
