"""The writer without a model: it tells the sources' own sentences and cannot invent.

What it adds to a sentence is its place or issuer, where the answer sets several side by side; a
figure's issuer and as-of date behind it; a yes or no in front; and to a row of a table the names of
its columns.
"""

import re
from collections.abc import AsyncGenerator

from bot.contracts import Brief, Fact
from bot.grounding.groundedness import Claim
from corpus import labelled_row

# 一是, 二是, （三）, 4. in front of a sentence count items of the source, not of the answer.
_ITEM = re.compile(
    r"^\s*(?:[□☐☑√✓■]\s*)?(?:第?[一二三四五六七八九十]+(?:是|、|，)|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．](?!\d)|[①-⑳])\s*"
)
# What joins a sentence to the one before it in the source says nothing where it stands alone.
_JOINS = re.compile(r"^\s*(?:(?:比如|例如|譬如|同时|与此同时|此外|另外)，|答[：:]\s*)")
# The mark of a footnote (7.15%[2]) would pass for a citation.
_FOOTNOTE = re.compile(r"[\[［]\d{1,2}[\]］](?!\s*第?\d{1,4}号)")
_BREAK = re.compile(r"\s*\n\s*")  # between the items of a list
# 办理地点：…3号窗口 / 咨询电话：…: what one line says ends with it.
_NEXT_LABEL = re.compile(r"(?<=[^\s。；，、：！？])\s*\n\s*(?=[^\s，。；：]{2,8}：)")
_ENDS = "。！？"
# A note in brackets may stand behind the full stop: 。（省科技厅牵头）
_ENDED = re.compile(r"[。！？][”’]?(?:（[^（）]*）)?$")


class ExtractiveWriter:
    """Tells each fact in the words of its source."""

    async def write(self, brief: Brief) -> AsyncGenerator[Claim, None]:
        """Yield one claim for each fact, in order."""
        for fact in brief.facts:
            yield in_own_words(fact)


def in_own_words(fact: Fact) -> Claim:
    """Tell a fact in the words of its source."""
    row = labelled_row(_FOOTNOTE.sub("", fact.text), fact.columns)
    row = row.replace("\t", "：" if row.count("\t") == 1 else "，")
    text = as_sentence(_JOINS.sub("", _ITEM.sub("", row)))
    if fact.tail:
        text = f"{text.rstrip(_ENDS)}（{fact.tail}）{text[len(text.rstrip(_ENDS)) :]}"
    told_first = "，".join(word for word in (fact.source, fact.lead) if word)
    text = f"{told_first}：{text}" if told_first else text
    return Claim(text, fact.citations, is_head=fact.is_head)


def as_sentence(text: str) -> str:
    """Return a text without white space around it, ending as a sentence does."""
    text = _BREAK.sub("", _NEXT_LABEL.sub("；", text)).strip().rstrip("；;，,：:")
    return text if _ENDED.search(text) else f"{text}。"
