// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0004_data_forms.h"
#include "core/xmpp/xep0030_disco.h"
#include "core/xmpp/xep0115_caps.h"
#include "tests/core/xmpp/fixture.h"

using namespace wardline;
using namespace wardline::xmpp;
using namespace wardline::xmpp::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kComplexInfo =
    "<query xmlns='http://jabber.org/protocol/disco#info'>"
    "<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>"
    "<identity xml:lang='el' category='client' name='\xCE\xA8 0.11' type='pc'/>"
    "<feature var='http://jabber.org/protocol/muc'/><feature var='http://jabber.org/protocol/disco#info'/>"
    "<feature var='http://jabber.org/protocol/disco#items'/><feature var='http://jabber.org/protocol/caps'/>"
    "<x xmlns='jabber:x:data' type='result'>"
    "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>"
    "<field var='ip_version' type='text-multi'><value>ipv6</value><value>ipv4</value></field>"
    "<field var='software'><value>Psi</value></field><field var='software_version'><value>0.11</value></field>"
    "<field var='os'><value>Mac</value></field><field var='os_version'><value>10.5.1</value></field></x></query>";

} // namespace

class DiscoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRoomInformation();
    void writesRequest();
    void badFormDoesNotHideFeatures();
    void readsItems();
    void leavesOutItemsWithBadAddress();
    void readsForm();
    void writesSubmission();
    void readsTableOfResults();
    void setsFields();
    void capsOfSimpleExample();
    void capsOfComplexExample();
    void capsDoNotDependOnTheOrderOfForms();
    void capsOfIllFormedInformationAreRefused_data();
    void capsOfIllFormedInformationAreRefused();
    void readsCaps();
};

void DiscoveryTest::readsRoomInformation()
{
    // XEP-0045 6.4
    const auto info = read<DiscoInfo>(
        "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' name='Team 4W' type='text'/>"
        "<feature var='http://jabber.org/protocol/muc'/><feature var='muc_membersonly'/><feature var='muc_nonanonymous'/>"
        "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
        "<value>http://jabber.org/protocol/muc#roominfo</value></field><field var='muc#roominfo_occupants'><value>3</value></field></x></query>");
    QVERIFY(info.hasIdentity(u"conference", u"text"));
    QVERIFY(!info.hasIdentity(u"conference", u"irc"));
    QCOMPARE(info.identities.first().name, u"Team 4W"_s);
    QVERIFY(info.hasFeature(u"muc_membersonly"));
    QVERIFY(!info.hasFeature(u"muc_member"));
    QVERIFY(info.form(u"http://jabber.org/protocol/muc#roominfo") != nullptr);
    QCOMPARE(info.form(u"http://jabber.org/protocol/muc#roominfo")->value(u"muc#roominfo_occupants"), u"3"_s);
    QVERIFY(info.form(u"urn:other") == nullptr);
    QCOMPARE(DiscoInfo::fromXml(info.toXml())->features, info.features);
}

void DiscoveryTest::writesRequest()
{
    DiscoInfo request;
    request.node = u"n"_s;
    QVERIFY(isWrittenAs(request, "<query xmlns='http://jabber.org/protocol/disco#info' node='n'/>"));
    QVERIFY(isWrittenAs(DiscoItems(), "<query xmlns='http://jabber.org/protocol/disco#items'/>"));
}

void DiscoveryTest::badFormDoesNotHideFeatures()
{
    const auto info = read<DiscoInfo>("<query xmlns='http://jabber.org/protocol/disco#info'><x xmlns='jabber:x:data' type='odd'/>"
                                      "<feature var='urn:xmpp:mam:2'/></query>");
    QVERIFY(info.forms.isEmpty());
    QVERIFY(info.hasFeature(u"urn:xmpp:mam:2"));
}

void DiscoveryTest::readsItems()
{
    const auto items = read<DiscoItems>("<query xmlns='http://jabber.org/protocol/disco#items'><item jid='team@rooms.example' name='Team'/>"
                                        "<item jid='b@rooms.example' node='n'/><set xmlns='http://jabber.org/protocol/rsm'><first>a</first>"
                                        "<last>b</last><count>9</count></set></query>");
    QCOMPARE(items.items.size(), 2);
    QCOMPARE(items.items[0].jid, jid(u"team@rooms.example"));
    QCOMPARE(items.items[0].name, u"Team"_s);
    QCOMPARE(items.items[1].node, u"n"_s);
    QVERIFY(items.page);
    QCOMPARE(items.page->count, 9);
    QCOMPARE(DiscoItems::fromXml(items.toXml()).value(), items);
}

void DiscoveryTest::leavesOutItemsWithBadAddress()
{
    const auto items = read<DiscoItems>("<query xmlns='http://jabber.org/protocol/disco#items'><item/><item jid='@'/><item jid='a@b'/></query>");
    QCOMPARE(items.items.size(), 1);
}

