// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_bytes.h"
#include "ui/kit/context.h"

#include <QWidget>

class QBoxLayout;

namespace wardline::ui {

class CodeEdit;
class Words;

/// Asks for a new code when the relay wants one before it lets this session in again. The work stays readable beneath.
class CodeBanner final : public QWidget
{
    Q_OBJECT
public:
    explicit CodeBanner(const Context &context, QWidget *parent = nullptr);

    /// `words`: why it is wanted. Gives the first digit the keyboard where `mayTakeKeyboard`.
    void begin(const QString &words, bool mayTakeKeyboard);
    void end();
    /// The code that was typed; the field is empty afterwards.
    [[nodiscard]] SecretBytes take();

Q_SIGNALS:
    void codeGiven();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    const Context &m_context;
    Words *m_words;
    CodeEdit *m_code;
    QBoxLayout *m_layout; ///< a row, or a column where six boxes have no room beside the words
};

} // namespace wardline::ui
