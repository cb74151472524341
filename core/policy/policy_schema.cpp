// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/policy_schema.h"

#include "core/policy/json_structure.h"
#include "core/policy/policy_schema_text.h"

#include <QJsonDocument>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <algorithm>
#include <exception>

namespace wardline::policy {

using namespace Qt::StringLiterals;

namespace {

/// valijson names the place as "<root>", "[lock]", "[idle_seconds]".
QString pointerOf(const std::vector<std::string> &context)
{
    QString pointer;
    for (const std::string &part : context) {
        const QString text = QString::fromStdString(part);
        if (text.startsWith(u'[') && text.endsWith(u']')) {
            pointer = appendPointer(pointer, text.sliced(1, text.size() - 2));
        }
    }
    return pointer;
}

/// A failure inside an object is reported for the object once more: only the innermost place helps.
void keepInnermost(std::vector<PolicyProblem> &problems)
{
    const std::vector<PolicyProblem> all = problems;
    std::erase_if(problems, [&all](const PolicyProblem &outer) {
        return std::any_of(all.begin(), all.end(), [&outer](const PolicyProblem &inner) {
            return inner.pointer.size() > outer.pointer.size() && inner.pointer.startsWith(outer.pointer % u'/');
        });
    });
}

} // namespace

struct PolicySchema::Compiled {
    valijson::Schema schema;
    bool isUsable = false;
};

PolicySchema::PolicySchema()
    : m_document(QJsonDocument::fromJson(policySchemaText().toByteArray()).object())
    , m_compiled(std::make_unique<Compiled>())
{
    try {
        const QJsonValue value(m_document);
        const valijson::adapters::QtJsonAdapter adapter(value);
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(adapter, m_compiled->schema);
        m_compiled->isUsable = !m_document.isEmpty();
    } catch (const std::exception &) {
        m_compiled->isUsable = false;
    }
}

PolicySchema::~PolicySchema() = default;

std::vector<PolicyProblem> PolicySchema::problemsIn(const QJsonObject &document, const QString &file) const
{
    std::vector<PolicyProblem> problems;
    const auto add = [&](const QString &pointer, const QString &reason) {
        problems.push_back({PolicyError::AgainstSchema, file, pointer, reason});
    };
    if (!m_compiled->isUsable) {
        add({}, u"the schema itself cannot be used"_s);
        return problems;
    }
    try {
        const QJsonValue value(document);
        const valijson::adapters::QtJsonAdapter adapter(value);
        valijson::Validator validator(valijson::Validator::kStrongTypes);
        valijson::ValidationResults results;
        if (validator.validate(m_compiled->schema, adapter, &results)) {
            return problems;
        }
        for (const valijson::ValidationResults::Error &error : results) {
            add(pointerOf(error.context), QString::fromStdString(error.description));
        }
    } catch (const std::exception &) {
        // A regular expression that gives up, or no memory: not shown to be valid is not valid.
        problems.clear();
    }
    if (problems.empty()) {
        add({}, u"cannot be checked"_s);
    }
    keepInnermost(problems);
    return problems;
}

QJsonObject PolicySchema::ofSetting(const QString &key) const
{
    QJsonObject schema = m_document;
    for (const QString &part : key.split(u'.')) {
        schema = schema.value(u"properties").toObject().value(part).toObject();
    }
    return schema;
}

QStringList PolicySchema::keys() const
{
    QStringList keys;
    const QJsonObject top = m_document.value(u"properties").toObject();
    for (auto it = top.begin(); it != top.end(); ++it) {
        const QJsonObject inner = it.value().toObject().value(u"properties").toObject();
        if (inner.isEmpty()) {
            keys << it.key();
        }
        for (auto leaf = inner.begin(); leaf != inner.end(); ++leaf) {
            keys << QString(it.key() % u'.' % leaf.key());
        }
    }
    keys.removeAll(u"$schema"_s);
    keys.removeAll(u"version"_s);
    keys.sort();
    return keys;
}

} // namespace wardline::policy
