"""All rules over one text: clean text in, defects in order out; and as spans of the source."""

from collections.abc import Iterator, Sequence

from corpus.defects.changes import change_defects
from corpus.defects.defect import Defect, DefectKind, SourceDefect
from corpus.defects.parts import part_defects
from corpus.defects.rates import rate_defects
from corpus.defects.references import reference_defects
from corpus.defects.scope import sentences_of
from corpus.defects.table_sums import table_defects
from corpus.document import Chunk, Document

_RULES = (rate_defects, part_defects, change_defects, reference_defects)
_STRAY = "and"  # what normalisation reads as 和
_WHY_STRAY = "中文语句里夹了英文词，应是转换文件时留下的"


def find_defects(text: str) -> list[Defect]:
    """Return the defects of a clean text, in order, at most one for a place."""
    found: dict[int, Defect] = {}
    for sentence in sentences_of(text):
        for rule in _RULES:
            for defect in rule(sentence):
                found.setdefault(defect.start, defect)
    for defect in table_defects(text):
        found.setdefault(defect.start, defect)
    return [found[start] for start in sorted(found)]


def source_defects(document: Document, chunks: Sequence[Chunk]) -> list[SourceDefect]:
    """Return the defects of a document's chunks, as spans of its source text."""
    found: list[SourceDefect] = []
    for chunk in chunks:
        for defect in [*find_defects(chunk.text), *_stray_words(document, chunk)]:
            span = chunk.offsets.source_span(defect.start, defect.end)
            received = document.source_text[span.start : span.end]
            start = span.start + len(received) - len(received.lstrip())
            text = received.strip()
            place = SourceDefect(
                document_id=document.id, chunk_id=chunk.id, start=start, end=start + len(text),
                text=text, kind=defect.kind, reason=defect.reason, likely=defect.likely,
            )  # fmt: skip
            found.append(place)
    return found


def _stray_words(document: Document, chunk: Chunk) -> Iterator[Defect]:
    at = chunk.text.find("和")
    while at >= 0:
        span = chunk.offsets.source_span(at, at + 1)
        if document.source_text[span.start : span.end].strip() == _STRAY:
            yield Defect(at, at + 1, DefectKind.STRAY_WORD, _WHY_STRAY, "和")
        at = chunk.text.find("和", at + 1)
