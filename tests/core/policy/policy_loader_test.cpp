// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/fake_policy_source.h"
#include "core/policy/policy_loader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace wardline;
using namespace wardline::policy;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

// Two slashes in a row inside a raw string end moc's reading: JSON lets us write them /\/.
namespace {

const QString kFile = u"/etc/wardline/policy.json"_s;

FakePolicySource systemSays(const QByteArray &json)
{
    FakePolicySource source;
    source.systemDocuments.push_back({kFile, json});
    return source;
}

QJsonObject object(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

Policy mustLoad(const PolicySource &source, const QJsonObject &user = {}, const QString &commandLine = {})
{
    const auto policy = PolicyLoader(source).load(user, commandLine);
    if (!policy) {
        qWarning() << policy.error().detail();
    }
    return policy.value_or(Policy {});
}

} // namespace

class PolicyLoaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void builtInValuesWithoutAnyFile()
    {
        const Policy policy = mustLoad(FakePolicySource());
        QCOMPARE(policy.lockIdle.value, 300s);
        QCOMPARE(policy.lockWarning.value, 30s);
        QCOMPARE(policy.lockPasswordAfter.value, 1800s);
        QCOMPARE(policy.sessionMax.value, 12h);
        QCOMPARE(policy.sessionOfflineLease.value, 12h);
        QCOMPARE(policy.totpMode.value, TotpMode::Sasl2);
        QCOMPARE(policy.deviceSecret.value, DeviceSecret::Keychain);
        QCOMPARE(policy.workstation.value, WorkstationKind::Shared);
        QCOMPARE(policy.notificationContent.value, NotificationContent::Nothing);
        QCOMPARE(policy.cacheRetention.value, std::chrono::days(365));
        QVERIFY(policy.clipboardCopy.value);
        QVERIFY(policy.auditReceived.value);
        QVERIFY(!policy.relayAllowPlain.value);
        QVERIFY(!policy.encryptionRequired.value);
        QVERIFY(!policy.clearTextAllowed.value);
        QVERIFY(policy.relayUrl.value.isEmpty());
        QVERIFY(policy.relayPins.value.isEmpty());
        QCOMPARE(policy.roles.value.value(u"nurse"_s), model::CareRole::Nurse);
        QCOMPARE(policy.roles.value.size(), 6);
        QVERIFY(!policy.hasSystemPolicy);
        QVERIFY(!policy.lockIdle.isLocked);
        QCOMPARE(policy.lockIdle.origin.toString(), u"default"_s);
        QCOMPARE(policy.rows.size(), std::size_t(55));
        QVERIFY(policy.trustRootKeys.value.isEmpty());
        QVERIFY(policy.trustBlind.value);
        QCOMPARE(policy.trustRooms.value, RoomDevices::Clinical);
        QVERIFY(!policy.roomKind.value);
        QCOMPARE(policy.trustManifestSoft.value, 24h);
        QCOMPARE(policy.trustManifestHard.value, std::chrono::days(7));
    }

