// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/effective_value.h"

namespace wardline::policy {

using namespace Qt::StringLiterals;

QString PolicyOrigin::toString() const
{
    switch (kind) {
    case Kind::Default:
        return file.isEmpty() ? u"default"_s : file;
    case Kind::User:
        return u"user"_s;
    case Kind::System:
    case Kind::CommandLine:
        return file;
    }
    return file;
}

} // namespace wardline::policy
