// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/printers.h"

#include <QMarginsF>
#include <QPageLayout>
#include <QPainter>
#include <QPrinter>
#include <QPrinterInfo>
#include <QThread>

#include <memory>

namespace wardline::ui {

namespace {
constexpr qreal kMargin = 20; // millimetres
}

bool printPage(QPrinter &printer, const PagePainter &paint)
{
    printer.setCreator(QStringLiteral("Wardline"));
    printer.setDocName(QStringLiteral("Wardline"));
    printer.setFullPage(false);
    printer.setPageMargins(QMarginsF(kMargin, kMargin, kMargin, kMargin), QPageLayout::Millimeter);
    QPainter painter;
    if (!printer.isValid() || !painter.begin(&printer)) {
        return false;
    }
    paint(painter, QRectF(QPointF(0, 0), printer.pageLayout().paintRectPixels(printer.resolution()).size()));
    return painter.end() && printer.printerState() != QPrinter::Error;
}

/// Asking CUPS can take a second where printers are found over the network, so a thread of its own asks.
void SystemPrinters::list(QObject *context, std::function<void(const QStringList &)> done)
{
    const auto names = std::make_shared<QStringList>();
    QThread *asking = QThread::create([names] {
        *names = QPrinterInfo::availablePrinterNames();
        const QString usual = QPrinterInfo::defaultPrinterName();
        if (names->removeOne(usual)) {
            names->prepend(usual);
        }
    });
    QObject::connect(asking, &QThread::finished, context, [names, done = std::move(done)] { done(*names); });
    QObject::connect(asking, &QThread::finished, asking, &QObject::deleteLater);
    asking->start();
}

bool SystemPrinters::print(const QString &name, const PagePainter &paint)
{
    const QPrinterInfo info = QPrinterInfo::printerInfo(name);
    if (info.isNull()) {
        return false;
    }
    QPrinter printer(info, QPrinter::HighResolution);
    return printPage(printer, paint);
}

} // namespace wardline::ui
