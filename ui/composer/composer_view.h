// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/connection_status.h"
#include "core/service/room_service.h"
#include "ui/kit/context.h"

#include <QWidget>

#include <optional>

namespace wardline::ui {

class Banner;
class ComposerEdit;
class IconButton;
class ModeBar;
class PictureChip;
class UrgencyBar;
class Words;

/// The parts of the composer and how they lie: what went wrong, what is answered or changed, the picture, the field
/// with the send button, and the line that says as whom one writes. Knows no service.
class ComposerView final : public QWidget
{
    Q_OBJECT
public:
    explicit ComposerView(const Context &context, QWidget *parent = nullptr);

    void setSelf(const service::Colleague &self);
    /// Empty: one may write.
    void setReadOnly(const QString &reason);
    [[nodiscard]] bool isReadOnly() const;
    /// Says that what is sent waits, where it does.
    void setConnection(service::ConnectionPhase phase);
    /// A band above the work says already that there is no connection.
    void setDowntimeSaid(bool isSaid);
    /// The number of characters, and whether there is anything else to send.
    void setLength(qsizetype length, bool hasMore);
    /// Sending takes longer than one waits without a word.
    void setBusy(bool isBusy);
    /// The button saves a correction instead of sending.
    void setSaves(bool saves);
    void clearContent();

    bool eventFilter(QObject *watched, QEvent *event) override;
    [[nodiscard]] ComposerEdit &edit() { return *m_edit; }
    [[nodiscard]] Banner &banner() { return *m_banner; }
    [[nodiscard]] ModeBar &mode() { return *m_mode; }
    [[nodiscard]] PictureChip &picture() { return *m_picture; }
    [[nodiscard]] UrgencyBar &urgency() { return *m_urgency; }
    [[nodiscard]] IconButton &urgencyButton() { return *m_chooseUrgency; }
    [[nodiscard]] IconButton &sendButton() { return *m_send; }
    [[nodiscard]] IconButton &attachButton() { return *m_attach; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void fitSelf();

    const Context &m_context;
    Banner *m_banner;
    ModeBar *m_mode;
    PictureChip *m_picture;
    UrgencyBar *m_urgency;
    Words *m_waits;
    QWidget *m_field;
    ComposerEdit *m_edit;
    IconButton *m_chooseUrgency;
    IconButton *m_attach;
    IconButton *m_send;
    QWidget *m_readOnly;
    Words *m_reason;
    std::optional<QString> m_readOnlyReason; ///< nothing until it was told
    Words *m_self;
    Words *m_sending;
    Words *m_length;
    QString m_selfWords;
    service::ConnectionPhase m_phase = service::ConnectionPhase::Online;
    bool m_isDowntimeSaid = false;
};

} // namespace wardline::ui
