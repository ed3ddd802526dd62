"""How many cores this process may really use."""

from __future__ import annotations

import math
import os
from pathlib import Path

__all__ = ["usable_cores"]

TOPOLOGY = Path("/sys/devices/system/cpu")
QUOTA = Path("/sys/fs/cgroup/cpu.max")


def usable_cores() -> int:
    """Return the physical cores this process may run on, within its control group's quota.

    Two threads on one core, or more threads than the quota pays for, make llama.cpp slower.
    """
    if not hasattr(os, "sched_getaffinity"):
        return os.cpu_count() or 1
    allowed = sorted(os.sched_getaffinity(0))
    cores = {_siblings(number) for number in allowed}
    return max(1, min(len(cores), _quota(len(allowed))))


def _siblings(number: int) -> str:
    """Return a text that is the same for the logical processors of one core."""
    try:
        return (TOPOLOGY / f"cpu{number}/topology/thread_siblings_list").read_text()
    except OSError:
        return str(number)


def _quota(otherwise: int) -> int:
    try:
        quota, period = QUOTA.read_text().split()
        return otherwise if quota == "max" else math.ceil(int(quota) / int(period))
    except (OSError, ValueError):
        return otherwise
