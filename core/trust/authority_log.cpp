// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/authority_log.h"

#include "core/trust/byte_codec.h"
#include "core/trust/trust_error.h"

#include <QDateTime>
#include <QJsonDocument>

namespace wardline::trust {

using namespace Qt::StringLiterals;

Result<AuthorityLog> AuthorityLog::parse(QByteArrayView text)
{
    if (text.size() > kMaxSize) {
        return failure(TrustError::TooLarge);
    }
    AuthorityLog log;
    log.m_text = text.toByteArray();
    qsizetype at = 0;
    while (at < log.m_text.size()) {
        const qsizetype end = log.m_text.indexOf('\n', at);
        const QByteArray line = end < 0 ? QByteArray() : log.m_text.mid(at, end - at);
        const QJsonObject entry = QJsonDocument::fromJson(line).object();
        if (end < 0 || entry.value(u"n"_s).toInteger() != log.m_entries.size() + 1
            || entry.value(u"previous"_s).toString().toLatin1() != log.m_head) {
            return failure(TrustError::Malformed, u"line %1"_s.arg(log.m_entries.size() + 1));
        }
        log.m_entries.append(entry);
        log.m_head = digestOf(line).toHex();
        at = end + 1;
    }
    return log;
}

void AuthorityLog::append(QJsonObject entry, Instant now)
{
    entry.insert(u"n"_s, m_entries.size() + 1);
    entry.insert(u"time"_s,
                 QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODate));
    entry.insert(u"previous"_s, QString::fromLatin1(m_head));
    const QByteArray line = QJsonDocument(entry).toJson(QJsonDocument::Compact);
    m_text += line + '\n';
    m_head = digestOf(line).toHex();
    m_entries.append(entry);
}

} // namespace wardline::trust
