// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/live_account_session.h"

#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/xmpp/xep0030_disco.h"
#include "core/xmpp/xep0085_chat_states.h"
#include "core/xmpp/xep0115_caps.h"
#include "core/xmpp/xep0199_ping.h"
#include "core/xmpp/xep0280_carbons.h"
#include "core/xmpp/xep0308_correct.h"
#include "core/xmpp/xep0402_bookmarks.h"
#include "core/xmpp/xep0424_retract.h"
#include "core/xmpp/xep0428_fallback.h"
#include "core/xmpp/xep0444_reactions.h"
#include "core/xmpp/xep0461_reply.h"
#include "core/xmpp/xep0490_displayed.h"

#include <QJsonDocument>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

const QString kUiStateKey = u"ui-state"_s;
constexpr qsizetype kMaxUiValue = 4 * 1024;
constexpr std::chrono::seconds kFlushTakes{8};
constexpr QStringView kProgram = u"https://wardline.example/";

/// What we say we are and can do (XEP-0030); bookmarks+notify makes the account tell us of changes (XEP-0163 4.1).
xmpp::DiscoInfo ownFeatures(bool encrypts)
{
    xmpp::DiscoInfo info;
    info.identities = {{u"client"_s, u"pc"_s, u"Wardline"_s, {}}};
    info.features = {xmpp::DiscoInfo::kNamespace.toString(),
                     xmpp::Ping::kNamespace.toString(),
                     u"urn:xmpp:receipts"_s,
                     u"urn:xmpp:chat-markers:0"_s,
                     xmpp::ChatState::kNamespace.toString(),
                     QString(xmpp::Bookmark::kNode % u"+notify"_s),
                     QString(xmpp::DisplayedState::kNode % u"+notify"_s),
                     xmpp::Correction::kNamespace.toString(),
                     xmpp::Retraction::kNamespace.toString(),
                     xmpp::Reply::kNamespace.toString(),
                     xmpp::Reactions::kNamespace.toString(),
                     xmpp::Fallback::kNamespace.toString()};
    if (encrypts) {
        for (const xmpp::OmemoVersion version : {xmpp::OmemoVersion::V2, xmpp::OmemoVersion::V03}) {
            info.features.append(xmpp::omemoDeviceListNode(version) % u"+notify"_s);
        }
    }
    return info;
}

} // namespace

LiveAccountSession::LiveAccountSession(Environment &environment, Profile &profile, RelayLink &link,
                                       const model::Jid &account, QObject *parent)
    : AccountSession(parent)
    , m_people(environment.rules, account)
    , m_forgeries(environment.timers, profile, account)
    , m_parts{environment, profile, link, m_people, m_forgeries, account}
    , m_rooms(m_parts, this)
    , m_organisation(environment, profile, link, account, environment.rules.organisation)
    , m_encryption(makeEncryption())
    , m_trust(m_encryption ? std::make_unique<LiveTrustService>(m_parts, *m_encryption) : nullptr)
    , m_messages(m_parts, m_rooms, this)
    , m_search(m_parts, this)
    , m_history(m_parts, m_rooms, m_messages, this)
    , m_delivery(m_parts, m_rooms, m_messages, this)
{
    connect(&link, &RelayLink::established, this, &LiveAccountSession::onEstablished);
    connect(&link, &RelayLink::stanzaReceived, this, &LiveAccountSession::onStanza);
    connect(&link, &RelayLink::stanzaAcknowledged, &m_messages, &LiveMessageService::acknowledged);
    connect(&link, &RelayLink::stanzasUncertain, &m_messages, &LiveMessageService::uncertain);
    connect(&link, &RelayLink::statusChanged, this, &AccountSession::connectionChanged);
    connect(&link, &RelayLink::lost, this, [this](bool mayResume) {
        m_messages.disconnected();
        m_history.disconnected();
        if (m_encryption) {
            m_encryption->disconnected();
        }
        if (!mayResume) {
            m_rooms.disconnected();
            m_people.forgetPresence();
        }
    });
    if (m_encryption) {
        connect(&m_encryption->devices(), &DeviceDirectory::publishingEnded, m_trust.get(), &LiveTrustService::begin);
    }
    connect(&m_people, &PeopleDirectory::loaded, this, &LiveAccountSession::checkCaughtUp);
    const auto recordForgery = [this](audit::AuditReason reason) { m_forgeries.record(reason); };
    connect(&m_people, &PeopleDirectory::forgedPush, this,
            [recordForgery] { recordForgery(audit::AuditReason::ForgedRosterPush); });
    connect(&m_rooms, &LiveRoomService::forged, this, recordForgery);
    connect(this, &AccountSession::aboutToClose, &m_history, &LiveHistoryService::aboutToClose);
    connect(this, &AccountSession::aboutToClose, &m_messages, &LiveMessageService::aboutToClose);
    connect(&m_rooms, &LiveRoomService::settled, this, &LiveAccountSession::checkCaughtUp);
    connect(&m_messages, &LiveMessageService::historyBecameCurrent, this, &LiveAccountSession::checkCaughtUp);
    connect(&m_messages, &LiveMessageService::storeFailed, this, &LiveAccountSession::storeFailed);
    connect(&m_rooms, &LiveRoomService::storeFailed, this, &LiveAccountSession::storeFailed);
    connect(&m_messages, &LiveMessageService::waitingCountChanged, this,
            [this](int count) { m_parts.profile.noteUnsent(count); });
}

