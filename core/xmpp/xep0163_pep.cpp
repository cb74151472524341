// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0163_pep.h"

#include "core/xmpp/wire.h"
#include "core/xmpp/xep0060_pubsub.h"
#include "core/xmpp/xep0060_pubsub_owner.h"

namespace wardline::xmpp {

namespace {

constexpr wire::Words<PepAccess, 3> kAccess {{
    {PepAccess::Open, u"open"},
    {PepAccess::Presence, u"presence"},
    {PepAccess::Whitelist, u"whitelist"},
}};

DataForm optionsForm(QStringView formType, const PepNodeOptions &options)
{
    DataForm form = DataForm::submit(formType);
    form.set(u"pubsub#persist_items", options.persistItems);
    form.set(u"pubsub#access_model", wire::toWord(kAccess, options.access).toString());
    form.set(u"pubsub#max_items", options.maxItems > 0 ? wire::countText(options.maxItems) : QStringLiteral("max"));
    form.set(u"pubsub#send_last_published_item",
             options.sendLastItem ? QStringLiteral("on_sub_and_presence") : QStringLiteral("never"));
    return form;
}

} // namespace

DataForm publishOptions(const PepNodeOptions &options)
{
    return optionsForm(PubSubPublish::kOptionsForm, options);
}

DataForm nodeConfiguration(const PepNodeOptions &options)
{
    return optionsForm(PubSubConfigure::kForm, options);
}

Result<std::optional<PepEvent>> unwrapPepEvent(const MessageStanza &message, const model::Jid &own)
{
    if (!message.has<PubSubEvent>()) {
        return std::optional<PepEvent>();
    }
    // A room relays what its members write as groupchat; an error brings back what we sent ourselves.
    if (!message.from.isBare() || message.type == MessageType::GroupChat || message.type == MessageType::Error) {
        return failure(XmppError::ForeignSender);
    }
    WARDLINE_TRY(std::optional<PubSubEvent> event, message.payload<PubSubEvent>());
    return PepEvent {.account = message.from.isEmpty() ? own.bare() : message.from, .event = *std::move(event)};
}

} // namespace wardline::xmpp
