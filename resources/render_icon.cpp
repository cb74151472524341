// SPDX-License-Identifier: GPL-3.0-or-later
// render_icon SVG SIDE PNG: a square picture of a drawing. Used by the build alone.
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int side = arguments.value(2).toInt();
    QSvgRenderer renderer(arguments.value(1));
    if (arguments.size() != 4 || side <= 0 || !renderer.isValid()) {
        return 2;
    }
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(0, 0, side, side));
    painter.end();
    return image.save(arguments.at(3)) ? 0 : 1;
}
