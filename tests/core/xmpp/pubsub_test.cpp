// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0048_bookmark_storage.h"
#include "core/xmpp/xep0060_pubsub.h"
#include "core/xmpp/xep0060_pubsub_event.h"
#include "core/xmpp/xep0060_pubsub_owner.h"
#include "core/xmpp/xep0163_pep.h"
#include "core/xmpp/xep0402_bookmarks.h"
#include "tests/core/xmpp/fixture.h"

using namespace wardline;
using namespace wardline::xmpp;
using namespace wardline::xmpp::test;
using namespace Qt::StringLiterals;

class PubSubTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForItems();
    void readsItems();
    void publishesWithOptions();
    void readsPublishedIds();
    void retracts();
    void subscribes();
    void configuresAndDeletes();
    void readsEvents_data();
    void readsEvents();
    void nodeOptionsSayTheSameTwice();
    void oneRequestIsNotAnother();
    void readsBookmark();
    void keepsForeignExtensionsOfBookmarks();
    void bookmarksNeedARoomAddress_data();
    void bookmarksNeedARoomAddress();
    void readsOldBookmarks();
};

void PubSubTest::asksForItems()
{
    // XEP-0060 6.5.2, 6.5.7, 6.5.8
    QVERIFY(isWrittenAs(PubSubItems::all(u"n"_s), "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='n'/></pubsub>"));
    QVERIFY(isWrittenAs(PubSubItems::latest(u"n"_s), "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='n' max_items='1'/></pubsub>"));
    QVERIFY(isWrittenAs(PubSubItems::byId(u"n"_s, {u"a"_s, u"b"_s}),
                        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='n'><item id='a'/><item id='b'/></items></pubsub>"));
}

void PubSubTest::readsItems()
{
    const auto items = read<PubSubItems>("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:bundles'>"
                                         "<item id='1' publisher='a@b/c'><bundle xmlns='urn:b'/></item><item id='2'/></items>"
                                         "<set xmlns='http://jabber.org/protocol/rsm'><first>1</first><last>2</last></set></pubsub>");
    QCOMPARE(items.node, u"urn:bundles"_s);
    QCOMPARE(items.items.size(), 2);
    QVERIFY(items.item(u"1") != nullptr && items.item(u"1")->payload);
    QVERIFY(items.item(u"1")->payload->is(u"bundle", u"urn:b"));
    QCOMPARE(items.item(u"1")->publisher, jid(u"a@b/c"));
    QVERIFY(!items.item(u"2")->payload);
    QVERIFY(items.item(u"3") == nullptr);
    QVERIFY(items.page && !items.page->isEmptyPage());
    QCOMPARE(PubSubItems::fromXml(items.toXml()).value(), items);
}

void PubSubTest::publishesWithOptions()
{
    // XEP-0060 7.1.5, XEP-0163 4.1
    PubSubPublish publish;
    publish.node = u"urn:devices"_s;
    publish.items.append({.id = u"current"_s, .payload = xml::Element(u"devices", u"urn:devices"), .publisher = {}});
    publish.options = publishOptions({.access = PepAccess::Open, .persistItems = true, .maxItems = 0, .sendLastItem = true});
    QVERIFY(isWrittenAs(publish, "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='urn:devices'><item id='current'>"
                                 "<devices xmlns='urn:devices'/></item></publish><publish-options><x xmlns='jabber:x:data' type='submit'>"
                                 "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/pubsub#publish-options</value></field>"
                                 "<field var='pubsub#persist_items'><value>1</value></field><field var='pubsub#access_model'><value>open</value></field>"
                                 "<field var='pubsub#max_items'><value>max</value></field>"
                                 "<field var='pubsub#send_last_published_item'><value>on_sub_and_presence</value></field></x></publish-options></pubsub>"));
}

void PubSubTest::readsPublishedIds()
{
    // XEP-0060 7.1.2
    const auto answer = read<PubSubPublish>("<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='n'>"
                                            "<item id='ae890ac52d0df67ed7cfdf51b644e901'/></publish></pubsub>");
    QCOMPARE(answer.items.first().id, u"ae890ac52d0df67ed7cfdf51b644e901"_s);
}

void PubSubTest::retracts()
{
    // XEP-0060 7.2
    QVERIFY(isWrittenAs(PubSubRetract {.node = u"n"_s, .ids = {u"a"_s}, .notify = true},
                        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><retract node='n' notify='true'><item id='a'/></retract></pubsub>"));
}

void PubSubTest::subscribes()
{
    // XEP-0060 6.1, 6.2
    QVERIFY(isWrittenAs(PubSubSubscribe {.node = u"n"_s, .subscriber = jid(u"a@b"), .isUnsubscribe = false},
                        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='n' jid='a@b'/></pubsub>"));
    QVERIFY(isWrittenAs(PubSubSubscribe {.node = u"n"_s, .subscriber = jid(u"a@b"), .isUnsubscribe = true},
                        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><unsubscribe node='n' jid='a@b'/></pubsub>"));
}

void PubSubTest::configuresAndDeletes()
{
    // XEP-0060 8.2, 8.4
    QVERIFY(isWrittenAs(PubSubConfigure {.node = u"n"_s, .form = {}},
                        "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><configure node='n'/></pubsub>"));
    QVERIFY(isWrittenAs(PubSubDelete {.node = u"n"_s}, "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><delete node='n'/></pubsub>"));
    const auto answer = read<PubSubConfigure>("<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><configure node='n'>"
                                              "<x xmlns='jabber:x:data' type='form'><field var='pubsub#access_model'><value>presence</value></field></x>"
                                              "</configure></pubsub>");
    QVERIFY(answer.form);
    QCOMPARE(answer.form->value(u"pubsub#access_model"), u"presence"_s);
}

void PubSubTest::readsEvents_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("published");
    QTest::addColumn<int>("retracted");
    using Kind = PubSubEvent::Kind;
    QTest::newRow("published") << QByteArray("<items node='n'><item id='1'><x xmlns='urn:x'/></item><item id='2'/></items>")
                               << static_cast<int>(Kind::Items) << 2 << 0;
    QTest::newRow("retracted") << QByteArray("<items node='n'><retract id='1'/></items>") << static_cast<int>(Kind::Items) << 0 << 1;
    QTest::newRow("purged") << QByteArray("<purge node='n'/>") << static_cast<int>(Kind::Purged) << 0 << 0;
    QTest::newRow("deleted") << QByteArray("<delete node='n'/>") << static_cast<int>(Kind::Deleted) << 0 << 0;
    QTest::newRow("configured") << QByteArray("<configuration node='n'/>") << static_cast<int>(Kind::Configured) << 0 << 0;
}

void PubSubTest::readsEvents()
{
    QFETCH(QByteArray, content);
    const QByteArray xmlText = "<event xmlns='http://jabber.org/protocol/pubsub#event'>" + content + "</event>";
    const auto event = read<PubSubEvent>(xmlText);
    QTEST(static_cast<int>(event.kind), "kind");
    QCOMPARE(event.node, u"n"_s);
    QTEST(static_cast<int>(event.items.size()), "published");
    QTEST(static_cast<int>(event.retracted.size()), "retracted");
    QVERIFY(isWrittenAs(event, xmlText));
}

void PubSubTest::nodeOptionsSayTheSameTwice()
{
    const PepNodeOptions options {.access = PepAccess::Whitelist, .persistItems = true, .maxItems = 5, .sendLastItem = false};
    DataForm publish = publishOptions(options);
    const DataForm configuration = nodeConfiguration(options);
    QVERIFY(publish.formType() != configuration.formType());
    QCOMPARE(configuration.value(u"pubsub#max_items"), u"5"_s);
    QCOMPARE(configuration.value(u"pubsub#access_model"), u"whitelist"_s);
    QCOMPARE(configuration.value(u"pubsub#send_last_published_item"), u"never"_s);
    publish.set(u"FORM_TYPE", configuration.formType());
    QCOMPARE(publish, configuration);
}

void PubSubTest::oneRequestIsNotAnother()
{
    const xml::Element items = PubSubItems::all(u"n"_s).toXml();
    QVERIFY(!PubSubPublish::fromXml(items));
    QVERIFY(!PubSubRetract::fromXml(items));
    QVERIFY(!PubSubSubscribe::fromXml(items));
    QVERIFY(!PubSubConfigure::fromXml(items));
}

void PubSubTest::readsBookmark()
{
    // XEP-0402 3.1
    const PubSubItem item {.id = u"theplay@conference.shakespeare.lit"_s,
                           .payload = element("<conference xmlns='urn:xmpp:bookmarks:1' name='The Play' autojoin='true' password='x'><nick>JC</nick></conference>"),
                           .publisher = {}};
    const auto bookmark = Bookmark::fromItem(item);
    QVERIFY(bookmark);
    QCOMPARE(bookmark->room, jid(u"theplay@conference.shakespeare.lit"));
    QCOMPARE(bookmark->name, u"The Play"_s);
    QVERIFY(bookmark->autoJoin);
    QCOMPARE(bookmark->nick, u"JC"_s);
    const auto minimal = Bookmark::fromItem({.id = u"a@b"_s, .payload = element("<conference xmlns='urn:xmpp:bookmarks:1'/>"), .publisher = {}});
    QVERIFY(minimal && !minimal->autoJoin);
    QCOMPARE(Bookmark::nodeOptions().access, PepAccess::Whitelist);
}

void PubSubTest::keepsForeignExtensionsOfBookmarks()
{
    const PubSubItem item {.id = u"a@b"_s,
                           .payload = element("<conference xmlns='urn:xmpp:bookmarks:1'><extensions><state xmlns='http://myclient.example/state' "
                                              "minimized='true'/></extensions></conference>"),
                           .publisher = {}};
    QCOMPARE(Bookmark::fromItem(item)->toItem(), item);
}

void PubSubTest::bookmarksNeedARoomAddress_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("empty") << QString();
    QTest::newRow("current") << u"current"_s;
    QTest::newRow("domain") << u"rooms.example"_s;
    QTest::newRow("occupant") << u"a@rooms.example/nick"_s;
    QTest::newRow("nonsense") << u"@@"_s;
}

void PubSubTest::bookmarksNeedARoomAddress()
{
    QFETCH(QString, id);
    QVERIFY(!Bookmark::fromItem({.id = id, .payload = element("<conference xmlns='urn:xmpp:bookmarks:1'/>"), .publisher = {}}));
}

void PubSubTest::readsOldBookmarks()
{
    // XEP-0048 2
    const QByteArray xmlText = "<storage xmlns='storage:bookmarks'><conference jid='council@conference.underhill.org' name='Council' autojoin='true'>"
                               "<nick>Puck</nick></conference><url name='Works' url='http://shakespeare.example'/></storage>";
    const auto storage = read<BookmarkStorage>(xmlText);
    QCOMPARE(storage.rooms.size(), 1);
    QCOMPARE(storage.rooms[0].nick, u"Puck"_s);
    QCOMPARE(storage.others.size(), 1);
    QVERIFY(isWrittenAs(storage, xmlText));
}

QTEST_GUILESS_MAIN(PubSubTest)
#include "pubsub_test.moc"
