"""The writer without a model: it tells the sources' own sentences and cannot invent.

What it adds to a sentence is its place or issuer, where the answer sets several side by side.
"""

import re
from collections.abc import Sequence

from bot.contracts import Fact
from bot.groundedness import Claim

# 一是, 二是, （三）, 4. in front of a sentence count items of the source, not of the answer.
_ITEM = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十]+(?:是|、|，)|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．]|[①-⑳])\s*"
)
_ENDS = "。！？"


class ExtractiveWriter:
    """Tells each fact in the words of its source."""

    def write(self, question: str, facts: Sequence[Fact]) -> list[Claim]:
        """Return one claim for each fact, in order."""
        del question  # the facts were chosen for it; their words stay as they are
        return [Claim(_told(fact), fact.citations) for fact in facts]


def _told(fact: Fact) -> str:
    text = _ITEM.sub("", fact.text).strip().rstrip("；;，,：:")
    if not text.endswith(tuple(_ENDS)):
        text += "。"
    source = f"{fact.source}：" if fact.source else ""
    return f"{source}{text}"
