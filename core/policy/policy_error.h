// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace wardline::policy {

enum class PolicyError {
    Unreadable, ///< the file is there and cannot be read
    NotTrusted, ///< a system file that somebody other than the administrator owns or may write
    TooLarge, ///< a file, a text or a nesting beyond its cap
    BadSyntax, ///< not JSON, or a key twice in one object
    AgainstSchema, ///< an unknown key, a wrong type, a value out of range
    Loosens, ///< a person or a command line asks for less than the system policy demands
};

} // namespace wardline::policy

template <>
struct wardline::ErrorDomain<wardline::policy::PolicyError> {
    static constexpr const char *name = "policy";
};
