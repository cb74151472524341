// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit_verifier.h"
#include "tests/core/service/ward_bench.h"

namespace wardline::service::test {

namespace {

const QString kWard = u"ward@rooms.relay.example"_s;
const QByteArray kWardBytes = "ward@rooms.relay.example";
const QString kThumb = u"\U0001F44D"_s;

QByteArray inRoom(const QByteArray &nick, const QByteArray &id, const QByteArray &body, const QByteArray &stanzaId,
                  const QByteArray &inner = {})
{
    return "<message xmlns='jabber:client' type='groupchat' from='" + kWardBytes
        + (nick.isEmpty() ? QByteArray() : QByteArray("/" + nick)) + "' to='ana@relay.example/x' id='" + id + "'>"
        + (body.isEmpty() ? QByteArray() : "<body>" + body + "</body>")
        + (id.isEmpty() ? QByteArray() : "<origin-id xmlns='urn:xmpp:sid:0' id='" + id + "'/>")
        + (stanzaId.isEmpty() ? QByteArray()
                              : "<stanza-id xmlns='urn:xmpp:sid:0' by='" + kWardBytes + "' id='" + stanzaId + "'/>")
        + inner + "</message>";
}

QByteArray replaces(const QByteArray &id)
{
    return "<replace xmlns='urn:xmpp:message-correct:0' id='" + id + "'/>";
}

QByteArray retracts(const QByteArray &id)
{
    return "<retract xmlns='urn:xmpp:message-retract:1' id='" + id + "'/>";
}

QByteArray reacts(const QByteArray &id, const QString &emoji)
{
    return "<reactions xmlns='urn:xmpp:reactions:0' id='" + id + "'><reaction>" + emoji.toUtf8()
        + "</reaction></reactions>";
}

QByteArray moderated(const QByteArray &id)
{
    return "<apply-to xmlns='urn:xmpp:fasten:0' id='" + id + "'><moderated xmlns='urn:xmpp:message-moderate:0' by='"
        + kWardBytes
        + "/ben'><retract xmlns='urn:xmpp:message-retract:0'/><reason>wrong room</reason></moderated></apply-to>";
}

QByteArray occupant(const QByteArray &nick, const QByteArray &jid)
{
    return "<presence xmlns='jabber:client' from='" + kWardBytes + "/" + nick
        + "'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant' jid='" + jid
        + "/x'/></x></presence>";
}

/// In the ward with ben and eve; ben wrote "potassium 6.9".
struct Ward
{
    WardBench bench;

