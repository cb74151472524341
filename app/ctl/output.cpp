// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/output.h"

#include <QJsonDocument>

#include <cstdio>

namespace wardline::ctl {

namespace {

void write(std::FILE *stream, const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}

QByteArray printable(QString text)
{
    for (QChar &c : text) {
        const bool isBreak = c == u'\n' || c == u'\t';
        if (!isBreak && (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)) {
            c = QChar::ReplacementCharacter;
        }
    }
    return text.toUtf8();
}

} // namespace

void Output::result(const QJsonObject &object, const QString &text)
{
    write(stdout, m_isJson ? QJsonDocument(object).toJson(QJsonDocument::Compact) : printable(text));
}

void Output::raw(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

void Output::note(const QString &text)
{
    write(stderr, printable(text));
}

} // namespace wardline::ctl
