"""Fifth step of reading: a document in, chunks along its structure out.

A chunk never crosses a section or a part. Neighbouring paragraphs of one section are merged up to
a target size, long ones are cut between sentences, and a section's heading is the first line of
its first chunk. An article (条) of a law is one chunk up to the limit, then cut between its 款 and
项. Chunks in order hold all of the text of the blocks, once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.document import Chunk, Document
from corpus.packing import HEADS, Budget, Draft, TokenCounter, packed
from corpus.structure.blocks import Block, BlockKind
from corpus.structure.document_structure import structure_of
from corpus.structure.numbering import is_article_mark
from corpus.structure.provisions import places_of
from corpus.tokens import count_tokens

# Part of the fingerprint of corpus and index: raise it when the same text gives other chunks.
CHUNKING_VERSION = "20"
DEFAULT_MAX_TOKENS = 512


def chunk_document(
    document: Document,
    *,
    max_tokens: int = DEFAULT_MAX_TOKENS,
    count: TokenCounter = count_tokens,
) -> list[Chunk]:
    """Return the chunks of a document, in order of the text, none over `max_tokens`."""
    blocks = [b for b in structure_of(document.source_text).blocks if _is_content(b)]
    budget = Budget(max_tokens, count)
    drafts = [draft for section in _sections(blocks) for draft in _drafts(section, budget)]
    return [_chunk(document, ordinal, draft) for ordinal, draft in enumerate(drafts)]


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
    only_headings = all(b.kind in HEADS for b in run)
    return only_headings and block.path[: len(last.path)] == last.path


def _drafts(section: Sequence[Block], budget: Budget) -> list[Draft]:
    path = section[-1].path
    if not path or not is_article_mark(path[-1]):
        return packed(section, budget)
    return list(_placed(section, packed(section, budget.of_article())))


def _placed(section: Sequence[Block], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the drafts of an article, each with the provisions in it and what leads to it."""
    lines = {n: block.text.text for n, block in enumerate(section) if block.kind not in HEADS}
    pieces = [[(number, len(piece.text)) for number, piece in d.pieces] for d in drafts]
    for draft, place in zip(drafts, places_of(section[-1].path[-1], lines, pieces), strict=True):
        yield replace(draft, context=place.lead or draft.context, provisions=place.provisions)


def _chunk(document: Document, ordinal: int, draft: Draft) -> Chunk:
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
