// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit_verifier.h"

#include "core/audit/audit_schema.h"
#include "core/audit/audit_segment.h"

#include <algorithm>
#include <deque>

namespace wardline::audit {

namespace {

/// A signature that waits to be checked.
struct Pending {
    std::uint64_t number = 0;
    QByteArray message;
    QByteArray signature;
};

/// A line that is no record, which only a repair right behind it can explain.
struct Fragment {
    QString id;
    std::uint64_t size = 0;
};

/// Walks over the whole log once. The chain makes each signature vouch for everything before it, so that of each run of signatures
/// by one key only the last is checked, and the others only when that one fails, to find the first that does.
class Verification
{
public:
    Verification(const AuditStorage &storage, std::span<const AuditHead> anchors)
        : m_storage(storage)
        , m_anchors(anchors.begin(), anchors.end())
    {
        std::sort(m_anchors.begin(), m_anchors.end(), [](const AuditHead &a, const AuditHead &b) { return a.number < b.number; });
    }

    [[nodiscard]] Result<AuditVerdict> run()
    {
        WARDLINE_TRY(const std::vector<int> segments, m_storage.segments());
        for (const int segment : segments) {
            if (segment != m_segment + 1 || !readSegment(segment)) {
                break;
            }
        }
        if (!m_verdict.firstDefect && static_cast<std::size_t>(m_segment) != segments.size()) {
            fail(m_segment == 0 ? DefectKind::Missing : DefectKind::SegmentDamaged, expected());
        }
        finish();
        return m_verdict;
    }

private:
    [[nodiscard]] std::uint64_t expected() const { return m_position.number + 1; }

    /// Keeps the earliest defect; an unchecked signature may know of an earlier one.
    void fail(DefectKind kind, std::uint64_t record)
    {
        checkSignatures();
        if (!m_verdict.firstDefect) {
            m_verdict.firstDefect = AuditDefect {kind, record, m_segment};
        }
    }

    bool readSegment(int segment)
    {
        const Result<QByteArray> bytes = m_storage.read(segment);
        m_segment = segment;
        if (!bytes) {
            fail(DefectKind::SegmentDamaged, expected());
            return false;
        }
        std::deque<ScannedLine> lines;
        SegmentWalk walk(*bytes);
        while (const std::optional<ScannedLine> line = walk.next()) {
            lines.push_back(*line);
        }
        for (std::size_t i = 0; i < lines.size() && !m_verdict.firstDefect; ++i) {
            if (!lines[i].isRecord()) {
                takeFragment(lines[i]);
            } else if (lines[i].entry->number != expected()) {
                fail(classify(lines, i), expected());
            } else {
                takeRecord(lines[i]);
            }
        }
        return !m_verdict.firstDefect;
    }

    /// Another number than the expected one: was this record altered, are others gone, or does it stand in a wrong place?
    [[nodiscard]] DefectKind classify(const std::deque<ScannedLine> &lines, std::size_t at) const
    {
        const auto isNumber = [](const ScannedLine &line, std::uint64_t number) {
            return line.isRecord() && line.entry->number == number;
        };
        const auto rest = lines.begin() + static_cast<std::ptrdiff_t>(at) + 1;
        if (std::any_of(rest, lines.end(), [&](const ScannedLine &line) { return isNumber(line, expected()); })) {
            return DefectKind::Reordered;
        }
        if (rest != lines.end() && isNumber(*rest, expected() + 1)) {
            return DefectKind::Altered;
        }
        return lines[at].entry->number > expected() ? DefectKind::Missing : DefectKind::Reordered;
    }

    void takeFragment(const ScannedLine &line)
    {
        if (m_fragment || !line.isComplete) {
            fail(DefectKind::Altered, expected());
            return;
        }
        m_fragment = Fragment {fragmentId(line.text), static_cast<std::uint64_t>(line.text.size())};
        m_position.advance(line);
    }

    /// Whether the record explains the fragment in front of it, if there is one.
    [[nodiscard]] bool explainsFragment(const LogEntry &entry)
    {
        const auto *event = std::get_if<AuditEvent>(&entry.content);
        const bool isRepair = event && event->type == AuditEventType::TailRepaired;
        if (!m_fragment) {
            return !isRepair;
        }
        const bool fits = isRepair && event->objects.front().id == m_fragment->id && event->count == m_fragment->size;
        m_fragment.reset();
        return fits;
    }

    void takeRecord(const ScannedLine &line)
    {
        const LogEntry &entry = *line.entry;
        if (!explainsFragment(entry)) {
            fail(DefectKind::Altered, entry.number);
            return;
        }
        const auto *epoch = std::get_if<EpochBegun>(&entry.content);
        const auto *segment = std::get_if<SegmentBegun>(&entry.content);
        if (segment && !isTrue(*segment)) {
            fail(DefectKind::Altered, entry.number);
            return;
        }
        if (!line.parts->signature) {
            if (!m_firstUnsigned) {
                checkSignatures();
                m_firstUnsigned = entry.number;
            }
            if (epoch) {
                fail(DefectKind::Altered, entry.number);
                return;
            }
        } else if (!takeSigned(line, epoch)) {
            return;
        }
        m_position.advance(line);
        noteRepair(entry);
        checkAnchors();
    }

    [[nodiscard]] bool isTrue(const SegmentBegun &segment) const
    {
        return segment.segment == m_segment && segment.previousHead == m_position.chain.head()
            && segment.epochKey == m_position.epochKey && segment.rootKey == m_position.rootKey;
    }

