// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/timeline_ward.h"
#include "tests/ui/support/ui_test_main.h"

using namespace wardline;
using namespace wardline::test;

class TimelineProtectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Where only approved devices read along, what comes from another one says so, to the eye and to a screen reader.
    void whatNoApprovedDeviceWroteSaysSo()
    {
        Ward ward;
        service::ConversationEncryption encryption;
        encryption.state = model::EncryptionState::EndToEnd;
        ward.data().encryption[Ward::room()] = encryption;
        const auto from = [&ward](model::Trust trust) {
            return ward.write(u"Stop the heparin."_s, [trust](model::Message &message) {
                message.encryption = model::EncryptionState::EndToEnd;
                message.trust = trust;
            });
        };
        const auto approved = from(model::Trust::Certified);
        const auto compared = from(model::Trust::Verified);
        const auto blind = from(model::Trust::Blind);
        const auto unknown = from(model::Trust::Undecided);
        QVERIFY(!ward.row(blind).layout->edited); // a room that takes any device
        encryption.takesCertifiedOnly = true;
        ward.data().encryption[Ward::room()] = encryption;
        Q_EMIT ward.service().encryptionChanged(Ward::room());
        ward.rig.settle();
        QVERIFY(!ward.row(approved).layout->edited && !ward.row(compared).layout->edited);
        const QString words = u"not from an approved device"_s;
        QCOMPARE(ward.row(blind).layout->edited->text(), words);
        QCOMPARE(ward.row(unknown).layout->edited->text(), words);
        QVERIFY(ward.view().rowWords(*ward.view().rows().indexOf(unknown)).contains(words));
        QVERIFY(!ward.view().rowWords(*ward.view().rows().indexOf(approved)).contains(words));
    }

    /// What the relay gave out days after it was written stands among what is new, and says so.
    void whatWasWrittenLongBeforeItCameSaysSo()
    {
        Ward ward;
        const auto late = [&ward](std::chrono::minutes before) {
            return ward.write(u"Give 10 mmol KCl."_s, [&ward, before](model::Message &message) {
                message.encryption = model::EncryptionState::EndToEnd;
                message.written = ward.rig.clock.now() - before;
            });
        };
        const auto days = late(std::chrono::hours(97));
        const auto minutes = late(std::chrono::minutes(40));
        QCOMPARE(ward.row(days).layout->edited->text(), u"written 4 days before it came here"_s);
        QVERIFY(ward.row(minutes).layout->edited->text().startsWith(u"written earlier"_s));
        QVERIFY(ward.view().rowWords(*ward.view().rows().indexOf(days)).contains(u"written 4 days"_s));
    }

    /// No shield over a message that anybody could read, and none over a conversation in which nothing can be sent.
    void theHeadIsNoShieldWhileSomethingIsInClear()
    {
        Ward ward;
        service::ConversationEncryption encryption;
        encryption.state = model::EncryptionState::EndToEnd;
        const auto tell = [&] {
            ward.data().encryption[Ward::room()] = encryption;
            Q_EMIT ward.service().encryptionChanged(Ward::room());
            ward.rig.settle();
        };
        const auto said = [&] { return ward.rig.find<QWidget>("conversationHeader")->accessibleDescription(); };
        tell();
        const QString usual = u"Encrypted end to end. "_s;
        QVERIFY2(said().startsWith(usual) && !said().contains(u"are not encrypted"_s), qPrintable(said()));
        const auto clear = ward.write(u"In clear"_s);
        QVERIFY2(said().startsWith(usual + u"Some messages here are not encrypted"_s), qPrintable(said()));
        (void)ward.service().change(clear, [](model::Message &message) {
            message.encryption = model::EncryptionState::EndToEnd;
            message.trust = model::Trust::Certified;
        });
        ward.rig.settle();
        QVERIFY2(!said().contains(u"are not encrypted"_s), qPrintable(said()));
        service::EncryptionObstacle obstacle;
        obstacle.why = service::EncryptionObstacle::Why::NoTrustedDevice;
        obstacle.person = demoPerson(u"marek");
        obstacle.personName = u"Marek Novák"_s;
        encryption.obstacles = {obstacle};
        tell();
        QVERIFY2(said().contains(u"Nothing can be sent because of a device of Marek Novák"_s), qPrintable(said()));
        obstacle = {};
        obstacle.why = service::EncryptionObstacle::Why::ManifestTooOld;
        encryption.obstacles = {obstacle};
        tell();
        QVERIFY2(said().contains(u"Nothing can be sent: your organisation's list"_s), qPrintable(said()));
    }
};

WARDLINE_UI_TEST_MAIN(TimelineProtectionTest)
#include "timeline_protection_test.moc"
