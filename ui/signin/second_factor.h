// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_bytes.h"
#include "ui/kit/context.h"

#include <QWidget>

#include <chrono>

namespace wardline::ui {

class CodeEdit;
class NextCode;
class SecretEdit;

/// The part of the sign-in page that proves the second factor: a code, a recovery code instead, or the ticket that lets
/// somebody set up an authenticator. One of them at a time.
class SecondFactor final : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Code, RecoveryCode, Ticket };

    explicit SecondFactor(const Context &context, QWidget *parent = nullptr);

    /// Empty, and with that field. The code's boxes are only there where a code is wanted at all.
    void choose(Kind kind, bool wantsCode);
    [[nodiscard]] Kind kind() const { return m_kind; }
    /// Nothing is missing.
    [[nodiscard]] bool isComplete() const;
    /// Puts the cursor into the field; true when it was there already.
    bool takeFocus();
    [[nodiscard]] SecretBytes takeCode();
    [[nodiscard]] SecretBytes takeTicket();
    void setClockSkew(std::chrono::milliseconds skew);

Q_SIGNALS:
    void returnPressed();

private:
    QWidget *addField(const QString &words, QWidget *field, QWidget *below, QWidget *note = nullptr);
    [[nodiscard]] QWidget *field() const;

    const Context &m_context;
    Kind m_kind = Kind::Code;
    bool m_wantsCode = true;
    CodeEdit *m_code;
    NextCode *m_nextCode;
    SecretEdit *m_recovery;
    SecretEdit *m_ticket;
    QWidget *m_codeBox;
    QWidget *m_recoveryBox;
    QWidget *m_ticketBox;
};

} // namespace wardline::ui
