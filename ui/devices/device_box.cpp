// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/device_box.h"

#include "ui/devices/device_words.h"
#include "ui/kit/button.h"
#include "ui/kit/icon_label.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"
#include "ui/kit/words.h"

#include <QFontDatabase>
#include <QPainter>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMark = 16;
constexpr qsizetype kGroupsInLine = 2; ///< fits the narrowest pane, and is how people read it out

/// In lines of two groups, always from left to right.
QString inLines(const QStringList &groups)
{
    QStringList lines;
    for (qsizetype i = 0; i < groups.size(); i += kGroupsInLine) {
        lines.append(groups.mid(i, kGroupsInLine).join(u' '));
    }
    return lines.join(u'\n');
}

} // namespace

DeviceBox::DeviceBox(const Context &context, const service::ShownDevice &device, const Offer &offer, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"device%1"_s.arg(device.address.id));
    const Theme &theme = context.theme;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace12, metrics::kSpace12, metrics::kSpace12, metrics::kSpace12);
    column->setSpacing(metrics::kSpace4);
    auto *title = new Words(theme, FontRole::Strong, deviceTitle(device));
    title->setWordWrap(true);
    column->addWidget(title);
    const bool isBad = offer.isDifferent || device.trust == model::Trust::ManuallyDistrusted
        || device.trust == model::Trust::Revoked || device.certificate == service::Certificate::OtherKey
        || device.fault == model::DeviceFault::IdentityChanged;
    const QString words = offer.isDifferent ? differentWords() : standingOf(device, context.clock.now());
    if (!words.isEmpty()) {
        const bool isLeftOut = device.isThisOne && device.certificate == service::Certificate::NotListed;
        const bool isGood = isStoodFor(device) && !isLeftOut;
        const Words::Ink ink = isBad ? Words::Ink::Stat : isGood ? Words::Ink::Text : Words::Ink::Concern;
        auto *mark = isBad ? new IconLabel(theme, Icon::Failed, kMark, &Palette::stat)
            : isGood       ? new IconLabel(theme, Icon::Check, kMark, &Palette::ok)
                           : new IconLabel(theme, Icon::Warning, kMark, &Palette::concern);
        auto *standing = new Words(theme, FontRole::Body, words, nullptr, ink);
        standing->setObjectName(u"deviceStanding"_s);
        standing->setWordWrap(true);
        auto *line = new QHBoxLayout;
        line->setSpacing(metrics::kSpace8);
        line->addWidget(mark, 0, Qt::AlignTop);
        line->addWidget(standing, 1);
        column->addLayout(line);
    }
    if (!device.fingerprint.isEmpty()) {
        auto *groups = new QLabel(inLines(device.fingerprint));
        groups->setObjectName(u"deviceFingerprint"_s);
        groups->setAccessibleName(tr("Fingerprint: %1").arg(device.fingerprint.join(u", "_s)));
        groups->setTextFormat(Qt::PlainText);
        groups->setTextInteractionFlags(Qt::TextSelectableByMouse);
        groups->setFocusPolicy(Qt::NoFocus); // said as one name; the buttons below are what one goes to
        groups->setLayoutDirection(Qt::LeftToRight);
        QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        font.setPointSizeF(theme.font(FontRole::Body).pointSizeF());
        groups->setFont(font);
        column->addSpacing(metrics::kSpace4);
        column->addWidget(groups);
    }
    if (offer.isLetIn) {
        auto *label =
            new Words(theme, FontRole::Body,
                      tr("What you write here is shown on it, by your choice: your organisation does not control it"),
                      nullptr, Words::Ink::Concern);
        label->setObjectName(u"deviceLetIn"_s);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    addDeeds(column, device, offer);
    connect(&theme, &Theme::changed, this, qOverload<>(&DeviceBox::update));
}

void DeviceBox::addDeeds(QVBoxLayout *column, const service::ShownDevice &device, const Offer &offer)
{
    const auto add = [this, column](const QString &name, const QString &words, auto &&chosen) {
        auto *button = new Button(m_context.theme, Button::Kind::Outlined, words);
        button->setObjectName(name);
        connect(button, &Button::clicked, this, chosen);
        column->addSpacing(metrics::kSpace4); // as far from each other as buttons elsewhere
        button->setWraps(); // as wide as the box, which is as the pane is
        column->addWidget(button);
    };
    // What the organisation took back is nobody's to trust again.
    if (offer.mayBeJudged && !device.fingerprint.isEmpty() && device.trust != model::Trust::Revoked) {
        if (device.trust != model::Trust::Verified && offer.mayBeConfirmed) {
            add(u"deviceSame"_s, tr("The characters are the same"), [this] { Q_EMIT sameChosen(); });
        }
        if (device.trust != model::Trust::ManuallyDistrusted) {
            add(u"deviceDistrust"_s, tr("Do not trust it"), [this] { Q_EMIT distrustChosen(); });
        }
    }
    if (offer.isLetIn) {
        add(u"deviceLetOut"_s, tr("No longer let it read along"), [this] { Q_EMIT letInChosen(false); });
    } else if (offer.mayBeLetIn) {
        add(u"deviceLetIn"_s, tr("Let it read along"), [this] { Q_EMIT letInChosen(true); });
    }
    if (offer.mayBeReset) {
        add(u"deviceReset"_s, tr("Agree on new keys"), [this] { Q_EMIT resetChosen(); });
    }
}

void DeviceBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_context.theme.palette().divider);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
}

} // namespace wardline::ui
