// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/sign_in_service.h"
#include "ui/kit/centred_page.h"
#include "ui/kit/context.h"

#include <memory>

namespace wardline::ui {

class Banner;
class Button;
class CodeEdit;
class QrCode;
class SecretText;
class Words;

/// Hands the new second factor to the person's authenticator, as a QR code and as text, and asks for a first code.
/// Nothing counts before that code was right.
class EnrolmentPage final : public CentredPage
{
    Q_OBJECT
public:
    EnrolmentPage(const Context &context, service::SignInService &signIn, QWidget *parent = nullptr);

    /// Shows the service's otpauth URI.
    void begin();
    void showError(const Error &error);
    /// Nothing of the factor stays on the page or on the clipboard.
    void clear();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void prove();
    void copyKey();

    service::SignInService &m_signIn;
    Banner *m_banner;
    QrCode *m_qr;
    SecretText *m_key;
    Words *m_copied;
    CodeEdit *m_code;
    Button *m_submit;
    bool m_hasCopied = false;
    std::unique_ptr<Timer> m_clipboardTimer;
};

/// The `secret` parameter of an otpauth URI; empty when there is none.
[[nodiscard]] SecretBytes keyOfOtpauthUri(const SecretBytes &uri);

} // namespace wardline::ui
