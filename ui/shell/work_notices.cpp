// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/work_notices.h"

#include "core/service/service_error.h"
#include "ui/kit/error_words.h"
#include "ui/kit/metrics.h"
#include "ui/kit/state_words.h"
#include "ui/kit/time_words.h"

#include <QVBoxLayout>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::minutes kStoreAgainAfter{1};
constexpr std::chrono::seconds kGoodToKnow{8};
} // namespace

WorkNotices::WorkNotices(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_fade(context.timers.createTimer([this] { withdraw(Topic::Outcome); }))
{
    setObjectName(u"workNotices"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum); // Fixed would cut what needs another line
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace8, 0, metrics::kSpace8, 0);
    column->setSpacing(metrics::kSpace4);
    const QString names[] = {u"lockNotice"_s, u"downtimeBanner"_s, u"storeBanner"_s, u"trustNotice"_s, u"workBanner"_s};
    for (std::size_t i = 0; i < m_strips.size(); ++i) {
        m_strips.at(i) = new Banner(context.theme);
        m_strips.at(i)->setObjectName(names[i]);
        column->addWidget(m_strips.at(i));
        connect(m_strips.at(i), &Banner::dismissed, this, &WorkNotices::fit);
    }
    connect(&strip(Topic::Downtime), &Banner::actionChosen, this, &WorkNotices::outboxChosen);
    connect(&strip(Topic::Store), &Banner::actionChosen, this, &WorkNotices::signOutChosen);
    connect(&strip(Topic::Store), &Banner::dismissed, this, [this] { m_storeClosedAt = m_context.clock.monotonic(); });
}

void WorkNotices::sayLockImminent()
{
    strip(Topic::Lock)
        .say(Banner::Kind::Concern,
             tr("Nobody has used this window for a while. It locks in 30 s; any key keeps it open."), {}, false);
    fit();
}

void WorkNotices::sayDowntime(const service::ConnectionStatus &status, int waiting,
                              const std::optional<Instant> &oldest, bool leadsToOutbox)
{
    const Instant now = m_context.clock.now();
    QStringList words;
    words << tr("No connection for %1.").arg(durationWords(now - status.since));
    if (const QString why = connectionTroubleWords(status); !why.isEmpty()) {
        words << why;
    }
    words << (status.lastContact > Instant()
                  ? tr("The server was last heard at %1: you see what came until then, and can read and write.")
                        .arg(momentWords(status.lastContact, now))
                  : tr("You see what this computer has kept, and can read and write."));
    if (waiting > 0) {
        words << tr("%Ln message(s) wait(s) to be sent", nullptr, waiting)
                + (oldest ? tr(", the oldest for %1.").arg(durationWords(now - *oldest)) : u"."_s);
    }
    strip(Topic::Downtime)
        .say(Banner::Kind::Concern, words.join(u' '), leadsToOutbox ? tr("Show what waits") : QString(), false);
    fit();
}

void WorkNotices::sayStoreFailed(const Error &error)
{
    if (m_storeClosedAt && m_context.clock.monotonic() - *m_storeClosedAt < kStoreAgainAfter) {
        return;
    }
    const bool isDamaged = error.is(service::ServiceError::CacheDamaged);
    strip(Topic::Store).say(Banner::Kind::Error, errorWords(error), isDamaged ? tr("Sign out") : QString());
    fit();
}

void WorkNotices::sayOwnDeviceCertified(const service::ShownDevice &device)
{
    strip(Topic::Trust)
        .say(Banner::Kind::Concern,
             tr("Another device was certified for you (%1). If you did not add one, tell your IT department now.")
                 .arg(device.address.id));
    fit();
}

void WorkNotices::sayListRefused(bool isRefused)
{
    if (isRefused && !m_isRefusalSaid) {
        strip(Topic::Trust)
            .say(Banner::Kind::Concern,
                 tr("The server showed a list of devices that is older than yours or not your organisation's. It was "
                    "not "
                    "believed. Tell your IT department."));
        fit();
    }
    m_isRefusalSaid = isRefused;
}

void WorkNotices::sayOutcome(Banner::Kind kind, const QString &words)
{
    strip(Topic::Outcome).say(kind, words);
    if (kind == Banner::Kind::Info) {
        m_fade->start(kGoodToKnow);
    } else {
        m_fade->stop();
    }
    fit();
}

void WorkNotices::withdraw(Topic topic)
{
    strip(topic).dismiss();
    fit();
}

void WorkNotices::withdrawAll()
{
    for (Banner *each : m_strips) {
        each->dismiss();
    }
    m_storeClosedAt.reset();
    m_isRefusalSaid = false;
    fit();
}

/// Room around the strips only where there are any.
void WorkNotices::fit()
{
    const bool isAny =
        std::any_of(m_strips.cbegin(), m_strips.cend(), [](const Banner *each) { return !each->isHidden(); });
    const int space = isAny ? metrics::kSpace8 : 0;
    layout()->setContentsMargins(metrics::kSpace8, space, metrics::kSpace8, space);
}

} // namespace wardline::ui
