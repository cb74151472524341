// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/policy_loader.h"

#include "core/policy/json_structure.h"
#include "core/policy/policy_schema.h"
#include "core/policy/settings_table.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace wardline::policy {

using namespace Qt::StringLiterals;

namespace {

/// One setting while the sources are being put together.
struct Slot {
    QJsonValue value;
    PolicyOrigin origin;
    QJsonValue systemValue; ///< without the person
    bool isSetBySystem = false;
};
using SlotMap = QMap<QString, Slot>;

struct ParsedDocument {
    QJsonObject object;
    std::vector<PolicyProblem> problems;
};

QString compact(const QJsonValue &value)
{
    QString text = QString::fromUtf8(QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact));
    return text.sliced(1, text.size() - 2);
}

PolicyProblem problemOf(const Error &error)
{
    const PolicyError code = error.as<PolicyError>().value_or(PolicyError::Unreadable);
    switch (code) {
    case PolicyError::NotTrusted:
        return {code, error.detail(), {}, u"must belong to the administrator and be writable by nobody else"_s};
    case PolicyError::TooLarge:
        return {code, error.detail(), {}, u"too large"_s};
    case PolicyError::Unreadable:
    case PolicyError::BadSyntax:
    case PolicyError::AgainstSchema:
    case PolicyError::Loosens:
        break;
    }
    return {code, error.detail(), {}, u"cannot be read"_s};
}

/// The schema, and what a schema cannot say.
std::vector<PolicyProblem> problemsIn(const QJsonObject &document, const QString &file, const PolicySchema &schema)
{
    std::vector<PolicyProblem> problems = schema.problemsIn(document, file);
    const QUrl url(valueAt(document, u"relay.url").toString(), QUrl::StrictMode);
    if (problems.empty() && !url.isEmpty() && (!url.isValid() || url.host().isEmpty())) {
        problems.push_back({PolicyError::AgainstSchema, file, u"/relay/url"_s, u"not an address"_s});
    }
    return problems;
}

ParsedDocument parse(const PolicyDocument &document, const PolicySchema &schema)
{
    ParsedDocument parsed;
    QJsonParseError error {};
    const QJsonDocument json = QJsonDocument::fromJson(document.bytes, &error);
    if (error.error != QJsonParseError::NoError) {
        const QByteArrayView before = QByteArrayView(document.bytes).first(std::min<qsizetype>(error.offset, document.bytes.size()));
        const auto line = std::count(before.begin(), before.end(), '\n') + 1;
        parsed.problems.push_back({PolicyError::BadSyntax, document.file, {},
                                   QString(u"line "_s % QString::number(line) % u": "_s % error.errorString())});
        return parsed;
    }
    if (!json.isObject()) {
        parsed.problems.push_back({PolicyError::BadSyntax, document.file, {}, u"not a JSON object"_s});
        return parsed;
    }
    if (const auto problem = findStructureProblem(document.bytes)) {
        parsed.problems.push_back({problem->code, document.file, problem->pointer, problem->reason});
        return parsed;
    }
    parsed.object = json.object();
    parsed.problems = problemsIn(parsed.object, document.file, schema);
    return parsed;
}

TighteningQuestion questionFor(const SettingRule &rule, const Slot &slot, const PolicySchema &schema)
{
    return {rule.tightening, slot.systemValue, slot.isSetBySystem, schema.ofSetting(rule.key.toString())};
}

SlotMap builtIn(const PolicySchema &schema)
{
    SlotMap map;
    for (const SettingRule &rule : settingRules()) {
        const QString key = rule.key.toString();
        const QJsonValue value = schema.ofSetting(key).value(u"default");
        map.insert(key, {value, {}, value, false});
    }
    return map;
}

/// A source above the person: it simply sets.
void applySystem(SlotMap &map, const QJsonObject &document, const PolicyOrigin &origin)
{
    for (auto it = map.begin(); it != map.end(); ++it) {
        const QJsonValue value = valueAt(document, it.key());
        if (!value.isUndefined()) {
            *it = {value, origin, value, origin.kind == PolicyOrigin::Kind::System};
        }
    }
}