LiveAccountSession::~LiveAccountSession() = default;

std::unique_ptr<Encryption> LiveAccountSession::makeEncryption()
{
    if (!m_parts.environment.rules.encrypts) {
        return nullptr;
    }
    auto encryption = std::make_unique<Encryption>(m_parts, m_rooms, m_organisation);
    connect(encryption.get(), &Encryption::storeFailed, this, &LiveAccountSession::storeFailed);
    connect(&encryption->devices(), &DeviceDirectory::publishingEnded, this, &LiveAccountSession::checkCaughtUp);
    connect(encryption.get(), &Encryption::changed, &m_rooms, &LiveRoomService::refresh);
    m_parts.encryption = encryption.get();
    return encryption;
}

void LiveAccountSession::start(std::function<void(Status)> done)
{
    purgeOld();
    m_organisation.load();
    if (m_encryption) {
        m_encryption->load([this, done = std::move(done)] { loadState(done); });
    } else {
        loadState(std::move(done));
    }
}

void LiveAccountSession::loadState(std::function<void(Status)> done)
{
    m_delivery.start();
    afterwards(m_parts.store().settings().value(kUiStateKey), this,
               [this, done = std::move(done)](const Result<std::optional<QByteArray>> &stored) {
                   if (stored && *stored) {
                       m_uiState = QJsonDocument::fromJson(**stored).object();
                   }
                   m_rooms.start(done);
               });
}

void LiveAccountSession::purgeOld()
{
    m_messages.forget(); // what the last session owes
    const int days = m_parts.environment.rules.cacheDays;
    if (days > 0) {
        (void)m_parts.store().messages().purge(std::nullopt,
                                               m_parts.environment.clock.now() - std::chrono::hours(24) * days);
    }
}

void LiveAccountSession::retire()
{
    m_parts.link.disconnect(this);
    m_parts.link.disconnect(&m_messages);
    for (QObject *speaker :
         {static_cast<QObject *>(this), static_cast<QObject *>(&m_rooms), static_cast<QObject *>(&m_messages),
          static_cast<QObject *>(&m_search), static_cast<QObject *>(&m_history), static_cast<QObject *>(&m_delivery)}) {
        speaker->disconnect();
    }
}

LeftToSend LiveAccountSession::leftToSend() const
{
    LeftToSend left;
    left.underWay = m_messages.underWay();
    for (const model::ConversationSummary &summary : m_rooms.conversations()) {
        const RoomState *room = m_rooms.state(summary.jid);
        if (room == nullptr) {
            continue;
        }
        if (room->isGone() || room->isPutOut()) {
            left.barred.insert(summary.jid);
        } else if (room->isJoined()) {
            left.joined.insert(summary.jid, room->ownNick());
        } else {
            left.others.insert(summary.jid, m_parts.own.local());
        }
    }
    return left;
}

void LiveAccountSession::flush(std::function<void()> done)
{
    auto once = std::make_shared<std::function<void()>>(std::move(done));
    const auto end = [once] {
        if (const auto call = std::exchange(*once, nullptr)) {
            call();
        }
    };
    m_patience = m_parts.environment.timers.createTimer(end);
    m_patience->start(kFlushTakes);
    // Later, because the caller may let go of this session then.
    m_history.flush([this, end] {
        const auto later = [this, end] { QMetaObject::invokeMethod(this, end, Qt::QueuedConnection); };
        m_trust ? m_trust->flush(later) : later();
    });
}

void LiveAccountSession::joinEstablished(const stream::SessionInfo &info)
{
    onEstablished(info);
}

void LiveAccountSession::onEstablished(const stream::SessionInfo &info)
{
    stream::XmppStream *stream = m_parts.link.stream();
    if (stream == nullptr) {
        return;
    }
    answerQuestions(*stream);
    if (!info.resumed) {
        // Kept for a resumption that did not come about: the new session is in no room yet, and what is sent to one
        // before it is joined again would be refused.
        m_rooms.disconnected();
        m_people.forgetPresence();
    }
    // Whatever was being asked when the connection broke went unanswered; a session that had not got everything yet
    // asks again, also when the relay goes on with the old one.
    const bool isComplete = info.resumed && m_wasCaughtUp;
    if (isComplete) {
        m_people.listen(*stream);
    } else {
        m_wasCaughtUp = false;
        if (!info.carbonsEnabled) {
            stream->iq().request(this, xmpp::IqStanza::set({}, xmpp::CarbonsSwitch()),
                                 [](const Result<xmpp::IqStanza> &) {});
        }
        m_people.load(*stream);
        sendInitialPresence(*stream);
    }
    if (m_encryption) {
        m_organisation.connected();
        m_encryption->connected(info.resumed);
    }
    m_messages.connected(info.resumed);
    m_rooms.connected(isComplete);
}

