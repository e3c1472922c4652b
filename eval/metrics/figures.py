"""Are the figures in answers true to their source: `figure_support`.

A sentence is the text of one line up to and including its trailing `[n]` markers, with the
punctuation behind them. What is left of a line behind its last marker is a sentence that cites
nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.answer import Answer
from corpus import find_figures, unsupported_figures
from corpus.text.normalization import normalize
from eval.metrics.answers import MARKER, MEETING_STATUSES

# Numbers of list items and heading signs are layout, not figures.
LINE_HEAD = re.compile(r"^[\s>#]*(?:(?:[-*+]|\d+[.)、])\s+)?")
SENTENCE = re.compile(r".*?(?:\s*\[\d+\])+[。；，、.;,!?！？”）)]*|.+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one sentence of an answer says, without markers, and the citations it names."""

    text: str
    citations: tuple[int, ...]


def figure_support(answer: Answer | None) -> float | None:
    """Share of figures that stand, unit included, in a quote cited by the same sentence, 0 to 1.

    A marker without its citation supports nothing. None unless answered or partial, and when the
    answer holds no figure.
    """
    if answer is None or answer.status not in MEETING_STATUSES:
        return None
    checked = [good for _, good in checked_figures(answer)]
    return sum(checked) / len(checked) if checked else None


def checked_figures(answer: Answer) -> list[tuple[str, bool]]:
    """Return each figure of the answer as written, with whether the cited quotes support it."""
    quotes = {each.index: normalize(each.quote).text for each in answer.citations}
    checked: list[tuple[str, bool]] = []
    for sentence in cited_sentences(answer.answer):
        evidence = "\n".join(quotes[n] for n in sentence.citations if n in quotes)
        unsupported = unsupported_figures(sentence.text, evidence)
        checked += [
            (figure.text, figure not in unsupported) for figure in find_figures(sentence.text)
        ]
    return checked


def cited_sentences(markdown: str) -> Iterator[Sentence]:
    """Cut an answer into sentences by its markers."""
    for line in markdown.splitlines():
        for match in SENTENCE.finditer(LINE_HEAD.sub("", line)):
            numbers = tuple(int(marker[1:-1]) for marker in MARKER.findall(match.group()))
            yield Sentence(MARKER.sub("", match.group()), numbers)
