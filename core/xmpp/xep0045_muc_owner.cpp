// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0045_muc_owner.h"

#include "core/xmpp/payload.h"
#include "core/xmpp/wire.h"

namespace wardline::xmpp {

MucOwner MucOwner::instantRoom()
{
    return configure(DataForm());
}

MucOwner MucOwner::configure(const DataForm &form)
{
    MucOwner owner;
    owner.form = form;
    owner.form->type = FormType::Submit;
    return owner;
}

MucOwner MucOwner::destroyRoom(const QString &reason, const model::Jid &alternate)
{
    MucOwner owner;
    owner.destroy = MucDestroy {.alternate = alternate, .reason = reason};
    return owner;
}

Result<MucOwner> MucOwner::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    MucOwner owner;
    WARDLINE_TRY(owner.form, findPayload<DataForm>(element.children()));
    if (const xml::Element *destroy = element.child(u"destroy", kNamespace); destroy != nullptr) {
        WARDLINE_TRY(owner.destroy, MucDestroy::fromXml(*destroy, kNamespace));
    }
    return owner;
}

xml::Element MucOwner::toXml() const
{
    xml::Element element(kName, kNamespace);
    if (form) {
        element.add(form->toXml());
    }
    if (destroy) {
        element.add(destroy->toXml(kNamespace));
    }
    return element;
}

} // namespace wardline::xmpp