    Ward()
    {
        bench.relay.rooms = {kWard};
        bench.signIn();
        bench.relay.say(occupant("ben", "ben@relay.example"));
        bench.relay.say(occupant("eve", "eve@relay.example"));
        bench.relay.say(inRoom("ben", "b1", "potassium 6.9", "s1"));
        (void)bench.until([this] { return bench.texts(kWard).size() == 1; });
    }
    QList<model::Message> messages()
    {
        const auto page = bench.answer(bench.session()->messages().newest(jid(kWard), 100));
        return page ? page->messages : QList<model::Message>();
    }
    model::Message first()
    {
        const auto all = messages();
        return all.isEmpty() ? model::Message() : all.first();
    }
    /// What was said before has been dealt with when this has come.
    bool barrier()
    {
        const QByteArray id = "barrier-" + QByteArray::number(++m_barriers);
        bench.relay.say(inRoom("ben", id, id, id));
        return bench.until([this, id] { return bench.texts(kWard).contains(QString::fromLatin1(id)); });
    }
    Status done(QFuture<Status> future)
    {
        (void)bench.until([&future] { return future.isFinished(); });
        return future.isFinished() && future.resultCount() > 0 ? future.result()
                                                               : Status(failure(ServiceError::Internal));
    }
    model::MessageId say(const QString &text, model::MessageId answers = {})
    {
        const auto id = bench.answer(bench.session()->messages().send(jid(kWard), {.text = text, .answers = answers}));
        bench.settle();
        return id.value_or(model::MessageId());
    }
    /// What the log has, oldest first.
    QList<audit::AuditEventType> audited()
    {
        (void)bench.session()->profile().auditLog().flush();
        audit::AuditQuery query;
        query.limit = 1000;
        QList<audit::AuditEventType> types;
        if (const auto records = audit::readAuditLog(bench.session()->profile().auditStorage(), query)) {
            for (const audit::AuditRecord &record : *records) {
                types.append(record.event.type);
            }
        }
        return types;
    }
    /// The room gives our last stanza back to us, as rooms do.
    void reflect(const QByteArray &stanzaId)
    {
        xml::Element echo = bench.relay.messages.last();
        echo.setAttribute(u"from", QString(kWard % u"/ana"));
        echo.add(xml::Element(u"stanza-id", u"urn:xmpp:sid:0")
                     .setAttribute(u"by", kWard)
                     .setAttribute(u"id", QString::fromLatin1(stanzaId)));
        bench.relay.say(xml::writeXml(echo));
        bench.settle();
    }

private:
    int m_barriers = 0;
};

} // namespace

class LiveChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatOthersDoToTheirMessages()
    {
        Ward ward;
        ward.bench.relay.say(inRoom("ben", "b2", "potassium 5.9", "s2", replaces("b1")));
        ward.bench.relay.say(inRoom("eve", "e1", {}, "s3", reacts("s1", kThumb)));
        QVERIFY(ward.bench.until([&ward] { return ward.first().reactions.size() == 1; }));
        QCOMPARE(ward.first().body, u"potassium 5.9"_s);
        QVERIFY(ward.first().corrected);
        const auto versions = ward.bench.answer(ward.bench.session()->messages().versions(ward.first().id));
        QVERIFY(versions && versions->size() == 1);
        QCOMPARE(versions->first().body, u"potassium 6.9"_s);
        ward.bench.relay.say(inRoom("ben", "b3", "was retracted", "s4", retracts("s1")));
        QVERIFY(ward.bench.until([&ward] { return ward.first().tombstone.has_value(); }));
        QVERIFY(ward.first().body.isEmpty());
        QCOMPARE(ward.messages().size(), 1); // no fallback text beside it
    }

