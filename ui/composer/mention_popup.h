// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/mention_candidates.h"
#include "ui/kit/context.h"

#include <QFrame>

class QListView;

namespace wardline::ui {

class MentionModel;

/// The people one may mean by "@", above the cursor. Lies over the window without taking the keyboard: the field hands
/// it the keys that are meant for it.
class MentionPopup final : public QFrame
{
    Q_OBJECT
public:
    static constexpr int kMostRows = 8;

    MentionPopup(const Context &context, QWidget *parent);

    /// Shows them above `anchor` (in the parent's coordinates), the first one chosen; none hides it.
    void offer(const QList<MentionCandidate> &candidates, const QRect &anchor, const QRect &field);
    /// Hides it and lets go of the names.
    void dismiss();
    [[nodiscard]] bool isOpen() const { return !isHidden(); }
    void step(int by);
    /// The one that Enter takes.
    void chooseCurrent();

Q_SIGNALS:
    void chosen(const wardline::ui::MentionCandidate &candidate);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int widest(const QList<MentionCandidate> &candidates) const;
    void setCurrent(int row);

    const Context &m_context;
    MentionModel *m_rows;
    QListView *m_list;
};

} // namespace wardline::ui
