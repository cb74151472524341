// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/json_structure.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <vector>

namespace wardline::policy {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMaxDepth = 8;
constexpr qsizetype kMaxText = 2048;

/// An object or array that is open at the reading position.
struct Level {
    bool isObject = false;
    bool expectsKey = false;
    QString pointer;
    QString currentKey;
    QSet<QString> keys;
    int index = 0;

    [[nodiscard]] QString childPointer() const
    {
        return appendPointer(pointer, isObject ? currentKey : QString::number(index));
    }
};

/// The end of the text that starts at `start` (its opening quote): the position behind its closing quote.
qsizetype endOfText(QByteArrayView json, qsizetype start)
{
    qsizetype at = start + 1;
    while (at < json.size() && json[at] != '"') {
        at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
}

QString decodeText(QByteArrayView literal)
{
    QByteArray array("[");
    array.append(literal).append(']');
    return QJsonDocument::fromJson(array).array().at(0).toString();
}

} // namespace

QString appendPointer(const QString &pointer, const QString &key)
{
    QString escaped = key;
    escaped.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
    return pointer % u'/' % escaped;
}

std::optional<StructureProblem> findStructureProblem(QByteArrayView json)
{
    std::vector<Level> levels;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (c == '{' || c == '[') {
            const QString pointer = levels.empty() ? QString() : levels.back().childPointer();
            if (levels.size() >= kMaxDepth) {
                return StructureProblem {PolicyError::TooLarge, pointer, u"nested too deep"_s};
            }
            levels.push_back({c == '{', c == '{', pointer, {}, {}, 0});
        } else if (levels.empty()) {
            continue;
        } else if (c == '}' || c == ']') {
            levels.pop_back();
        } else if (c == ',') {
            levels.back().expectsKey = levels.back().isObject;
            ++levels.back().index;
        } else if (c == '"') {
            const qsizetype end = endOfText(json, at);
            Level &level = levels.back();
            if (end - at > kMaxText) {
                return StructureProblem {PolicyError::TooLarge, level.expectsKey ? level.pointer : level.childPointer(),
                                         u"text too long"_s};
            }
            if (level.expectsKey) {
                level.currentKey = decodeText(json.sliced(at, end - at));
                level.expectsKey = false;
                if (level.keys.contains(level.currentKey)) {
                    return StructureProblem {PolicyError::BadSyntax, level.childPointer(), u"this key is there twice"_s};
                }
                level.keys.insert(level.currentKey);
            }
            at = end - 1;
        }
    }
    return std::nullopt;
}

} // namespace wardline::policy
