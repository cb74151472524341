// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <QFileInfo>

namespace wardline {

using namespace Qt::StringLiterals;

QString Error::toLogString() const
{
    const QString file = QFileInfo(QString::fromUtf8(m_location.file_name())).fileName();
    return domain() % u'/' % QString::number(m_value) % u' ' % m_detail % u" ("_s % file % u':'
        % QString::number(m_location.line()) % u')';
}

} // namespace wardline
