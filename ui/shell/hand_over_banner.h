// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/history_service.h"
#include "ui/kit/context.h"

#include <QPointer>
#include <QWidget>

class QBoxLayout;
class QLabel;

namespace wardline::ui {

class Button;
class Words;

/// Another device of the signed-in person asks for messages: says which, with its number to compare where nobody has
/// compared it yet, and takes the answer. It never takes the keyboard; the work stays readable beneath.
class HandOverBanner final : public QWidget
{
    Q_OBJECT
public:
    explicit HandOverBanner(const Context &context, QWidget *parent = nullptr);

    /// Null: hides and forgets.
    void setService(service::HistoryService *service);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void answer(bool isAllowed);
    void arrange();
    void showNumber();

    const Context &m_context;
    QPointer<service::HistoryService> m_service;
    Words *m_words;
    QLabel *m_number;
    QString m_fingerprint; ///< groups with a blank between them
    Button *m_yes;
    Button *m_no;
    QBoxLayout *m_answers;
    QBoxLayout *m_layout; ///< a row, or a column where the buttons have no room beside the words
};

} // namespace wardline::ui
