"""What callers may choose. Imports nothing of ours: the command line reads it as it starts."""

from typing import Literal

Mode = Literal["auto", "extractive", "model"]

MAX_SEARCH_LIMIT = 1000
