// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/organisation_trust.h"

#include "core/audit/audit_schema.h"
#include "core/audit/audit_verifier.h"
#include "core/trust/authority_wire.h"
#include "tests/core/service/ward_bench.h"
#include "tests/core/trust/trust_fixture.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using trust::TrustError;
using trust::test::Device;
using trust::test::Organisation;
using Reason = audit::AuditReason;
using State = trust::Certification::State;

namespace {

/// A workstation on a relay that keeps the documents of an organisation, or others.
struct TrustBench
{
    WardBench ward;
    Organisation clinic;
    QHash<QString, QByteArray> items; ///< "node item" -> document
    int questions = 0;

    TrustBench()
    {
        ward.relay.answerInstead = [this](const xml::Element &iq) { return answer(iq); };
        ward.signIn();
    }

    bool answer(const xml::Element &iq)
    {
        const xml::Element *pubsub = iq.child(u"pubsub", u"http://jabber.org/protocol/pubsub");
        const xml::Element *asked = pubsub != nullptr ? pubsub->child(u"items", pubsub->ns()) : nullptr;
        if (asked == nullptr || !asked->attribute(u"node").startsWith(trust::kTrustNamespace)) {
            return false;
        }
        ++questions;
        const QString node = asked->attribute(u"node");
        const QString item = asked->children().isEmpty() ? QString() : asked->children().first().attribute(u"id");
        const QByteArray bytes = items.value(QString(node % u' ' % item));
        const QByteArray from =
            "from='trust@clinic.example' to='ana@relay.example/Wardline~1' id='" + iq.attribute(u"id").toUtf8() + "'";
        if (bytes.isEmpty()) {
            ward.relay.say(
                "<iq xmlns='jabber:client' type='error' " + from
                + "><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
            return true;
        }
        ward.relay.say("<iq xmlns='jabber:client' type='result' " + from
                       + "><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + node.toUtf8()
                       + "'><item id='" + item.toUtf8() + "'><document xmlns='urn:wardline:trust:0'>" + bytes.toBase64()
                       + "</document></item></items></pubsub></iq>");
        return true;
    }

    void put(const QString &node, const QString &item, const QByteArray &bytes)
    {
        items.insert(QString(node % u' ' % item), bytes);
    }
    void publish(const QByteArray &manifest, const QByteArray &page)
    {
        put(trust::epochNode(), trust::currentItem(), clinic.epoch());
        put(trust::manifestNode(), trust::currentItem(), manifest);
        put(trust::pagesNode(), trust::pageItem(trust::digestOf(page)), page);
    }

    [[nodiscard]] OrganisationRules rules() const
    {
        return {.certifier = clinic.rules(), .authority = jid(u"trust@clinic.example"), .vouchingRoles = {}};
    }
    [[nodiscard]] std::unique_ptr<OrganisationTrust> make()
    {
        auto made = std::make_unique<OrganisationTrust>(ward.environment, ward.session()->profile(),
                                                        ward.session()->link(), ward.session()->account(), rules());
        made->load();
        return made;
    }
    [[nodiscard]] Status refresh(OrganisationTrust &organisation, const QSet<model::Jid> &people)
    {
        std::optional<Status> result;
        organisation.refresh(people, [&result](const Status &done) { result = done; });
        (void)ward.until([&result] { return result.has_value(); });
        return result.value_or(failure(ServiceError::Internal));
    }
    /// Reasons of the refusals in the audit log.
    [[nodiscard]] std::vector<Reason> refusals()
    {
        std::vector<Reason> reasons;
        for (const audit::AuditRecord &record :
             audit::readAuditLog(ward.session()->profile().auditStorage(), {}).value()) {
            if (record.event.type == audit::AuditEventType::TrustDocumentRefused) {
                reasons.push_back(*record.event.reason);
            }
        }
        return reasons;
    }
};

} // namespace

class OrganisationTrustTest : public QObject
{
    Q_OBJECT

private:
    const Device m_ben{u"ben@clinic.example", 7, 1};

private Q_SLOTS:
    void fetchesVerifiesAndRemembers()
    {
        TrustBench bench;
        const QByteArray page = Organisation::page({bench.clinic.statement(m_ben)});
        bench.publish(bench.clinic.manifest(page), page);
        auto organisation = bench.make();
        QSignalSpy changed(organisation.get(), &OrganisationTrust::changed);
        QVERIFY(bench.refresh(*organisation, {m_ben.address.person}));
        QCOMPARE(changed.count(), 1); // when all of it is here
        QCOMPARE(organisation->certifier().certify(m_ben.address, m_ben.curveKey()).state, State::Certified);
        QVERIFY(bench.refusals().empty());
        // known without a question
        const auto again = bench.make();
        QCOMPARE(again->certifier().certify(m_ben.address, m_ben.curveKey()).state, State::Certified);
        // and a page is not fetched twice
        const int before = bench.questions;
        QVERIFY(bench.refresh(*again, {m_ben.address.person}));
        QCOMPARE(bench.questions, before + 2);
    }