    void everyKeyReachesItsValue()
    {
        const Policy policy = mustLoad(systemSays(R"({"version": 1,
            "relay": {"url": "wss:/\/relay.example/xmpp-websocket", "domain": "clinic.example", "ca": "/etc/ssl/clinic.pem",
                      "pins": ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="], "allow_plain": true,
                      "ping_seconds": 30, "redirect_hosts": ["Relay2.example:5443"]},
            "printing": {"open_items": "counts"}, "rooms": {"kind": "patient"},
            "totp": {"mode": "appended"},
            "lock": {"workstation": "personal", "idle_seconds": 120, "warning_seconds": 20, "password_after_seconds": 600},
            "session": {"max_hours": 8, "offline_lease_hours": 1}, "device_secret": "machine",
            "roles": {"Physicians": "physician", "RN": "nurse"}, "retention": {"cache_days": 30}, "clipboard": {"copy": false},
            "messages": {"correct_minutes": 5, "retract_minutes": 0, "writing": false, "writing_room_members": 5,
                         "receipts_room_members": 40},
            "files": {"allowed": false, "save": true, "max_megabytes": 5, "fetch_megabytes": 1, "types": ["image/png"], "hosts": ["cdn.example"]},
            "history": {"backup": false, "hand_over": false, "roaming": false, "roaming_hours": 24, "roaming_mib": 2,
                        "secret_file": "/etc/ward/secret"},
            "notifications": {"content": "sender", "at_least": "mentions", "quiet_hours": false, "sound_required": true},
            "encryption": {"required": true, "allow_clear_text": true}, "audit": {"received": false},
            "trust": {"organisation": "clinic.example", "authority": "trust@clinic.example",
                      "root_keys": ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="], "blind": false, "rooms": "certified",
                      "vouching_roles": ["ward-lead"], "manifest_soft_hours": 12, "manifest_hard_days": 3},
            "window": {"banner": "Training room 2", "language": "es", "scheme": "dark"}})"));
        QCOMPARE(policy.relayUrl.value, QUrl(u"wss://relay.example/xmpp-websocket"_s));
        QCOMPARE(policy.relayDomain.value, u"clinic.example"_s);
        QCOMPARE(policy.relayCa.value, u"/etc/ssl/clinic.pem"_s);
        QCOMPARE(policy.relayPins.value, QStringList {u"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="_s});
        QVERIFY(policy.relayAllowPlain.value);
        QCOMPARE(policy.totpMode.value, TotpMode::Appended);
        QCOMPARE(policy.workstation.value, WorkstationKind::Personal);
        QCOMPARE(policy.lockIdle.value, 120s);
        QCOMPARE(policy.lockWarning.value, 20s);
        QCOMPARE(policy.lockPasswordAfter.value, 600s);
        QCOMPARE(policy.sessionMax.value, 8h);
        QCOMPARE(policy.sessionOfflineLease.value, 1h);
        QCOMPARE(policy.deviceSecret.value, DeviceSecret::Machine);
        const QMap<QString, model::CareRole> roles {{u"Physicians"_s, model::CareRole::Physician}, {u"RN"_s, model::CareRole::Nurse}};
        QCOMPARE(policy.roles.value, roles);
        QCOMPARE(policy.cacheRetention.value, std::chrono::days(30));
        QVERIFY(!policy.clipboardCopy.value);
        QCOMPARE(policy.relayPing.value, 30s);
        QCOMPARE(policy.relayRedirectHosts.value, QStringList{u"relay2.example:5443"_s});
        QCOMPARE(policy.printOpenItems.value, model::OpenItemsDetail::Counts);
        QCOMPARE(policy.roomKind.value, std::optional(model::RoomKind::Patient));
        QVERIFY(!policy.tellWriting.value);
        QCOMPARE(policy.writingRoomMembers.value, 5);
        QCOMPARE(policy.receiptsRoomMembers.value, 40);
        QCOMPARE(policy.correctWithin.value, 5min);
        QCOMPARE(policy.retractWithin.value, 0min);
        QVERIFY(!policy.filesAllowed.value && policy.filesSave.value);
        QCOMPARE(policy.filesMaxMegabytes.value, 5);
        QCOMPARE(policy.filesFetchMegabytes.value, 1);
        QCOMPARE(policy.filesTypes.value, QStringList {u"image/png"_s});
        QCOMPARE(policy.filesHosts.value, QStringList {u"cdn.example"_s});
        QVERIFY(!policy.historyBackup.value);
        QVERIFY(!policy.historyHandOver.value);
        QVERIFY(!policy.historyRoaming.value);
        QCOMPARE(policy.historyRoamingHours.value, 24h);
        QCOMPARE(policy.historyRoamingMib.value, 2);
        QCOMPARE(policy.historySecretFile.value, u"/etc/ward/secret"_s);
        QCOMPARE(policy.notificationContent.value, NotificationContent::Sender);
        QCOMPARE(policy.notificationAtLeast.value, NotificationLevel::Mentions);
        QVERIFY(!policy.notificationQuietHours.value);
        QVERIFY(policy.notificationSoundRequired.value);
        QVERIFY(policy.encryptionRequired.value);
        QVERIFY(policy.clearTextAllowed.value);
        QVERIFY(!policy.auditReceived.value);
        QCOMPARE(policy.trustOrganisation.value, u"clinic.example"_s);
        QCOMPARE(policy.trustAuthority.value, u"trust@clinic.example"_s);
        QCOMPARE(policy.trustRootKeys.value, QStringList {u"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="_s});
        QVERIFY(!policy.trustBlind.value);
        QCOMPARE(policy.trustRooms.value, RoomDevices::Certified);
        QCOMPARE(policy.trustVouchingRoles.value, QStringList {u"ward-lead"_s});
        QCOMPARE(policy.trustManifestSoft.value, 12h);
        QCOMPARE(policy.trustManifestHard.value, std::chrono::days(3));
        QCOMPARE(policy.banner.value, u"Training room 2"_s);
        QVERIFY(policy.hasSystemPolicy);
        for (const PolicyRow &row : policy.rows) {
            QCOMPARE(row.origin, (PolicyOrigin {PolicyOrigin::Kind::System, kFile}));
            QVERIFY(!row.meaning.isEmpty());
            QVERIFY(!row.rule.isEmpty());
        }
    }