/// A source of the person: it sets what is permitted; what is not is returned.
std::vector<PolicyProblem> applyPersonal(SlotMap &map, const QJsonObject &document, const PolicyOrigin &origin,
                                         const PolicySchema &schema, bool hasSystemPolicy)
{
    std::vector<PolicyProblem> refused;
    for (const SettingRule &rule : settingRules()) {
        const QJsonValue value = valueAt(document, rule.key);
        if (value.isUndefined()) {
            continue;
        }
        Slot &slot = map[rule.key.toString()];
        if (hasSystemPolicy && !isPermitted(questionFor(rule, slot, schema), value)) {
            QString pointer = rule.key.toString();
            pointer.replace(u'.', u'/').prepend(u'/');
            refused.push_back({PolicyError::Loosens, origin.toString(), pointer,
                               QString(u"the system policy says "_s % compact(slot.systemValue) % u" ("_s % ruleText(rule.tightening)
                                       % u')')});
            continue;
        }
        slot.value = value;
        slot.origin = origin;
    }
    return refused;
}

template <typename Enum>
Enum wordTo(const QJsonValue &value, std::initializer_list<std::pair<QStringView, Enum>> words)
{
    for (const auto &[word, result] : words) {
        if (value.toString() == word) {
            return result;
        }
    }
    return words.begin()->second;
}

/// Turns checked JSON into the typed policy.
class Assembler
{
public:
    Assembler(const SlotMap &map, const PolicySchema &schema, bool hasSystemPolicy)
        : m_map(map)
        , m_schema(schema)
        , m_hasSystemPolicy(hasSystemPolicy)
    {
    }

    [[nodiscard]] Policy assemble() const
    {
        Policy p;
        p.hasSystemPolicy = m_hasSystemPolicy;
        assembleRelay(p);
        assembleSession(p);
        const auto isTrue = [](const QJsonValue &v) { return v.toBool(); };
        set(p.deviceSecret, u"device_secret", [](const QJsonValue &v) {
            return wordTo<DeviceSecret>(
                v, {{u"keychain", DeviceSecret::Keychain}, {u"machine", DeviceSecret::Machine}, {u"none", DeviceSecret::None}});
        });
        set(p.roles, u"roles", [](const QJsonValue &v) {
            QMap<QString, model::CareRole> roles;
            const QJsonObject object = v.toObject();
            for (auto it = object.begin(); it != object.end(); ++it) {
                roles.insert(it.key(), model::careRoleFromWord(it.value().toString()).value_or(model::CareRole::None));
            }
            return roles;
        });
        set(p.cacheRetention, u"retention.cache_days", [](const QJsonValue &v) { return std::chrono::days(v.toInt()); });
        assembleHistory(p);
        const auto minutes = [](const QJsonValue &v) { return std::chrono::minutes(v.toInt()); };
        set(p.correctWithin, u"messages.correct_minutes", minutes);
        set(p.retractWithin, u"messages.retract_minutes", minutes);
        assembleDelivery(p);
        set(p.clipboardCopy, u"clipboard.copy", isTrue);
        assembleFiles(p);
        assembleNotifications(p);
        set(p.clearTextAllowed, u"encryption.allow_clear_text", isTrue);
        set(p.encryptionRequired, u"encryption.required", isTrue);
        assembleTrust(p);
        set(p.auditReceived, u"audit.received", isTrue);
        set(p.banner, u"window.banner", [](const QJsonValue &v) { return v.toString(); });
        addRows(p);
        return p;
    }

private:
    void assembleHistory(Policy &p) const
    {
        const auto isTrue = [](const QJsonValue &v) { return v.toBool(); };
        set(p.historyBackup, u"history.backup", isTrue);
        set(p.historyHandOver, u"history.hand_over", isTrue);
        set(p.historyRoaming, u"history.roaming", isTrue);
        set(p.historyRoamingHours, u"history.roaming_hours", [](const QJsonValue &v) { return std::chrono::hours(v.toInt()); });
        set(p.historyRoamingMib, u"history.roaming_mib", [](const QJsonValue &v) { return v.toInt(); });
        set(p.historySecretFile, u"history.secret_file", [](const QJsonValue &v) { return v.toString(); });
    }

