// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/roaming_node.h"

#include "core/service/live/room_questions.h"
#include "core/xmpp/xep0060_pubsub.h"
#include "core/xmpp/xep0163_pep.h"

#include <memory>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kNs = u"urn:wardline:history:0";
const QString kIndexNode = u"urn:wardline:history:0"_s;
const QString kChunkNode = u"urn:wardline:history:0:chunks"_s;
constexpr qsizetype kMaxItems = 64;

bool saysNone(const Error &error)
{
    return error.is(stream::IqError::ItemNotFound) || error.is(stream::IqError::ServiceUnavailable)
        || error.is(stream::IqError::FeatureNotImplemented);
}

std::optional<RoamingItem> itemFrom(const xmpp::PubSubItem &item)
{
    if (!item.payload || !item.payload->is(u"bundle", kNs)) {
        return std::nullopt;
    }
    RoamingItem found;
    found.device = item.id;
    found.bundle = QByteArray::fromBase64(item.payload->attribute(u"id").toLatin1());
    found.sealed = QByteArray::fromBase64(item.payload->text().toLatin1());
    found.chunks = item.payload->attribute(u"chunks").split(u' ', Qt::SkipEmptyParts);
    found.stamp = item.payload->attribute(u"stamp");
    return found;
}

} // namespace

RoamingNode::RoamingNode(SessionParts &parts)
    : m_parts(parts)
    , m_publisher(parts.link)
{
}

void RoamingNode::ask(xmpp::IqStanza question, stream::IqRouter::Answer answer)
{
    stream::XmppStream *stream = m_parts.link.stream();
    if (stream == nullptr) {
        answer(failure(stream::IqError::Disconnected));
        return;
    }
    stream->iq().request(this, std::move(question), std::move(answer));
}

void RoamingNode::fetchIndexes(std::function<void(Result<QList<RoamingItem>>)> done)
{
    ask(xmpp::IqStanza::get({}, xmpp::PubSubItems::all(kIndexNode)),
        [done = std::move(done)](const Result<xmpp::IqStanza> &answer) {
            QList<RoamingItem> found;
            if (!answer && saysNone(answer.error())) {
                done(found);
                return;
            }
            const auto items = contentOf<xmpp::PubSubItems>(answer);
            if (!items) {
                done(std::unexpected(items.error()));
                return;
            }
            for (const xmpp::PubSubItem &item : items->items.first(std::min(items->items.size(), kMaxItems))) {
                if (const auto index = itemFrom(item)) {
                    found.append(*index);
                }
            }
            done(found);
        });
}

void RoamingNode::fetchChunk(const QString &id, std::function<void(Result<QByteArray>)> done)
{
    ask(xmpp::IqStanza::get({}, xmpp::PubSubItems::byId(kChunkNode, {id})),
        [id, done = std::move(done)](const Result<xmpp::IqStanza> &answer) {
            const auto items = contentOf<xmpp::PubSubItems>(answer);
            if (!items) {
                done(std::unexpected(items.error()));
                return;
            }
            const xmpp::PubSubItem *item = items->item(id);
            if (item == nullptr || !item->payload || !item->payload->is(u"chunk", kNs)) {
                done(failure(stream::IqError::ItemNotFound));
                return;
            }
            done(QByteArray::fromBase64(item->payload->text().toLatin1()));
        });
}

void RoamingNode::publish(const QString &node, const QString &id, const xml::Element &payload,
                          std::function<void(Status)> done)
{
    xmpp::PubSubItem item;
    item.id = id;
    item.payload = payload;
    m_publisher.publish(node, item, {xmpp::PepAccess::Whitelist, true, 0, false}, std::move(done));
}

void RoamingNode::publishIndex(const RoamingItem &item, std::function<void(Status)> done)
{
    xml::Element element(u"bundle", kNs);
    element.setAttribute(u"id", QString::fromLatin1(item.bundle.toBase64()));
    element.setAttribute(u"stamp", item.stamp).setAttribute(u"chunks", item.chunks.join(u' '));
    element.setText(QString::fromLatin1(item.sealed.toBase64()));
    publish(kIndexNode, item.device, element, std::move(done));
}

void RoamingNode::publishChunk(const QString &id, const QByteArray &sealed, std::function<void(Status)> done)
{
    xml::Element element(u"chunk", kNs);
    element.setText(QString::fromLatin1(sealed.toBase64()));
    publish(kChunkNode, id, element, std::move(done));
}

void RoamingNode::remove(const QString &node, const QStringList &ids, std::function<void(Status)> done)
{
    struct Removal
    {
        qsizetype open = 0;
        Status status;
        std::function<void(Status)> done;
    };
    auto removal = std::make_shared<Removal>();
    removal->open = ids.size() + 1;
    removal->done = std::move(done);
    const auto end = [removal](const Status &status) {
        if (!status && removal->status) {
            removal->status = status;
        }
        if (--removal->open == 0 && removal->done) {
            removal->done(removal->status);
        }
    };
    for (const QString &id : ids) {
        xmpp::PubSubRetract request;
        request.node = node;
        request.ids = {id};
        request.notify = false;
        ask(xmpp::IqStanza::set({}, request), [end](const Result<xmpp::IqStanza> &answer) {
            const bool isGone = answer || answer.error().is(stream::IqError::ItemNotFound);
            end(isGone ? Status() : Status(std::unexpected(answer.error())));
        });
    }
    end({});
}

void RoamingNode::removeChunks(const QStringList &ids, std::function<void(Status)> done)
{
    remove(kChunkNode, ids, std::move(done));
}

void RoamingNode::removeIndex(const QString &device, std::function<void(Status)> done)
{
    remove(kIndexNode, {device}, std::move(done));
}

} // namespace wardline::service
