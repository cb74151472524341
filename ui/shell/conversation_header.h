// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/conversation.h"
#include "core/model/member.h"
#include "core/service/conversation_encryption.h"
#include "ui/kit/context.h"

#include <QWidget>

#include <map>

namespace wardline::ui {

class IconButton;

/// Title, who belongs here by role, and how the conversation is protected, in words.
class ConversationHeader final : public QWidget
{
    Q_OBJECT
public:
    explicit ConversationHeader(const Context &context, QWidget *parent = nullptr);

    void show(const model::ConversationSummary &summary, const QList<model::Member> &members,
              const service::ConversationEncryption &encryption, bool showsClearText);
    void clearContent();
    /// In one column there is a way back to the list.
    void setBackVisible(bool isVisible);
    void setDetailsShown(bool isShown);
    [[nodiscard]] QString title() const { return m_content.title; }

Q_SIGNALS:
    void backChosen();
    void searchChosen();
    void detailsToggled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Marks with numbers, as many as fit from `left` on.
    [[nodiscard]] int noteLeft() const;
    [[nodiscard]] int noteRoom() const;
    [[nodiscard]] bool needsTwoLines() const;
    void fitHeight();
    void paintRoles(QPainter &painter, int left, int end, int top, int height) const;

    struct Content
    {
        QString title;
        QString people;
        QString kind; ///< what the room is for
        std::map<model::CareRole, int> here; ///< how many of each role are in the room now
        QString encryption;
        QString exceptions; ///< its end, where there is not room for all
        bool isEncrypted = false;
        bool hasExceptions = false; ///< somebody cannot read along
        bool isPreparing = false;
        bool operator==(const Content &) const = default;
    };

    const Context &m_context;
    Content m_content;
    IconButton *m_back;
    IconButton *m_search;
    IconButton *m_details;
    bool m_isMarking = false; ///< what is chosen is shown, nobody chooses
};

} // namespace wardline::ui