    void assembleFiles(Policy &p) const
    {
        const auto isTrue = [](const QJsonValue &v) { return v.toBool(); };
        const auto number = [](const QJsonValue &v) { return v.toInt(); };
        const auto texts = [](const QJsonValue &v) {
            QStringList list;
            for (const QJsonValue text : v.toArray()) {
                list << text.toString();
            }
            return list;
        };
        set(p.filesAllowed, u"files.allowed", isTrue);
        set(p.filesSave, u"files.save", isTrue);
        set(p.filesMaxMegabytes, u"files.max_megabytes", number);
        set(p.filesFetchMegabytes, u"files.fetch_megabytes", number);
        set(p.filesTypes, u"files.types", texts);
        set(p.filesHosts, u"files.hosts", texts);
    }

    void assembleDelivery(Policy &p) const
    {
        const auto number = [](const QJsonValue &v) { return v.toInt(); };
        set(p.tellWriting, u"messages.writing", [](const QJsonValue &v) { return v.toBool(); });
        set(p.writingRoomMembers, u"messages.writing_room_members", number);
        set(p.receiptsRoomMembers, u"messages.receipts_room_members", number);
        set(p.relayPing, u"relay.ping_seconds", [](const QJsonValue &v) { return std::chrono::seconds(v.toInt()); });
        set(p.relayRedirectHosts, u"relay.redirect_hosts", [](const QJsonValue &v) {
            QStringList hosts;
            for (const QJsonValue host : v.toArray()) {
                hosts << host.toString().toLower();
            }
            return hosts;
        });
        set(p.printOpenItems, u"printing.open_items", [](const QJsonValue &v) {
            return wordTo<model::OpenItemsDetail>(v,
                                                  {{u"nothing", model::OpenItemsDetail::Nothing},
                                                   {u"counts", model::OpenItemsDetail::Counts},
                                                   {u"titles", model::OpenItemsDetail::Titles},
                                                   {u"texts", model::OpenItemsDetail::Texts}});
        });
    }

    void assembleTrust(Policy &p) const
    {
        set(p.roomKind, u"rooms.kind", [](const QJsonValue &v) { return model::roomKindFromWord(v.toString()); });
        const auto text = [](const QJsonValue &v) { return v.toString(); };
        set(p.trustOrganisation, u"trust.organisation", text);
        set(p.trustAuthority, u"trust.authority", text);
        set(p.trustRootKeys, u"trust.root_keys", [](const QJsonValue &v) {
            QStringList keys;
            for (const QJsonValue key : v.toArray()) {
                keys << key.toString();
            }
            return keys;
        });
        set(p.trustVouchingRoles, u"trust.vouching_roles", [](const QJsonValue &v) {
            QStringList roles;
            for (const QJsonValue role : v.toArray()) {
                roles << role.toString();
            }
            return roles;
        });
        set(p.trustBlind, u"trust.blind", [](const QJsonValue &v) { return v.toBool(); });
        set(p.trustRooms, u"trust.rooms", [](const QJsonValue &v) {
            return wordTo<RoomDevices>(
                v, {{u"believed", RoomDevices::Believed},
                    {u"clinical", RoomDevices::Clinical},
                    {u"rooms", RoomDevices::Rooms},
                    {u"certified", RoomDevices::Certified}});
        });
        set(p.trustManifestSoft, u"trust.manifest_soft_hours", [](const QJsonValue &v) { return std::chrono::hours(v.toInt()); });
        set(p.trustManifestHard, u"trust.manifest_hard_days", [](const QJsonValue &v) { return std::chrono::days(v.toInt()); });
    }

    void assembleRelay(Policy &p) const
    {
        const auto text = [](const QJsonValue &v) { return v.toString(); };
        set(p.relayUrl, u"relay.url", [](const QJsonValue &v) { return QUrl(v.toString(), QUrl::StrictMode); });
        set(p.relayDomain, u"relay.domain", text);
        set(p.relayCa, u"relay.ca", text);
        set(p.relayPins, u"relay.pins", [](const QJsonValue &v) {
            QStringList pins;
            for (const QJsonValue pin : v.toArray()) {
                pins << pin.toString();
            }
            return pins;
        });
        set(p.relayAllowPlain, u"relay.allow_plain", [](const QJsonValue &v) { return v.toBool(); });
        set(p.totpMode, u"totp.mode", [](const QJsonValue &v) {
            return wordTo<TotpMode>(
                v, {{u"sasl2", TotpMode::Sasl2}, {u"appended", TotpMode::Appended}, {u"local", TotpMode::Local}});
        });
    }