void DiscoveryTest::readsForm()
{
    // XEP-0004 3
    const auto form = read<DataForm>(
        "<x xmlns='jabber:x:data' type='form'><title>Room</title><instructions>One</instructions><instructions>Two</instructions>"
        "<field type='hidden' var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
        "<field type='fixed'><value>Section</value></field>"
        "<field label='Members only' type='boolean' var='muc#roomconfig_membersonly'><required/><value>true</value></field>"
        "<field type='list-single' var='muc#roomconfig_whois'><value>anyone</value><option label='All'><value>anyone</value></option>"
        "<option><value>moderators</value></option></field><field type='future-type' var='x'/></x>");
    QCOMPARE(form.type, FormType::Form);
    QCOMPARE(form.formType(), u"http://jabber.org/protocol/muc#roomconfig"_s);
    QCOMPARE(form.instructions.size(), 2);
    QVERIFY(form.isTrue(u"muc#roomconfig_membersonly"));
    QVERIFY(form.field(u"muc#roomconfig_membersonly")->isRequired);
    QCOMPARE(form.field(u"muc#roomconfig_whois")->options.size(), 2);
    QCOMPARE(form.field(u"muc#roomconfig_whois")->options[0], (FormOption {.label = u"All"_s, .value = u"anyone"_s}));
    QCOMPARE(form.field(u"x")->type, FieldType::TextSingle);
    QVERIFY(form.field(u"absent") == nullptr);
    QCOMPARE(DataForm::fromXml(form.toXml()).value(), form);
}

void DiscoveryTest::writesSubmission()
{
    DataForm form = DataForm::submit(u"urn:f");
    form.set(u"name", u"Team"_s).set(u"public", false);
    QVERIFY(isWrittenAs(form, "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>urn:f</value></field>"
                              "<field var='name'><value>Team</value></field><field var='public'><value>0</value></field></x>"));
}

void DiscoveryTest::readsTableOfResults()
{
    // XEP-0004 3.4
    const auto form = read<DataForm>("<x xmlns='jabber:x:data' type='result'><reported><field var='a' label='A'/><field var='b'/></reported>"
                                     "<item><field var='a'><value>1</value></field></item><item><field var='b'><value>2</value></field></item></x>");
    QCOMPARE(form.reported.size(), 2);
    QCOMPARE(form.items.size(), 2);
    QCOMPARE(form.items[1][0].value(), u"2"_s);
    QCOMPARE(DataForm::fromXml(form.toXml()).value(), form);
}

void DiscoveryTest::setsFields()
{
    DataForm form = DataForm::submit(u"urn:f");
    form.set(u"a", u"1"_s).set(u"a", u"2"_s).set(u"b", QStringList {u"x"_s, u"y"_s});
    QCOMPARE(form.fields.size(), 3);
    QCOMPARE(form.value(u"a"), u"2"_s);
    QCOMPARE(form.field(u"b")->values.size(), 2);
}

void DiscoveryTest::capsOfSimpleExample()
{
    // XEP-0115 5.2
    const auto info = read<DiscoInfo>("<query xmlns='http://jabber.org/protocol/disco#info'>"
                                      "<identity category='client' name='Exodus 0.9.1' type='pc'/><feature var='http://jabber.org/protocol/muc'/>"
                                      "<feature var='http://jabber.org/protocol/caps'/><feature var='http://jabber.org/protocol/disco#items'/>"
                                      "<feature var='http://jabber.org/protocol/disco#info'/></query>");
    QCOMPARE(capsVersion(info), u"QgayPKawpkPSDYmwT/WM94uAlu0="_s);
}

void DiscoveryTest::capsOfComplexExample()
{
    // XEP-0115 5.3
    QCOMPARE(capsVersion(read<DiscoInfo>(kComplexInfo)), u"q07IKJEyjvHSyhy//CH0CxmKi8w="_s);
}

void DiscoveryTest::capsDoNotDependOnTheOrderOfForms()
{
    DiscoInfo info = read<DiscoInfo>(kComplexInfo);
    info.forms.append(DataForm::submit(u"urn:another"));
    const auto version = capsVersion(info);
    info.forms.swapItemsAt(0, 1);
    QVERIFY(version);
    QCOMPARE(capsVersion(info), version);
}

void DiscoveryTest::capsOfIllFormedInformationAreRefused_data()
{
    QTest::addColumn<QByteArray>("addition");
    QTest::newRow("identity-twice") << QByteArray("<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>");
    QTest::newRow("feature-twice") << QByteArray("<feature var='http://jabber.org/protocol/muc'/>");
    QTest::newRow("form-type-twice") << QByteArray("<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
                                                   "<value>urn:xmpp:dataforms:softwareinfo</value></field></x>");
}

void DiscoveryTest::capsOfIllFormedInformationAreRefused()
{
    QFETCH(QByteArray, addition);
    QByteArray xmlText = kComplexInfo;
    xmlText.insert(xmlText.lastIndexOf("</query>"), addition);
    QVERIFY(!capsVersion(read<DiscoInfo>(xmlText)));
}

void DiscoveryTest::readsCaps()
{
    const QByteArray xmlText = "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='https://wardline.example' ver='QgayPKawpkPSDYmwT/WM94uAlu0='/>";
    const auto caps = read<Caps>(xmlText);
    QCOMPARE(caps.version, u"QgayPKawpkPSDYmwT/WM94uAlu0="_s);
    QVERIFY(isWrittenAs(caps, xmlText));
}

QTEST_GUILESS_MAIN(DiscoveryTest)
#include "discovery_test.moc"