    void laterSystemFilesOverrideEarlierOnes()
    {
        FakePolicySource source;
        source.defaultsDocument = PolicyDocument {u"/usr/share/d.json"_s, R"({"version":1,"lock":{"idle_seconds":240},"session":{"max_hours":10}})"};
        source.systemDocuments = {{u"a"_s, R"({"version":1,"lock":{"idle_seconds":600,"warning_seconds":40}})"},
                                  {u"b"_s, R"({"version":1,"lock":{"idle_seconds":900}})"}};
        const Policy policy = mustLoad(source);
        QCOMPARE(policy.lockIdle.value, 900s);
        QCOMPARE(policy.lockIdle.origin.file, u"b"_s);
        QCOMPARE(policy.lockWarning.value, 40s);
        QCOMPARE(policy.lockWarning.origin.file, u"a"_s);
        QCOMPARE(policy.sessionMax.value, 10h);
        QCOMPARE(policy.sessionMax.origin, (PolicyOrigin {PolicyOrigin::Kind::Default, u"/usr/share/d.json"_s}));
    }

    void shippedDefaultsAreNoSystemPolicy()
    {
        FakePolicySource source;
        source.defaultsDocument = PolicyDocument {u"d"_s, R"({"version":1,"lock":{"idle_seconds":120}})"};
        const Policy policy = mustLoad(source, object(R"({"lock":{"idle_seconds":900}})"));
        QCOMPARE(policy.lockIdle.value, 900s);
        QCOMPARE(policy.lockIdle.origin.toString(), u"user"_s);
    }

