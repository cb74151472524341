// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/device_pane.h"

#include "ui/devices/device_words.h"
#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/error_words.h"
#include "ui/kit/in_sight.h"
#include "ui/kit/metrics.h"
#include "ui/kit/qr_code.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"

#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;
using service::ServiceError;
using service::ShownDevice;

namespace {

constexpr int kMaxCode = 4096;

/// Four lines of three groups, always from left to right.
QString inThrees(const QStringList &groups)
{
    constexpr qsizetype kInLine = 3;
    QStringList lines;
    for (qsizetype i = 0; i < groups.size(); i += kInLine) {
        lines.append(groups.mid(i, kInLine).join(u' '));
    }
    return lines.join(u'\n');
}

void dropAll(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace

DevicePane::DevicePane(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_organisation(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_own(new Words(context.theme, FontRole::Body))
    , m_request(new Button(context.theme, Button::Kind::Outlined, tr("Ask to be certified")))
    , m_banner(new Banner(context.theme))
    , m_asking(new QWidget)
    , m_askingColumn(new QVBoxLayout(m_asking))
    , m_how(new Words(context.theme, FontRole::Body))
    , m_devices(new QVBoxLayout)
    , m_numberBox(new QWidget)
    , m_numberTitle(new Words(context.theme, FontRole::Strong, tr("Safety number")))
    , m_number(new QLabel)
    , m_numberSame(new Button(context.theme, Button::Kind::Outlined, tr("The numbers are the same")))
    , m_codeTitle(new Words(context.theme, FontRole::Strong))
    , m_code(new QLineEdit)
    , m_compare(new Button(context.theme, Button::Kind::Outlined, tr("Compare the code")))
    , m_showCode(new Button(context.theme, Button::Kind::Outlined, QString()))
    , m_qr(new QrCode)
{
    setObjectName(u"devicePane"_s);
    build();
    connect(m_request, &Button::clicked, this, [this] {
        if (m_trust) {
            say(m_trust->requestCertificate(), {});
            fillHead();
        }
    });
    connect(m_banner, &Banner::actionChosen, this, &DevicePane::carryOut);
    const auto leave = [this] {
        m_asked = Asked::Nothing;
        m_banner->dismiss();
        sayDifferent();
    };
    connect(m_banner, &Banner::otherChosen, this, leave);
    connect(m_banner, &Banner::dismissed, this, leave);
    new InSight(*m_banner); // it stands above what was pressed
    connect(m_compare, &Button::clicked, this, [this] { compare(m_code->text()); });
    // Which a hand scanner sends at the end.
    connect(m_code, &QLineEdit::returnPressed, this, [this] { compare(m_code->text()); });
    connect(m_code, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_compare->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_showCode, &Button::clicked, this, &DevicePane::toggleOwnCode);
    connect(m_numberSame, &Button::clicked, this, [this] { compare(m_number->text()); });
}

void DevicePane::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace8);
    m_organisation->setObjectName(u"deviceOrganisation"_s);
    m_own->setObjectName(u"ownCertificate"_s);
    m_request->setObjectName(u"requestCertificate"_s);
    m_banner->setObjectName(u"deviceBanner"_s);
    m_how->setObjectName(u"devicesHow"_s);
    m_asking->setObjectName(u"askingDevice"_s);
    m_code->setObjectName(u"theirCode"_s);
    m_compare->setObjectName(u"compareCode"_s);
    m_showCode->setObjectName(u"showOwnCode"_s);
    m_qr->setObjectName(u"ownCode"_s);
    m_qr->setAccessibleName(tr("QR code of your devices. Their fingerprints stand in your settings as text."));
    m_code->setPlaceholderText(tr("Scan or paste the code or number"));
    m_code->setMaxLength(kMaxCode);
    m_compare->setEnabled(false);
    // The pane says how wide it is, not its words.
    m_code->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    for (Button *button : {m_request, m_numberSame, m_compare, m_showCode}) {
        button->setWraps();
    }
    m_askingColumn->setContentsMargins(0, 0, 0, 0);
    m_askingColumn->setSpacing(metrics::kSpace8);
    m_devices->setSpacing(metrics::kSpace8);
    for (Words *words : {m_organisation, m_own, m_how, m_codeTitle}) {
        words->setWordWrap(true);
        words->setMinimumWidth(0);
        words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_organisation, m_own, m_request, m_banner, m_asking, m_how}) {
        column->addWidget(part);
    }
    column->addLayout(m_devices);
    column->addSpacing(metrics::kSpace8);
    buildNumber();
    column->addWidget(m_numberBox);
    for (QWidget *part : std::initializer_list<QWidget *>{m_codeTitle, m_code, m_compare, m_showCode}) {
        column->addWidget(part);
    }
    column->addWidget(m_qr, 0, Qt::AlignHCenter);
    column->addStretch(1);
    clearContent();
}

void DevicePane::buildNumber()
{
    m_numberBox->setObjectName(u"safetyNumberBox"_s);
    m_number->setObjectName(u"safetyNumber"_s);
    m_numberSame->setObjectName(u"safetyNumberSame"_s);
    m_number->setTextFormat(Qt::PlainText);
    m_number->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_number->setFocusPolicy(Qt::NoFocus);
    m_number->setLayoutDirection(Qt::LeftToRight);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(m_context.theme.font(FontRole::Body).pointSizeF());
    m_number->setFont(font);
    auto *note =
        new Words(m_context.theme, FontRole::Caption,
                  tr("It stands on both screens. It is the same on both only if each knows exactly the devices "
                     "that the other has."),
                  nullptr, Words::Ink::Muted);
    note->setWordWrap(true);
    auto *column = new QVBoxLayout(m_numberBox);
    column->setContentsMargins(0, 0, 0, metrics::kSpace8);
    column->setSpacing(metrics::kSpace4);
    for (QWidget *part : std::initializer_list<QWidget *>{m_numberTitle, note, m_number, m_numberSame}) {
        column->addWidget(part);
    }
}

void DevicePane::fillNumber()
{
    service::TrustService *const trust = m_trust.data();
    if (m_isSelf || trust == nullptr) {
        m_numberBox->hide();
        return;
    }
    whenDone(trust->safetyNumber(m_person), this, [this, generation = m_generation](const Result<QStringList> &number) {
        if (generation != m_generation) {
            return;
        }
        m_numberBox->setVisible(number.has_value());
        m_numberSame->setVisible(!hasDifferent() && !m_isCompromised);
        m_number->setText(number ? inThrees(*number) : QString());
        m_number->setAccessibleName(number ? tr("Safety number: %1").arg(number->join(u", "_s)) : QString());
    });
}

void DevicePane::setTrust(service::TrustService *trust)
{
    if (m_trust) {
        m_trust->disconnect(this);
    }
    m_trust = trust;
    m_different.clear();
    clearContent();
    if (trust) {
        connect(trust, &service::TrustService::changed, this, [this] {
            if (!m_person.isEmpty()) {
                refresh();
            }
        });
        connect(trust, &service::TrustService::devicesChanged, this, [this](const model::Jid &person) {
            if (person == m_person) {
                refresh();
            }
        });
    }
}

void DevicePane::clearContent()
{
    ++m_generation;
    m_person = {};
    m_conversation = {};
    m_name.clear();
    m_asked = Asked::Nothing;
    m_askedOf = {};
    m_banner->dismiss();
    m_code->clear();
    m_qr->clear();
    m_qr->hide();
    for (Words *words : {m_organisation, m_own, m_how, m_codeTitle}) {
        words->clear();
    }
    dropAll(*m_devices);
    dropAll(*m_askingColumn);
    m_asking->hide();
    m_number->clear();
    m_number->setAccessibleName(QString());
    m_numberBox->hide();
}

void DevicePane::show(const model::Jid &person, const QString &name, bool isSelf, const model::Jid &conversation)
{
    clearContent();
    m_person = person;
    m_conversation = conversation;
    m_name = safeName(name);
    m_isSelf = isSelf;
    m_codeTitle->setText(isSelf ? tr("Your other device's code") : tr("%1's code").arg(m_name));
    m_code->setAccessibleName(m_codeTitle->text());
    m_showCode->setText(tr("Show my code"));
    m_how->setText(isSelf
                       ? tr("Colleagues compare these groups with what they see of you.")
                       : tr("Compare with what stands on %1's own screen: read the eight groups out to each other, or "
                            "scan the code there.")
                             .arg(m_name));
    sayDifferent();
    refresh();
}

void DevicePane::focusFirst()
{
    m_code->setFocus(Qt::ShortcutFocusReason);
}

void DevicePane::refresh()
{
    if (!m_trust || m_person.isEmpty()) {
        return;
    }
    fillHead();
    whenDone(m_trust->devices(m_person), this,
             [this, generation = m_generation](const Result<QList<ShownDevice>> &devices) {
                 if (generation != m_generation) {
                     return;
                 }
                 if (devices) {
                     fillDevices(*devices);
                 } else {
                     m_banner->say(Banner::Kind::Error, errorWords(devices.error()));
                 }
             });
    fillAsking();
    fillNumber();
}

void DevicePane::fillHead()
{
    const service::OrganisationView view = m_trust->organisation();
    const Instant now = m_context.clock.now();
    QString words = organisationWords(view, now);
    if (view.wasRefused) {
        words =
            tr("The server showed a list of devices that is older than yours or not your organisation's. It was not "
               "believed. Tell your IT department.");
    }
    m_organisation->setText(words);
    const bool isOld = view.list == service::OrganisationList::Ageing || view.list == service::OrganisationList::TooOld;
    m_organisation->setInk(view.wasRefused || isOld ? Words::Ink::Concern : Words::Ink::Muted);
    m_organisation->setVisible(!words.isEmpty());
    const service::OwnCertificate own = m_trust->ownCertificate();
    using State = service::OwnCertificate::State;
    m_own->setText(m_isSelf ? ownCertificateWords(own, now) : QString());
    m_own->setVisible(!m_own->text().isEmpty());
    m_request->setVisible(m_isSelf
                          && (own.state == State::None || own.state == State::Expired || own.state == State::Refused));
}

void DevicePane::fillDevices(const QList<ShownDevice> &devices)
{
    dropAll(*m_devices);
    if (devices.isEmpty()) {
        auto *none = new Words(m_context.theme, FontRole::Body,
                               tr("%1 has no device yet that reads encrypted messages.").arg(m_name), nullptr,
                               Words::Ink::Muted);
        none->setWordWrap(true);
        m_devices->addWidget(none);
        return;
    }
    const service::TrustService *const trust = m_trust.data();
    m_isCompromised = false;
    for (const ShownDevice &device : devices) {
        const bool hasOtherKeys =
            device.certificate == service::Certificate::OtherKey || device.fault == model::DeviceFault::IdentityChanged;
        m_isCompromised = m_isCompromised || hasOtherKeys || device.trust == model::Trust::Revoked;
        DeviceBox::Offer offer;
        offer.mayBeConfirmed = !hasDifferent();
        offer.isDifferent = m_different.contains(device.address);
        offer.mayBeJudged = !device.isThisOne;
        const bool isRefused =
            device.trust == model::Trust::ManuallyDistrusted || device.trust == model::Trust::Revoked;
        offer.isLetIn = !m_conversation.isEmpty() && trust != nullptr
            && trust->isAdmitted(m_conversation, device.address) && !isStoodFor(device);
        offer.mayBeLetIn = !m_conversation.isEmpty() && !isStoodFor(device) && !isRefused
            && device.certificate != service::Certificate::NoOrganisation && !device.fingerprint.isEmpty()
            && !hasDifferent();
        offer.mayBeReset = !device.isThisOne && !isRefused && !device.fingerprint.isEmpty()
            && device.fault != model::DeviceFault::IdentityChanged && !hasDifferent();
        auto *box = new DeviceBox(m_context, device, offer);
        connect(box, &DeviceBox::resetChosen, this, [this, device] { ask(Asked::Reset, device); });
        connect(box, &DeviceBox::sameChosen, this, [this, device] { judge(device, model::ManualTrust::Verified); });
        connect(box, &DeviceBox::distrustChosen, this, [this, device] { ask(Asked::Distrust, device); });
        connect(box, &DeviceBox::letInChosen, this, [this, device](bool isLetIn) {
            if (isLetIn) {
                ask(Asked::LetIn, device);
            } else {
                letIn(device, false);
            }
        });
        m_devices->addWidget(box);
    }
    hideTwice();
}

/// The device that somebody may vouch for stands above, with that one thing to do.
void DevicePane::hideTwice()
{
    const bool isAsking = !m_asking->isHidden() && m_askingDevice != model::DeviceAddress();
    const QString twice = u"device%1"_s.arg(m_askingDevice.id);
    for (int i = 0; i < m_devices->count(); ++i) {
        if (QWidget *box = m_devices->itemAt(i)->widget()) {
            box->setVisible(!isAsking || box->objectName() != twice);
        }
    }
}

/// Whoever may vouch sees which device of this colleague waits for it.
void DevicePane::fillAsking()
{
    service::TrustService *const trust = m_trust.data();
    if (m_isSelf || trust == nullptr || !trust->mayVouch()) {
        m_asking->hide();
        hideTwice();
        return;
    }
    whenDone(trust->askingDevice(m_person), this, [this, generation = m_generation](const Result<ShownDevice> &device) {
        if (generation != m_generation) {
            return;
        }
        dropAll(*m_askingColumn);
        m_asking->setVisible(device.has_value());
        m_askingDevice = device ? device->address : model::DeviceAddress();
        hideTwice();
        if (device) {
            showAsking(*device);
        }
    });
}

void DevicePane::showAsking(const ShownDevice &device)
{
    auto *words = new Words(m_context.theme, FontRole::Body,
                            tr("%1 asks your organisation to certify the device below. You may vouch for it: go there, "
                               "and see that these groups stand on its screen, under Settings, Your devices.")
                                .arg(m_name));
    words->setWordWrap(true);
    m_askingColumn->addWidget(words);
    DeviceBox::Offer offer;
    offer.mayBeJudged = false;
    offer.isDifferent = m_different.contains(device.address);
    m_askingColumn->addWidget(new DeviceBox(m_context, device, offer));
    if (hasDifferent()) {
        return;
    }
    auto *deed = new Button(m_context.theme, Button::Kind::Primary, tr("I have seen them there: vouch"));
    deed->setObjectName(u"vouch"_s);
    deed->setWraps();
    connect(deed, &Button::clicked, this, [this, device] { vouch(device); });
    m_askingColumn->addWidget(deed);
}

void DevicePane::toggleOwnCode()
{
    if (!m_qr->isHidden()) {
        m_qr->clear();
        m_qr->hide();
        m_showCode->setText(tr("Show my code"));
        return;
    }
    if (!m_trust) {
        return;
    }
    whenDone(m_trust->ownCode(), this, [this, generation = m_generation](const Result<QString> &code) {
        if (generation != m_generation || !code) {
            return;
        }
        m_qr->setVisible(m_qr->show(SecretBytes::copyOf(code->toUtf8())));
        m_showCode->setText(tr("Hide my code"));
    });
}

void DevicePane::compare(const QString &code)
{
    if (!m_trust || code.trimmed().isEmpty()) {
        return;
    }
    whenDone(m_trust->compareCode(m_person, code.trimmed()), this,
             [this, generation = m_generation](const Result<QList<service::ComparedDevice>> &compared) {
                 if (generation != m_generation) {
                     return;
                 }
                 m_code->clear();
                 if (!compared) {
                     m_banner->say(Banner::Kind::Error,
                                   compared.error().is(ServiceError::NotAllowed)
                                       ? tr("This is the code of somebody else. Nothing was changed.")
                                       : compared.error().is(ServiceError::BadAddress)
                                       ? tr("This is no such code. Nothing was changed.")
                                       : errorWords(compared.error()));
                     return;
                 }
                 note(*compared);
                 if (!isDifferent(*compared)) {
                     m_banner->say(Banner::Kind::Info, comparisonWords(*compared, m_name));
                 }
                 sayDifferent();
                 refresh();
             });
}

void DevicePane::say(const Status &status, const QString &done)
{
    if (!status) {
        m_banner->say(Banner::Kind::Error, errorWords(status.error()));
    } else if (!done.isEmpty()) {
        m_banner->say(Banner::Kind::Info, done);
    }
}

} // namespace wardline::ui
