// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0400_totp.h"

namespace wardline::xmpp {

xml::Element totpElement(QStringView text)
{
    return xml::Element(u"totp", kMfaNamespace).setText(text);
}

xml::Element recoveryElement(QStringView text)
{
    return xml::Element(u"recovery", kTotpExtensionNamespace).setText(text);
}

xml::Element ticketElement(QStringView text)
{
    return xml::Element(u"ticket", kTotpExtensionNamespace).setText(text);
}

xml::Element addAuthenticatorElement()
{
    return {u"add-authenticator", kTotpExtensionNamespace};
}

} // namespace wardline::xmpp
