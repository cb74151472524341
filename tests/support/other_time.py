# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that run at another time (libfaketime).

libfaketime keeps its state in /dev/shm under the number of the process, leaves it there when the process is killed or replaces itself, and ends every
later process that gets the same number: "shm_open: File exists". Numbers come round again within one long build."""

from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")


def clear_leftovers() -> None:
    """Removes what processes that are gone have left. To be called before a program is started at another time."""
    for pattern in ("faketime_shm_*", "sem.faketime_sem_*"):
        for path in SHARED_MEMORY.glob(pattern):
            number = path.name.rsplit("_", 1)[1]
            if number.isdigit() and not Path("/proc", number).exists():
                path.unlink(missing_ok=True)
