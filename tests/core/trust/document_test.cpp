// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/certification_request.h"
#include "tests/core/trust/trust_fixture.h"

using namespace wardline;
using namespace wardline::trust;
using namespace wardline::trust::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The documents of FORMATS.md: one form each, nothing else is read.
class DocumentTest : public QObject
{
    Q_OBJECT

private:
    Organisation m_clinic;
    Device m_ana{u"ana@clinic.example", 7, 1};
    Device m_ben{u"ben@clinic.example", 5886, 2};

    [[nodiscard]] CertificationRequest request() const
    {
        return {u"clinic.example"_s, m_ana.address, m_ana.key.publicKey(), CertificationRequest::Purpose::First,
                QByteArray(32, 'n')};
    }
    [[nodiscard]] QByteArray signedRequest() const
    {
        return request().withSignature(m_ana.key.sign(request().toSign().value()).value()).value();
    }
    [[nodiscard]] Vouching vouching() const
    {
        return {u"clinic.example"_s, m_ben.address, m_ben.key.publicKey(), digestOf(signedRequest()),
                seconds(m_clinic.clock.now())};
    }
    [[nodiscard]] QByteArray signedVouching() const
    {
        return vouching().withSignature(m_ben.key.sign(vouching().toSign().value()).value()).value();
    }
    [[nodiscard]] bool opens(const QString &kind, const QByteArray &document) const
    {
        if (kind == u"statement") {
            return DeviceStatement::open(document, m_clinic.enrolment.publicKey()).has_value();
        }
        if (kind == u"epoch") {
            return EpochDocument::open(document, {m_clinic.root.publicKey()}).has_value();
        }
        if (kind == u"manifest") {
            return Manifest::open(document, m_clinic.enrolment.publicKey()).has_value();
        }
        if (kind == u"page") {
            return StatementPage::parse(document, 0, 0).has_value();
        }
        return kind == u"request" ? CertificationRequest::open(document).has_value()
                                  : Vouching::open(document).has_value();
    }
    void addDocuments()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("document");
        const QByteArray page = Organisation::page({m_clinic.statement(m_ana)}, {m_clinic.revocation(m_ben)});
        QTest::newRow("statement") << u"statement"_s << m_clinic.statement(m_ana);
        QTest::newRow("epoch") << u"epoch"_s << m_clinic.epoch();
        QTest::newRow("manifest") << u"manifest"_s << m_clinic.manifest(page);
        QTest::newRow("page") << u"page"_s << page;
        QTest::newRow("request") << u"request"_s << signedRequest();
        QTest::newRow("vouching") << u"vouching"_s << signedVouching();
    }

