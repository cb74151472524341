// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/message_service.h"
#include "ui/timeline/attachment_reader.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <map>
#include <set>
#include <utility>

namespace wardline::ui {

/// What is known of the files on screen. Their content is read and pictures are decoded on one thread of its own; a
/// picture is given up when its row leaves the neighbourhood of the screen, and everything at clear(). Lives as long as
/// its view.
class Attachments final : public QObject
{
    Q_OBJECT
public:
    using Key = std::pair<model::MessageId, int>; ///< message and place

    explicit Attachments(QObject *parent = nullptr);
    ~Attachments() override;

    void open(service::MessageService &messages) { m_messages = &messages; }
    /// Drops all that is known and every use of the service.
    void clear();

    /// Nothing until the content was read.
    [[nodiscard]] const FileFacts *facts(model::MessageId id, int index) const;
    /// Says which files are near the screen: theirs are read, pictures of others dropped. `box` in device pixels.
    void keepNear(const QList<model::Message> &messages, QSize box);
    /// Reads a picture in its own size for who looks at it; nothing of it is kept here. Not called when it was cleared
    /// or `receiver` died meanwhile.
    void readWhole(const Key &key, const QString &mediaType, QObject *receiver,
                   const std::function<void(const FileFacts &)> &done);
    /// Pictures in memory; tests bound it.
    [[nodiscard]] int pictureCount() const;

Q_SIGNALS:
    void learned(wardline::model::MessageId id);

private:
    void read(const Key &key, const QString &mediaType, QSize box);
    void decode(const Key &key, const QString &mediaType, QSize box, service::FilePurpose purpose, QObject *receiver,
                const std::function<void(const FileFacts &)> &done);
    void take(const Key &key, const FileFacts &facts);

    service::MessageService *m_messages = nullptr;
    QThreadPool m_thread;
    int m_generation = 0; ///< grows at every clear
    std::map<Key, FileFacts> m_facts;
    std::set<Key> m_wanted; ///< being read
};

} // namespace wardline::ui
