// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/mention_candidates.h"
#include "ui/composer/written_mentions.h"
#include "ui/kit/context.h"

#include <QObject>
#include <QPointer>

class QKeyEvent;
class QPlainTextEdit;

namespace wardline::ui {

class MentionPopup;

/// Completes "@" and the beginning of a name or role to the people meant, and remembers who was named. Takes keys only
/// while people are on offer. Owned by the field.
class MentionCompletion final : public QObject
{
    Q_OBJECT
public:
    MentionCompletion(const Context &context, QPlainTextEdit &field);
    ~MentionCompletion() override;

    void setMembers(const QList<model::Member> &members);
    /// Forgets people and mentions.
    void clear();
    [[nodiscard]] WrittenMentions &mentions() { return m_mentions; }
    [[nodiscard]] const WrittenMentions &mentions() const { return m_mentions; }
    /// Takes "@" and a member's name, as it stands in a text that was sent before, for a mention again.
    void recognise(const QList<model::Member> &members);

    [[nodiscard]] bool isOpen() const;
    /// True when the key was for the people on offer.
    bool takeKey(const QKeyEvent &event);
    /// The text or the cursor changed.
    void refresh();
    void dismiss();

private:
    struct Begun
    {
        int at = -1; ///< of the "@"; -1: none
        QString typed;
    };

    [[nodiscard]] Begun begun() const;
    void insert(const MentionCandidate &candidate);
    MentionPopup &popup();

    const Context &m_context;
    QPlainTextEdit &m_field;
    MentionCandidates m_candidates;
    WrittenMentions m_mentions;
    QPointer<MentionPopup> m_popup; ///< belongs to the window, so that it may lie over everything in it
    int m_refused = -1; ///< the "@" at which the offer was closed
};

} // namespace wardline::ui
