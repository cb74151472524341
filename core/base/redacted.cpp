// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/redacted.h"

namespace wardline {

using namespace Qt::StringLiterals;

QString Redacted::toString() const
{
    return u"[redacted "_s % QString::number(m_length) % u']';
}

QDebug operator<<(QDebug debug, const Redacted &redacted)
{
    const QDebugStateSaver saver(debug);
    debug.noquote().nospace() << redacted.toString();
    return debug;
}

} // namespace wardline
