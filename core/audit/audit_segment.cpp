// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit_segment.h"

#include "core/crypto/hmac.h"

#include <algorithm>

namespace wardline::audit {

using namespace Qt::StringLiterals;

std::optional<ScannedLine> SegmentWalk::next()
{
    if (m_rest.isEmpty()) {
        return std::nullopt;
    }
    ScannedLine line;
    const qsizetype end = m_rest.indexOf('\n');
    line.isComplete = end >= 0;
    line.text = line.isComplete ? m_rest.first(end) : m_rest;
    m_rest = line.isComplete ? m_rest.sliced(end + 1) : QByteArrayView();
    if (const Result<LogLine> parts = splitLine(line.text)) {
        line.parts = *parts;
        if (const Result<LogEntry> entry = decodeBody(parts->body)) {
            line.entry = *entry;
        }
    }
    return line;
}

void LogPosition::advance(const ScannedLine &line)
{
    chain.append(line.chained());
    if (!line.isRecord()) {
        return;
    }
    number = line.entry->number;
    if (const auto *epoch = std::get_if<EpochBegun>(&line.entry->content)) {
        epochKey = epoch->publicKey;
        rootKey = epoch->isRoot ? epoch->publicKey : rootKey;
    }
}

Result<LogPosition> positionBefore(const AuditStorage &storage, int segment)
{
    LogPosition position;
    WARDLINE_TRY(const std::vector<int> segments, storage.segments());
    if (std::find(segments.begin(), segments.end(), segment) != segments.end()) {
        WARDLINE_TRY(const QByteArray bytes, storage.read(segment));
        const std::optional<ScannedLine> first = SegmentWalk(bytes).next();
        const auto *begun = first && first->isRecord() ? std::get_if<SegmentBegun>(&first->entry->content) : nullptr;
        if (begun && first->entry->number > 0) {
            return LogPosition {crypto::HashChain(kChainDomain, begun->previousHead), first->entry->number - 1, begun->epochKey,
                                begun->rootKey};
        }
    }
    for (const int earlier : segments) {
        if (earlier >= segment) {
            break;
        }
        WARDLINE_TRY(const QByteArray bytes, storage.read(earlier));
        SegmentWalk walk(bytes);
        while (const std::optional<ScannedLine> line = walk.next()) {
            position.advance(*line);
        }
    }
    return position;
}

QString fragmentId(QByteArrayView fragment)
{
    return u"sha256:"_s % QString::fromLatin1(crypto::sha256(fragment).toHex());
}

} // namespace wardline::audit
