"""The day that validity is judged by."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """Return today's date in China, wherever the server stands."""
    return datetime.now(CHINA).date()
