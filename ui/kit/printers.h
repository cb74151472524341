// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <functional>

class QPainter;
class QPrinter;
class QRectF;

namespace wardline::ui {

/// Paints one page; the rectangle is what may be printed on, in the painter's own units.
using PagePainter = std::function<void(QPainter &painter, const QRectF &page)>;

/// The printers that a person may choose from. Port; the real ones are SystemPrinters. Main thread.
class Printers
{
public:
    virtual ~Printers() = default;
    /// Their names, the usual one first; empty where there is none. Comes later, and not at all once `context` is gone.
    virtual void list(QObject *context, std::function<void(const QStringList &)> done) = 0;
    /// One page. False when the printer does not take it.
    [[nodiscard]] virtual bool print(const QString &name, const PagePainter &paint) = 0;
};

/// What both kinds do with a printer that is set up: one page, margins a person can hold it by, no name in the job.
[[nodiscard]] bool printPage(QPrinter &printer, const PagePainter &paint);

/// Those the system knows (CUPS, the Windows spooler). There is no printing into a file here: what is printed is secret
/// and belongs on paper. The job itself passes through the system's spooler.
class SystemPrinters final : public Printers
{
public:
    void list(QObject *context, std::function<void(const QStringList &)> done) override;
    [[nodiscard]] bool print(const QString &name, const PagePainter &paint) override;
};

} // namespace wardline::ui
