"""Traditional characters to the simplified ones of policies; the only opencc import.

People of 香港, 台湾 and abroad ask in traditional characters, and so do some input methods.
"""

from functools import cache

import opencc


def simplified(text: str) -> str:
    """Return a text in simplified characters; one that is so already stays as it is."""
    return text if text.isascii() else _converter().convert(text)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
