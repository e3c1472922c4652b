"""Fifth step of reading: a document in, chunks along its structure out.

A chunk never crosses a section or a part. Neighbouring paragraphs of one section are merged up to
a target size, long ones are cut between sentences, and a section's heading is the first line of
its first chunk. Chunks in order hold all of the text of the blocks, once.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.document import Chunk, Document
from corpus.structure import Block, BlockKind, structure_of
from corpus.tokens import count_tokens
from corpus.tracing import TracedText, joined

# Part of the fingerprint of corpus and index: raise it when the same text gives other chunks.
CHUNKING_VERSION = "1"
DEFAULT_MAX_TOKENS = 512
# Large enough to hold a measure with its figures, small enough to cite; about 500 tokens.
TARGET_CHARS = 350

_SENTENCE = re.compile(r"[^。！？；]*[。！？；]+[”’）》」]*|[^。！？；]+$", re.DOTALL)
_CLAUSE = re.compile(r"[^，、：]*[，、：]+|[^，、：]+$", re.DOTALL)
_ENUMERATED = re.compile(r"(?:[一二三四五六七八九十]{1,2}是|（[一二三四五六七八九十\d]{1,2}）)")

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

    def admits(self, text: str) -> bool:
        # Every character takes at most three tokens: most texts need no counting.
        return len(text) * 3 <= self.max_tokens or self.count(text) <= self.max_tokens


@dataclass
class _Draft:
    path: tuple[str, ...]
    part: int
    context: str | None
    pieces: list[TracedText] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(piece.text for piece in self.pieces)


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
    if last.path == block.path and last.context == block.context:
        return block.kind is not BlockKind.HEADING or last.kind is BlockKind.HEADING
    only_headings = all(b.kind in (BlockKind.HEADING, BlockKind.TITLE) for b in run)
    return only_headings and block.path[: len(last.path)] == last.path


def _drafts(section: Sequence[Block], budget: _Budget) -> Iterator[_Draft]:
    last = section[-1]

    def empty() -> _Draft:
        return _Draft(last.path, last.part, last.context)

    draft = empty()
    for block in section:
        for piece in _pieces(block.text, budget):
            whole = f"{draft.text}\n{piece.text}"
            has_body = any(b.kind not in _HEADS for b in section)
            is_full = len(whole) > TARGET_CHARS and not (has_body and _only_heads(draft, section))
            if draft.pieces and (is_full or not budget.admits(whole)):
                yield draft
                draft = empty()
            draft.pieces.append(piece)
    if draft.pieces:
        yield draft


_HEADS = (BlockKind.HEADING, BlockKind.TITLE)


def _only_heads(draft: _Draft, section: Sequence[Block]) -> bool:
    """Whether the draft holds nothing but the heading lines that the section begins with."""
    heads = 0
    for block in section:
        if block.kind not in _HEADS:
            break
        heads += 1
    return len(draft.pieces) <= heads


def _pieces(text: TracedText, budget: _Budget) -> Iterator[TracedText]:
    """Cut a paragraph between sentences into pieces near the target size."""
    if len(text.text) <= TARGET_CHARS and budget.admits(text.text):
        yield text
        return
    start = end = 0
    for unit_start, unit_end in _units(text.text, budget):
        too_long = unit_end - start > TARGET_CHARS or not budget.admits(text.text[start:unit_end])
        if end > start and (too_long or _opens_item(text.text, start, unit_start)):
            yield text.slice(start, end)
            start = unit_start
        end = unit_end
    yield text.slice(start, len(text.text))


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
    text = joined(draft.pieces, "\n")
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
    )
