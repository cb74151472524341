// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/content_reader.h"
#include "core/store/stored_file.h"

namespace wardline::service {

/// The files that a message brings.
struct SaidFiles
{
    QList<model::Attachment> attachments;
    QList<store::FileSource> sources; ///< of each, in order
    bool isBodyALink = false; ///< the text is the file's link and nothing else
};

/// Reads what was said about files: shared files with an encrypted source (XEP-0447, XEP-0448), or a text that is a
/// link with its key (XEP-0454), as phones write it. A file that lies somewhere in the clear is named and not fetched.
/// Pure; any thread.
[[nodiscard]] SaidFiles filesIn(const Said &said);

} // namespace wardline::service
