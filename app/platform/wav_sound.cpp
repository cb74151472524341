// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/wav_sound.h"

#include <QtEndian>

namespace wardline::platform {

namespace {

constexpr qsizetype kRiffHead = 12;
constexpr qsizetype kChunkHead = 8;
constexpr qsizetype kFormatBytes = 16;
constexpr quint16 kPlainSamples = 1;

quint32 number32(QByteArrayView bytes)
{
    return qFromLittleEndian<quint32>(bytes.data());
}

quint16 number16(QByteArrayView bytes)
{
    return qFromLittleEndian<quint16>(bytes.data());
}

} // namespace

std::optional<WavSound> WavSound::read(QByteArrayView file)
{
    if (file.size() < kRiffHead || file.first(4) != "RIFF" || file.sliced(8, 4) != "WAVE") {
        return std::nullopt;
    }
    WavSound sound;
    QByteArrayView rest = file.sliced(kRiffHead);
    while (rest.size() >= kChunkHead) {
        const QByteArrayView name = rest.first(4);
        const qint64 size = number32(rest.sliced(4));
        rest = rest.sliced(kChunkHead);
        if (size > rest.size()) {
            return std::nullopt;
        }
        const QByteArrayView chunk = rest.first(size);
        if (name == "fmt ") {
            if (size < kFormatBytes || number16(chunk) != kPlainSamples || number16(chunk.sliced(14)) != 16) {
                return std::nullopt;
            }
            sound.channels = number16(chunk.sliced(2));
            sound.rate = static_cast<int>(number32(chunk.sliced(4)));
        } else if (name == "data") {
            sound.samples = chunk.toByteArray();
        }
        rest = rest.sliced(std::min<qint64>(rest.size(), size + size % 2));
    }
    const bool isGood = sound.rate > 0 && sound.channels >= 1 && sound.channels <= 2 && !sound.samples.isEmpty()
        && sound.samples.size() % sound.frameBytes() == 0;
    return isGood ? std::optional(sound) : std::nullopt;
}

} // namespace wardline::platform
