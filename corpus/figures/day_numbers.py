"""Days as numbers that databases and indexes compare: 2022-09-19 is 20220919."""

from datetime import date

NEVER = 99_999_999  # after all days: not repealed, not known to be in effect


def day_number(day: date | None, *, unknown: int) -> int:
    """Return a day as the number yyyymmdd, or what stands for a day that is not known."""
    return unknown if day is None else day.year * 10_000 + day.month * 100 + day.day
