// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/audit_anchors.h"

#include "core/xmpp/xep0060_pubsub.h"
#include "core/xmpp/xep0163_pep.h"

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

const QString kNode = u"urn:wardline:audit:0"_s;
constexpr QStringView kNs = u"urn:wardline:audit:0";
constexpr qsizetype kHashSize = 32;

xml::Element toXml(const audit::AuditHead &head)
{
    xml::Element element(u"head", kNs);
    element.setAttribute(u"number", QString::number(head.number))
        .setAttribute(u"hash", QString::fromLatin1(head.hash.toHex()))
        .setAttribute(u"root", QString::fromLatin1(head.rootKey.toHex()));
    return element;
}

std::optional<audit::AuditHead> fromXml(const xml::Element &element)
{
    bool isNumber = false;
    audit::AuditHead head;
    head.number = element.attribute(u"number").toULongLong(&isNumber);
    head.hash = QByteArray::fromHex(element.attribute(u"hash").toLatin1());
    head.rootKey = QByteArray::fromHex(element.attribute(u"root").toLatin1());
    if (!element.is(u"head", kNs) || !isNumber || head.hash.size() != kHashSize || head.rootKey.size() != kHashSize) {
        return std::nullopt;
    }
    return head;
}

} // namespace

AuditAnchors::AuditAnchors(RelayLink &link, QString deviceId, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_deviceId(std::move(deviceId))
{
}

void AuditAnchors::publish(const std::optional<audit::AuditHead> &head)
{
    if (m_link.stream() == nullptr || !head || head->rootKey.isEmpty()) {
        return;
    }
    xmpp::PubSubItem item;
    item.id = m_deviceId;
    item.payload = toXml(*head);
    m_publisher.publish(kNode, item, {xmpp::PepAccess::Whitelist, true, 0, false});
}

void AuditAnchors::fetch(std::function<void(std::vector<audit::AuditHead>)> done)
{
    stream::XmppStream *stream = m_link.stream();
    if (stream == nullptr) {
        done({});
        return;
    }
    stream->iq().request(
        this, xmpp::IqStanza::get({}, xmpp::PubSubItems::byId(kNode, {m_deviceId})),
        [this, done = std::move(done)](const Result<xmpp::IqStanza> &answer) {
            std::vector<audit::AuditHead> heads;
            const auto items = answer ? answer->payload<xmpp::PubSubItems>() : std::unexpected(answer.error());
            if (const xmpp::PubSubItem *item = items ? items->item(m_deviceId) : nullptr; item && item->payload) {
                if (const auto head = fromXml(*item->payload)) {
                    heads.push_back(*head);
                }
            }
            done(std::move(heads));
        });
}

} // namespace wardline::service
