// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_memory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QScreen>
#include <QWidget>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostBytes = 4 * 1024;
constexpr int kLeastVisible = 64; ///< of the title bar, so that it can be grabbed

bool canBeGrabbed(const QRect &geometry, const QList<QScreen *> &screens)
{
    const QRect top(geometry.left(), geometry.top(), geometry.width(), kLeastVisible);
    for (const QScreen *screen : screens) {
        const QRect seen = screen->availableGeometry().intersected(top);
        if (seen.width() >= kLeastVisible && seen.height() >= kLeastVisible / 2) {
            return true;
        }
    }
    return false;
}

} // namespace

WindowMemory::WindowMemory(QString path)
    : m_path(std::move(path))
{
}

bool WindowMemory::restore(QWidget &window) const
{
    QFile file(m_path);
    if (m_path.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        return false;
    }
    const QJsonObject kept = QJsonDocument::fromJson(file.read(kMostBytes)).object();
    const QSize size(kept[u"width"_s].toInt(), kept[u"height"_s].toInt());
    if (size.width() < window.minimumWidth() || size.height() < window.minimumHeight()) {
        return false;
    }
    const QRect geometry(QPoint(kept[u"x"_s].toInt(), kept[u"y"_s].toInt()), size);
    const QScreen *screen = window.screen();
    if (canBeGrabbed(geometry, screen->virtualSiblings())) {
        window.setGeometry(geometry);
    } else {
        window.resize(size.boundedTo(screen->availableGeometry().size()));
    }
    if (kept[u"maximised"_s].toBool()) {
        window.setWindowState(window.windowState() | Qt::WindowMaximized);
    }
    return true;
}

void WindowMemory::store(const QWidget &window) const
{
    if (m_path.isEmpty()) {
        return;
    }
    const QRect geometry = window.isMaximized() || window.isFullScreen() ? window.normalGeometry() : window.geometry();
    if (!geometry.isValid() || !QDir().mkpath(QFileInfo(m_path).absolutePath())) {
        return;
    }
    const QJsonObject kept{{u"x"_s, geometry.x()},
                           {u"y"_s, geometry.y()},
                           {u"width"_s, geometry.width()},
                           {u"height"_s, geometry.height()},
                           {u"maximised"_s, window.isMaximized()}};
    QSaveFile file(m_path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(kept).toJson(QJsonDocument::Compact));
        file.commit();
    }
}

} // namespace wardline::ui
