// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace wardline::xmpp {

/// Why a piece of XML from outside was refused.
enum class XmppError {
    WrongElement, ///< another name or namespace than the one asked for
    Missing, ///< a required attribute, child or text is absent
    BadValue, ///< a word, number, time or Base64 that the specification does not allow
    BadAddress, ///< an address that is none (RFC 7622)
    TooLarge, ///< longer or more numerous than we accept
    ForeignSender, ///< from somebody who may not say this
    ForeignQuery, ///< an answer to a question that we did not ask
};

} // namespace wardline::xmpp

template <>
struct wardline::ErrorDomain<wardline::xmpp::XmppError> {
    static constexpr const char *name = "xmpp";
};
