// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace wardline::ui {

using namespace Qt::StringLiterals;

void copySecret(const SecretBytes &secret)
{
    auto *data = new QMimeData; // the clipboard takes it
    data->setData(u"text/plain"_s, secret.view().toByteArray());
    data->setText(QString::fromUtf8(secret.view()));
    data->setData(u"x-kde-passwordManagerHint"_s, QByteArrayLiteral("secret"));
    data->setData(u"ExcludeClipboardContentFromMonitorProcessing"_s, QByteArrayLiteral("1"));
    QGuiApplication::clipboard()->setMimeData(data);
}

void clearOwnClipboard()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (clipboard->ownsClipboard()) {
        clipboard->clear();
    }
    if (clipboard->supportsSelection() && clipboard->ownsSelection()) {
        clipboard->clear(QClipboard::Selection);
    }
}

} // namespace wardline::ui
