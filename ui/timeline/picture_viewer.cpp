// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/picture_viewer.h"

#include "ui/kit/button.h"
#include "ui/kit/commands.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/words.h"
#include "ui/timeline/picture_canvas.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

namespace wardline::ui {

using namespace Qt::StringLiterals;

PictureViewer::PictureViewer(const Context &context, const QString &name, QWidget *host)
    : QWidget(host)
    , m_context(context)
    , m_name(name)
    , m_title(new Words(context.theme, FontRole::Strong, name))
    , m_note(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_ownSize(new Button(context.theme, Button::Kind::Quiet, tr("Own size")))
    , m_canvas(new PictureCanvas(context.theme))
{
    setObjectName(u"pictureViewer"_s);
    setAccessibleName(tr("Picture %1").arg(name));
    m_canvas->setAccessibleName(accessibleName());
    m_ownSize->setObjectName(u"pictureOwnSize"_s);
    m_ownSize->setCheckable(true);
    m_ownSize->setToolTip(commandWords(Command::PictureSize) + u" ("_s + keyText(Command::PictureSize) + u')');
    auto *save = new IconButton(context.theme, Icon::Download, tr("Save the picture"));
    auto *close = new IconButton(context.theme, Icon::Close, tr("Close the picture"));
    save->setObjectName(u"pictureSave"_s);
    close->setObjectName(u"pictureClose"_s);
    m_save = save;
    m_close = close;
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    for (Words *line : {m_title, m_note}) {
        line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // cut rather than widen the window
        words->addWidget(line);
    }
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::kSpace16, metrics::kSpace8, metrics::kSpace8, metrics::kSpace8);
    head->setSpacing(metrics::kSpace8);
    head->addLayout(words, 1);
    for (QWidget *button : {static_cast<QWidget *>(m_ownSize), m_save, m_close}) {
        head->addWidget(button);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_canvas, 1);
    m_canvas->say(tr("The picture is being read …"));
    // Not `clicked`: the action of a screen reader toggles without a click.
    connect(m_ownSize, &Button::toggled, m_canvas, &PictureCanvas::setOwnSize);
    connect(m_canvas, &PictureCanvas::sizeWanted, m_ownSize, &Button::toggle);
    connect(m_canvas, &PictureCanvas::percentChanged, this, &PictureViewer::tell);
    connect(save, &IconButton::clicked, this, &PictureViewer::saveChosen);
    connect(close, &IconButton::clicked, this, &PictureViewer::dismiss);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&PictureViewer::update));
    host->installEventFilter(this);
    m_ownSize->setEnabled(false);
    hide();
}

void PictureViewer::open()
{
    m_former = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    QWidget::show();
    raise();
    m_canvas->setFocus(Qt::PopupFocusReason);
}

void PictureViewer::show(const FileFacts &facts)
{
    if (facts.picture.isNull()) {
        m_canvas->say(tr("This picture cannot be shown."));
        return;
    }
    const QLocale locale;
    //: width and height of a picture, in points
    m_detail = tr("%1 × %2").arg(locale.toString(facts.picture.width()), locale.toString(facts.picture.height()));
    m_canvas->setAccessibleDescription(m_detail);
    m_canvas->show(facts.picture);
    m_ownSize->setEnabled(true);
}

void PictureViewer::setMaySave(bool maySave)
{
    m_save->setVisible(maySave);
}

void PictureViewer::tell()
{
    //: how large it is, how much of its own size it is shown in: "900 × 600, 42 %"
    m_note->setText(m_canvas->hasPicture()
                        ? tr("%1, %2").arg(m_detail, tr("%1 %").arg(QLocale().toString(m_canvas->percent())))
                        : QString());
}

void PictureViewer::dismiss()
{
    if (m_isLeaving) {
        return;
    }
    m_isLeaving = true;
    QWidget *former = m_former.data();
    if (isAncestorOf(QApplication::focusWidget()) && former && former->isVisible()) {
        former->setFocus(Qt::PopupFocusReason);
    }
    hide();
    m_canvas->forget();
    deleteLater();
}

bool PictureViewer::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isCommand(*static_cast<QKeyEvent *>(event), Command::Leave)) {
        event->accept(); // it is the innermost that is open
        return true;
    }
    return QWidget::event(event);
}

/// As large as what it lies over.
bool PictureViewer::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == parentWidget()) {
        setGeometry(parentWidget()->rect());
    }
    return QWidget::eventFilter(watched, event);
}

void PictureViewer::keyPressEvent(QKeyEvent *event)
{
    if (isCommand(*event, Command::Leave)) {
        dismiss();
    } else if (isCommand(*event, Command::PictureSize) && m_ownSize->isEnabled()) {
        m_ownSize->toggle();
    }
    event->accept(); // nothing typed here belongs to what lies below
}

void PictureViewer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.palette().window);
    painter.fillRect(0, m_canvas->y() - 1, width(), 1, m_context.theme.palette().divider);
}

/// Tab stays among what is to be seen.
bool PictureViewer::focusNextPrevChild(bool next)
{
    QList<QWidget *> stops;
    for (QWidget *stop : {static_cast<QWidget *>(m_canvas), static_cast<QWidget *>(m_ownSize), m_save, m_close}) {
        if (stop->isVisible() && stop->isEnabled()) {
            stops.append(stop);
        }
    }
    if (m_isLeaving || stops.isEmpty()) {
        return QWidget::focusNextPrevChild(next);
    }
    const auto at = stops.indexOf(QApplication::focusWidget());
    const auto to = (at + (next ? 1 : -1) + stops.size()) % stops.size();
    stops.at(to)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace wardline::ui
