// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/xml/element.h"

namespace wardline::xmpp {

/// XEP-0400: the tasks of XEP-0388 that prove or set up a one-time code, in the syntax that packaging/relay describes.
inline constexpr QStringView kMfaNamespace = u"urn:xmpp:mfa:0";
/// What XEP-0400 leaves open: ticket, recovery codes, waiting times.
inline constexpr QStringView kTotpExtensionNamespace = u"urn:wardline:totp:0";
inline constexpr QStringView kTotpTask = u"TOTP";
inline constexpr QStringView kTotpInitTask = u"TOTP-INIT";

/// `<totp>text</totp>`
[[nodiscard]] xml::Element totpElement(QStringView text);
/// `<recovery>text</recovery>`: a recovery code instead of a code.
[[nodiscard]] xml::Element recoveryElement(QStringView text);
/// `<ticket>text</ticket>`: allows an enrolment.
[[nodiscard]] xml::Element ticketElement(QStringView text);
/// `<add-authenticator/>`: after the code, enrol a further authenticator.
[[nodiscard]] xml::Element addAuthenticatorElement();

} // namespace wardline::xmpp
