// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

/// Says that a clipboard's content came from here, on platforms that do not know their own.
const QString kMark = u"application/x-wardline"_s;

bool isOurs(const QClipboard &clipboard, QClipboard::Mode mode)
{
    const QMimeData *data = clipboard.mimeData(mode);
    const bool isOwned = mode == QClipboard::Clipboard ? clipboard.ownsClipboard() : clipboard.ownsSelection();
    return isOwned || (data && data->hasFormat(kMark));
}

} // namespace

void copySecret(const SecretBytes &secret)
{
    auto *data = new QMimeData;
    data->setText(QString::fromUtf8(secret.view()));
    data->setData(u"x-kde-passwordManagerHint"_s, QByteArrayLiteral("secret"));
    data->setData(u"ExcludeClipboardContentFromMonitorProcessing"_s, QByteArrayLiteral("1"));
    copyMarked(data);
}

void copyMarked(QMimeData *data)
{
    data->setData(kMark, QByteArrayLiteral("1"));
    QGuiApplication::clipboard()->setMimeData(data); // takes it
}

void clearOwnClipboard()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (isOurs(*clipboard, QClipboard::Clipboard)) {
        clipboard->clear();
    }
    if (clipboard->supportsSelection() && isOurs(*clipboard, QClipboard::Selection)) {
        clipboard->clear(QClipboard::Selection);
    }
}

} // namespace wardline::ui
