"""Traditional characters to the simplified ones of policies; the only opencc import.

People of 香港, 台湾 and abroad ask in traditional characters, and so do some input methods.
"""

from functools import cache

import opencc


def simplified(text: str) -> str:
    """Return a text in simplified characters; lone surrogates, which OpenCC refuses, become ?."""
    if text.isascii():
        return text
    converted: str = _converter().convert(text.encode("utf-8", "replace").decode("utf-8"))
    return converted


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