    void assembleSession(Policy &p) const
    {
        const auto seconds = [](const QJsonValue &v) { return std::chrono::seconds(v.toInt()); };
        const auto hours = [](const QJsonValue &v) { return std::chrono::hours(v.toInt()); };
        set(p.workstation, u"lock.workstation", [](const QJsonValue &v) {
            return wordTo<WorkstationKind>(
                v, {{u"shared", WorkstationKind::Shared}, {u"personal", WorkstationKind::Personal}});
        });
        set(p.lockIdle, u"lock.idle_seconds", seconds);
        set(p.lockWarning, u"lock.warning_seconds", seconds);
        set(p.lockPasswordAfter, u"lock.password_after_seconds", seconds);
        set(p.sessionMax, u"session.max_hours", hours);
        set(p.sessionOfflineLease, u"session.offline_lease_hours", hours);
    }

    void assembleNotifications(Policy &p) const
    {
        const auto isTrue = [](const QJsonValue &v) { return v.toBool(); };
        set(p.notificationContent, u"notifications.content", [](const QJsonValue &v) {
            return wordTo<NotificationContent>(v,
                                               {{u"nothing", NotificationContent::Nothing},
                                                {u"sender", NotificationContent::Sender},
                                                {u"room", NotificationContent::Room},
                                                {u"text", NotificationContent::Text}});
        });
        set(p.notificationAtLeast, u"notifications.at_least", [](const QJsonValue &v) {
            return wordTo<NotificationLevel>(v,
                                             {{u"nothing", NotificationLevel::Nothing},
                                              {u"mentions", NotificationLevel::Mentions},
                                              {u"everything", NotificationLevel::Everything}});
        });
        set(p.notificationQuietHours, u"notifications.quiet_hours", isTrue);
        set(p.notificationSoundRequired, u"notifications.sound_required", isTrue);
    }

    template <typename T, typename Convert>
    void set(EffectiveValue<T> &target, QStringView key, Convert convert) const
    {
        const Slot slot = m_map.value(key.toString());
        target = {convert(slot.value), slot.origin, isLockedFor(key.toString())};
    }

    [[nodiscard]] bool isLockedFor(const QString &key) const
    {
        const std::optional<SettingRule> rule = settingRule(key);
        return m_hasSystemPolicy && rule && isLocked(questionFor(*rule, m_map.value(key), m_schema));
    }

    void addRows(Policy &p) const
    {
        QCryptographicHash digest(QCryptographicHash::Sha256);
        for (const SettingRule &rule : settingRules()) {
            const QString key = rule.key.toString();
            const Slot slot = m_map.value(key);
            const QString value = compact(slot.value);
            p.rows.push_back({key, value, slot.origin, isLockedFor(key), ruleText(rule.tightening),
                              m_schema.ofSetting(key).value(u"description").toString()});
            digest.addData(QString(key % u'=' % value % u'\n').toUtf8());
        }
        p.digest = QString::fromLatin1(digest.result().toHex());
    }

    const SlotMap &m_map;
    const PolicySchema &m_schema;
    bool m_hasSystemPolicy;
};

/// Reads one source after the other into one report.
class Merge
{
public:
    Merge(const PolicySource &source, const PolicySchema &schema)
        : m_source(source)
        , m_schema(schema)
        , m_map(builtIn(schema))
    {
    }

    void readSystem()
    {
        if (const auto defaults = m_source.defaults(); !defaults) {
            m_report.problems.push_back(problemOf(defaults.error()));
        } else if (*defaults) {
            take(**defaults, PolicyOrigin::Kind::Default);
        }
        const auto documents = m_source.system();
        if (!documents) {
            m_report.problems.push_back(problemOf(documents.error()));
            return;
        }
        m_hasSystemPolicy = !documents->empty();
        for (const PolicyDocument &document : *documents) {
            take(document, PolicyOrigin::Kind::System);
        }
    }

