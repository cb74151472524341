// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/sign_in_service.h"
#include "ui/kit/centred_page.h"
#include "ui/kit/context.h"

namespace wardline::ui {

class Banner;
class Button;
class SecretEdit;
class Words;

/// Asks the one question when the cache on this computer does not open: the old password, or an empty cache, and says
/// what the second one loses.
class OldCachePage final : public CentredPage
{
    Q_OBJECT
public:
    enum class Cause { PasswordChanged, Damaged };

    OldCachePage(const Context &context, service::SignInService &signIn, QWidget *parent = nullptr);

    void begin(Cause cause);
    void showError(const Error &error);
    void clear();

Q_SIGNALS:
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void leave();
    void open();
    void startFresh();
    [[nodiscard]] QString lossWords() const;

    service::SignInService &m_signIn;
    bool m_isAsking = false;
    Banner *m_banner;
    Words *m_title;
    Words *m_story;
    Words *m_loss;
    SecretEdit *m_password;
    QWidget *m_passwordBox;
    Button *m_open;
    Button *m_fresh;
};

} // namespace wardline::ui
