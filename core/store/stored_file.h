// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/device.h"
#include "core/model/jid.h"
#include "core/model/message_parts.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace wardline::store {

/// Files of one message; more are left out.
inline constexpr qsizetype kMaxFiles = 10;
/// Bytes of a thumbnail; a larger one is left out.
inline constexpr qsizetype kMaxThumbnail = 16 * 1024;

/// Where a file lies and what opens it.
struct FileSource
{
    QString url;
    QByteArray key; ///< as it came; empty once the file is on the shelf
    QByteArray nonce;
    QByteArray sha256; ///< of the content, as the sender says; may be empty
    QByteArray sealedKey; ///< the key, wrapped; empty until the file is on the shelf
    QString diskName; ///< on the shelf; empty: not there
    QList<model::DeviceAddress> leaveOut; ///< an own one: who does not get its message, by the sender's choice
    bool operator==(const FileSource &) const = default;
};

/// A file of a message with all that is kept of it.
struct StoredFile
{
    model::MessageId message;
    int place = 0;
    model::Jid conversation;
    bool isOwn = false;
    QString originId; ///< of the message
    model::Attachment attachment;
    FileSource source;
};

} // namespace wardline::store