    void readUser(const QJsonObject &settings)
    {
        if (settings.isEmpty()) {
            return;
        }
        QJsonObject document = settings;
        document.insert(u"version"_s, 1);
        const auto problems = problemsIn(document, u"user"_s, m_schema);
        m_report.problems.insert(m_report.problems.end(), problems.begin(), problems.end());
        if (problems.empty()) {
            m_ignored = applyPersonal(m_map, document, {PolicyOrigin::Kind::User, {}}, m_schema, m_hasSystemPolicy);
        }
    }

    void readCommandLine(const QString &path)
    {
        if (path.isEmpty()) {
            return;
        }
        const auto document = m_source.file(path);
        if (!document) {
            m_report.problems.push_back(problemOf(document.error()));
            return;
        }
        take(*document, PolicyOrigin::Kind::CommandLine);
    }

    [[nodiscard]] PolicyReport finish()
    {
        if (m_report.problems.empty()) {
            Policy policy = Assembler(m_map, m_schema, m_hasSystemPolicy).assemble();
            policy.ignored = m_ignored;
            m_report.policy = std::move(policy);
        }
        return m_report;
    }

    [[nodiscard]] bool hasSystemPolicy() const { return m_hasSystemPolicy; }
    [[nodiscard]] const SlotMap &map() const { return m_map; }
    [[nodiscard]] const PolicyReport &report() const { return m_report; }

private:
    void take(const PolicyDocument &document, PolicyOrigin::Kind kind)
    {
        m_report.files << document.file;
        ParsedDocument parsed = parse(document, m_schema);
        if (parsed.problems.empty()) {
            const PolicyOrigin origin {kind, document.file};
            if (kind == PolicyOrigin::Kind::CommandLine) {
                parsed.problems = applyPersonal(m_map, parsed.object, origin, m_schema, m_hasSystemPolicy);
            } else {
                applySystem(m_map, parsed.object, origin);
            }
        }
        m_report.problems.insert(m_report.problems.end(), parsed.problems.begin(), parsed.problems.end());
    }

    const PolicySource &m_source;
    const PolicySchema &m_schema;
    SlotMap m_map;
    PolicyReport m_report;
    std::vector<PolicyProblem> m_ignored;
    bool m_hasSystemPolicy = false;
};

} // namespace

PolicyLoader::PolicyLoader(const PolicySource &source)
    : m_source(source)
{
}

PolicyReport PolicyLoader::check(const QJsonObject &userSettings, const QString &commandLineFile) const
{
    const PolicySchema schema;
    Merge merge(m_source, schema);
    merge.readSystem();
    merge.readUser(userSettings);
    merge.readCommandLine(commandLineFile);
    return merge.finish();
}

Result<Policy> PolicyLoader::load(const QJsonObject &userSettings, const QString &commandLineFile) const
{
    PolicyReport report = check(userSettings, commandLineFile);
    if (!report.policy) {
        const PolicyProblem &first = report.problems.front();
        return failure(first.code, first.toString());
    }
    return std::move(*report.policy);
}

Result<bool> PolicyLoader::permits(const QString &key, const QJsonValue &value) const
{
    const PolicySchema schema;
    Merge merge(m_source, schema);
    merge.readSystem();
    if (!merge.report().problems.empty()) {
        const PolicyProblem &first = merge.report().problems.front();
        return failure(first.code, first.toString());
    }
    const std::optional<SettingRule> rule = settingRule(key);
    if (!rule) {
        return false;
    }
    const QStringList parts = key.split(u'.');
    QJsonObject document {{u"version"_s, 1}};
    document.insert(parts.first(), parts.size() == 1 ? value : QJsonValue(QJsonObject {{parts.last(), value}}));
    if (!problemsIn(document, {}, schema).empty()) {
        return false;
    }
    return !merge.hasSystemPolicy() || isPermitted(questionFor(*rule, merge.map().value(key), schema), value);
}

} // namespace wardline::policy
