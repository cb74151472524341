// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/node_publisher.h"

#include "core/xmpp/xep0060_pubsub_owner.h"

#include <utility>

namespace wardline::service {

using namespace Qt::StringLiterals;

NodePublisher::NodePublisher(RelayLink &link)
    : m_link(link)
{
}

void NodePublisher::ask(const xmpp::IqStanza &question, stream::IqRouter::Answer answer)
{
    stream::XmppStream *stream = m_link.stream();
    if (stream == nullptr) {
        answer(failure(stream::IqError::Disconnected));
        return;
    }
    stream->iq().request(this, question, std::move(answer));
}

void NodePublisher::publish(const QString &node, const xmpp::PubSubItem &item, const xmpp::PepNodeOptions &options,
                            std::function<void(Status)> done)
{
    xmpp::PubSubPublish request;
    request.node = node;
    request.items = {item};
    const auto finish = [done = std::move(done)](const Result<xmpp::IqStanza> &answer) {
        if (done) {
            done(answer ? Status() : Status(std::unexpected(answer.error())));
        }
    };
    if (m_knowsTwoOptions) {
        publishShortly(std::move(request), options, finish);
        return;
    }
    request.options = xmpp::publishOptions(options);
    ask(xmpp::IqStanza::set({}, request), [this, request, options, finish](const Result<xmpp::IqStanza> &answer) {
        const bool isUnreachable = !answer
            && (answer.error().is(stream::IqError::Disconnected) || answer.error().is(stream::IqError::Timeout));
        if (answer || isUnreachable) {
            finish(answer);
        } else if (answer.error().is(stream::IqError::Conflict)) {
            reconfigure(request, options, finish);
        } else {
            publishShortly(request, options, finish);
        }
    });
}

/// XEP-0060 7.1.5: precondition-not-met comes as a conflict. The node is ours to configure. Where that is refused, who
/// may read it is not known, and only what everybody may read is put there all the same.
void NodePublisher::reconfigure(xmpp::PubSubPublish request, const xmpp::PepNodeOptions &options,
                                const stream::IqRouter::Answer &finish)
{
    request.options.reset();
    xmpp::PubSubConfigure configure;
    configure.node = request.node;
    configure.form = xmpp::nodeConfiguration(options);
    const bool isForAll = options.access == xmpp::PepAccess::Open;
    ask(xmpp::IqStanza::set({}, configure), [this, request, isForAll, finish](const Result<xmpp::IqStanza> &answer) {
        if (answer) {
            m_configured.insert(request.node);
        } else if (!isForAll) {
            finish(answer);
            return;
        }
        ask(xmpp::IqStanza::set({}, request), finish);
    });
}

/// Whoever may read it is said from the beginning; how much the node keeps is configured when it is there.
void NodePublisher::publishShortly(xmpp::PubSubPublish request, const xmpp::PepNodeOptions &options,
                                   const stream::IqRouter::Answer &finish)
{
    const xmpp::DataForm all = xmpp::publishOptions(options);
    request.options = xmpp::DataForm::submit(xmpp::PubSubPublish::kOptionsForm);
    for (const QStringView name : {u"pubsub#persist_items", u"pubsub#access_model"}) {
        request.options->set(name, all.value(name));
    }
    ask(xmpp::IqStanza::set({}, request), [this, request, options, finish](const Result<xmpp::IqStanza> &answer) {
        m_knowsTwoOptions = m_knowsTwoOptions || answer.has_value();
        if (!answer && answer.error().is(stream::IqError::Conflict)) {
            reconfigure(request, options, finish);
        } else if (!answer || options.maxItems == 1 || m_configured.contains(request.node)) {
            finish(answer);
        } else {
            // Other items stand in the same node: it must keep more than the newest one.
            reconfigure(request, options, finish);
        }
    });
}

} // namespace wardline::service
