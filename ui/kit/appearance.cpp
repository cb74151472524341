// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/appearance.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <array>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<Scheme, QStringView>, 4> kSchemes{{
    {Scheme::System, u"system"},
    {Scheme::Light, u"light"},
    {Scheme::Dark, u"dark"},
    {Scheme::HighContrast, u"contrast"},
}};
constexpr qsizetype kMaxLanguageName = 16;

bool isLanguageName(const QString &name)
{
    return name.size() <= kMaxLanguageName && std::all_of(name.begin(), name.end(), [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || c == u'-';
           });
}

} // namespace

QString schemeName(Scheme scheme)
{
    for (const auto &[candidate, name] : kSchemes) {
        if (candidate == scheme) {
            return name.toString();
        }
    }
    return {};
}

std::optional<Scheme> schemeFromName(QStringView name)
{
    for (const auto &[scheme, candidate] : kSchemes) {
        if (candidate == name) {
            return scheme;
        }
    }
    return std::nullopt;
}

QByteArray Appearance::toJson() const
{
    return QJsonDocument(QJsonObject{
                             {u"scheme"_s, schemeName(scheme)},
                             {u"language"_s, language},
                             {u"reduced_motion"_s, reducesMotion},
                             {u"text_percent"_s, textPercent},
                         })
        .toJson();
}

std::optional<Appearance> Appearance::fromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject()) {
        return std::nullopt;
    }
    const QJsonObject object = document.object();
    Appearance result;
    if (const QJsonValue value = object.value("scheme"_L1); !value.isUndefined()) {
        const auto scheme = schemeFromName(value.toString());
        if (!scheme) {
            return std::nullopt;
        }
        result.scheme = *scheme;
    }
    if (const QJsonValue value = object.value("language"_L1); !value.isUndefined()) {
        if (!value.isString() || !isLanguageName(value.toString())) {
            return std::nullopt;
        }
        result.language = value.toString();
    }
    if (const QJsonValue value = object.value("reduced_motion"_L1); !value.isUndefined()) {
        if (!value.isBool()) {
            return std::nullopt;
        }
        result.reducesMotion = value.toBool();
    }
    if (const QJsonValue value = object.value("text_percent"_L1); !value.isUndefined()) {
        result.textPercent = value.toInt(-1);
        if (result.textPercent < kLeastText || result.textPercent > kMostText) {
            return std::nullopt;
        }
    }
    return result;
}

StoredAppearance readAppearance(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink()) {
        return {};
    }
    if (!info.isFile()) {
        return {{}, AppearanceFileProblem::Unreadable};
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {{}, AppearanceFileProblem::Unreadable};
    }
    const QByteArray bytes = file.read(kMaxAppearanceBytes + 1);
    if (bytes.size() > kMaxAppearanceBytes) {
        return {{}, AppearanceFileProblem::TooLarge};
    }
    const auto appearance = Appearance::fromJson(bytes);
    return appearance ? StoredAppearance{*appearance, AppearanceFileProblem::None}
                      : StoredAppearance{{}, AppearanceFileProblem::NotUnderstood};
}

bool writeAppearance(const QString &path, const Appearance &appearance)
{
    if (!QDir().mkpath(QFileInfo(path).path())) {
        return false;
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return false;
    }
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(appearance.toJson());
    return file.commit();
}

} // namespace wardline::ui
