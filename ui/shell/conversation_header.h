// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/conversation.h"
#include "core/model/member.h"
#include "ui/kit/context.h"

#include <QWidget>

namespace wardline::ui {

class IconButton;

/// Title, who belongs here by role, and how the conversation is protected, in words.
class ConversationHeader final : public QWidget
{
    Q_OBJECT
public:
    explicit ConversationHeader(const Context &context, QWidget *parent = nullptr);

    void show(const model::ConversationSummary &summary, const QList<model::Member> &members);
    void clearContent();
    /// In one column there is a way back to the list.
    void setBackVisible(bool isVisible);
    void setDetailsShown(bool isShown);
    [[nodiscard]] QString title() const { return m_title; }

Q_SIGNALS:
    void backChosen();
    void searchChosen();
    void detailsToggled();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Context &m_context;
    QString m_title;
    QStringList m_people; ///< from the fullest to the shortest; the first that fits is shown
    QString m_encryption;
    bool m_isEncrypted = false;
    IconButton *m_back;
    IconButton *m_search;
    IconButton *m_details;
};

} // namespace wardline::ui
