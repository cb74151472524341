// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/qr_code.h"

#include <QPainter>

#include <qrencode.h>

#include <cmath>
#include <memory>

namespace wardline::ui {

namespace {

constexpr int kQuietZone = 4; // modules, ISO/IEC 18004

struct CodeDeleter
{
    void operator()(QRcode *code) const
    {
        const auto size = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
        wipe(std::as_writable_bytes(std::span(code->data, size)));
        QRcode_free(code);
    }
};

} // namespace

QrCode::QrCode(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

bool QrCode::show(const SecretBytes &text)
{
    clear();
    const SecretBytes terminated = SecretBytes::concat(text, SecretBytes(1));
    const std::unique_ptr<QRcode, CodeDeleter> code(QRcode_encodeString8bit(
        static_cast<const char *>(static_cast<const void *>(terminated.data())), 0, QR_ECLEVEL_M));
    if (text.isEmpty() || !code) {
        return false;
    }
    const auto side = static_cast<std::size_t>(code->width);
    m_modules = SecretBytes(side * side);
    for (std::size_t i = 0; i < side * side; ++i) {
        m_modules.data()[i] = static_cast<std::byte>(code->data[i] & 1U);
    }
    m_side = code->width;
    update();
    return true;
}

void QrCode::clear()
{
    m_modules.clear();
    m_side = 0;
    update();
}

bool QrCode::isDark(int column, int row) const
{
    if (column < 0 || row < 0 || column >= m_side || row >= m_side) {
        return false;
    }
    return m_modules.data()[row * m_side + column] != std::byte{0};
}

void QrCode::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(rect(), 6, 6);
    if (m_side == 0) {
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    const qreal ratio = devicePixelRatioF();
    const int total = m_side + 2 * kQuietZone;
    // Whole device pixels for each module, so that none is blurred.
    const qreal module = std::max(1.0, std::floor(width() * ratio / total)) / ratio;
    const qreal start = std::round((width() - module * m_side) / 2 * ratio) / ratio;
    for (int row = 0; row < m_side; ++row) {
        for (int column = 0; column < m_side; ++column) {
            if (isDark(column, row)) {
                painter.fillRect(QRectF(start + column * module, start + row * module, module, module), Qt::black);
            }
        }
    }
}

} // namespace wardline::ui
