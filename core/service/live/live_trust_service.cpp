// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/live_trust_service.h"

#include "core/service/live/certificate_words.h"
#include "core/service/live/futures.h"
#include "core/service/service_error.h"
#include "core/trust/byte_codec.h"
#include "core/trust/omemo_uri.h"
#include "core/trust/safety_number.h"
#include "core/xmpp/xep0060_pubsub.h"

#include <algorithm>

namespace wardline::service {

using model::ManualTrust;
using Verdict = ComparedDevice::Verdict;

namespace {

constexpr qsizetype kMaxRequests = 16;

ShownDevice shown(const Encryption::JudgedDevice &judged)
{
    ShownDevice device;
    device.address = judged.device.address;
    if (!judged.device.identityKey.isEmpty()) {
        device.fingerprint = trust::fingerprintGroups(judged.device.identityKey);
    }
    device.trust = judged.trust;
    device.certificate = certificateFrom(judged.certification.reason);
    device.until = judged.certification.until;
    device.clinicalRoles = judged.certification.clinicalRoles;
    device.fault = judged.device.fault;
    device.isThisOne = judged.isThisOne;
    device.isListed2 = judged.device.isListed2;
    device.isListed03 = judged.device.isListed03;
    device.firstSeen = judged.device.firstSeen;
    device.lastHeard = judged.device.lastHeard;
    return device;
}

const Encryption::JudgedDevice *find(const QList<Encryption::JudgedDevice> &devices, quint32 id)
{
    const auto found =
        std::find_if(devices.begin(), devices.end(), [id](const auto &each) { return each.device.address.id == id; });
    return found == devices.end() ? nullptr : &*found;
}

/// What stands in the code against what is known here.
QList<ComparedDevice> compare(const trust::OmemoUri &uri, const QList<Encryption::JudgedDevice> &devices)
{
    QList<ComparedDevice> compared;
    for (const trust::OmemoUri::Device &named : uri.devices) {
        const Encryption::JudgedDevice *known = find(devices, named.id);
        if (known != nullptr && known->isThisOne) {
            continue;
        }
        const Verdict verdict = known == nullptr || known->device.identityKey.isEmpty() ? Verdict::Unknown
            : known->device.identityKey == named.identityKey                            ? Verdict::Same
                                                                                        : Verdict::Different;
        compared.append({{uri.person, named.id}, verdict});
    }
    for (const Encryption::JudgedDevice &known : devices) {
        const bool isNamed = std::any_of(uri.devices.begin(), uri.devices.end(),
                                         [&known](const auto &named) { return named.id == known.device.address.id; });
        if (!isNamed && !known.isThisOne) {
            compared.append({known.device.address, Verdict::NotNamed});
        }
    }
    return compared;
}

} // namespace

LiveTrustService::LiveTrustService(SessionParts &parts, Encryption &encryption, QObject *parent)
    : TrustService(parent)
    , m_parts(parts)
    , m_encryption(encryption)
    , m_client(parts, encryption.organisation(), encryption.context())
    , m_sharing(parts, encryption.context())
{
    connect(&encryption, &Encryption::judgedByHand, this,
            [this](const model::DeviceAddress &device, ManualTrust trust) {
                QList<model::Jid> people = m_encryption.everybody();
                if (!people.contains(device.person)) {
                    people.append(device.person);
                }
                m_sharing.hold();
                m_encryption.devices().ensure({m_parts.own},
                                              [this, device, trust, people] { // whom it is told must be known
                                                  m_sharing.share(device, trust, people);
                                                  m_sharing.release();
                                              });
            });
    connect(&m_sharing, &TrustSharing::changed, this,
            [this](const QList<ToldTrust> &told) { m_encryption.noteTold(told); });
    connect(&m_client, &CertificationClient::changed, this, &TrustService::changed);
    connect(&encryption, &Encryption::devicesJudged, this, &TrustService::devicesChanged);
    connect(&encryption.devices(), &DeviceDirectory::devicesChanged, this, &TrustService::devicesChanged);
    connect(&m_client, &CertificationClient::ownDeviceCertified, this, [this](const model::DeviceAddress &device) {
        m_encryption.devicesOf(device.person, [this, device](const Result<Judged> &devices) {
            const auto *known = devices ? find(*devices, device.id) : nullptr;
            ShownDevice unknown;
            unknown.address = device;
            unknown.certificate = Certificate::Certified;
            Q_EMIT ownDeviceCertified(known != nullptr ? shown(*known) : unknown);
        });
    });
}

OrganisationView LiveTrustService::organisation() const
{
    const OrganisationTrust &organisation = m_encryption.organisation();
    OrganisationView view;
    if (!organisation.rules().isUsed()) {
        return view;
    }
    view.name = organisation.rules().certifier.organisation;
    view.list = listFrom(organisation.certifier().listState());
    if (const auto &manifest = organisation.certifier().manifest()) {
        view.issued = std::chrono::time_point_cast<std::chrono::milliseconds>(manifest->issued);
    }
    view.wasRefused = organisation.refusal().has_value();
    return view;
}

QFuture<Result<QList<ShownDevice>>> LiveTrustService::devices(const model::Jid &person)
{
    auto [future, done] = promised<Result<QList<ShownDevice>>>();
    m_encryption.devicesOf(person, [done = done](const Result<Judged> &devices) {
        if (!devices) {
            done(std::unexpected(devices.error()));
            return;
        }
        QList<ShownDevice> list;
        for (const Encryption::JudgedDevice &device : *devices) {
            list.append(shown(device));
        }
        done(list);
    });
    return future;
}

QFuture<Status> LiveTrustService::judge(const model::DeviceAddress &device, const QStringList &fingerprint,
                                        ManualTrust trust)
{
    auto [future, done] = promised<Status>();
    m_encryption.devicesOf(device.person, [this, device, fingerprint, trust, done = done](const Result<Judged> &all) {
        const auto *known = all ? find(*all, device.id) : nullptr;
        const bool isIt =
            known != nullptr && !known->isThisOne && !fingerprint.isEmpty() && shown(*known).fingerprint == fingerprint;
        if (isIt) {
            m_encryption.judge(device, trust, done);
        } else {
            done(failure(ServiceError::NotAllowed));
        }
    });
    return future;
}

QFuture<Result<QString>> LiveTrustService::ownCode()
{
    auto [future, done] = promised<Result<QString>>();
    m_encryption.devicesOf(m_parts.own, [this, done = done](const Result<Judged> &devices) {
        if (!devices) {
            done(std::unexpected(devices.error()));
            return;
        }
        trust::OmemoUri uri;
        uri.person = m_parts.own;
        for (const Encryption::JudgedDevice &device : *devices) {
            const bool isSure = device.isThisOne || device.device.manual == ManualTrust::Verified;
            if (isSure && !device.device.identityKey.isEmpty() && uri.devices.size() < trust::OmemoUri::kMaxDevices) {
                uri.devices.append({device.device.address.id, device.device.identityKey});
            }
        }
        std::sort(uri.devices.begin(), uri.devices.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
        done(uri.toString());
    });
    return future;
}

QFuture<Result<QList<ComparedDevice>>> LiveTrustService::compareCode(const model::Jid &person, const QString &code)
{
    auto [future, done] = promised<Result<QList<ComparedDevice>>>();
    if (const QString digits = trust::safetyDigits(code); !digits.isEmpty()) {
        compareNumber(person, digits, done);
        return future;
    }
    const auto uri = trust::OmemoUri::parse(code.trimmed());
    if (!uri || uri->person != person) {
        done(failure(uri ? ServiceError::NotAllowed : ServiceError::BadAddress));
        return future;
    }
    m_encryption.devicesOf(person, [this, uri = *uri, done = done](const Result<Judged> &devices) {
        if (!devices) {
            done(std::unexpected(devices.error()));
            return;
        }
        const QList<ComparedDevice> compared = compare(uri, *devices);
        QList<model::DeviceAddress> same;
        for (const ComparedDevice &each : compared) {
            if (each.verdict == Verdict::Different) {
                done(compared); // somebody stands between: nothing of this code is believed
                return;
            }
            if (each.verdict == Verdict::Same) {
                same.append(each.device);
            }
        }
        verify(same, compared, done);
    });
    return future;
}

bool LiveTrustService::isAdmitted(const model::Jid &conversation, const model::DeviceAddress &device) const
{
    return m_encryption.isAdmitted(conversation, device);
}

QFuture<Status> LiveTrustService::admit(const model::Jid &conversation, const model::DeviceAddress &device,
                                        bool isAdmitted)
{
    auto [future, done] = promised<Status>();
    m_encryption.admit(conversation, device, isAdmitted, done);
    return future;
}

bool LiveTrustService::mayVouch() const
{
    const QStringList roles = m_client.state().clinicalRoles;
    const QStringList vouching = m_encryption.organisation().rules().vouchingRoles;
    return std::any_of(roles.begin(), roles.end(),
                       [&vouching](const QString &role) { return vouching.contains(role); });
}

QFuture<Result<ShownDevice>> LiveTrustService::askingDevice(const model::Jid &person)
{
    auto [future, done] = promised<Result<ShownDevice>>();
    stream::XmppStream *stream = m_parts.link.stream();
    if (stream == nullptr || !m_encryption.organisation().rules().isUsed()) {
        done(failure(stream == nullptr ? ServiceError::RelayNotReachable : ServiceError::NotAllowed));
        return future;
    }
    stream->iq().request(
        this, xmpp::IqStanza::get(person, xmpp::PubSubItems::all(trust::requestsNode())),
        [this, person, done = done](const Result<xmpp::IqStanza> &answer) {
            const auto items = answer ? answer->payload<xmpp::PubSubItems>() : std::unexpected(answer.error());
            QList<QByteArray> documents;
            for (const xmpp::PubSubItem &item : items ? items->items : QList<xmpp::PubSubItem>()) {
                const auto document = item.payload ? trust::TrustDocument::fromXml(*item.payload)
                                                   : Result<trust::TrustDocument>(failure(ServiceError::Internal));
                if (document && documents.size() < kMaxRequests) {
                    documents.append(document->bytes);
                }
            }
            m_encryption.devicesOf(person, [this, person, documents, done](const Result<Judged> &devices) {
                findAsking(person, documents, devices.value_or(Judged()), done);
            });
        });
    return future;
}

/// A request counts if it is signed by the very key that the device is known by here, and the device needs it.
void LiveTrustService::findAsking(const model::Jid &person, const QList<QByteArray> &documents, const Judged &devices,
                                  const std::function<void(Result<ShownDevice>)> &done)
{
    std::optional<ShownDevice> newest;
    for (const QByteArray &document : documents) {
        const auto request = trust::CertificationRequest::open(document);
        const auto *known = request ? find(devices, request->device.id) : nullptr;
        if (known == nullptr || known->device.identityKey.isEmpty() || request->device.person != person
            || request->organisation != m_encryption.organisation().rules().certifier.organisation) {
            continue;
        }
        const auto asking = trust::statementKeyFromEdwards(request->identityKey);
        const auto here = trust::statementKeyFromCurve(known->device.identityKey);
        const bool isNeeded = known->certification.state == trust::Certification::State::None
            || known->certification.state == trust::Certification::State::Expired;
        if (!asking || !here || *asking != *here || !isNeeded) {
            continue;
        }
        const ShownDevice device = shown(*known);
        m_asking.insert(device.address, {device.fingerprint, trust::digestOf(document), known->device.identityKey});
        if (!newest || newest->firstSeen < device.firstSeen) {
            newest = device;
        }
    }
    done(newest ? Result<ShownDevice>(*newest) : Result<ShownDevice>(failure(ServiceError::NoSuchMessage)));
}

QFuture<Status> LiveTrustService::vouch(const model::DeviceAddress &device, const QStringList &fingerprint)
{
    auto [future, done] = promised<Status>();
    const auto asking = m_asking.constFind(device);
    if (asking == m_asking.constEnd() || asking->fingerprint != fingerprint) {
        done(failure(ServiceError::NotAllowed));
    } else {
        m_client.vouch({device, asking->identityKey, asking->request}, done);
    }
    return future;
}

} // namespace wardline::service
