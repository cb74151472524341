// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/picture.h"
#include "ui/kit/context.h"

#include <QWidget>

namespace wardline::ui {

class IconButton;

/// The picture that goes with the message: small, with its size in words and a way to take it out again.
class PictureChip final : public QWidget
{
    Q_OBJECT
public:
    explicit PictureChip(const Context &context, QWidget *parent = nullptr);

    /// While it is made ready.
    void showPreparing();
    void show(const Picture &picture);
    void dismiss();
    [[nodiscard]] QString words() const { return m_words; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void removeChosen();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void setWords(const QString &words);

    const Context &m_context;
    QImage m_preview;
    QString m_words;
    bool m_isFile = false;
    IconButton *m_remove;
};

} // namespace wardline::ui
