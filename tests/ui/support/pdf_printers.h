// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/printers.h"

#include <QMetaObject>
#include <QPrinter>
#include <QTemporaryDir>

namespace wardline::test {

/// A printer whose paper is a PDF file in a folder of the test's own.
class PdfPrinters final : public ui::Printers
{
public:
    void list(QObject *context, std::function<void(const QStringList &)> done) override
    {
        QMetaObject::invokeMethod(
            context, [names = names, done = std::move(done)] { done(names); }, Qt::QueuedConnection);
    }
    [[nodiscard]] bool print(const QString &name, const ui::PagePainter &paint) override
    {
        printedOn = name;
        if (isBroken) {
            return false;
        }
        QPrinter printer(QPrinter::HighResolution);
        printer.setOutputFormat(QPrinter::PdfFormat);
        printer.setOutputFileName(file());
        return ui::printPage(printer, paint);
    }
    [[nodiscard]] QString file() const { return folder.filePath(QStringLiteral("page.pdf")); }

    QStringList names{QStringLiteral("Ward 4W"), QStringLiteral("Pharmacy & Store")};
    QString printedOn;
    bool isBroken = false;
    QTemporaryDir folder;
};

} // namespace wardline::test
