// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

/// profile backup FILE [--same-words]: everything in the cache into an encrypted file; new words are printed once, when
/// it is written. The words of an earlier backup come from a prompt or, with --credentials-stdin, the next line.
[[nodiscard]] Prepared backUpProfile(Words words);
/// profile restore FILE [--older]: checks the whole file, then merges it.
[[nodiscard]] Prepared restoreProfile(Words words);

/// profile roaming [--wait]: how the last hours follow to other workstations; --wait: once they are here.
[[nodiscard]] Prepared showRoaming(Words words);

/// profile ask-devices [--hours N] [--number NUMBER]: asks this person's other devices for the last hours and waits for
/// an answer there. An uncompared device is believed where its fingerprint is NUMBER.
[[nodiscard]] Prepared askDevices(Words words);
/// profile answer-device yes|no [--for SECONDS]: waits for such a question, shows it and answers it.
[[nodiscard]] Prepared answerDevice(Words words);

} // namespace wardline::ctl
