// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/message_service.h"
#include "ui/composer/picture.h"

#include <QObject>

#include <map>
#include <optional>

namespace wardline::ui {

class Banner;
class PictureChip;

/// The pictures that wait to go with a message, one a conversation. They are kept in memory alone, until they are sent,
/// taken out, or the session ends. Owned by the composer; says in its banner why a picture cannot be sent.
class PictureTray final : public QObject
{
    Q_OBJECT
public:
    PictureTray(PictureChip &chip, Banner &banner, QObject *parent = nullptr);

    void open(service::MessageService &messages, const model::Jid &conversation);
    void close();
    /// Drops all of them.
    void clear();

    /// Prepares one for the open conversation.
    void take(const QFuture<PictureResult> &preparing);
    void remove();
    [[nodiscard]] bool isPreparing() const { return m_isPreparing; }
    /// Of the open conversation; null when there is none.
    [[nodiscard]] const Picture *present() const;
    /// Gives it away to be sent.
    [[nodiscard]] std::optional<Picture> release();
    /// It was not sent.
    void giveBack(const model::Jid &conversation, const Picture &picture);

Q_SIGNALS:
    void changed();

private:
    void explain(PictureProblem problem);

    PictureChip &m_chip;
    Banner &m_banner;
    service::MessageService *m_messages = nullptr;
    model::Jid m_conversation;
    std::map<model::Jid, Picture> m_pictures;
    int m_number = 0; ///< of the picture that is prepared
    bool m_isPreparing = false;
};

} // namespace wardline::ui
