// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/versions_popover.h"

#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/time_words.h"
#include "ui/kit/words.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownLength = 2'000; ///< UTF-16 units of one version
constexpr qsizetype kShownVersions = 50;
constexpr int kWidth = 400;
constexpr int kMostHeight = 320;

QWidget *makeVersion(const Context &context, const service::MessageVersion &version, bool isShown)
{
    auto *entry = new QWidget;
    auto *lines = new QVBoxLayout(entry);
    lines->setSpacing(metrics::kSpace4 / 2);
    const QString when = momentWords(version.time, context.clock.now());
    lines->addWidget(new Words(context.theme, FontRole::Caption,
                               isShown ? VersionsPopover::tr("%1, as shown").arg(when) : when, nullptr,
                               Words::Ink::Muted));
    const QStringView shown = QStringView(version.body).left(kShownLength);
    auto *text = new Words(context.theme, FontRole::Body,
                           shown.size() < version.body.size() ? safeBody(shown) + u" …"_s : safeBody(shown));
    text->setWordWrap(true);
    text->setFixedWidth(kWidth);
    lines->addWidget(text);
    return entry;
}

} // namespace

VersionsPopover::VersionsPopover(const Context &context, const QList<service::MessageVersion> &former,
                                 const service::MessageVersion &present, QWidget *host)
    : Popover(context, tr("Earlier versions"), host)
{
    setObjectName(u"versionsPopover"_s);
    auto *top = new QHBoxLayout;
    top->addWidget(new Words(context.theme, FontRole::Strong, tr("Earlier versions")), 1);
    auto *close = new IconButton(context.theme, Icon::Close, tr("Close"));
    close->setObjectName(u"versionsClose"_s);
    connect(close, &QAbstractButton::clicked, this, &VersionsPopover::dismiss);
    top->addWidget(close);
    column().addLayout(top);
    auto *list = new QWidget;
    auto *lines = new QVBoxLayout(list);
    lines->setSpacing(metrics::kSpace12);
    for (const service::MessageVersion &version : former.last(std::min(former.size(), kShownVersions))) {
        lines->addWidget(makeVersion(context, version, false));
    }
    lines->addWidget(makeVersion(context, present, true));
    auto *area = new QScrollArea;
    area->setObjectName(u"versionsList"_s);
    area->setAccessibleName(tr("Earlier versions"));
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(list);
    area->viewport()->setAutoFillBackground(false);
    list->setAutoFillBackground(false);
    list->adjustSize();
    area->setFixedSize(kWidth + metrics::kSpace16, std::min(kMostHeight, list->sizeHint().height()));
    column().addWidget(area);
    setFirst(area);
}

} // namespace wardline::ui
