"""Third step of reading: source text in, parts and blocks with their section paths out.

A block is a heading, a paragraph, or a paragraph of a table's cell, healed of page breaks. Blocks
hold all of the text but page numbers and portal debris.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import quantiles

from corpus.document import Part, Span
from corpus.structure.annexes import AnnexStart, annex_list, annex_starts, issuer_in_title
from corpus.structure.articles import with_roles
from corpus.structure.blocks import Block, BlockKind
from corpus.structure.headings import HeadingPath, heading_of
from corpus.structure.law_front import front_blocks, front_of
from corpus.structure.lines import Line, lines_of
from corpus.structure.paragraphs import Paragraph, captions_of, list_items, paragraphs_of
from corpus.structure.spaced_rows import with_spaced_rows
from corpus.structure.tables import TableText, is_continuation, table_lead, table_texts
from corpus.structure.titles import head_title, part_title, title_blocks, title_end
from corpus.text.normalization import normalize_spans

_ANNEX_LIST_TITLE = "附件目录"
# Where even the longest tenth of the lines is no longer than this, lines are those of a printed
# page, and a short one is no heading but what was left of a sentence.
_PRINTED_LINE_CHARS = 50


@dataclass(frozen=True, slots=True)
class Structure:
    """A document taken apart. `title` is what the text itself says; empty when it says none."""

    title: str
    parts: tuple[Part, ...]
    blocks: tuple[Block, ...]


# Loading asks for the parts of a text, chunking right behind it for its blocks: one is remembered.
@lru_cache(maxsize=1)
def structure_of(source: str) -> Structure:
    """Take a text apart into parts and blocks."""
    lines = with_roles(with_spaced_rows(lines_of(source)))
    listed = annex_list(lines)
    starts = annex_starts(lines, listed)
    bounds = [start.first for start in starts] + [len(lines)]
    bare_titles = not _is_printed(lines)

    main = lines[: bounds[0]]
    front = front_of(main)
    body = len(front.lines) if front else title_end(main)
    title = front_blocks(source, front) if front else title_blocks(source, main[:body])
    blocks = list(title)
    list_range = (listed.first, listed.end) if listed else (bounds[0], bounds[0])
    reader = _Reader(source, bare_titles=bare_titles)
    blocks += reader.blocks(main[body : list_range[0]], 0, ())
    blocks += reader.blocks(main[list_range[0] : list_range[1]], 0, (_ANNEX_LIST_TITLE,), flat=True)
    blocks += reader.blocks(main[list_range[1] :], 0, (), is_tail=listed is not None)
    for part, (start, end) in enumerate(zip(starts, bounds[1:], strict=True), start=1):
        path = (f"{start.label} {start.title}".strip(),)
        blocks += part_title(source, lines[start.first : start.body], path, part)
        blocks += reader.blocks(lines[start.body : end], part, path)

    titles = [block.text.text for block in title if block.kind is BlockKind.TITLE]
    name = "".join(titles) or head_title(source)
    return Structure(name, _parts(source, name, lines, starts), tuple(blocks))


def _is_printed(lines: Sequence[Line]) -> bool:
    lengths = [len(line.clean) for line in lines]
    return len(lengths) > 1 and quantiles(lengths, n=10)[-1] <= _PRINTED_LINE_CHARS


@dataclass(frozen=True, slots=True)
class _Reader:
    source: str
    bare_titles: bool

    def blocks(
        self, lines: Sequence[Line], part: int, prefix: tuple[str, ...], *, flat: bool = False,
        is_tail: bool = False,
    ) -> Iterator[Block]:  # fmt: skip
        """Yield the blocks of one part; `flat` reads lists whose numbers head nothing."""
        headings = HeadingPath()
        captions: list[Paragraph] = []
        lead: tuple[str, ...] = ()
        runs = list(_runs(lines))
        for number, (table, run) in enumerate(runs):
            if table:
                yield from self._table(run, captions, part, (*prefix, *headings.titles, *lead))
                continue
            paragraphs = (
                list_items(run)
                if flat
                else paragraphs_of(run, bare_titles=self.bare_titles, is_tail=is_tail)
            )
            is_above = number + 1 < len(runs)
            captions = captions_of(paragraphs) if is_above else []
            paragraphs = paragraphs[: len(paragraphs) - len(captions)]
            for at, paragraph in enumerate(paragraphs):
                rest = paragraphs[at + 1 :]
                headings.close_before(paragraph, rest)
                beside = (paragraphs[at - 1] if at else None, rest[0] if rest else None)
                yield self._block(
                    paragraph, beside, part, prefix, headings, flat,
                    above_table=is_above and not captions and not rest,
                )  # fmt: skip
            is_led = bool(paragraphs) and not captions
            lead = table_lead(paragraphs[-1].clean, headings.titles) if is_led else ()

    def _block(
        self, paragraph: Paragraph, beside: tuple[Paragraph | None, Paragraph | None], part: int,
        prefix: tuple[str, ...], headings: HeadingPath, flat: bool, *, above_table: bool,
    ) -> Block:  # fmt: skip
        text = normalize_spans(self.source, paragraph.spans)
        if paragraph.is_debris:
            return Block(BlockKind.DEBRIS, text, prefix, part)
        if paragraph.is_caption:
            return Block(BlockKind.CAPTION, text, (*prefix, *headings.titles), part)
        heading = None if flat else heading_of(
            paragraph, beside[1], before=beside[0], in_article=headings.is_in_article,
            above_table=above_table,
        )  # fmt: skip
        numbering = paragraph.lines[0].numbering
        if heading:
            headings.enter(heading)
        elif numbering and not headings.is_in_article:
            headings.leave(numbering.style)
        is_heading = heading is not None and not heading.is_run_in
        kind = BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH
        return Block(kind, text, (*prefix, *headings.titles), part)

    def _table(
        self, lines: Sequence[Line], captions: Sequence[Paragraph], part: int,
        path: tuple[str, ...],
    ) -> Iterator[Block]:  # fmt: skip
        """Yield the rows of a table, below what names it (表1 …)."""
        names = [normalize_spans(self.source, caption.spans) for caption in captions]
        path = (*path, *(name.text for name in names))
        yield from (Block(BlockKind.HEADING, name, path, part) for name in names)
        rows: list[list[Line]] = []
        for line in lines:
            if line.is_row:
                rows.append([line])
            else:
                rows[-1].append(line)
        section: tuple[str, ...] = ()
        for item in table_texts(self.source, rows):
            if item.section:
                section = (item.section,)
            yield _cell_block(item, part, (*path, *section))


def _cell_block(item: TableText, part: int, path: tuple[str, ...]) -> Block:
    kind = BlockKind.HEADING if item.section else BlockKind.CELL
    return Block(kind, item.text, (*path, *item.path), part, item.context)


def _runs(lines: Sequence[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Yield `(is a table, its lines)`, in order; lines that go on with a cell stay with it."""
    run: list[Line] = []
    in_table = False
    for line in lines:
        is_table = line.is_row or (in_table and is_continuation(line, run[-1]))
        if run and is_table != in_table:
            yield in_table, run
            run = []
        in_table = is_table
        run.append(line)
    if run:
        yield in_table, run


def _parts(
    source: str, title: str, lines: Sequence[Line], starts: Sequence[AnnexStart]
) -> tuple[Part, ...]:
    if not starts:
        return ()
    offsets = [lines[start.first].span.start for start in starts] + [len(source)]
    main = Part(title, Span(0, offsets[0]), None, issuer_in_title(title))
    annexes = (
        Part(start.title, Span(low, high), start.label, issuer_in_title(start.title))
        for start, low, high in zip(starts, offsets, offsets[1:], strict=False)
    )
    return (main, *annexes)
