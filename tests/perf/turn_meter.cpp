// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/perf/turn_meter.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QEvent>
#include <QMetaEnum>

#include <algorithm>
#include <csignal>
#include <ctime>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace wardline::perf {

namespace {

/// The one meter of the process, which the system call below reports to.
TurnMeter *theMeter = nullptr;
/// The dispatcher is about to sleep: the next poll of this thread is its own, not a library's that waits for an answer.
constexpr double kLong = 5; ///< milliseconds of a turn that is looked into
constexpr long kKernelMaskBytes = 8;
thread_local bool isArmed = false;

double milliseconds(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

int pollAgain(pollfd *files, nfds_t count, const timespec *timeout, const sigset_t *mask)
{
    timespec left = timeout != nullptr ? *timeout : timespec{};
    return int(syscall(SYS_ppoll, files, count, timeout != nullptr ? &left : nullptr, mask, kKernelMaskBytes));
}

} // namespace

TurnMeter::TurnMeter(QObject *parent)
    : QObject(parent)
{
    theMeter = this;
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this,
            [] { isArmed = true; });
    QCoreApplication::instance()->installEventFilter(this);
}

TurnMeter::~TurnMeter()
{
    theMeter = nullptr;
}

bool TurnMeter::eventFilter(QObject *watched, QEvent *event)
{
    m_isPainted = m_isPainted || event->type() == QEvent::Paint;
    return QObject::eventFilter(watched, event);
}

void TurnMeter::begin(Detail detail)
{
    m_detail = detail;
    m_turns.clear();
    m_all.clear();
}

void TurnMeter::falls(double wall, double cpu)
{
    if (m_wall > 0) {
        m_turns.append({wall - m_wall, cpu - m_cpu, std::exchange(m_isPainted, false), {}});
        if (m_turns.last().cpu > kLong) {
            m_turns.last().pieces = summed(m_pieces);
        }
    }
    if (m_detail == Detail::Everything) {
        m_all.insert(m_all.end(), m_pieces.begin(), m_pieces.end());
    }
    m_pieces.clear();
}

QList<Turn::Piece> TurnMeter::ledger() const
{
    return summed(m_all);
}

QList<Turn::Piece> TurnMeter::summed(const std::vector<Piece> &pieces)
{
    const QMetaEnum types = QMetaEnum::fromType<QEvent::Type>();
    QList<Turn::Piece> sums;
    for (const Piece &piece : pieces) {
        const char *type = types.valueToKey(piece.event);
        const QByteArray name = QByteArray(piece.receiver) + ' ' + (type ? type : QByteArray::number(piece.event));
        const auto same = std::find_if(sums.begin(), sums.end(), [&](const auto &known) { return known.name == name; });
        if (same != sums.end()) {
            same->cpu += piece.cpu;
            ++same->count;
        } else {
            sums.append({name, 1, piece.cpu});
        }
    }
    std::sort(sums.begin(), sums.end(), [](const auto &a, const auto &b) { return a.cpu > b.cpu; });
    return sums;
}

void TurnMeter::enters()
{
    m_open.push_back({milliseconds(CLOCK_THREAD_CPUTIME_ID), 0});
}

void TurnMeter::leaves(const char *receiver, int event)
{
    const Open open = m_open.back();
    m_open.pop_back();
    const double cpu = milliseconds(CLOCK_THREAD_CPUTIME_ID) - open.began;
    if (!m_open.empty()) {
        m_open.back().inner += cpu;
    }
    m_pieces.push_back({receiver, event, cpu - open.inner});
}

bool MeteredApplication::notify(QObject *receiver, QEvent *event)
{
    if (theMeter == nullptr || !theMeter->looksInside() || receiver->thread() != thread()) {
        return QApplication::notify(receiver, event);
    }
    const char *name = receiver->metaObject()->className(); // the receiver may be gone afterwards
    const int type = event->type();
    theMeter->enters();
    const bool isDone = QApplication::notify(receiver, event);
    if (theMeter != nullptr) {
        theMeter->leaves(name, type);
    }
    return isDone;
}

void TurnMeter::wakes(double wall, double cpu)
{
    m_wall = wall;
    m_cpu = cpu;
}

/// What `ppoll` does here instead of the C library's.
static int measuredPoll(pollfd *files, nfds_t count, const timespec *timeout, const sigset_t *mask)
{
    if (!std::exchange(isArmed, false) || theMeter == nullptr) {
        return pollAgain(files, count, timeout, mask);
    }
    theMeter->falls(milliseconds(CLOCK_MONOTONIC), milliseconds(CLOCK_THREAD_CPUTIME_ID));
    const int ready = pollAgain(files, count, timeout, mask);
    theMeter->wakes(milliseconds(CLOCK_MONOTONIC), milliseconds(CLOCK_THREAD_CPUTIME_ID));
    return ready;
}

} // namespace wardline::perf

/// Stands before the C library's for the whole process, so that the dispatcher's sleep can be seen from both sides.
extern "C" int ppoll(pollfd *files, nfds_t count, const timespec *timeout, const sigset_t *mask)
{
    return wardline::perf::measuredPoll(files, count, timeout, mask);
}