private Q_SLOTS:
    void comeBackAsTheyWere()
    {
        const DeviceStatement statement = m_clinic.statementValue(m_ana);
        QCOMPARE(DeviceStatement::parse(statement.sign(m_clinic.enrolment).value()).value(), statement);
        const EpochDocument epoch = m_clinic.epochValue();
        QCOMPARE(EpochDocument::open(epoch.sign(m_clinic.root).value(), {m_clinic.root.publicKey()}).value(), epoch);
        Organisation fresh;
        const Manifest manifest = fresh.manifestValue(Organisation::page({}));
        QCOMPARE(Manifest::open(manifest.sign(m_clinic.enrolment).value(), m_clinic.enrolment.publicKey()).value(),
                 manifest);
        QCOMPARE(CertificationRequest::open(signedRequest()).value(), request());
        QCOMPARE(Vouching::open(signedVouching()).value(), vouching());
    }

    void theStatementsBytesAreThoseOfTheDescription()
    {
        DeviceStatement statement = m_clinic.statementValue(m_ana);
        statement.notBefore = std::chrono::sys_seconds(1767225600s);
        statement.notAfter = std::chrono::sys_seconds(1772409600s);
        statement.serial = 258;
        statement.epoch = 3;
        statement.kind = DeviceKind::Bot;
        statement.clinicalRoles = {u"charge-nurse"_s, u"nurse"_s};
        const QByteArray document = statement.sign(m_clinic.enrolment).value();
        const QByteArray expected = QByteArray("\x01\x0e"
                                               "clinic.example\x00\x12"
                                               "ana@clinic.example\x00\x00\x00\x07",
                                               1 + 1 + 14 + 2 + 18 + 4)
            + m_ana.statementKey()
            + QByteArray("\x02\x02\x0c"
                         "charge-nurse\x05nurse",
                         1 + 1 + 1 + 12 + 1 + 5)
            + QByteArray::fromHex("000000006955b900" // 2026-01-01
                                  "0000000069a4d300" // 2026-03-02
                                  "0000000000000102"
                                  "00000003");
        QCOMPARE(document.chopped(kSignatureSize).toHex(), expected.toHex());
        const QByteArray tagged = QByteArray("wardline.trust.statement.v1\0", 28) + expected;
        QVERIFY(crypto::verifySignature(m_clinic.enrolment.publicKey(), tagged, document.last(kSignatureSize)));
    }

    void noByteCanBeChanged_data() { addDocuments(); }
    void noByteCanBeChanged()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, document);
        QVERIFY(opens(kind, document));
        for (qsizetype i = 0; i < document.size() && kind != u"page"; ++i) {
            QByteArray changed = document;
            changed[i] = static_cast<char>(changed.at(i) ^ 0x01);
            QVERIFY2(!opens(kind, changed), qPrintable(QString::number(i)));
        }
    }

    void nothingMayFollowOrBeMissing_data() { addDocuments(); }
    void nothingMayFollowOrBeMissing()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, document);
        QVERIFY(!opens(kind, document + '\0'));
        for (qsizetype size = 0; size < document.size(); size += 1 + size / 40) {
            QVERIFY(!opens(kind, document.first(size)));
        }
    }

    void oneKindIsNotTakenForAnother_data() { addDocuments(); }
    void oneKindIsNotTakenForAnother()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, document);
        for (const QString &other :
             {u"statement"_s, u"epoch"_s, u"manifest"_s, u"page"_s, u"request"_s, u"vouching"_s}) {
            QCOMPARE(opens(other, document), other == kind);
        }
    }

    void aSignatureIsOfOneKind()
    {
        // the same key, the same bytes, another tag
        const QByteArray document = m_clinic.statement(m_ana);
        const QByteArray body = document.chopped(kSignatureSize);
        for (const DocumentKind kind : {DocumentKind::Epoch, DocumentKind::Manifest, DocumentKind::Request}) {
            const QByteArray forged = signDocument(kind, body, m_clinic.enrolment).value();
            QVERIFY(failsWith(DeviceStatement::open(forged, m_clinic.enrolment.publicKey()), TrustError::BadSignature));
        }
    }

    void refusesAStatementInAnotherForm_data()
    {
        QTest::addColumn<QByteArray>("body");
        Organisation clinic;
        const auto with = [&](auto change) {
            DeviceStatement statement = clinic.statementValue(m_ana);
            change(statement);
            // written by hand, because the real writer refuses these
            ByteWriter writer;
            writer.number8(1);
            writer.shortText(statement.organisation);
            writer.address(statement.device.person);
            writer.number32(statement.device.id);
            writer.raw(statement.identityKey);
            writer.number8(static_cast<quint8>(statement.kind));
            writer.number8(static_cast<quint8>(statement.clinicalRoles.size()));
            for (const QString &role : statement.clinicalRoles) {
                writer.shortText(role);
            }
            writer.time(statement.notBefore);
            writer.time(statement.notAfter);
            writer.number64(statement.serial);
            writer.number32(statement.epoch);
            return writer.bytes();
        };
        using S = DeviceStatement;
        QTest::newRow("device id 0") << with([](S &s) { s.device.id = 0; });
        QTest::newRow("device id of 32 bits") << with([](S &s) { s.device.id = 0x80000000; });
        QTest::newRow("full address") << with([](S &s) { s.device.person = jid(u"ana@clinic.example/desk"); });
        QTest::newRow("a domain") << with([](S &s) { s.device.person = jid(u"clinic.example"); });
        QTest::newRow("sign bit") << with(
            [](S &s) { s.identityKey[31] = static_cast<char>(s.identityKey[31] | 0x80); });
        QTest::newRow("key of low order") << with([](S &s) { s.identityKey = QByteArray(32, '\0'); });
        QTest::newRow("unknown kind") << with([](S &s) { s.kind = static_cast<DeviceKind>(3); });
        QTest::newRow("roles unsorted") << with([](S &s) { s.clinicalRoles = {u"nurse"_s, u"clerk"_s}; });
        QTest::newRow("role twice") << with([](S &s) { s.clinicalRoles = {u"nurse"_s, u"nurse"_s}; });
        QTest::newRow("role with a capital") << with([](S &s) { s.clinicalRoles = {u"Nurse"_s}; });
        QTest::newRow("empty role") << with([](S &s) { s.clinicalRoles = {u""_s}; });
        QTest::newRow("nine roles") << with([](S &s) {
            s.clinicalRoles.clear();
            for (int i = 0; i < 9; ++i) {
                s.clinicalRoles.append(u"r%1"_s.arg(i));
            }
        });
        QTest::newRow("ends before it begins") << with([](S &s) { s.notAfter = s.notBefore; });
        QTest::newRow("for ever") << with([](S &s) { s.notAfter = s.notBefore + std::chrono::days(401); });
        QTest::newRow("year 10000") << with([](S &s) {
            s.notBefore = std::chrono::sys_seconds(253402300799s);
            s.notAfter = std::chrono::sys_seconds(253402300800s);
        });
        QTest::newRow("serial 0") << with([](S &s) { s.serial = 0; });
        QTest::newRow("epoch 0") << with([](S &s) { s.epoch = 0; });
        QTest::newRow("organisation with a capital") << with([](S &s) { s.organisation = u"Clinic"_s; });
        QTest::newRow("no organisation") << with([](S &s) { s.organisation = QString(); });
        QByteArray other = with([](S &) {});
        other[0] = 2;
        QTest::newRow("format 2") << other;
        QByteArray capital = with([](S &) {});
        capital.replace("ana@", "Ana@");
        QTest::newRow("address not folded") << capital;
    }
    void refusesAStatementInAnotherForm()
    {
        QFETCH(QByteArray, body);
        const QByteArray document = signDocument(DocumentKind::Statement, body, m_clinic.enrolment).value();
        QVERIFY(failsWith(DeviceStatement::open(document, m_clinic.enrolment.publicKey()), TrustError::Malformed));
    }

    void refusesTooMuch()
    {
        QVERIFY(
            failsWith(DeviceStatement::parse(QByteArray(DeviceStatement::kMaxSize + 1, 'x')), TrustError::TooLarge));
        QVERIFY(
            failsWith(StatementPage::parse(QByteArray(StatementPage::kMaxSize + 1, 'x'), 0, 0), TrustError::TooLarge));
        QVERIFY(failsWith(Manifest::open(QByteArray(Manifest::kMaxSize + 1, 'x'), {}), TrustError::TooLarge));
        QVERIFY(failsWith(EpochDocument::open(QByteArray(EpochDocument::kMaxSize + 1, 'x'), {}), TrustError::TooLarge));
    }

    void refusesAPageInAnotherOrder()
    {
        const QByteArray ana = m_clinic.statement(m_ana);
        const QByteArray ben = m_clinic.statement(m_ben);
        QVERIFY(StatementPage::parse(Organisation::page({ana, ben}), 0, 0));
        QVERIFY(failsWith(StatementPage::parse(Organisation::page({ben, ana}), 0, 0), TrustError::Malformed));
        QVERIFY(failsWith(StatementPage::parse(Organisation::page({ana, ana}), 0, 0), TrustError::Malformed));
    }

    void aPersonBelongsToOnePage()
    {
        const int index = StatementPage::indexOf(m_ana.address.person, 3);
        QVERIFY(index >= 0 && index < 8);
        QCOMPARE(StatementPage::indexOf(jid(u"ana@clinic.example/desk"), 3), index);
        QCOMPARE(StatementPage::indexOf(m_ana.address.person, 0), 0);
        const QByteArray page = Organisation::page({m_clinic.statement(m_ana)});
        QVERIFY(StatementPage::parse(page, index, 3));
        QVERIFY(failsWith(StatementPage::parse(page, index ^ 1, 3), TrustError::OtherPlace));
    }

    void aRequestProvesThatItsSenderHoldsTheKey()
    {
        const QByteArray forged = request().withSignature(m_ben.key.sign(request().toSign().value()).value()).value();
        QVERIFY(failsWith(CertificationRequest::open(forged), TrustError::BadSignature));
        CertificationRequest weak = request();
        weak.identityKey = QByteArray(32, '\0');
        QVERIFY(failsWith(weak.toSign(), TrustError::Malformed));
    }
};

QTEST_GUILESS_MAIN(DocumentTest)
#include "document_test.moc"
