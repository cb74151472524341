// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/perf/kept_keychain.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace wardline::perf {

using namespace Qt::StringLiterals;

namespace {
QString fileIn(const QString &folder)
{
    return folder + u"/keychain.json"_s;
}
} // namespace

void loadKeychain(auth::FakeKeychain &keychain, const QString &folder)
{
    QFile file(fileIn(folder));
    if (file.open(QIODevice::ReadOnly)) {
        const QJsonObject entries = QJsonDocument::fromJson(file.readAll()).object();
        for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
            const QByteArray secret = QByteArray::fromHex(entry.value().toString().toLatin1());
            keychain.put(entry.key(), SecretBytes::copyOf(QByteArrayView(secret)));
        }
    }
}

void saveKeychain(const auth::FakeKeychain &keychain, const QString &folder)
{
    QJsonObject entries;
    for (const auto &[name, secret] : keychain.snapshot()) {
        entries.insert(name, QString::fromLatin1(secret.view().toByteArray().toHex()));
    }
    QFile file(fileIn(folder));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(entries).toJson());
    }
}

} // namespace wardline::perf