    bool takeSigned(const ScannedLine &line, const EpochBegun *epoch)
    {
        const std::uint64_t number = line.entry->number;
        if (epoch && epoch->isRoot) {
            checkSignatures();
            if (m_verdict.firstDefect || !isKnownRoot(*epoch)) {
                fail(DefectKind::KeyLineBroken, number);
                return false;
            }
            m_key = epoch->publicKey;
            m_verdict.rootKeys.push_back(epoch->publicKey);
        } else if (!epoch && m_firstUnsigned) {
            // Signing begins with an epoch, and does not pause within one.
            fail(DefectKind::Altered, *m_firstUnsigned);
            return false;
        }
        m_pending.push_back({number, signedBytes(m_position.chain.head(), line.parts->body), *line.parts->signature});
        if (epoch || m_pending.size() >= AuditLog::kEpochRecords) {
            checkSignatures();
        }
        if (epoch) {
            m_key = epoch->publicKey;
            ++m_verdict.epochs;
            m_firstUnsigned.reset();
        }
        return !m_verdict.firstDefect;
    }

    /// The first line of keys stands on its own until an anchor speaks; any further one needs an anchor that knows it.
    [[nodiscard]] bool isKnownRoot(const EpochBegun &root) const
    {
        const bool isAnchored = std::any_of(m_anchors.begin(), m_anchors.end(),
                                            [&](const AuditHead &anchor) { return anchor.rootKey == root.publicKey; });
        return isAnchored || (m_anchors.empty() && m_verdict.rootKeys.empty());
    }

    void checkSignatures()
    {
        if (m_pending.empty()) {
            return;
        }
        const std::vector<Pending> pending = std::exchange(m_pending, {});
        const auto fits = [this](const Pending &p) { return crypto::verifySignature(m_key, p.message, p.signature).has_value(); };
        if (fits(pending.back())) {
            m_verdict.signedTo = pending.back().number;
            return;
        }
        const auto bad = std::find_if_not(pending.begin(), pending.end(), fits);
        if (bad != pending.begin()) {
            m_verdict.signedTo = std::prev(bad)->number;
        }
        // The chain reaches back over records without a signature: then the first of those may be the altered one.
        const bool reachesBack = bad == pending.begin() && m_firstUnsigned && *m_firstUnsigned < bad->number;
        if (!m_verdict.firstDefect) {
            m_verdict.firstDefect = AuditDefect {DefectKind::Altered, reachesBack ? *m_firstUnsigned : bad->number, m_segment};
        }
    }

    void noteRepair(const LogEntry &entry)
    {
        const auto *event = std::get_if<AuditEvent>(&entry.content);
        if (event && event->type == AuditEventType::TailRepaired) {
            m_verdict.repairs.push_back(entry.number);
        }
    }

    void checkAnchors()
    {
        while (m_nextAnchor < m_anchors.size() && m_anchors[m_nextAnchor].number == m_position.number) {
            if (m_anchors[m_nextAnchor].hash != m_position.chain.head()) {
                fail(DefectKind::AnchorDiffers, m_position.number);
                return;
            }
            m_verdict.anchoredTo = m_position.number;
            ++m_nextAnchor;
        }
    }

    void finish()
    {
        checkSignatures();
        if (m_fragment) {
            fail(DefectKind::Altered, expected());
        }
        if (!m_verdict.firstDefect && m_nextAnchor < m_anchors.size()) {
            fail(DefectKind::Truncated, expected());
        }
        m_verdict.records = m_position.number;
        if (m_verdict.firstDefect) {
            m_verdict.records = std::min(m_verdict.records, m_verdict.firstDefect->record - 1);
            std::erase_if(m_verdict.repairs, [this](std::uint64_t number) { return number > m_verdict.records; });
        }
    }

    const AuditStorage &m_storage;
    std::vector<AuditHead> m_anchors;
    std::size_t m_nextAnchor = 0;
    AuditVerdict m_verdict;
    LogPosition m_position;
    int m_segment = 0;
    QByteArray m_key;
    std::vector<Pending> m_pending;
    std::optional<Fragment> m_fragment;
    std::optional<std::uint64_t> m_firstUnsigned;
};

bool matches(const AuditRecord &record, const AuditQuery &query)
{
    return (!query.type || record.event.type == *query.type) && (query.who.isEmpty() || record.event.who == query.who)
        && (!query.from || record.time >= *query.from) && (!query.until || record.time < *query.until);
}

} // namespace

Result<AuditVerdict> verifyAuditLog(const AuditStorage &storage, std::span<const AuditHead> anchors)
{
    return Verification(storage, anchors).run();
}

Result<std::vector<AuditRecord>> readAuditLog(const AuditStorage &storage, const AuditQuery &query)
{
    WARDLINE_TRY(const std::vector<int> segments, storage.segments());
    std::deque<AuditRecord> found;
    for (auto segment = segments.rbegin(); segment != segments.rend() && found.size() < query.limit; ++segment) {
        WARDLINE_TRY(const QByteArray bytes, storage.read(*segment));
        std::vector<AuditRecord> here;
        SegmentWalk walk(bytes);
        while (const std::optional<ScannedLine> line = walk.next()) {
            const auto *event = line->isRecord() ? std::get_if<AuditEvent>(&line->entry->content) : nullptr;
            if (!event) {
                continue;
            }
            AuditRecord record {line->entry->number, line->entry->time, line->entry->origin, *event,
                                line->parts->signature.has_value()};
            if (matches(record, query)) {
                here.push_back(std::move(record));
            }
        }
        found.insert(found.begin(), std::make_move_iterator(here.begin()), std::make_move_iterator(here.end()));
    }
    if (found.size() > query.limit) {
        found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(query.limit));
    }
    return std::vector<AuditRecord>(std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
}

} // namespace wardline::audit
