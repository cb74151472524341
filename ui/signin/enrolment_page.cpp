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

#include <QKeyEvent>
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

EnrolmentPage::EnrolmentPage(const Context &context, service::SignInService &signIn, QWidget *parent)
    : CentredPage(context.theme, parent)
    , m_signIn(signIn)
    , m_banner(new Banner(context.theme))
    , m_qr(new QrCode)
    , m_key(new SecretText(context.theme))
    , m_copied(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_code(new CodeEdit(context.theme))
    , m_submit(new Button(context.theme, Button::Kind::Primary, tr("Finish")))
    , m_clipboardTimer(context.timers.createTimer([this] {
        clearOwnClipboard();
        m_copied->clear();
    }))
{
    setObjectName(u"enrolmentPage"_s);
    column().addWidget(new Words(m_theme, FontRole::Page, tr("Set up your authenticator")));
    m_banner->setObjectName(u"enrolmentBanner"_s);
    column().addWidget(m_banner);
    auto *scan = new Words(m_theme, FontRole::Body, tr("1. Scan this with the authenticator app on your phone."));
    scan->setWordWrap(true);
    column().addWidget(scan);
    m_qr->setObjectName(u"enrolmentQr"_s);
    m_qr->setAccessibleName(tr("QR code of the new key. The key is also below as text."));
    column().addWidget(m_qr, 0, Qt::AlignHCenter);
    column().addWidget(new Words(m_theme, FontRole::Caption, tr("No camera? Type this key into the app."), nullptr,
                                 Words::Ink::Muted));
    m_key->setObjectName(u"enrolmentKey"_s);
    m_key->setAccessibleName(tr("Key as text"));
    column().addWidget(m_key);
    auto *copy = new Button(m_theme, Button::Kind::Link, tr("Copy the key"));
    copy->setObjectName(u"copyKey"_s);
    copy->setLeadingIcon(Icon::Copy);
    m_copied->setObjectName(u"keyCopied"_s);
    m_copied->setWordWrap(true);
    auto *copyRow = new QHBoxLayout;
    copyRow->setSpacing(metrics::kSpace16);
    copyRow->addWidget(copy);
    copyRow->addWidget(m_copied, 1);
    column().addLayout(copyRow);
    m_code->setObjectName(u"enrolmentCode"_s);
    // Seen beside the button, however low the window is.
    QWidget *digits = addField(tr("2. Type the six digits that the app shows"), m_code);
    column().removeWidget(digits);
    foot().addWidget(digits);
    m_submit->setObjectName(u"finishEnrolment"_s);
    foot().addWidget(m_submit);
    auto *cancel = new Button(m_theme, Button::Kind::Quiet, tr("Cancel"));
    cancel->setObjectName(u"cancelEnrolment"_s);
    foot().addWidget(cancel, 0, Qt::AlignHCenter);

    connect(copy, &Button::clicked, this, &EnrolmentPage::copyKey);
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
    scrollToTop(); // in a low window the picture comes first, and typing brings the boxes
}

void EnrolmentPage::copyKey()
{
    copySecret(m_key->secret());
    m_hasCopied = true;
    m_copied->setText(tr("Copied; the clipboard is cleared in a minute."));
    m_clipboardTimer->start(kClipboardTime);
}

void EnrolmentPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        m_signIn.cancel();
        return;
    }
    CentredPage::keyPressEvent(event);
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
    m_copied->clear();
    m_clipboardTimer->stop();
    if (m_hasCopied) { // asking the screen for its clipboard takes longer than the whole page
        m_hasCopied = false;
        clearOwnClipboard();
    }
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
