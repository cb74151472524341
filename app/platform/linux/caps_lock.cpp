// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/caps_lock.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLibrary>

namespace wardline::platform {

using namespace Qt::StringLiterals;

namespace {

constexpr int kXlibVersion = 6;
constexpr unsigned int kLockMask = 1U << 1; // X11 protocol, KEYBUTMASK

// Xlib is loaded already where Qt speaks X11, and not needed elsewhere: found at run time instead of linked.
using DefaultRootWindow = unsigned long (*)(void *display);
using QueryPointer = int (*)(void *display, unsigned long window, unsigned long *root, unsigned long *child, int *rootX,
                             int *rootY, int *windowX, int *windowY, unsigned int *mask);

std::optional<bool> askXServer()
{
    const auto *x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    if (x11 == nullptr || x11->display() == nullptr) {
        return std::nullopt;
    }
    QLibrary xlib(u"X11"_s, kXlibVersion);
    const auto rootOf = reinterpret_cast<DefaultRootWindow>(xlib.resolve("XDefaultRootWindow"));
    const auto query = reinterpret_cast<QueryPointer>(xlib.resolve("XQueryPointer"));
    if (rootOf == nullptr || query == nullptr) {
        return std::nullopt;
    }
    unsigned long root = 0;
    unsigned long child = 0;
    int place[4]{};
    unsigned int mask = 0;
    // False only says that the pointer is on another screen; the mask is there in any case.
    (void)query(x11->display(), rootOf(x11->display()), &root, &child, &place[0], &place[1], &place[2], &place[3],
                &mask);
    return (mask & kLockMask) != 0;
}

std::optional<bool> readLights()
{
    const QDir lights(u"/sys/class/leds"_s);
    const QStringList names = lights.entryList({u"*::capslock"_s}, QDir::Dirs | QDir::NoDotAndDotDot);
    std::optional<bool> isOn;
    for (const QString &name : names) {
        QFile light(lights.filePath(name) + u"/brightness"_s);
        if (light.open(QIODevice::ReadOnly)) {
            isOn = isOn.value_or(false) || light.readLine(8).trimmed().toInt() > 0;
        }
    }
    return isOn;
}

} // namespace

std::optional<bool> isCapsLockOn()
{
    if (const auto told = askXServer()) {
        return told;
    }
    return QGuiApplication::platformName().startsWith(u"wayland"_s) ? readLights() : std::nullopt;
}

} // namespace wardline::platform