    void everyRefusalIsAudited_data()
    {
        QTest::addColumn<QString>("attack");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *attack, Reason reason) {
            QTest::newRow(attack) << QString::fromLatin1(attack) << static_cast<int>(reason);
        };
        row("rolled-back manifest", Reason::RolledBack);
        row("forked manifest", Reason::Forked);
        row("manifest of another key", Reason::WrongSignature);
        row("epoch of another root", Reason::WrongSignature);
        row("rolled-back epoch", Reason::RolledBack);
        row("manifest from the future", Reason::NotYetValid);
        row("another organisation", Reason::OtherOrganisation);
        row("page exchanged", Reason::NotListed);
        row("garbage", Reason::BadSyntax);
    }
    void everyRefusalIsAudited()
    {
        QFETCH(QString, attack);
        QFETCH(int, reason);
        TrustBench bench;
        const QByteArray page = Organisation::page({bench.clinic.statement(m_ben)});
        const QByteArray first = bench.clinic.manifest(page);
        const QByteArray second = bench.clinic.manifest(page);
        bench.publish(second, page);
        auto organisation = bench.make();
        QVERIFY(bench.refresh(*organisation, {m_ben.address.person}));

        const QByteArray other = Organisation::page({});
        const auto manifest = [&bench](const QByteArray &document) {
            bench.put(trust::manifestNode(), trust::currentItem(), document);
        };
        if (attack == u"rolled-back manifest") {
            manifest(first);
        } else if (attack == u"forked manifest") {
            bench.clinic.version = 1;
            manifest(bench.clinic.manifest(other));
        } else if (attack == u"manifest of another key") {
            bench.clinic.enrolment = trust::test::makeKey(99);
            manifest(bench.clinic.manifest(other));
        } else if (attack == u"epoch of another root") {
            bench.clinic.root = trust::test::makeKey(98);
            bench.put(trust::epochNode(), trust::currentItem(), bench.clinic.epoch());
        } else if (attack == u"rolled-back epoch") {
            const QByteArray old = bench.clinic.epoch();
            bench.clinic.nextEpoch(97);
            bench.put(trust::epochNode(), trust::currentItem(), bench.clinic.epoch());
            QVERIFY(!bench.refresh(*organisation, {})); // its manifest is missing yet: refused, too
            manifest(bench.clinic.manifest(other));
            bench.put(trust::pagesNode(), trust::pageItem(trust::digestOf(other)), other);
            QVERIFY(bench.refresh(*organisation, {}));
            bench.put(trust::epochNode(), trust::currentItem(), old);
        } else if (attack == u"manifest from the future") {
            bench.clinic.clock.jumpWallClock(std::chrono::hours(3));
            manifest(bench.clinic.manifest(other));
        } else if (attack == u"another organisation") {
            bench.clinic.name = u"other.example"_s;
            manifest(bench.clinic.manifest(other));
        } else if (attack == u"page exchanged") {
            manifest(bench.clinic.manifest(other));
            bench.put(trust::pagesNode(), trust::pageItem(trust::digestOf(other)), page);
        } else {
            bench.put(trust::manifestNode(), trust::currentItem(), QByteArray(300, 'x'));
        }
        const auto epochBefore = organisation->certifier().epoch()->number;
        QVERIFY(!bench.refresh(*organisation, {m_ben.address.person}));
        QCOMPARE(organisation->certifier().epoch()->number, epochBefore);
        QVERIFY(!bench.refusals().empty());
        QCOMPARE(static_cast<int>(bench.refusals().back()), reason);
        QVERIFY(organisation->certifier().manifest());
    }

    void aMissingDocumentIsNoAttack()
    {
        TrustBench bench;
        auto organisation = bench.make();
        QVERIFY(!bench.refresh(*organisation, {m_ben.address.person}));
        QVERIFY(bench.refusals().empty());
        QCOMPARE(organisation->certifier().manifestAge(), trust::ManifestAge::None);
    }

    void questionsOfOneTimeAreAskedOneAfterTheOther()
    {
        TrustBench bench;
        const QByteArray page = Organisation::page({bench.clinic.statement(m_ben)});
        bench.publish(bench.clinic.manifest(page), page);
        auto organisation = bench.make();
        int done = 0;
        for (int i = 0; i < 3; ++i) {
            organisation->refresh({m_ben.address.person}, [&done](const Status &status) { done += status ? 1 : 0; });
        }
        QVERIFY(bench.ward.until([&done] { return done == 3; }));
    }

    void everyFaultThatSomebodyMadeHasAReason()
    {
        for (int i = 0; i <= static_cast<int>(TrustError::StorageFailed); ++i) {
            const auto code = static_cast<TrustError>(i);
            const auto reason = trustRefusal(Error(code));
            const bool isNobodysDoing = code == TrustError::NotPinned || code == TrustError::Repeated
                || code == TrustError::Unknown || code == TrustError::WrongPassphrase
                || code == TrustError::StorageFailed;
            QCOMPARE(reason.has_value(), !isNobodysDoing);
            if (reason) {
                QVERIFY(audit::checkAuditEvent({audit::AuditEventType::TrustDocumentRefused,
                                                u"ana@clinic.example"_s,
                                                audit::AuditOutcome::SeriousFailure,
                                                reason,
                                                {{audit::AuditObjectKind::Person, u"trust@clinic.example"_s}},
                                                {}}));
            }
        }
        QVERIFY(!trustRefusal(Error(ServiceError::RelayNotReachable)));
    }
};

QTEST_GUILESS_MAIN(OrganisationTrustTest)
#include "organisation_trust_test.moc"
