// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "core/model/message_parts.h"

#include <QJsonArray>

namespace wardline::ctl {

[[nodiscard]] Prepared saveFile(Words words);

/// The files of a message for --json: name, type, size, state, and with some states why.
[[nodiscard]] QJsonArray filesAsJson(const QList<model::Attachment> &files);
/// The same for people: " [wound.jpg, 12345 bytes, here]".
[[nodiscard]] QString filesAsText(const QList<model::Attachment> &files);
/// Why a file was not sent or fetched, in words.
[[nodiscard]] QString problemWords(model::FileProblem problem);

} // namespace wardline::ctl