void LiveAccountSession::answerQuestions(stream::XmppStream &stream)
{
    stream.iq().handle(u"query"_s, xmpp::DiscoInfo::kNamespace.toString(), this,
                       [this, &stream](const xmpp::IqStanza &request) {
                           const auto question = request.payload<xmpp::DiscoInfo>();
                           if (request.type != xmpp::IqType::Get || !question) {
                               stream.iq().reply(request.refuse(xmpp::StanzaErrorType::Modify,
                                                                xmpp::StanzaErrorCondition::BadRequest));
                               return;
                           }
                           xmpp::DiscoInfo info = ownFeatures(m_encryption != nullptr);
                           info.node = question->node;
                           stream.iq().reply(request.answerWith(info.toXml()));
                       });
    stream.iq().handle(u"ping"_s, xmpp::Ping::kNamespace.toString(), this,
                       [&stream](const xmpp::IqStanza &request) { stream.iq().reply(request.answer()); });
}

void LiveAccountSession::sendInitialPresence(stream::XmppStream &stream)
{
    xmpp::PresenceStanza presence;
    if (const auto version = xmpp::capsVersion(ownFeatures(m_encryption != nullptr))) {
        presence.add(xmpp::Caps{kProgram.toString(), *version, u"sha-1"_s});
    }
    (void)stream.sendStanza(presence.toXml());
}

void LiveAccountSession::onStanza(const xml::Element &stanza, stream::ReceivedToken token)
{
    if (stanza.name() == xmpp::MessageStanza::kName) {
        const auto message = xmpp::MessageStanza::fromXml(stanza);
        const bool isTrustWord = message && m_trust && m_trust->take(*message);
        if (message && !isTrustWord && !m_history.take(*message)) {
            m_messages.takeMessage(*message, token);
            return;
        }
    } else if (stanza.name() == xmpp::PresenceStanza::kName) {
        if (const auto presence = xmpp::PresenceStanza::fromXml(stanza)) {
            onPresence(*presence);
        }
    }
    // Presence is not kept, and what cannot be read will not get better by being sent again.
    if (m_parts.link.stream() != nullptr) {
        m_parts.link.stream()->markHandled(token);
    }
}

void LiveAccountSession::onPresence(const xmpp::PresenceStanza &presence)
{
    if (!m_rooms.takePresence(presence)) {
        m_people.takePresence(presence);
    }
}

bool LiveAccountSession::isCaughtUp() const
{
    if (m_parts.link.stream() == nullptr || !m_people.isLoaded() || !m_rooms.isSettled()
        || !m_messages.history().isCurrent(m_parts.own) || (m_encryption && m_encryption->devices().isPublishing())) {
        return false;
    }
    for (const model::ConversationSummary &summary : m_rooms.conversations()) {
        const bool isOpenRoom = summary.kind == model::ConversationKind::Room
            && (m_rooms.postingIn(summary.jid) == model::PostingRight::Allowed
                || m_rooms.postingIn(summary.jid) == model::PostingRight::Observer);
        if (isOpenRoom && !m_messages.history().isCurrent(summary.jid)) {
            return false;
        }
    }
    return true;
}

void LiveAccountSession::checkCaughtUp()
{
    if (!m_wasCaughtUp && isCaughtUp()) {
        m_wasCaughtUp = true;
        if (m_encryption) {
            m_encryption->caughtUp();
        }
        m_history.caughtUp();
        Q_EMIT caughtUp();
    }
}

QString LiveAccountSession::uiState(const QString &key) const
{
    return m_uiState.value(key).toString();
}

void LiveAccountSession::setUiState(const QString &key, const QString &value)
{
    if (value.size() > kMaxUiValue) {
        return;
    }
    QJsonObject next = m_uiState;
    next.insert(key, value);
    const QByteArray packed = QJsonDocument(next).toJson(QJsonDocument::Compact);
    if (packed.size() <= store::kMaxSettingBytes) {
        m_uiState = std::move(next);
        (void)m_parts.store().settings().setValue(kUiStateKey, packed);
    }
}

void LiveAccountSession::reconnectNow(SecretBytes code)
{
    m_parts.link.reconnectNow(std::move(code));
}

} // namespace wardline::service
