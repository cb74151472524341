// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/picture_chip.h"

#include "ui/kit/icon_button.h"
#include "ui/kit/icons.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace wardline::ui {

using namespace Qt::StringLiterals;

PictureChip::PictureChip(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_remove(new IconButton(context.theme, Icon::Close, tr("Remove it"), this))
{
    setObjectName(u"pictureChip"_s);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_remove->setObjectName(u"pictureRemove"_s);
    auto *row = new QHBoxLayout(this);
    row->addStretch(1);
    row->addWidget(m_remove);
    connect(m_remove, &IconButton::clicked, this, &PictureChip::removeChosen);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&PictureChip::update));
    hide();
}

void PictureChip::showPreparing()
{
    m_preview = {};
    m_isFile = false;
    setWords(tr("Preparing what is to be sent"));
}

void PictureChip::show(const Picture &picture)
{
    m_preview = picture.preview;
    const QLocale locale;
    const QString size = locale.formattedDataSize(picture.size, 0, QLocale::DataSizeSIFormat);
    m_isFile = !picture.path.isEmpty();
    if (m_isFile) {
        //: name of a file, size as "240 kB"
        setWords(tr("%1, %2").arg(plainName(picture.fileName), size));
        return;
    }
    //: width, height in pixels, size as "240 kB"
    setWords(tr("Picture, %1 × %2, %3")
                 .arg(locale.toString(picture.pixels.width()), locale.toString(picture.pixels.height()), size));
}

void PictureChip::setWords(const QString &words)
{
    m_words = words;
    setAccessibleName(words);
    setVisible(true);
    update();
}

void PictureChip::dismiss()
{
    hide();
    m_preview = {};
    m_words.clear();
    setAccessibleName(QString());
}

QSize PictureChip::sizeHint() const
{
    return {0, kPicturePreviewSide + metrics::kSpace8};
}

void PictureChip::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_context.theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.window);
    painter.drawRoundedRect(rect(), metrics::kRadius, metrics::kRadius);
    const auto mirrored = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const QRect place =
        mirrored({metrics::kSpace4, metrics::kSpace4, kPicturePreviewSide, height() - 2 * metrics::kSpace4});
    QPainterPath frame;
    frame.addRoundedRect(place, metrics::kRadius - 2, metrics::kRadius - 2);
    painter.save();
    painter.setClipPath(frame);
    painter.fillRect(place, colours.divider);
    if (!m_preview.isNull()) {
        painter.drawImage(place, m_preview);
    } else if (m_isFile) {
        const QRect middle =
            QStyle::alignedRect(layoutDirection(), Qt::AlignCenter, {metrics::kIcon, metrics::kIcon}, place);
        paintIcon(painter, Icon::File, middle, colours.muted);
    }
    painter.restore();
    const int left = metrics::kSpace4 + kPicturePreviewSide + metrics::kSpace12;
    const int room = width() - left - metrics::kTarget - metrics::kSpace8;
    painter.setFont(m_context.theme.font(FontRole::Body));
    painter.setPen(colours.text);
    painter.drawText(mirrored({left, 0, room, height()}), Qt::AlignVCenter | Qt::AlignLeading,
                     painter.fontMetrics().elidedText(m_words, Qt::ElideRight, room));
}

} // namespace wardline::ui