    void aPersonMayOnlyTighten_data()
    {
        QTest::addColumn<QByteArray>("system");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<bool>("isPermitted");
        const auto row = [](const char *name, const char *system, const char *user, bool isPermitted) {
            QTest::newRow(name) << QByteArray(system) << QByteArray(user) << isPermitted;
        };
        row("shorter idle", R"("lock":{"idle_seconds":300})", R"("lock":{"idle_seconds":120})", true);
        row("longer idle", R"("lock":{"idle_seconds":300})", R"("lock":{"idle_seconds":301})", false);
        row("same idle", R"("lock":{"idle_seconds":300})", R"("lock":{"idle_seconds":300})", true);
        row("longer idle than the default", R"("session":{"max_hours":8})", R"("lock":{"idle_seconds":301})", false);
        row("warning is taste", R"("lock":{"warning_seconds":30})", R"("lock":{"warning_seconds":60})", true);
        row("back to shared", R"("lock":{"workstation":"personal"})", R"("lock":{"workstation":"shared"})", true);
        row("to personal", R"("lock":{"workstation":"shared"})", R"("lock":{"workstation":"personal"})", false);
        row("PIN for longer", R"("lock":{"password_after_seconds":60})", R"("lock":{"password_after_seconds":61})", false);
        row("longer session", R"("session":{"max_hours":8})", R"("session":{"max_hours":9})", false);
        row("longer lease", R"("session":{"offline_lease_hours":0})", R"("session":{"offline_lease_hours":1})", false);
        row("keep longer", R"("retention":{"cache_days":30})", R"("retention":{"cache_days":31})", false);
        row("keep shorter", R"("retention":{"cache_days":30})", R"("retention":{"cache_days":7})", true);
        row("more time to correct", R"("messages":{"correct_minutes":10})", R"("messages":{"correct_minutes":11})", false);
        row("no taking back", R"("messages":{"retract_minutes":10})", R"("messages":{"retract_minutes":0})", true);
        row("allow copying", R"("clipboard":{"copy":false})", R"("clipboard":{"copy":true})", false);
        row("forbid copying", R"("clipboard":{"copy":true})", R"("clipboard":{"copy":false})", true);
        row("show senders", R"("notifications":{"content":"nothing"})", R"("notifications":{"content":"sender"})", false);
        row("hide senders", R"("notifications":{"content":"sender"})", R"("notifications":{"content":"nothing"})", true);
        row("show texts", R"("notifications":{"content":"room"})", R"("notifications":{"content":"text"})", false);
        row("silence what must be told", R"("notifications":{"at_least":"mentions"})", R"("notifications":{"at_least":"nothing"})", false);
        row("set quiet hours", R"("notifications":{"quiet_hours":false})", R"("notifications":{"quiet_hours":true})", false);
        row("silence the sound", R"("notifications":{"sound_required":true})", R"("notifications":{"sound_required":false})", false);
        row("allow PLAIN", R"("relay":{"allow_plain":false})", R"("relay":{"allow_plain":true})", false);
        row("weaker code", R"("totp":{"mode":"sasl2"})", R"("totp":{"mode":"local"})", false);
        row("stronger code", R"("totp":{"mode":"local"})", R"("totp":{"mode":"sasl2"})", true);
        row("nothing on disk", R"("device_secret":"keychain")", R"("device_secret":"none")", true);
        row("machine secret", R"("device_secret":"keychain")", R"("device_secret":"machine")", false);
        row("clear text", R"("encryption":{"allow_clear_text":false})", R"("encryption":{"allow_clear_text":true})", false);
        row("less encryption", R"("encryption":{"required":true})", R"("encryption":{"required":false})", false);
        row("less audit", R"("audit":{"received":true})", R"("audit":{"received":false})", false);
        row("own relay where none is set", R"("session":{"max_hours":8})", R"("relay":{"url":"wss:/\/mine.example/"})", true);
        row("other relay", R"("relay":{"url":"wss:/\/relay.example/"})", R"("relay":{"url":"wss:/\/mine.example/"})", false);
        row("other domain", R"("relay":{"domain":"clinic.example"})", R"("relay":{"domain":"mine.example"})", false);
        row("own authority", R"("session":{"max_hours":8})", R"("relay":{"ca":"/home/me/ca.pem"})", false);
        row("own roles", R"("session":{"max_hours":8})", R"("roles":{"me":"physician"})", false);
        row("own pin", R"("session":{"max_hours":8})", R"("relay":{"pins":["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]})", true);
        row("one pin of two", R"("relay":{"pins":["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB="]})",
            R"("relay":{"pins":["BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB="]})", true);
        row("no pin", R"("relay":{"pins":["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]})", R"("relay":{"pins":[]})", false);
        row("other pin", R"("relay":{"pins":["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]})",
            R"("relay":{"pins":["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB="]})", false);
    }
    void aPersonMayOnlyTighten()
    {
        QFETCH(QByteArray, system);
        QFETCH(QByteArray, user);
        QFETCH(bool, isPermitted);
        const QByteArray systemDocument = "{\"version\":1," + system + "}";
        const QByteArray userDocument = "{\"version\":1," + user + "}";
        FakePolicySource source = systemSays(systemDocument);
        source.files.push_back({u"mine.json"_s, userDocument});

        // Stored settings: what is not permitted is left out and named.
        const Policy alone = mustLoad(source);
        const Policy policy = mustLoad(source, object(userDocument));
        QCOMPARE(policy.ignored.empty(), isPermitted);
        if (!isPermitted) {
            QCOMPARE(policy.rows, alone.rows);
            QCOMPARE(policy.ignored.front().code, PolicyError::Loosens);
            QCOMPARE(policy.ignored.front().file, u"user"_s);
        }
        // An explicit request is refused instead.
        const auto requested = PolicyLoader(source).load({}, u"mine.json"_s);
        QCOMPARE(requested.has_value(), isPermitted);
        if (!isPermitted) {
            QVERIFY(requested.error().is(PolicyError::Loosens));
            QVERIFY(requested.error().detail().startsWith(u"mine.json: /"));
        }
        // Without a system policy everything is free.
        FakePolicySource free;
        free.files = source.files;
        QVERIFY(PolicyLoader(free).load({}, u"mine.json"_s).has_value());
        QVERIFY(mustLoad(free, object(userDocument)).ignored.empty());
    }

    void theCommandLineCannotUndoTheSystemThroughTheUser()
    {
        FakePolicySource source = systemSays(R"({"version":1,"lock":{"idle_seconds":300}})");
        source.files.push_back({u"f"_s, R"({"version":1,"lock":{"idle_seconds":240}})"});
        const Policy policy = mustLoad(source, object(R"({"lock":{"idle_seconds":120}})"), u"f"_s);
        QCOMPARE(policy.lockIdle.value, 240s);
        QCOMPARE(policy.lockIdle.origin, (PolicyOrigin {PolicyOrigin::Kind::CommandLine, u"f"_s}));
    }

    void lockedValuesAreThoseWithoutAnyOther()
    {
        const Policy policy = mustLoad(systemSays(R"({"version":1,"lock":{"idle_seconds":60},"relay":{"url":"wss:/\/r.example/"}})"));
        QVERIFY(policy.lockIdle.isLocked);
        QVERIFY(policy.relayUrl.isLocked);
        QVERIFY(policy.relayCa.isLocked);
        QVERIFY(policy.roles.isLocked);
        QVERIFY(policy.totpMode.isLocked);
        QVERIFY(policy.auditReceived.isLocked);
        QVERIFY(!policy.relayDomain.isLocked);
        QVERIFY(!policy.sessionMax.isLocked);
        QVERIFY(!policy.lockWarning.isLocked);
        QVERIFY(!policy.clipboardCopy.isLocked);
    }

    void settingsPageCanAskBeforehand()
    {
        const FakePolicySource source = systemSays(R"({"version":1,"lock":{"idle_seconds":300}})");
        const PolicyLoader loader(source);
        QCOMPARE(loader.permits(u"lock.idle_seconds"_s, 120).value(), true);
        QCOMPARE(loader.permits(u"lock.idle_seconds"_s, 301).value(), false);
        QCOMPARE(loader.permits(u"lock.idle_seconds"_s, 59).value(), false);
        QCOMPARE(loader.permits(u"lock.idle_seconds"_s, u"120"_s).value(), false);
        QCOMPARE(loader.permits(u"device_secret"_s, u"none"_s).value(), true);
        QCOMPARE(loader.permits(u"no.such"_s, 1).value(), false);
        QVERIFY(!PolicyLoader(systemSays("{")).permits(u"lock.idle_seconds"_s, 120));
    }

    void badDocumentsAreRefusedWithFileAndPlace_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("pointer");
        const auto row = [](const char *name, const QByteArray &json, PolicyError code, const QString &pointer) {
            QTest::newRow(name) << json << static_cast<int>(code) << pointer;
        };
        const auto syntax = PolicyError::BadSyntax;
        const auto schema = PolicyError::AgainstSchema;
        row("empty file", "", syntax, {});
        row("not JSON", "lock = 5", syntax, {});
        row("cut off", R"({"version":1,"lock":{"idle_seconds":)", syntax, {});
        row("trailing text", R"({"version":1} x)", syntax, {});
        row("array", "[]", syntax, {});
        row("bad UTF-8", "{\"version\":1,\"relay\":{\"domain\":\"\xff\xfe\"}}", syntax, {});
        row("key twice", R"({"version":1,"lock":{"idle_seconds":60,"idle_seconds":900}})", syntax, u"/lock/idle_seconds"_s);
        row("key twice in disguise", R"({"version":1,"lock":{"idle_seconds":60,"idle\u005fseconds":900}})", syntax,
            u"/lock/idle_seconds"_s);
        row("section twice", R"({"version":1,"lock":{"idle_seconds":60},"lock":{"idle_seconds":900}})", syntax, u"/lock"_s);
        row("no version", R"({"lock":{"idle_seconds":60}})", schema, {});
        row("version of the future", R"({"version":2})", schema, u"/version"_s);
        row("unknown section", R"({"version":1,"telemetry":{}})", schema, {});
        row("unknown key", R"({"version":1,"lock":{"idle":60}})", schema, u"/lock"_s);
        row("text for a number", R"({"version":1,"lock":{"idle_seconds":"60"}})", schema, u"/lock/idle_seconds"_s);
        row("fraction", R"({"version":1,"lock":{"idle_seconds":60.5}})", schema, u"/lock/idle_seconds"_s);
        row("null", R"({"version":1,"lock":{"idle_seconds":null}})", schema, u"/lock/idle_seconds"_s);
        row("too short", R"({"version":1,"lock":{"idle_seconds":59}})", schema, u"/lock/idle_seconds"_s);
        row("never locks", R"({"version":1,"lock":{"idle_seconds":0}})", schema, u"/lock/idle_seconds"_s);
        row("too long", R"({"version":1,"lock":{"idle_seconds":901}})", schema, u"/lock/idle_seconds"_s);
        row("absurd number", R"({"version":1,"lock":{"idle_seconds":1e300}})", schema, u"/lock/idle_seconds"_s);
        row("endless session", R"({"version":1,"session":{"max_hours":13}})", schema, u"/session/max_hours"_s);
        row("number for a switch", R"({"version":1,"clipboard":{"copy":0}})", schema, u"/clipboard/copy"_s);
        row("no second factor", R"({"version":1,"totp":{"mode":"off"}})", schema, u"/totp/mode"_s);
        row("encryption off", R"({"version":1,"encryption":"off"})", schema, u"/encryption"_s);
        row("encryption required off", R"({"version":1,"encryption":{"required":"off"}})", schema, u"/encryption/required"_s);
        row("clear relay", R"({"version":1,"relay":{"url":"ws:/\/relay.example/"}})", schema, u"/relay/url"_s);
        row("web address", R"({"version":1,"relay":{"url":"https:/\/relay.example/"}})", schema, u"/relay/url"_s);
        row("password in the address", R"({"version":1,"relay":{"url":"wss:/\/u:p@relay.example/"}})", schema, u"/relay/url"_s);
        row("no host", "{\"version\":1,\"relay\":{\"url\":\"wss:///x\"}}", schema, u"/relay/url"_s);
        row("bad host", "{\"version\":1,\"relay\":{\"url\":\"wss://[::1/x\"}}", schema, u"/relay/url"_s);
        row("relative CA", R"({"version":1,"relay":{"ca":"ca.pem"}})", schema, u"/relay/ca"_s);
        row("short pin", R"({"version":1,"relay":{"pins":["AAAA"]}})", schema, u"/relay/pins/0"_s);
        row("unknown role", R"({"version":1,"roles":{"Boss":"chief"}})", schema, u"/roles/Boss"_s);
        row("nameless group", R"({"version":1,"roles":{"":"nurse"}})", schema, {});
        row("long text", "{\"version\":1,\"relay\":{\"ca\":\"/" + QByteArray(2100, 'a') + "\"}}", PolicyError::TooLarge,
            u"/relay/ca"_s);
        row("long key", "{\"version\":1,\"" + QByteArray(2100, 'a') + "\":1}", PolicyError::TooLarge, {});
        row("deep", "{\"version\":1,\"lock\":" + QByteArray(9, '[') + QByteArray(9, ']') + "}", PolicyError::TooLarge,
            u"/lock/0/0/0/0/0/0/0"_s);
        row("bottomless", "{\"lock\":" + QByteArray(30000, '[') + QByteArray(30000, ']') + "}", syntax, {});
    }
    void badDocumentsAreRefusedWithFileAndPlace()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, code);
        QFETCH(QString, pointer);
        const PolicyReport report = PolicyLoader(systemSays(json)).check();
        QVERIFY(!report.policy);
        QVERIFY(!report.problems.empty());
        const PolicyProblem &problem = report.problems.front();
        QCOMPARE(static_cast<int>(problem.code), code);
        QCOMPARE(problem.file, kFile);
        QVERIFY2(problem.pointer == pointer, qPrintable(problem.toString()));
        QVERIFY(!problem.reason.isEmpty());

        // Each source fails closed, not only the administrator's.
        FakePolicySource defaults;
        defaults.defaultsDocument = PolicyDocument {kFile, json};
        QVERIFY(!PolicyLoader(defaults).load());
        FakePolicySource file;
        file.files.push_back({kFile, json});
        QVERIFY(!PolicyLoader(file).load({}, kFile));
    }

    void namesEveryProblemAtOnce()
    {
        const PolicyReport report
            = PolicyLoader(systemSays(R"({"version":1,"lock":{"idle_seconds":5},"session":{"max_hours":99},"clipboard":{"copy":1}})"))
                  .check();
        QStringList pointers;
        for (const PolicyProblem &problem : report.problems) {
            pointers << problem.pointer;
        }
        pointers.sort();
        QCOMPARE(pointers, (QStringList {u"/clipboard/copy"_s, u"/lock/idle_seconds"_s, u"/session/max_hours"_s}));
    }

    void anUnknownKeyIsNamed()
    {
        const PolicyReport report = PolicyLoader(systemSays(R"({"version":1,"lock":{"idle_secs":60}})")).check();
        QVERIFY2(report.problems.front().reason.contains(u"idle_secs"), qPrintable(report.problems.front().reason));
    }

    void oneBadFileOfManyStopsAll()
    {
        FakePolicySource source;
        source.systemDocuments = {{u"a"_s, R"({"version":1,"lock":{"idle_seconds":60}})"}, {u"b"_s, "{"}};
        const auto policy = PolicyLoader(source).load();
        QVERIFY(!policy);
        QVERIFY(policy.error().detail().startsWith(u"b: "));
    }

    void badUserSettingsStopToo()
    {
        const auto policy = PolicyLoader(FakePolicySource()).load(object(R"({"lock":{"idle_seconds":"never"}})"));
        QVERIFY(!policy);
        QVERIFY(policy.error().is(PolicyError::AgainstSchema));
    }

    void aMissingCommandLineFileIsAnError()
    {
        const auto policy = PolicyLoader(FakePolicySource()).load({}, u"/nowhere.json"_s);
        QVERIFY(!policy);
        QVERIFY(policy.error().is(PolicyError::Unreadable));
    }

    void theDigestFollowsTheValuesAlone()
    {
        const QString builtIn = mustLoad(FakePolicySource()).digest;
        QCOMPARE(builtIn.size(), 64);
        QCOMPARE(mustLoad(systemSays(R"({"version":1,"lock":{"idle_seconds":300}})")).digest, builtIn);
        QVERIFY(mustLoad(systemSays(R"({"version":1,"lock":{"idle_seconds":299}})")).digest != builtIn);
    }
};

QTEST_GUILESS_MAIN(PolicyLoaderTest)
#include "policy_loader_test.moc"
