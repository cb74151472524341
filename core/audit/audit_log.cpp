// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit_log.h"

#include "core/audit/audit_schema.h"
#include "core/audit/audit_segment.h"

#include <algorithm>
#include <ranges>

namespace wardline::audit {

using namespace Qt::StringLiterals;

namespace {

bool isOriginName(const QString &origin)
{
    return !origin.isEmpty() && origin.size() <= 64 && std::all_of(origin.begin(), origin.end(), [](QChar c) {
        return (c.unicode() < 0x80 && c.isLetterOrNumber()) || c == u'.' || c == u'_' || c == u'-';
    });
}

} // namespace

AuditLog::AuditLog(AuditStorage &storage, const Clock &clock, Random &random, QString origin)
    : m_storage(storage)
    , m_clock(clock)
    , m_random(random)
    , m_origin(std::move(origin))
{
}

AuditLog::~AuditLog()
{
    (void)m_storage.flush();
}

Result<std::unique_ptr<AuditLog>> AuditLog::open(AuditStorage &storage, const Clock &clock, Random &random, QString origin)
{
    if (!isOriginName(origin)) {
        return failure(AuditError::BadIdentifier, u"origin"_s);
    }
    std::unique_ptr<AuditLog> log(new AuditLog(storage, clock, random, std::move(origin)));
    if (const Status status = log->scan(); !status) {
        if (!status.error().is(AuditError::DiskFull)) {
            return std::unexpected(status.error());
        }
        // A torn end that cannot be closed off yet: everything waits for space, and the program still starts.
        log->m_needsScan = true;
    }
    return log;
}

Status AuditLog::scan()
{
    WARDLINE_TRY(const std::vector<int> segments, m_storage.segments());
    m_segment = 0;
    m_segmentSize = 0;
    for (const int segment : segments | std::views::reverse) {
        WARDLINE_TRY(const QByteArray bytes, m_storage.read(segment));
        m_segment = std::max(m_segment, segment);
        // An empty one was made just before a crash: it is begun anew.
        if (!bytes.isEmpty()) {
            WARDLINE_CHECK(scanSegment(segment));
            break;
        }
    }
    if (m_nextKey && m_nextKey->publicKey() == m_epochPublicKey) {
        // The change of keys that seemed to have failed is on the disk after all.
        m_epochKey = std::move(m_nextKey);
    }
    m_nextKey.reset();
    m_needsScan = false;
    return {};
}

Status AuditLog::scanSegment(int segment)
{
    WARDLINE_TRY(const QByteArray bytes, m_storage.read(segment));
    WARDLINE_TRY(LogPosition position, positionBefore(m_storage, segment));
    const bool isNewest = segment == m_segment;
    SegmentWalk walk(bytes);
    std::optional<ScannedLine> line = walk.next();
    std::optional<ScannedLine> torn;
    while (line) {
        const std::optional<ScannedLine> following = walk.next();
        if (isNewest && !following && !line->isRecord()) {
            torn = line;
        } else {
            position.advance(*line);
        }
        line = following;
    }
    m_chain = position.chain;
    m_number = position.number;
    m_epochPublicKey = position.epochKey;
    m_rootKey = position.rootKey;
    m_segmentSize = isNewest ? bytes.size() : 0;
    return torn ? repairTail(torn->text, torn->isComplete) : Status();
}

/// The last append was torn. The fragment stays where it is, closed off by a line feed, and a record right behind it names it by
/// its digest: nothing is cut away, and the verifier lets a line that is no record pass only with such a record after it.
Status AuditLog::repairTail(QByteArrayView fragment, bool isComplete)
{
    if (!isComplete) {
        WARDLINE_CHECK(m_storage.append(m_segment, "\n", Sync::Now, Space::MayUseReserve));
        ++m_segmentSize;
    }
    m_chain.append(fragment.toByteArray().append('\n'));
    AuditEvent event {AuditEventType::TailRepaired, kWorkstation.toString(), AuditOutcome::MinorFailure, {}, {}, {}};
    event.objects.push_back({AuditObjectKind::Record, fragmentId(fragment)});
    event.count = static_cast<std::uint64_t>(fragment.size());
    // Not `append`: the record belongs right behind its fragment, in the same segment.
    return appendLine(event, Sync::Now, Space::MayUseReserve, signer());
}

/// Makes sure that there is a segment with room, begun by its own entry.
Status AuditLog::ensureSegment(Space space)
{
    const int segment = m_segment;
    const qint64 size = m_segmentSize;
    if (m_segment == 0 || m_segmentSize >= kSegmentSize) {
        ++m_segment;
        m_segmentSize = 0;
    }
    if (m_segmentSize > 0) {
        return {};
    }
    const SegmentBegun begun {m_segment, m_chain.head(), m_epochPublicKey, m_rootKey};
    const Status status = appendLine(begun, Sync::Later, space, signer());
    if (!status) {
        m_segment = segment;
        m_segmentSize = size;
    }
    return status;
}

Status AuditLog::append(const Content &content, Sync sync, Space space, const crypto::SigningKey *signer)
{
    WARDLINE_CHECK(ensureSegment(space));
    return appendLine(content, sync, space, signer);
}

Status AuditLog::appendLine(const Content &content, Sync sync, Space space, const crypto::SigningKey *signer)
{
    const QByteArray body = encodeBody({m_number + 1, m_clock.now(), m_origin, content});
    std::optional<QByteArray> signature;
    if (signer) {
        WARDLINE_TRY(signature, signer->sign(signedBytes(m_chain.head(), body)));
    }
    const QByteArray line = encodeLine(body, signature);
    if (line.size() > kMaxLine) {
        return failure(AuditError::TooLarge);
    }
    if (const Status status = m_storage.append(m_segment, line, sync, space); !status) {
        // What is on the disk now is not known; a full disk is the one failure that leaves it as it was.
        m_needsScan = !status.error().is(AuditError::DiskFull);
        return status;
    }
    ++m_number;
    m_segmentSize += line.size();
    m_chain.append(line);
    return {};
}

Status AuditLog::seal(const crypto::SigningKey &current, const crypto::SigningKey *next)
{
    if (!m_sealingKey) {
        return failure(AuditError::NotSigning);
    }
    // The seal must never remember records that a power cut can still take away.
    WARDLINE_CHECK(m_storage.flush());
    SealedAuditKey state;
    state.currentSeed = current.seed().clone();
    if (next) {
        state.nextSeed = next->seed().clone();
    }
    state.number = m_number;
    state.segment = m_segment;
    state.head = m_chain.head();
    state.rootKey = m_rootKey;
    WARDLINE_TRY(const QByteArray sealed, state.seal(m_random, *m_sealingKey));
    return m_storage.replaceKey(sealed);
}

/// The order makes a crash at any point harmless: the next key is sealed beside the current one before the log speaks of it, and
/// the current one is dropped only when the log has it in writing.
Status AuditLog::beginEpoch()
{
    WARDLINE_TRY(crypto::SigningKey next, crypto::SigningKey::generate(m_random));
    m_nextKey.emplace(std::move(next));
    WARDLINE_CHECK(seal(*m_epochKey, &*m_nextKey));
    WARDLINE_CHECK(append(EpochBegun {m_nextKey->publicKey(), false}, Sync::Now, Space::MayUseReserve, signer()));
    m_epochPublicKey = m_nextKey->publicKey();
    m_epochKey = std::move(m_nextKey);
    m_nextKey.reset();
    m_epochStart = m_number;
    return seal(*m_epochKey, nullptr);
}

/// A key that vouches for itself: sealed before the log speaks of it, like every other.
Status AuditLog::beginRoot(crypto::SigningKey root)
{
    m_epochKey.reset();
    WARDLINE_CHECK(ensureSegment(Space::MayUseReserve));
    m_rootKey = root.publicKey();
    WARDLINE_CHECK(seal(root, nullptr));
    m_epochKey.emplace(std::move(root));
    WARDLINE_CHECK(append(EpochBegun {m_rootKey, true}, Sync::Now, Space::MayUseReserve, signer()));
    m_epochPublicKey = m_rootKey;
    m_epochStart = m_number;
    return seal(*m_epochKey, nullptr);
}

Status AuditLog::checkFloor(const SealedAuditKey &sealed) const
{
    if (sealed.number == 0) {
        return {};
    }
    WARDLINE_TRY(const std::vector<int> segments, m_storage.segments());
    WARDLINE_TRY(LogPosition position, positionBefore(m_storage, sealed.segment));
    for (const int segment : segments) {
        if (segment < sealed.segment) {
            continue;
        }
        WARDLINE_TRY(const QByteArray bytes, m_storage.read(segment));
        SegmentWalk walk(bytes);
        while (const std::optional<ScannedLine> line = walk.next()) {
            position.advance(*line);
            if (line->isRecord() && position.number == sealed.number) {
                return position.chain.head() == sealed.head ? Status() : failure(AuditError::RolledBack);
            }
        }
    }
    return failure(AuditError::RolledBack);
}

Status AuditLog::attachKey(crypto::AeadKey sealingKey)
{
    if (m_needsScan) {
        WARDLINE_CHECK(scan());
    }
    WARDLINE_TRY(const std::optional<QByteArray> stored, m_storage.readKey());
    if (!stored) {
        return m_epochPublicKey.isEmpty() ? startNewLine(std::move(sealingKey)) : failure(AuditError::KeyNotFitting);
    }
    WARDLINE_TRY(SealedAuditKey sealed, SealedAuditKey::open(sealingKey, *stored));
    WARDLINE_TRY(crypto::SigningKey current, crypto::SigningKey::fromSeed(std::move(sealed.currentSeed)));
    if (!sealed.nextSeed.isEmpty()) {
        WARDLINE_TRY(crypto::SigningKey next, crypto::SigningKey::fromSeed(std::move(sealed.nextSeed)));
        if (next.publicKey() == m_epochPublicKey) {
            current = std::move(next);
        }
    }
    const Status floor = checkFloor(sealed);
    if (!floor && floor.error().is(AuditError::RolledBack)) {
        // Not the log we left. A new root makes that visible in the log itself, for good.
        WARDLINE_CHECK(startNewLine(std::move(sealingKey)));
        return floor;
    }
    WARDLINE_CHECK(floor);
    m_sealingKey.emplace(std::move(sealingKey));
    if (current.publicKey() != m_epochPublicKey) {
        // The crash came before the root's own entry was written.
        return beginRoot(std::move(current));
    }
    m_rootKey = sealed.rootKey;
    m_epochKey.emplace(std::move(current));
    WARDLINE_CHECK(beginEpoch());
    return floor;
}

Status AuditLog::startNewLine(crypto::AeadKey sealingKey)
{
    if (m_needsScan) {
        WARDLINE_CHECK(scan());
    }
    m_sealingKey.emplace(std::move(sealingKey));
    WARDLINE_TRY(crypto::SigningKey root, crypto::SigningKey::generate(m_random));
    return beginRoot(std::move(root));
}

void AuditLog::detachKey()
{
    if (m_sealingKey && m_epochKey) {
        (void)seal(*m_epochKey, nullptr);
    }
    m_sealingKey.reset();
}

Status AuditLog::close()
{
    Status status = m_storage.flush();
    if (m_sealingKey && m_epochKey) {
        status = seal(*m_epochKey, nullptr);
    }
    m_sealingKey.reset();
    m_epochKey.reset();
    return status;
}

/// Says how many events found no room, as soon as there is some.
Status AuditLog::recordLosses()
{
    if (m_lost == 0) {
        return {};
    }
    AuditEvent event {AuditEventType::RecordsLost, kWorkstation.toString(), AuditOutcome::SeriousFailure, AuditReason::DiskFull,
                      {}, m_lost};
    WARDLINE_CHECK(append(event, Sync::Now, Space::Ordinary, signer()));
    m_lost = 0;
    return {};
}

Status AuditLog::record(const AuditEvent &event)
{
    WARDLINE_CHECK(checkAuditEvent(event));
    if (m_needsScan) {
        WARDLINE_CHECK(scan());
    }
    if (m_sealingKey && m_epochKey && m_number - m_epochStart >= kEpochRecords) {
        if (!beginEpoch()) {
            m_epochStart = m_number; // Goes on with the old key and tries again later.
        }
        if (m_needsScan) {
            WARDLINE_CHECK(scan());
        }
    }
    const AuditTypeRules &rules = rulesOf(event.type);
    const Space space = rules.isUrgent ? Space::MayUseReserve : Space::Ordinary;
    Status status = recordLosses();
    if (status || rules.isUrgent) {
        status = append(event, rules.isDurable ? Sync::Now : Sync::Later, space, signer());
    }
    if (!status && status.error().is(AuditError::DiskFull)) {
        ++m_lost;
    }
    return status;
}

Status AuditLog::flush()
{
    return m_storage.flush();
}

std::optional<AuditHead> AuditLog::head() const
{
    if (m_number == 0) {
        return std::nullopt;
    }
    return AuditHead {m_number, m_chain.head(), m_rootKey};
}

} // namespace wardline::audit
