// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/sign_in_service.h"
#include "ui/kit/centred_page.h"

namespace wardline::ui {

class Banner;
class Button;
class CodeEdit;
class QrCode;
class SecretText;

/// Hands the new second factor to the person's authenticator, as a QR code and as text, and asks for a first code.
/// Nothing counts before that code was right.
class EnrolmentPage final : public CentredPage
{
    Q_OBJECT
public:
    EnrolmentPage(const Theme &theme, service::SignInService &signIn, QWidget *parent = nullptr);

    /// Shows the service's otpauth URI.
    void begin();
    void showError(const Error &error);
    /// Nothing of the factor stays on the page or on the clipboard.
    void clear();

private:
    void prove();

    service::SignInService &m_signIn;
    Banner *m_banner;
    QrCode *m_qr;
    SecretText *m_key;
    CodeEdit *m_code;
    Button *m_submit;
};

/// The `secret` parameter of an otpauth URI; empty when there is none.
[[nodiscard]] SecretBytes keyOfOtpauthUri(const SecretBytes &uri);

} // namespace wardline::ui
