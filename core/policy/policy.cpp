// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/policy.h"

namespace wardline::policy {

using namespace Qt::StringLiterals;

QString PolicyProblem::toString() const
{
    return pointer.isEmpty() ? QString(file % u": "_s % reason) : QString(file % u": "_s % pointer % u": "_s % reason);
}

} // namespace wardline::policy
