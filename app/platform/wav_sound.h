// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace wardline::platform {

/// Samples of one of our own files: 16 bit, little endian, interleaved.
struct WavSound
{
    int rate = 0; ///< frames a second
    int channels = 0;
    QByteArray samples;

    [[nodiscard]] int frameBytes() const { return channels * 2; }
    /// Reads a RIFF WAVE file with plain 16-bit samples; nothing for anything else.
    [[nodiscard]] static std::optional<WavSound> read(QByteArrayView file);
};

} // namespace wardline::platform