    void refusesForgeries_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        QTest::newRow("another member corrects") << inRoom("eve", "e1", "forged", "s2", replaces("b1"));
        QTest::newRow("another member retracts") << inRoom("eve", "e2", {}, "s3", retracts("s1"));
        QTest::newRow("another member retracts, old way") << inRoom(
            "eve", "e3", {}, "s4",
            "<apply-to xmlns='urn:xmpp:fasten:0' id='b1'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to>");
        QTest::newRow("a member moderates as if the room") << inRoom("ben", "e4", {}, "s5", moderated("s1"));
    }
    void refusesForgeries()
    {
        QFETCH(QByteArray, stanza);
        Ward ward;
        model::Member ben;
        ben.jid = jid(u"ben@relay.example");
        ward.bench.answer(ward.bench.session()
                              ->profile()
                              .store()
                              .conversations()
                              .setMembers(jid(kWard), {ben})
                              .then([](const Status &) { return Result<int>(0); }));
        ward.bench.relay.say(stanza);
        QVERIFY(ward.barrier());
        QCOMPARE(ward.first().body, u"potassium 6.9"_s);
        QVERIFY(!ward.first().corrected && !ward.first().tombstone);
        QCOMPARE(ward.messages().size(), 2);
        (void)ward.bench.session()->profile().auditLog().flush();
        int audited = 0;
        audit::AuditQuery query;
        query.limit = 1000;
        const auto records = audit::readAuditLog(ward.bench.session()->profile().auditStorage(), query);
        QVERIFY(records);
        for (const audit::AuditRecord &record : *records) {
            audited += record.event.type == audit::AuditEventType::ForgedStanzaRefused ? 1 : 0;
        }
        QCOMPARE(audited, 1);
    }

    void nobodyCorrectsUnderABorrowedNick()
    {
        Ward ward;
        ward.bench.relay.say("<presence xmlns='jabber:client' type='unavailable' from='" + kWardBytes
                             + "/ben'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' "
                               "role='none'/></x></presence>");
        ward.bench.relay.say(occupant("ben", "eve@relay.example"));
        ward.bench.relay.say(inRoom("ben", "x1", {}, "s9", retracts("s1")));
        ward.bench.relay.say(inRoom("ben", "x2", "after", "s10"));
        QVERIFY(ward.bench.until([&ward] { return ward.bench.texts(kWard).contains(u"after"_s); }));
        QCOMPARE(ward.first().body, u"potassium 6.9"_s);
    }

    void theRoomRemovesMessages()
    {
        Ward ward;
        ward.bench.relay.say(inRoom({}, "mod1", {}, {}, moderated("s1")));
        QVERIFY(ward.bench.until([&ward] { return ward.first().tombstone.has_value(); }));
        QVERIFY(ward.first().tombstone->isModerated);
        QCOMPARE(ward.first().tombstone->byName, u"ben"_s);
        QCOMPARE(ward.first().tombstone->reason, u"wrong room"_s);
        QVERIFY(ward.first().body.isEmpty());
    }

    void dropsWhatIsNoReaction_data()
    {
        QTest::addColumn<QByteArray>("inner");
        QTest::newRow("words") << reacts("s1", u"hello"_s);
        QTest::newRow("two emoji") << reacts("s1", kThumb + kThumb);
        QTest::newRow("a joiner alone") << reacts("s1", u"\u200D"_s);
        QTest::newRow("64 kB") << reacts("s1", kThumb.repeated(16000));
        QTest::newRow("an id of 64 kB") << reacts(QByteArray(65536, 'x'), kThumb);
        QTest::newRow("no id") << QByteArray("<reactions xmlns='urn:xmpp:reactions:0'/>");
    }
    void dropsWhatIsNoReaction()
    {
        QFETCH(QByteArray, inner);
        Ward ward;
        ward.bench.relay.say(inRoom("eve", "e1", {}, "s3", inner));
        QVERIFY(ward.barrier());
        QVERIFY(ward.first().reactions.isEmpty());
    }

    void answersNameTheMessageAndHideTheQuotedText()
    {
        Ward ward;
        ward.bench.relay.say(inRoom("eve", "e1", "&gt; potassium 6.9\nrepeat it", "s2",
                                    "<reply xmlns='urn:xmpp:reply:0' to='" + kWardBytes
                                        + "/ben' id='s1'/><fallback xmlns='urn:xmpp:fallback:0' "
                                          "for='urn:xmpp:reply:0'><body start='0' end='16'/></fallback>"));
        QVERIFY(ward.bench.until([&ward] { return ward.messages().size() == 2; }));
        QCOMPARE(ward.messages().at(1).body, u"repeat it"_s);
        QCOMPARE(ward.messages().at(1).quote->text, u"potassium 6.9"_s);
        QVERIFY(ward.say(u"on my way"_s, ward.messages().at(1).id).isValid());
        const xml::Element sent = ward.bench.relay.messages.last();
        QCOMPARE(sent.childText(u"body", u"jabber:client"), u"> repeat it\non my way"_s);
        const xml::Element *reply = sent.child(u"reply", u"urn:xmpp:reply:0");
        QVERIFY(reply != nullptr);
        QCOMPARE(reply->attribute(u"id"), u"s2"_s);
        QCOMPARE(reply->attribute(u"to"), QString(kWard % u"/eve"));
        QCOMPARE(ward.messages().last().body, u"on my way"_s);
        QCOMPARE(ward.messages().last().quote->id, ward.messages().at(1).id);
    }

    void mentionsCount()
    {
        Ward ward;
        const QByteArray reference = "<reference xmlns='urn:xmpp:reference:0' type='mention' begin='0' end='4' "
                                     "uri='xmpp:ana@relay.example'/>";
        ward.bench.relay.say(inRoom("ben", "b9", "@Ana please", "s9", reference));
        QVERIFY(ward.bench.until([&ward] { return ward.messages().size() == 2; }));
        QVERIFY(ward.messages().at(1).mentionsMe);
        QVERIFY(ward.bench.until(
            [&ward] { return ward.bench.session()->rooms().conversation(jid(kWard))->mentions == 1; }));
        const auto sent = ward.bench.answer(ward.bench.session()->messages().send(
            jid(kWard),
            {.text = u"\U0001F44D @Ben"_s, .answers = {}, .mentions = {{jid(u"ben@relay.example"), 3, 4}}}));
        QVERIFY(sent);
        ward.bench.settle();
        const xml::Element *mention = ward.bench.relay.messages.last().child(u"reference", u"urn:xmpp:reference:0");
        QVERIFY(mention != nullptr);
        QCOMPARE(mention->attribute(u"begin"), u"2"_s); // code points
        QCOMPARE(mention->attribute(u"end"), u"6"_s);
        QCOMPARE(mention->attribute(u"uri"), u"xmpp:ben@relay.example"_s);
    }

    void aMessageThatIsSentAgainStillNamesPeople()
    {
        Ward ward;
        const auto sent = ward.bench.answer(ward.bench.session()->messages().send(
            jid(kWard), {.text = u"@Ben please"_s, .answers = {}, .mentions = {{jid(u"ben@relay.example"), 0, 4}}}));
        QVERIFY(sent);
        ward.bench.settle();
        const QByteArray id = ward.bench.relay.messages.last().attribute(u"id").toUtf8();
        ward.bench.relay.say("<message xmlns='jabber:client' type='error' from='" + kWardBytes + "' id='" + id
                             + "'><error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                               "</error></message>");
        QVERIFY(ward.bench.until([&ward] { return ward.messages().last().state == model::DeliveryState::Failed; }));
        const qsizetype before = ward.bench.relay.messages.size();
        ward.bench.session()->messages().retry(*sent);
        QVERIFY(ward.bench.until([&] { return ward.bench.relay.messages.size() > before; }));
        const xml::Element *mention = ward.bench.relay.messages.last().child(u"reference", u"urn:xmpp:reference:0");
        QVERIFY(mention != nullptr);
        QCOMPARE(mention->attribute(u"uri"), u"xmpp:ben@relay.example"_s);
    }

    void nobodyElseRefusesARoomForUs()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.relay.answersJoins = false;
        bench.relay.joinAnswer = "<presence xmlns='jabber:client' type='error' from='" + kWardBytes
            + "/eve'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>";
        bench.workstation->signIn().signIn(WardBench::request());
        QVERIFY(bench.until(
            [&] { return bench.session() != nullptr && bench.session()->rooms().conversation(jid(kWard)); }));
        bench.settle();
        QCOMPARE(bench.session()->rooms().conversation(jid(kWard))->posting, model::PostingRight::NotJoined);
    }

    void whatIsDoneToMembersIsAudited()
    {
        Ward ward;
        QVERIFY(ward.done(
            ward.bench.session()->rooms().grant(jid(kWard), jid(u"eve@relay.example"), model::Affiliation::None)));
        QCOMPARE(ward.audited().last(), audit::AuditEventType::RoomMembersChanged);
    }

    void newsOfAnAccountThatSomebodyElseSendsAreAudited()
    {
        Ward ward;
        ward.bench.relay.say("<message xmlns='jabber:client' type='headline' from='ana@relay.example/elsewhere' "
                             "to='ana@relay.example'><event xmlns='http://jabber.org/protocol/pubsub#event'><items "
                             "node='urn:xmpp:bookmarks:1'><item id='trap@rooms.relay.example'><conference "
                             "xmlns='urn:xmpp:bookmarks:1' autojoin='true'/></item></items></event></message>");
        QVERIFY(ward.barrier());
        QCOMPARE(ward.audited().count(audit::AuditEventType::ForgedStanzaRefused), 1);
        QVERIFY(!ward.bench.session()->rooms().conversation(jid(u"trap@rooms.relay.example")));
    }

    void correctsReactsAndTakesBack()
    {
        Ward ward;
        MessageService &service = ward.bench.session()->messages();
        const model::MessageId id = ward.say(u"bed 12"_s);
        ward.reflect("s20");
        model::Message own = ward.messages().last();
        QVERIFY(service.rights(own).mayCorrect && service.rights(own).mayRetract && service.rights(own).mayReact);
        QVERIFY(!service.rights(own).mayModerate);
        for (const bool allowsCopy : {false, true}) { // as policy says
            ward.bench.rules.allowsCopy = allowsCopy;
            QCOMPARE(service.rights(own).mayCopy, allowsCopy);
        }
        QVERIFY(!service.rights(ward.first()).mayCorrect && !service.rights(ward.first()).mayRetract);
        QVERIFY(ward.done(service.correct(id, {.text = u"bed 13"_s})));
        ward.bench.settle();
        const xml::Element sent = ward.bench.relay.messages.last();
        QCOMPARE(sent.child(u"replace", u"urn:xmpp:message-correct:0")->attribute(u"id"), own.originId);
        QCOMPARE(sent.childText(u"body", u"jabber:client"), u"bed 13"_s);
        ward.reflect("s21");
        QCOMPARE(ward.messages().last().body, u"bed 13"_s);
        QCOMPARE(ward.messages().size(), 2);

        QVERIFY(ward.done(service.react(ward.first().id, {kThumb})));
        ward.bench.settle();
        QCOMPARE(ward.bench.relay.messages.last().child(u"reactions", u"urn:xmpp:reactions:0")->attribute(u"id"),
                 u"s1"_s);
        QVERIFY(ward.first().reactions.first().isOwn);
        QVERIFY(isError(ward.done(service.react(ward.first().id, {u"no"_s})), ServiceError::NotAllowed));
        QVERIFY(isError(ward.done(service.correct(ward.first().id, {.text = u"x"_s})), ServiceError::NotAllowed));
        QVERIFY(isError(ward.done(service.retract(ward.first().id)), ServiceError::NotAllowed));

        QVERIFY(ward.done(service.retract(id)));
        ward.bench.settle();
        QCOMPARE(ward.bench.relay.messages.last().child(u"retract", u"urn:xmpp:message-retract:1")->attribute(u"id"),
                 u"s20"_s);
        QVERIFY(ward.messages().last().tombstone);
        QVERIFY(isError(ward.done(service.correct(id, {.text = u"x"_s})), ServiceError::NoSuchMessage));
        QCOMPARE(ward.bench.session()->unsentCount(), 0);
    }

    void policyLimitsTheTime()
    {
        Ward ward;
        const model::MessageId id = ward.say(u"bed 12"_s);
        ward.reflect("s20");
        ward.bench.clock.advance(std::chrono::minutes(61));
        MessageService &service = ward.bench.session()->messages();
        QVERIFY(!service.rights(ward.messages().last()).mayCorrect);
        QVERIFY(isError(ward.done(service.correct(id, {.text = u"x"_s})), ServiceError::TooLate));
        QVERIFY(isError(ward.done(service.retract(id)), ServiceError::TooLate));
        QCOMPARE(ward.messages().last().body, u"bed 12"_s);
    }

    void changesWaitForTheConnection()
    {
        Ward ward;
        const model::MessageId id = ward.say(u"bed 12"_s);
        ward.reflect("s20");
        xml::Element kept = ward.bench.relay.messages.last(); // the room has it, too: nothing of ours is lost there
        kept.setAttribute(u"from", QString(kWard % u"/ana"));
        ward.bench.relay.archives[kWard] = {{u"s1"_s, "2025-12-31T23:00:00Z", inRoom("ben", "b1", "potassium 6.9", {})},
                                            {u"s20"_s, "2026-01-01T00:00:00Z", xml::writeXml(kept)}};
        ward.bench.relay.isReachable = false;
        ward.bench.relay.cut();
        ward.bench.settle();
        const qsizetype before = ward.bench.relay.messages.size();
        QVERIFY(ward.done(ward.bench.session()->messages().correct(id, {.text = u"bed 13"_s})));
        QVERIFY(ward.done(ward.bench.session()->messages().react(ward.first().id, {kThumb})));
        QVERIFY(isError(ward.done(ward.bench.session()->messages().moderate(ward.first().id, {})),
                        ServiceError::RelayNotReachable));
        QCOMPARE(ward.messages().last().body, u"bed 13"_s);
        ward.bench.relay.isReachable = true;
        ward.bench.relay.resumes = false;
        ward.bench.timers.advance(std::chrono::seconds(120));
        QVERIFY(ward.bench.until([&] { return ward.bench.relay.messages.size() == before + 2; }));
    }

    void takesBackWhatNeverLeft()
    {
        Ward ward;
        ward.bench.relay.isReachable = false;
        ward.bench.relay.cut();
        ward.bench.settle();
        const qsizetype before = ward.bench.relay.messages.size();
        const model::MessageId id = ward.say(u"wrong room"_s);
        QVERIFY(ward.bench.session()->messages().rights(ward.messages().last()).mayRetract);
        QVERIFY(ward.bench.session()->messages().rights(ward.messages().last()).mayCancel);
        QVERIFY(ward.done(ward.bench.session()->messages().retract(id)));
        QVERIFY(ward.messages().last().tombstone);
        QCOMPARE(ward.audited().last(), audit::AuditEventType::MessageCancelled);
        ward.bench.relay.isReachable = true;
        ward.bench.timers.advance(std::chrono::seconds(120));
        QVERIFY(ward.bench.until([&ward] { return ward.bench.session()->isCaughtUp(); }));
        ward.bench.settle();
        QCOMPARE(ward.bench.relay.messages.size(), before);
    }

    void whatMayHaveLeftCannotBeCancelled()
    {
        Ward ward;
        ward.bench.relay.takesMessages = false; // it goes out and nobody says that it came
        (void)ward.say(u"on its way"_s);
        ward.bench.settle();
        QCOMPARE(ward.messages().last().state, model::DeliveryState::Queued);
        QVERIFY(!ward.bench.session()->messages().rights(ward.messages().last()).mayCancel);
        ward.bench.relay.isReachable = false;
        ward.bench.relay.cut();
        ward.bench.settle();
        QVERIFY(!ward.bench.session()->messages().rights(ward.messages().last()).mayCancel);
    }

    void eachChangeIsAuditedAsWhatItIs()
    {
        Ward ward;
        MessageService &service = ward.bench.session()->messages();
        const model::MessageId id = ward.say(u"bed 12"_s);
        QCOMPARE(ward.audited().last(), audit::AuditEventType::MessageSent);
        ward.reflect("s20");
        QVERIFY(ward.done(service.correct(id, {.text = u"bed 13"_s})));
        QCOMPARE(ward.audited().last(), audit::AuditEventType::MessageCorrected);
        QVERIFY(ward.done(service.react(ward.first().id, {kThumb})));
        QCOMPARE(ward.audited().last(), audit::AuditEventType::ReactionChanged);
        QVERIFY(ward.done(service.retract(id)));
        QCOMPARE(ward.audited().last(), audit::AuditEventType::MessageRetracted);
        QCOMPARE(ward.audited().count(audit::AuditEventType::MessageSent), 1);
    }

    void saysWhatWasDoneToAMessage()
    {
        Ward ward;
        QList<MessageAlteration> heard;
        QObject::connect(&ward.bench.session()->messages(), &MessageService::messageAltered, ward.bench.session(),
                         [&heard](const MessageAlteration &what) { heard.append(what); });
        ward.bench.relay.say(inRoom("ben", "b2", "potassium 3.9", "s2", replaces("b1")));
        QVERIFY(ward.bench.until([&] { return heard.size() == 1; }));
        QCOMPARE(heard.last().kind, MessageAlteration::Kind::Corrected);
        QCOMPARE(heard.last().by, jid(u"ben@relay.example"));
        QCOMPARE(heard.last().id, ward.first().id);
        QVERIFY(!heard.last().isOwn);
    }

    void aNewWorkstationCallsNothingOldUnread()
    {
        WardBench bench;
        bench.relay.rooms = {kWard};
        bench.relay.archives[kWard] = {{u"a1"_s, "2025-12-31T10:00:00Z", inRoom("ben", "b1", "old", {})}};
        bench.relay.archives[QString()] = {
            {u"d1"_s, "2025-12-31T10:00:00Z", directMessage("ben@relay.example/x", "old, too")}};
        bench.signIn();
        QVERIFY(bench.until(
            [&bench] { return bench.texts(kWard).size() == 1 && bench.texts(u"ben@relay.example").size() == 1; }));
        for (const model::ConversationSummary &summary : bench.session()->rooms().conversations()) {
            QCOMPARE(summary.unread, 0);
        }
        bench.clock.advance(std::chrono::seconds(5));
        bench.relay.say(directMessage("ben@relay.example/x", "new"));
        QVERIFY(bench.until(
            [&bench] { return bench.session()->rooms().conversation(jid(u"ben@relay.example"))->unread == 1; }));
    }
};

} // namespace wardline::service::test

QTEST_GUILESS_MAIN(wardline::service::test::LiveChangesTest)
#include "live_changes_test.moc"
