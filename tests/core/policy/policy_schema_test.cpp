// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/policy_schema.h"

#include "core/policy/policy_schema_text.h"
#include "core/policy/settings_table.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace wardline;
using namespace wardline::policy;
using namespace Qt::StringLiterals;

class PolicySchemaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProgramObeysTheInstalledSchema()
    {
        QFile file(QStringLiteral(WARDLINE_SOURCE_DIR "/packaging/policy/policy.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(policySchemaText().toByteArray(), file.readAll());
    }

    void everySettingOfTheSchemaHasARule()
    {
        QStringList keys;
        for (const SettingRule &rule : settingRules()) {
            keys << rule.key.toString();
        }
        QCOMPARE(keys, PolicySchema().keys());
    }

    void everySettingHasADefaultThatIsValid()
    {
        const PolicySchema schema;
        for (const QString &key : schema.keys()) {
            const QJsonObject setting = schema.ofSetting(key);
            QVERIFY2(setting.contains(u"default"), qPrintable(key));
            QVERIFY2(!setting.value(u"description").toString().isEmpty(), qPrintable(key));
            const QStringList parts = key.split(u'.');
            QJsonObject document {{u"version"_s, 1}};
            document.insert(parts.first(),
                            parts.size() == 1 ? setting.value(u"default")
                                              : QJsonValue(QJsonObject {{parts.last(), setting.value(u"default")}}));
            const auto problems = schema.problemsIn(document, u"f"_s);
            QVERIFY2(problems.empty(), problems.empty() ? "" : qPrintable(problems.front().toString()));
        }
    }

    void rulesFitTheTypesOfTheSchema()
    {
        const PolicySchema schema;
        for (const SettingRule &rule : settingRules()) {
            const QJsonObject setting = schema.ofSetting(rule.key.toString());
            const QString type = setting.value(u"type").toString();
            switch (rule.tightening) {
            case Tightening::Lower:
                QCOMPARE(type, u"integer"_s);
                QVERIFY(setting.contains(u"minimum"));
                QVERIFY(setting.contains(u"maximum"));
                break;
            case Tightening::ToTrue:
            case Tightening::ToFalse:
                QCOMPARE(type, u"boolean"_s);
                break;
            case Tightening::AlongEnum:
                QVERIFY(setting.value(u"enum").toArray().size() >= 2);
                break;
            case Tightening::Subset:
                QCOMPARE(type, u"array"_s);
                break;
            case Tightening::Free:
            case Tightening::UnlessSet:
            case Tightening::SystemOnly:
                break;
            }
        }
    }

    void noObjectTakesUnknownKeys()
    {
        QFile file(QStringLiteral(WARDLINE_SOURCE_DIR "/packaging/policy/policy.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject top = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(top.value(u"additionalProperties"), QJsonValue(false));
        const QJsonObject sections = top.value(u"properties").toObject();
        for (const QJsonValue section : sections) {
            if (section[u"properties"].isObject()) {
                QCOMPARE(section[u"additionalProperties"], QJsonValue(false));
            }
        }
    }

    void theSchemaItselfIsReadStrictly()
    {
        // A typing error in the schema would make it accept everything: the keywords in use are the ones we know.
        const QStringList known {u"$schema"_s,   u"$id"_s,     u"title"_s,       u"description"_s, u"type"_s,
                                 u"required"_s,  u"enum"_s,    u"properties"_s,  u"default"_s,     u"maxLength"_s,
                                 u"minLength"_s, u"pattern"_s, u"items"_s,       u"maxItems"_s,    u"uniqueItems"_s,
                                 u"minimum"_s,   u"maximum"_s, u"propertyNames"_s, u"maxProperties"_s, u"additionalProperties"_s};
        checkKeywords(QJsonDocument::fromJson(policySchemaText().toByteArray()).object(), known);
    }

private:
    static void checkKeywords(const QJsonObject &schema, const QStringList &known)
    {
        for (auto it = schema.begin(); it != schema.end(); ++it) {
            QVERIFY2(known.contains(it.key()), qPrintable(it.key()));
        }
        const QJsonObject properties = schema.value(u"properties").toObject();
        for (const QJsonValue property : properties) {
            checkKeywords(property.toObject(), known);
        }
    }
};

QTEST_GUILESS_MAIN(PolicySchemaTest)
#include "policy_schema_test.moc"
