// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/enrolment_page.h"

#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/clipboard.h"
#include "ui/kit/code_edit.h"
#include "ui/kit/error_words.h"
#include "ui/kit/metrics.h"
#include "ui/kit/qr_code.h"
#include "ui/kit/secret_text.h"
#include "ui/kit/words.h"

#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

SecretBytes keyOfOtpauthUri(const SecretBytes &uri)
{
    const QByteArrayView text = uri.view();
    for (const QByteArrayView marker : {QByteArrayView("?secret="), QByteArrayView("&secret=")}) {
        const qsizetype start = text.indexOf(marker);
        if (start < 0) {
            continue;
        }
        const QByteArrayView rest = text.sliced(start + marker.size());
        const qsizetype end = rest.indexOf('&');
        return SecretBytes::copyOf(end < 0 ? rest : rest.first(end));
    }
    return {};
}

EnrolmentPage::EnrolmentPage(const Theme &theme, service::SignInService &signIn, QWidget *parent)
    : CentredPage(theme, parent)
    , m_signIn(signIn)
    , m_banner(new Banner(theme))
    , m_qr(new QrCode)
    , m_key(new SecretText(theme))
    , m_code(new CodeEdit(theme))
    , m_submit(new Button(theme, Button::Kind::Primary, tr("Finish")))
{
    setObjectName(u"enrolmentPage"_s);
    column().addWidget(new Words(theme, FontRole::Page, tr("Set up your authenticator")));
    column().addWidget(m_banner);
    auto *scan = new Words(theme, FontRole::Body, tr("1. Scan this with the authenticator app on your phone."));
    scan->setWordWrap(true);
    column().addWidget(scan);
    m_qr->setObjectName(u"enrolmentQr"_s);
    m_qr->setAccessibleName(tr("QR code of the new key. The key is also below as text."));
    column().addWidget(m_qr, 0, Qt::AlignHCenter);
    column().addWidget(
        new Words(theme, FontRole::Caption, tr("No camera? Type this key into the app."), nullptr, Words::Ink::Muted));
    m_key->setObjectName(u"enrolmentKey"_s);
    m_key->setAccessibleName(tr("Key as text"));
    column().addWidget(m_key);
    auto *copy = new Button(theme, Button::Kind::Quiet, tr("Copy the key"));
    copy->setObjectName(u"copyKey"_s);
    copy->setLeadingIcon(Icon::Copy);
    column().addWidget(copy, 0, Qt::AlignLeading);
    m_code->setObjectName(u"enrolmentCode"_s);
    addField(tr("2. Type the six digits that the app shows"), m_code);
    m_submit->setObjectName(u"finishEnrolment"_s);
    column().addWidget(m_submit);
    auto *cancel = new Button(theme, Button::Kind::Quiet, tr("Cancel"));
    cancel->setObjectName(u"cancelEnrolment"_s);
    column().addWidget(cancel, 0, Qt::AlignHCenter);

    connect(copy, &Button::clicked, this, [this] { copySecret(m_key->secret()); });
    connect(m_submit, &Button::clicked, this, &EnrolmentPage::prove);
    connect(m_code, &CodeEdit::returnPressed, this, &EnrolmentPage::prove);
    connect(cancel, &Button::clicked, this, [this] { m_signIn.cancel(); });
}

void EnrolmentPage::begin()
{
    m_qr->show(m_signIn.enrolmentUri());
    m_key->show(keyOfOtpauthUri(m_signIn.enrolmentUri()));
    m_banner->dismiss();
    m_code->setFocus(Qt::OtherFocusReason);
}

void EnrolmentPage::showError(const Error &error)
{
    m_banner->say(Banner::Kind::Error,
                  error.is(service::ServiceError::WrongCredentials)
                      ? tr("That code did not fit this key. Type the one that the app shows now.")
                      : errorWords(error));
    m_code->setFocus(Qt::OtherFocusReason);
}

void EnrolmentPage::clear()
{
    m_qr->clear();
    m_key->clear();
    m_code->clear();
    clearOwnClipboard();
}

void EnrolmentPage::prove()
{
    if (m_code->isComplete()) {
        m_signIn.proveEnrolment(m_code->take());
    } else {
        m_code->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace wardline::ui
