"""Counts of what the bridges did, by path and error code; whoever serves metrics reads them."""

from collections import Counter
from threading import Lock

_lock = Lock()
_counts: Counter[tuple[str, str, str]] = Counter()


def count(event: str, channel: str, label: str = "") -> None:
    """Count one event, such as `delivered` on `mp` by `passive`."""
    with _lock:
        _counts[event, channel, label] += 1


def counts() -> dict[tuple[str, str, str], int]:
    """Return what was counted since the start, by event, channel and label."""
    with _lock:
        return dict(_counts)
