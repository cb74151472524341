#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_sounds.py: writes message.wav and urgent.wav beside itself (16 bit, mono, 22,050 Hz).

Our own work. They are kept away from what machines on a ward say: the patterns of three and five equal pulses that IEC 60601-1-8 gives to
alarms of medical devices are not used, so that nobody runs to a pump because of a message.
"""

import math
import struct
import wave
from pathlib import Path
from typing import List

RATE = 22_050
FOLDER = Path(__file__).resolve().parent


def tone(hertz: float, seconds: float, loudness: float, fade: float) -> List[float]:
    """A soft bell: a base tone with a little of its octave and twelfth, quickly there and slowly gone."""
    samples = []
    for i in range(int(seconds * RATE)):
        t = i / RATE
        attack = min(1.0, t / 0.006)
        decay = math.exp(-t / fade)
        end = min(1.0, (seconds - t) / 0.01)
        wave_form = math.sin(2 * math.pi * hertz * t) + 0.35 * math.sin(4 * math.pi * hertz * t) + 0.15 * math.sin(6 * math.pi * hertz * t)
        samples.append(loudness * attack * decay * end * wave_form / 1.5)
    return samples


def silence(seconds: float) -> List[float]:
    return [0.0] * int(seconds * RATE)


def write(name: str, samples: List[float]) -> None:
    with wave.open(str(FOLDER / name), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(struct.pack("<h", round(max(-1.0, min(1.0, s)) * 32_767)) for s in samples))


def main() -> None:
    write("message.wav", tone(659.26, 0.13, 0.45, 0.10) + tone(880.00, 0.30, 0.40, 0.12))
    # A rising pair, twice, louder and with sharper ends: heard over talk, and unlike the message even in the next room.
    call = tone(587.33, 0.18, 0.95, 0.40) + tone(1174.66, 0.34, 0.95, 0.35)
    write("urgent.wav", call + silence(0.16) + call)


if __name__ == "__main__":
    main()
