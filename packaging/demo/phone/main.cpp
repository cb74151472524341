// SPDX-License-Identifier: GPL-3.0-or-later
#include "packaging/demo/phone/demo_phone.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/theme.h"

#include <QApplication>
#include <QScreen>

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    wardline::ui::Theme theme;
    theme.applyTo(application);
    wardline::demo::DemoPhone phone(theme);
    new wardline::ui::FocusRing(theme, &phone);
    phone.adjustSize();
    // At the right edge, so that the window has the rest.
    const QRect screen = phone.screen()->availableGeometry();
    phone.move(screen.right() - phone.width(), screen.top());
    phone.show();
    return QApplication::exec();
}
