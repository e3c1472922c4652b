"""Comments of a marked-up text (`<!-- … -->`): text in, the same text without them out.

They are for who writes the file, and no text of the document.
"""

import re

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def without_comments(source: str) -> str:
    """Return a text of the same length, each comment replaced by blanks.

    A comment of several lines becomes blank lines, so that what stands before and behind it does
    not run together.
    """
    if "<!--" not in source:
        return source
    return COMMENT.sub(_blanks, source)


def _blanks(comment: re.Match[str]) -> str:
    return re.sub(r"[^\r\n]", " ", comment[0])
