"""Fifth step of reading: a document in, chunks along its structure out.

A chunk never crosses a section or a part. Neighbouring paragraphs of one section are merged up to
a target size, long ones are cut between sentences, and a section's heading is the first line of
its first chunk. An article (条) of a law is one chunk up to the limit, then cut between its 款 and
项. Chunks in order hold all of the text of the blocks, once.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from corpus.blocks import Block, BlockKind
from corpus.document import Chunk, Document, Provision
from corpus.numbering import is_article_mark
from corpus.provisions import places_of
from corpus.structure import structure_of
from corpus.tokens import count_tokens
from corpus.tracing import TracedText, joined

# Part of the fingerprint of corpus and index: raise it when the same text gives other chunks.
CHUNKING_VERSION = "12"
DEFAULT_MAX_TOKENS = 512
# Large enough to hold a measure with its figures, small enough to cite; about 500 tokens.
TARGET_CHARS = 350
# What is left of a section below this size joins the chunk before it.
MIN_CHARS = 100

_SENTENCE = re.compile(r"[^。！？；]*[。！？；]+[”’）》」]*|[^。！？；]+$", re.DOTALL)
_CLAUSE = re.compile(r"[^，、：]*[，、：]+|[^，、：]+$", re.DOTALL)
_ENUMERATED = re.compile(r"(?:[一二三四五六七八九十]{1,2}是|（[一二三四五六七八九十\d]{1,2}）)")

_HEADS = (BlockKind.HEADING, BlockKind.TITLE, BlockKind.DATELINE)

TokenCounter = Callable[[str], int]


def chunk_document(
    document: Document,
    *,
    max_tokens: int = DEFAULT_MAX_TOKENS,
    count: TokenCounter = count_tokens,
) -> list[Chunk]:
    """Return the chunks of a document, in order of the text, none over `max_tokens`."""
    blocks = [b for b in structure_of(document.source_text).blocks if _is_content(b)]
    budget = _Budget(max_tokens, count)
    drafts = [draft for section in _sections(blocks) for draft in _drafts(section, budget)]
    return [_chunk(document, ordinal, draft) for ordinal, draft in enumerate(drafts)]


@dataclass(frozen=True, slots=True)
class _Budget:
    max_tokens: int
    count: TokenCounter
    lead: str = ""
    target_chars: int = TARGET_CHARS

    def of_article(self) -> "_Budget":
        """Return the budget of an article, which only the limit cuts."""
        return replace(self, target_chars=self.max_tokens * 3)

    def beneath(self, lead: str) -> "_Budget":
        """Return the budget of a text above which `lead` stands on lines of its own."""
        return replace(self, lead=f"{lead}\n" if lead else "")

    def admits(self, text: str) -> bool:
        text = self.lead + text
        # Every character takes at most three tokens: most texts need no counting.
        return len(text) * 3 <= self.max_tokens or self.count(text) <= self.max_tokens

    def admits_together(self, draft: "_Draft", number: int, piece: TracedText) -> bool:
        return self.admits(replace(draft, pieces=[*draft.pieces, (number, piece)]).text.text)


@dataclass
class _Draft:
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


def _is_content(block: Block) -> bool:
    return block.kind is not BlockKind.DEBRIS and bool(block.text.text)


def _sections(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield runs of blocks of one section; headings without text join the section below them."""
    run: list[Block] = []
    for block in blocks:
        if run and not _belongs(run, block):
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _belongs(run: Sequence[Block], block: Block) -> bool:
    last = run[-1]
    if last.part != block.part:
        return False
    # Captions stand where the page has room, within a paragraph too: they are chunks of their own.
    if (last.kind is BlockKind.CAPTION) is not (block.kind is BlockKind.CAPTION):
        return False
    if last.path == block.path and last.context == block.context:
        return block.kind is not BlockKind.HEADING or last.kind is BlockKind.HEADING
    only_headings = all(b.kind in _HEADS for b in run)
    return only_headings and block.path[: len(last.path)] == last.path


def _drafts(section: Sequence[Block], budget: _Budget) -> list[_Draft]:
    path = section[-1].path
    if not path or not is_article_mark(path[-1]):
        return _packed(section, budget)
    return list(_placed(section, _packed(section, budget.of_article())))


def _packed(section: Sequence[Block], budget: _Budget) -> list[_Draft]:
    last = section[-1]
    drafts = [_Draft(last.path, last.part, last.context)]
    for number, block in enumerate(section):
        lead = "" if drafts[-1].has_body else drafts[-1].text.text
        for piece in _pieces(block.text, budget, lead):
            if not _fits(drafts[-1], number, piece, budget):
                drafts.append(_Draft(last.path, last.part, last.context))
            drafts[-1].pieces.append((number, piece))
            drafts[-1].has_body |= block.kind not in _HEADS
    return _without_crumb(drafts, budget)


def _fits(draft: _Draft, number: int, piece: TracedText, budget: _Budget) -> bool:
    if not draft.pieces:
        return True
    # Headings alone make no chunk: what follows them may exceed the target, not the limit.
    if draft.has_body and draft.length_with(piece) > budget.target_chars:
        return False
    return budget.admits_together(draft, number, piece)


def _without_crumb(drafts: list[_Draft], budget: _Budget) -> list[_Draft]:
    """Put a last draft of a few words to the one before it, where that stays in the limit."""
    if len(drafts) < 2 or len(drafts[-1].text.text) >= MIN_CHARS:
        return drafts
    *whole, before, crumb = drafts
    merged = replace(before, pieces=[*before.pieces, *crumb.pieces], has_body=True)
    return [*whole, merged] if budget.admits(merged.text.text) else drafts


def _placed(section: Sequence[Block], drafts: Sequence[_Draft]) -> Iterator[_Draft]:
    """Yield the drafts of an article, each with the provisions in it and what leads to it."""
    lines = {n: block.text.text for n, block in enumerate(section) if block.kind not in _HEADS}
    pieces = [[(number, len(piece.text)) for number, piece in d.pieces] for d in drafts]
    for draft, place in zip(drafts, places_of(section[-1].path[-1], lines, pieces), strict=True):
        yield replace(draft, context=place.lead or draft.context, provisions=place.provisions)


def _pieces(text: TracedText, budget: _Budget, lead: str) -> Iterator[TracedText]:
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


def _units(text: str, budget: _Budget) -> Iterator[tuple[int, int]]:
    """Yield sentences; clauses of a sentence too long for a chunk; slices of a clause too long."""
    for sentence in _SENTENCE.finditer(text):
        if budget.admits(sentence[0]):
            yield sentence.span()
            continue
        for clause in _CLAUSE.finditer(text, *sentence.span()):
            yield from _slices(text, *clause.span(), budget)


def _slices(text: str, start: int, end: int, budget: _Budget) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = end
        while stop - start > 1 and not budget.admits(text[start:stop]):
            stop = start + (stop - start) // 2
        yield start, stop
        start = stop


def _chunk(document: Document, ordinal: int, draft: _Draft) -> Chunk:
    text = draft.text
    part = document.parts[draft.part] if draft.part < len(document.parts) else None
    return Chunk(
        id=f"{document.id}:{ordinal:05d}",
        document_id=document.id,
        ordinal=ordinal,
        text=text.text,
        span=text.source_span(),
        offsets=text.offset_map(),
        section=draft.path,
        issuer=(part.issuer if part else None) or document.metadata.issuer,
        context=draft.context,
        provisions=draft.provisions,
    )
