// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <utility>

class QAbstractButton;

namespace wardline::ui {

/// Holds check boxes and radio buttons, whose words Qt writes in one line however long: where the box has not the room,
/// they are broken between words. Their accessible names keep the line whole.
class FoldingBox : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Folds the words of a button that lies in this box, now and whenever the width changes.
    void fold(QAbstractButton *button, const QString &words);

protected:
    bool event(QEvent *event) override;

private:
    QList<std::pair<QAbstractButton *, QString>> m_buttons;
};

} // namespace wardline::ui
