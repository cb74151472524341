// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/held_messages.h"
#include "core/xmpp/wardline_urgency.h"
#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0308_correct.h"
#include "tests/core/service/certified_ward.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using model::Unreadable;
using Type = audit::AuditEventType;

namespace {

/// A certified ward in which somebody writes to Ana.
struct HeldWard : CertifiedWard
{
    explicit HeldWard(trust::RoomDeviceRule direct = trust::RoomDeviceRule::CertifiedOnly)
        : CertifiedWard(direct)
    {
    }

    void begin()
    {
        publish();
        signIn();
        (void)send(); // fetches keys, whether or not it is refused
        ana = listed();
        QVERIFY(ana != 0);
        meets(ben);
    }
    quint32 listed()
    {
        const QByteArray kept = nodes.value({kOwn, xmpp::omemoDeviceListNode(OmemoVersion::V2)}).value(u"current"_s);
        const auto list = kept.isEmpty() ? Result<xmpp::OmemoDeviceList>(failure(ServiceError::Internal))
                                         : xmpp::OmemoDeviceList::fromXml(*xml::readXml(kept));
        return list && !list->devices.isEmpty() ? list->devices.first().id : 0;
    }
    void meets(DeviceBench &device)
    {
        const QByteArray kept = nodes.value({kOwn, xmpp::omemoBundleNode(OmemoVersion::V2, ana)})
                                    .value(xmpp::omemoBundleItem(OmemoVersion::V2, ana));
        const auto bundle = xmpp::OmemoBundle::fromXml(*xml::readXml(kept));
        QVERIFY(bundle);
        (void)device.write<QByteArray>([&](store::OmemoStore &keys) {
            return device.context->engine.beginSession(keys, {jid(kOwn), ana}, *bundle, {});
        });
    }
    void says(DeviceBench &device, const QList<xml::Element> &content, const QString &id)
    {
        const auto sealed = device.write<omemo::SealedMessage>([&](store::OmemoStore &keys) {
            return device.context->engine.encrypt(keys, {device.own, jid(kOwn), false}, {content, {}},
                                                  {{{jid(kOwn), ana}, OmemoVersion::V2, {}}});
        });
        xmpp::MessageStanza stanza;
        stanza.from = device.own.withResource(u"x"_s).value_or(device.own);
        stanza.to = jid(kOwn);
        stanza.type = xmpp::MessageType::Chat;
        stanza.id = id;
        stanza.payloads.append(sealed.elements);
        stanza.body = u"encrypted"_s;
        ward.clock.advance(std::chrono::milliseconds(1));
        ward.relay.say(xml::writeXml(stanza.toXml()));
        rest();
    }
    void rest()
    {
        for (int i = 0; i < 3; ++i) {
            (void)ward.answer(ward.session()->profile().store().threads().write(
                [](store::WritableDatabase &) -> Result<bool> { return true; }));
            ward.settle();
        }
    }
    QList<model::Message> rows()
    {
        const auto page = ward.answer(ward.session()->messages().newest(ben.own, 100));
        QList<model::Message> others;
        for (const model::Message &message : page ? page->messages : QList<model::Message>()) {
            if (!message.isOwn) {
                others.append(message);
            }
        }
        return others;
    }
    int forgeries(audit::AuditReason reason)
    {
        int count = 0;
        for (const audit::AuditRecord &record :
             audit::readAuditLog(ward.session()->profile().auditStorage(), {}).value()) {
            count += record.event.reason == reason ? 1 : 0;
        }
        return count;
    }

    quint32 ana = 0;
};

} // namespace

class HeldMessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatNoCertifiedDeviceWroteIsHeldBackUntilAPersonShowsIt()
    {
        HeldWard bench;
        bench.begin();
        bench.says(bench.ben, {xmpp::UrgencyMark{model::Urgency::Stat}.toXml(), body(u"stop the heparin"_s)}, u"b1"_s);
        QCOMPARE(bench.rows().size(), 1);
        QCOMPARE(bench.rows().first().unreadable, std::optional(Unreadable::UncertifiedDevice));
        QVERIFY(bench.rows().first().body.isEmpty());
        QVERIFY(!bench.rows().first().urgency);
        QCOMPARE(bench.forgeries(audit::AuditReason::UncertifiedDevice), 1);
        // held back over a restart, too
        bench.ward.restart();
        bench.signIn();
        QCOMPARE(bench.rows().first().unreadable, std::optional(Unreadable::UncertifiedDevice));
        const model::MessageId id = bench.rows().first().id;
        QVERIFY(bench.ward.answer(bench.ward.session()->messages().showHeld(id)));
        QCOMPARE(bench.rows().first().body, u"stop the heparin"_s);
        QCOMPARE(bench.rows().first().urgency, std::optional(model::Urgency::Stat));
        QVERIFY(!bench.rows().first().unreadable);
        QCOMPARE(bench.rows().first().trust, std::optional(model::Trust::Undecided)); // and the row goes on saying so
        QCOMPARE(bench.audited(Type::HeldMessageShown), 1);
        QVERIFY(!bench.ward.answer(bench.ward.session()->messages().showHeld(id)));
    }

    void itIsShownByItselfWhenTheDeviceIsCertifiedAfterAll()
    {
        HeldWard bench;
        bench.begin();
        bench.says(bench.ben, {body(u"from a new workstation"_s)}, u"b1"_s);
        QCOMPARE(bench.rows().first().unreadable, std::optional(Unreadable::UncertifiedDevice));
        bench.certify(bench.ben);
        bench.publish();
        QVERIFY(bench.refresh());
        bench.rest();
        QCOMPARE(bench.rows().first().body, u"from a new workstation"_s);
        QCOMPARE(bench.rows().first().trust, std::optional(model::Trust::Certified));
    }

    void aDeviceThatWasLetInIsRead()
    {
        HeldWard bench;
        bench.begin();
        bench.says(bench.ben, {body(u"before"_s)}, u"b1"_s);
        QVERIFY(bench.admit());
        bench.rest();
        bench.says(bench.ben, {body(u"after"_s)}, u"b2"_s);
        QCOMPARE(bench.rows().size(), 2);
        QCOMPARE(bench.rows().first().body, u"before"_s);
        QCOMPARE(bench.rows().last().body, u"after"_s);
    }

    /// The relay writes in the name of somebody who has a certified device, where certified ones come first.
    void aDeviceThatTheRelayMakesUpSaysNothingForACertifiedPerson()
    {
        HeldWard bench(trust::RoomDeviceRule::CertifiedFirst);
        bench.certify(bench.ben);
        bench.begin();
        bench.says(bench.ben, {body(u"give 5 mg"_s)}, u"b1"_s);
        QCOMPARE(bench.rows().last().body, u"give 5 mg"_s);
        DeviceBench made(bench.ben.own, 66);
        bench.meets(made);
        bench.says(made, {body(u"stop the heparin"_s)}, u"b2"_s);
        QCOMPARE(bench.rows().last().unreadable, std::optional(Unreadable::UncertifiedDevice));
        // Nor does it change what the certified one wrote: its correction is a message that is held back.
        bench.says(made, {xmpp::Correction{u"b1"_s}.toXml(), body(u"give 50 mg"_s)}, u"b3"_s);
        QCOMPARE(bench.rows().first().body, u"give 5 mg"_s);
        QVERIFY(!bench.rows().first().corrected);
        QCOMPARE(bench.rows().size(), 3);
        QCOMPARE(bench.rows().last().unreadable, std::optional(Unreadable::UncertifiedDevice));
        QVERIFY(bench.ward.answer(bench.ward.session()->messages().showHeld(bench.rows().last().id)));
        QCOMPARE(bench.rows().last().body, u"give 50 mg"_s);
        QVERIFY(!bench.rows().first().corrected);
    }

    /// The relay shows the next list and keeps back the page on which she would be, and this program starts anew.
    void withholdingAPublishedListDoesNotSwitchTheRuleOffAfterARestart()
    {
        HeldWard bench(trust::RoomDeviceRule::CertifiedFirst);
        bench.certify(bench.ben);
        bench.begin();
        bench.revocations.append({{jid(u"cleo@relay.example"), 5},
                                  trust::statementKeyFromCurve(CertifiedWard::keyOf(bench.ben)).value(),
                                  1,
                                  trust::test::seconds(bench.clinic.clock.now())});
        bench.publish();
        bench.nodes.remove({CertifiedWard::kAuthority, trust::pagesNode()});
        QVERIFY(!bench.refresh());
        bench.ward.restart();
        bench.signIn();
        DeviceBench made(bench.ben.own, 66);
        bench.publishDevice(made);
        bench.meets(made);
        bench.says(made, {body(u"stop the heparin"_s)}, u"b1"_s);
        QCOMPARE(bench.rows().size(), 1);
        QCOMPARE(bench.rows().last().unreadable, std::optional(Unreadable::UncertifiedDevice));
        QVERIFY(!bench.send()); // nor does the made-up device get anything
    }

    /// The organisation stands for nobody any more: that is no reason to believe what was held back.
    void whatIsHeldBackDoesNotOpenBecauseTheRuleIsGone()
    {
        HeldWard bench(trust::RoomDeviceRule::CertifiedFirst);
        bench.certify(bench.ben);
        bench.begin();
        DeviceBench made(bench.ben.own, 66);
        bench.publishDevice(made);
        bench.meets(made);
        bench.says(made, {body(u"stop the heparin"_s)}, u"b1"_s);
        QCOMPARE(bench.rows().last().unreadable, std::optional(Unreadable::UncertifiedDevice));
        bench.statements.clear();
        bench.publish();
        QVERIFY(bench.refresh());
        bench.rest();
        QCOMPARE(bench.rows().size(), 1);
        QCOMPARE(bench.rows().last().unreadable, std::optional(Unreadable::UncertifiedDevice));
        QVERIFY(bench.rows().last().body.isEmpty());
    }

    void onlySoMuchIsHeldBackOfOneSender()
    {
        HeldWard bench;
        bench.begin();
        const auto are = [&bench](Unreadable why) {
            const QList<model::Message> rows = bench.rows();
            return std::count_if(rows.begin(), rows.end(),
                                 [why](const model::Message &row) { return row.unreadable == why; });
        };
        const QString much(100'000, u'x');
        for (int i = 0; i < 7; ++i) {
            bench.says(bench.ben, {body(much)}, u"b%1"_s.arg(i));
        }
        QCOMPARE(bench.rows().size(), 7);
        QCOMPARE(are(Unreadable::UncertifiedDevice), 5);
        QCOMPARE(are(Unreadable::TooManyHeld), 2); // it says that it came, and no more
        bench.ward.restart();
        bench.signIn();
        bench.says(bench.ben, {body(much)}, u"b8"_s); // nor does a new start make more room
        QCOMPARE(are(Unreadable::UncertifiedDevice), 5);
        const QList<model::Message> rows = bench.rows();
        QVERIFY(bench.ward.answer(bench.ward.session()->messages().showHeld(rows.first().id)));
        QVERIFY(!bench.ward.answer(bench.ward.session()->messages().showHeld(rows.last().id)));
        bench.says(bench.ben, {body(much)}, u"b9"_s); // what was shown made room
        QCOMPARE(bench.rows().last().unreadable, std::optional(Unreadable::UncertifiedDevice));
        bench.certify(bench.ben);
        bench.publish();
        QVERIFY(bench.refresh());
        bench.rest();
        QCOMPARE(are(Unreadable::UncertifiedDevice), 0);
        QCOMPARE(are(Unreadable::TooManyHeld), 3);
    }

    /// Whoever makes up devices in somebody's name does not take all the place of their true one.
    void whatOneDeviceFillsLeavesRoomForAnother()
    {
        HeldWard bench;
        bench.begin();
        const QString much(100'000, u'x');
        for (const quint64 seed : {66, 67, 68}) {
            DeviceBench made(bench.ben.own, seed);
            bench.meets(made);
            for (int i = 0; i < 7; ++i) {
                bench.says(made, {body(much)}, u"m%1-%2"_s.arg(seed).arg(i));
            }
            QCOMPARE(bench.rows().last().unreadable, std::optional(Unreadable::TooManyHeld));
        }
        bench.says(bench.ben, {body(u"the true one"_s)}, u"b1"_s);
        QCOMPARE(bench.rows().last().unreadable, std::optional(Unreadable::UncertifiedDevice));
    }

    /// A disk that is full for a while: the same message comes again and again until it can be stored.
    void whatCouldNotBeStoredTakesNoRoom()
    {
        HeldWard bench;
        bench.begin();
        OmemoContext &context = *bench.ward.session()->encryption()->context();
        store::IncomingMessage held;
        held.message.conversation = held.message.sender = bench.ben.own;
        held.message.stanzaId = u"s1"_s;
        held.sealed = QByteArray(100, 'x');
        const auto take = [&](const store::IncomingMessage &message) {
            return bench.ward.answer(bench.ward.session()->profile().store().threads().write(
                [&context, message](store::WritableDatabase &database) -> Result<bool> {
                    return takeHeldSpace(context, database, message, 7);
                }));
        };
        for (int i = 0; i < 2 * kMaxHeldOfDevice.messages; ++i) {
            QCOMPARE(take(held), true);
        }
        // many of them at once, undone each time
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < kMaxHeldOfDevice.messages - 1; ++i) {
                held.message.stanzaId = u"m%1"_s.arg(i);
                QCOMPARE(take(held), true);
            }
        }
        // and others come in the end, which were never stored: it is looked again what is there
        held.message.stanzaId = u"last"_s;
        QCOMPARE(take(held), false);
        bench.ward.clock.advance(std::chrono::minutes(2));
        QCOMPARE(take(held), true);
    }

    /// A phone that was reported stolen: what waited of it is not shown by a click either.
    void whatIsHeldBackOfARevokedDeviceIsNotShown_data()
    {
        QTest::addColumn<bool>("isRevoked");
        QTest::newRow("revoked") << true;
        QTest::newRow("distrusted by hand") << false;
    }
    void whatIsHeldBackOfARevokedDeviceIsNotShown()
    {
        QFETCH(bool, isRevoked);
        HeldWard bench;
        bench.begin();
        bench.says(bench.ben, {body(u"stop the heparin"_s)}, u"b1"_s);
        QCOMPARE(bench.rows().first().unreadable, std::optional(Unreadable::UncertifiedDevice));
        if (isRevoked) {
            bench.revoke(bench.ben);
            bench.publish();
            QVERIFY(bench.refresh());
        } else {
            std::optional<Status> judged;
            bench.ward.session()->encryption()->judge({bench.ben.own, bench.ben.id}, model::ManualTrust::Distrusted,
                                                      [&judged](const Status &done) { judged = done; });
            QVERIFY(bench.ward.until([&judged] { return judged.has_value(); }));
        }
        bench.rest();
        const auto shown = bench.ward.answer(bench.ward.session()->messages().showHeld(bench.rows().first().id));
        QVERIFY(!shown && shown.error().is(ServiceError::NotAllowed));
        QVERIFY(bench.rows().first().body.isEmpty());
        QCOMPARE(bench.rows().first().unreadable, std::optional(Unreadable::DistrustedDevice));
        QCOMPARE(bench.forgeries(audit::AuditReason::DistrustedDevice), 1);
        QCOMPARE(bench.audited(Type::HeldMessageShown), 0);
    }

    /// Whoever floods a conversation must not make everything be looked at again with each message.
    void itIsLookedAtAgainOnlyWhenMoreIsKnown()
    {
        HeldWard bench;
        bench.begin();
        bench.says(bench.ben, {body(u"one"_s)}, u"b0"_s);
        QSignalSpy looks(bench.ward.session()->encryption(), &Encryption::heldMayOpen);
        for (int i = 1; i < 6; ++i) {
            bench.says(bench.ben, {body(u"more"_s)}, u"b%1"_s.arg(i));
        }
        QCOMPARE(bench.rows().size(), 6);
        QCOMPARE(looks.count(), 0);
        bench.certify(bench.ben);
        bench.publish();
        QVERIFY(bench.refresh());
        bench.rest();
        QCOMPARE(looks.count(), 1);
        QCOMPARE(bench.rows().last().body, u"more"_s);
    }

    void itsReceiptsDoNotCount()
    {
        HeldWard bench(trust::RoomDeviceRule::CertifiedFirst);
        bench.certify(bench.ben);
        bench.begin();
        const auto sent = bench.send();
        QVERIFY(sent);
        const auto own = [&] {
            const auto message = bench.ward.answer(bench.ward.session()->messages().byIds({*sent}));
            return message->first();
        };
        const model::DeliveryState before = own().state;
        DeviceBench made(bench.ben.own, 66);
        bench.publishDevice(made); // listed, and believed blindly where nobody certifies
        bench.meets(made);
        bench.says(made, {xmpp::Receipt{own().originId}.toXml()}, u"b1"_s);
        QCOMPARE(own().state, before);
        bench.says(bench.ben, {xmpp::Receipt{own().originId}.toXml()}, u"b2"_s);
        QCOMPARE(own().state, model::DeliveryState::OnDevice);
    }

    void whatWasWrittenLongBeforeItCameSaysSo()
    {
        HeldWard bench;
        bench.certify(bench.ben);
        bench.begin();
        bench.says(bench.ben, {body(u"now"_s)}, u"b1"_s);
        QVERIFY(!bench.rows().last().written);
        const Instant written = bench.ben.clock.now();
        bench.passTime(std::chrono::hours(90)); // the relay kept it
        bench.says(bench.ben, {body(u"give 10 mmol KCl"_s)}, u"b2"_s);
        QCOMPARE(bench.rows().last().body, u"give 10 mmol KCl"_s);
        QVERIFY(bench.rows().last().written);
        QVERIFY(std::chrono::abs(*bench.rows().last().written - written) < std::chrono::seconds(2));
        QCOMPARE(bench.audited(Type::MessageDelayed), 1);
    }
};

QTEST_GUILESS_MAIN(HeldMessagesTest)
#include "held_messages_test.moc"
