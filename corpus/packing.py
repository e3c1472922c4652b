"""Paragraphs of one section packed into drafts of chunks: blocks in, drafts within a budget out.

Neighbouring paragraphs are merged up to a target size; one that is too long is cut between its
sentences, at need between clauses or anywhere.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from corpus.document import Provision
from corpus.structure.blocks import Block, BlockKind
from corpus.text.tracing import TracedText, joined

# Large enough to hold a measure with its figures, small enough to cite; about 500 tokens.
TARGET_CHARS = 350
# What is left of a section below this size joins the chunk before it.
MIN_CHARS = 100

_SENTENCE = re.compile(r"[^。！？；]*[。！？；]+[”’）》」]*|[^。！？；]+$", re.DOTALL)
_CLAUSE = re.compile(r"[^，、：]*[，、：]+|[^，、：]+$", re.DOTALL)
_ENUMERATED = re.compile(r"(?:[一二三四五六七八九十]{1,2}是|（[一二三四五六七八九十\d]{1,2}）)")

HEADS = (BlockKind.HEADING, BlockKind.TITLE, BlockKind.DATELINE)

TokenCounter = Callable[[str], int]


# A text of so many characters a token is longer than any other; where it is cut, a few tokens
# are others than in the whole.
_COUNTED_CHARS, _CUT_TOKENS = 4, 8
# Tokens are rarely longer: what is longer than so many a token is cut before it is counted.
_MAX_TOKEN_CHARS = 8


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a chunk may be: at most `max_tokens` as `count` tells, about `target_chars`.

    `lead` is what stands above its text and counts too.
    """

    max_tokens: int
    count: TokenCounter
    lead: str = ""
    target_chars: int = TARGET_CHARS

    def of_article(self) -> "Budget":
        """Return the budget of an article, which only the limit cuts."""
        return replace(self, target_chars=self.max_tokens * 3)

    def beneath(self, lead: str) -> "Budget":
        """Return the budget of a text above which `lead` stands on lines of its own."""
        return replace(self, lead=f"{lead}\n" if lead else "")

    def admits(self, text: str) -> bool:
        """Whether a text fits, with what stands above it."""
        text = self.lead + text
        # Every character takes at most three tokens: most texts need no counting.
        if len(text) * 3 <= self.max_tokens:
            return True
        # Counting takes the square of a long run without blanks: its beginning is enough.
        beginning = self.max_tokens * _COUNTED_CHARS
        if len(text) > beginning and self.count(text[:beginning]) > self.max_tokens + _CUT_TOKENS:
            return False
        return self.count(text) <= self.max_tokens

    def admits_together(self, draft: "Draft", number: int, piece: TracedText) -> bool:
        """Whether a draft still fits with one more piece, of the block with this number."""
        return self.admits(replace(draft, pieces=[*draft.pieces, (number, piece)]).text.text)


@dataclass
class Draft:
    """Pieces of blocks on their way to a chunk, each with the number of its block."""

    path: tuple[str, ...]
    part: int
    context: str | None
    pieces: list[tuple[int, TracedText]] = field(default_factory=list)
    has_body: bool = False
    provisions: tuple[Provision, ...] = ()

    @property
    def text(self) -> TracedText:
        """The pieces, one block a line; pieces of one block follow each other directly."""
        lines = groupby(self.pieces, key=lambda numbered: numbered[0])
        return joined((joined((text for _, text in line), "") for _, line in lines), "\n")

    def length_with(self, piece: TracedText) -> int:
        """Return about how long the text would be with one more piece."""
        return sum(len(text.text) + 1 for _, text in self.pieces) + len(piece.text)


def packed(section: Sequence[Block], budget: Budget) -> list[Draft]:
    """Return the drafts of a section in order; together they hold all of its text, once."""
    last = section[-1]
    drafts = [Draft(last.path, last.part, last.context)]
    for number, block in enumerate(section):
        lead = "" if drafts[-1].has_body else drafts[-1].text.text
        for piece in _pieces(block.text, budget, lead):
            if not _fits(drafts[-1], number, piece, budget):
                drafts.append(Draft(last.path, last.part, last.context))
            drafts[-1].pieces.append((number, piece))
            drafts[-1].has_body |= block.kind not in HEADS
    return _without_crumb(drafts, budget)


def _fits(draft: Draft, number: int, piece: TracedText, budget: Budget) -> bool:
    if not draft.pieces:
        return True
    # Headings alone make no chunk: what follows them may exceed the target, not the limit.
    if draft.has_body and draft.length_with(piece) > budget.target_chars:
        return False
    return budget.admits_together(draft, number, piece)


def _without_crumb(drafts: list[Draft], budget: Budget) -> list[Draft]:
    """Put a last draft of a few words to the one before it, where that stays in the limit."""
    if len(drafts) < 2 or len(drafts[-1].text.text) >= MIN_CHARS:
        return drafts
    *whole, before, crumb = drafts
    merged = replace(before, pieces=[*before.pieces, *crumb.pieces], has_body=True)
    return [*whole, merged] if budget.admits(merged.text.text) else drafts


def _pieces(text: TracedText, budget: Budget, lead: str) -> Iterator[TracedText]:
    """Cut a paragraph between sentences into pieces near the target size.

    The first piece leaves room for `lead`, the headings that will stand above it.
    """
    if lead and budget.admits(lead + _first_unit(text.text)):
        budget = budget.beneath(lead)
    if len(text.text) <= budget.target_chars and budget.admits(text.text):
        yield text
        return
    start = end = 0
    for unit_start, unit_end in _units(text.text, budget):
        whole = len(text.text) - start <= budget.target_chars + MIN_CHARS
        if whole and budget.admits(text.text[start:]):
            break
        too_long = unit_end - start > budget.target_chars or not budget.admits(
            text.text[start:unit_end]
        )
        if end > start and (too_long or _opens_item(text.text, start, unit_start)):
            yield text.slice(start, end)
            start = unit_start
            budget = budget.beneath("")
        end = unit_end
    yield text.slice(start, len(text.text))


def _first_unit(text: str) -> str:
    match = _SENTENCE.match(text)
    return match[0] if match else text


def _opens_item(text: str, start: int, at: int) -> bool:
    """Whether an item (二是…) begins here and what precedes it is a fair piece already."""
    return at - start >= TARGET_CHARS // 2 and _ENUMERATED.match(text, at) is not None


def _units(text: str, budget: Budget) -> Iterator[tuple[int, int]]:
    """Yield sentences; clauses of a sentence too long for a chunk; slices of a clause too long."""
    for sentence in _SENTENCE.finditer(text):
        if budget.admits(sentence[0]):
            yield sentence.span()
            continue
        for clause in _CLAUSE.finditer(text, *sentence.span()):
            yield from _slices(text, *clause.span(), budget)


def _slices(text: str, start: int, end: int, budget: Budget) -> Iterator[tuple[int, int]]:
    most = budget.max_tokens * _MAX_TOKEN_CHARS
    while start < end:
        stop = min(end, start + most)
        while stop - start > 1 and not budget.admits(text[start:stop]):
            stop = start + (stop - start) // 2
        yield start, stop
        start = stop
