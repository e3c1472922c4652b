"""How right laws are read: a folder of laws in, a table a law of articles and metadata out.

    python -m benchmarks.laws FOLDER

Articles are counted a second time by the strictest look of a line, so that one missed or invented
by the product shows. The round trip goes from each chunk and sentence to the source and back.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.tables import print_table
from corpus import (
    Chunk,
    CorpusStore,
    Document,
    LoadFailure,
    chunk_document,
    find_figures,
    ingest,
    load_paths,
    normalize,
    quoted_span,
    split_units,
)
from corpus.text.numerals import parse_numeral

BUNDLED = Path(__file__).parents[1] / "corpus" / "documents"
_NUMERAL = "[一二三四五六七八九十百千零〇]+"
# A line that begins with the number and a blank; where chapters and their like begin, it ends.
_ARTICLE_LINE = re.compile(rf"[\s#*]*(第{_NUMERAL}条(?:之{_NUMERAL})?)[ \u3000]")
_HEADING_LINE = re.compile(rf"[\s#*]*第{_NUMERAL}[编章节][ \u3000]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One law as read, beside what the strict look of its lines gives."""

    document: Document
    chunks: Sequence[Chunk]
    expected: dict[str, str]

    @property
    def found(self) -> dict[str, str]:
        """The articles with their texts without blanks, put together from the chunks."""
        texts: dict[str, str] = {}
        for chunk in self.chunks:
            if chunk.article:
                text = _squeezed(chunk.text[chunk.provisions[0].start :])
                texts[chunk.article] = texts.get(chunk.article, "") + text
        return texts

    @property
    def row(self) -> list[str]:
        """The cells of the table."""
        found, metadata = self.found, self.document.metadata
        same = sum(found.get(mark) == text for mark, text in self.expected.items())
        return [
            self.document.id, str(len(found)), str(len(self.expected)), str(same),
            " ".join(found.keys() ^ self.expected.keys()) or "—",
            " ".join(_gaps(list(found))) or "—",
            str(len(self.chunks)), metadata.title, metadata.issuer or "—",
            metadata.region or "—", metadata.level or "—", metadata.kind or "—",
            metadata.doc_no or "—", str(metadata.published or "—"),
            str(metadata.effective_from or "—"),
        ]  # fmt: skip


HEADER = ["文件", "条", "应有", "文字相同", "出入", "缺号", "块", "标题", "机关", "地区", "层级",
          "种类", "文号", "公布", "施行"]  # fmt: skip


def main(folder: Path) -> int:
    """Print the tables; return 1 if an article is missing, invented or not word for word."""
    readings = [_reading(document) for document in _documents(folder)]
    print_table(HEADER, [reading.row for reading in readings])
    _print_links(folder)
    for name, source in (("所给文件夹", folder), ("自带文件", BUNDLED)):
        _print_round_trip(name, list(_documents(source)))
    return int(any(reading.found != reading.expected for reading in readings))


def _documents(folder: Path) -> Iterator[Document]:
    for loaded in load_paths([folder]):
        if isinstance(loaded, LoadFailure):
            print(f"未能读取 {loaded.path}：{loaded.reason}")
        else:
            yield loaded


def _reading(document: Document) -> Reading:
    return Reading(document, chunk_document(document), _strict_articles(document.source_text))


def _strict_articles(source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    mark: str | None = None
    for line in source.splitlines():
        match = _ARTICLE_LINE.match(line)
        if match:
            mark = match[1]
        elif _HEADING_LINE.match(line):
            mark = None
        if mark:
            found[mark] = found.get(mark, "") + _squeezed(normalize(line).text)
    return found


def _gaps(marks: Sequence[str]) -> Iterator[str]:
    """Yield the places where the numbers do not count up by one."""
    numbers = [parse_numeral(mark[1:].split("条")[0]) for mark in marks]
    for before, after in pairwise(numbers):
        if before is None or after is None or after - before not in (0, 1):
            yield f"{before}→{after}"


def _print_links(folder: Path) -> None:
    store = CorpusStore("sqlite://")
    ingest([folder], store)
    links = [
        [record.id, metadata.superseded_by or metadata.repealed_by or "", str(metadata.repealed_on)]
        for record in store.records()
        if (metadata := record.metadata).repealed_on is not None
    ]
    store.close()
    print_table(["旧", "由此取代或废止", "自"], links)


def _print_round_trip(name: str, documents: Sequence[Document]) -> None:
    rows = []
    for kind in ("块", "句", "数字"):
        total = right = 0
        for document in documents:
            for chunk, start, end in _ranges(document, kind):
                source = document.source_text
                total += 1
                right += quoted_span(source, chunk.text, chunk.offsets, start, end) is not None
        rows.append([name, kind, str(right), str(total), f"{right / max(total, 1):.2%}"])
    print_table(["来源", "单位", "往返一致", "总数", "比例"], rows)


def _ranges(document: Document, kind: str) -> Iterator[tuple[Chunk, int, int]]:
    for chunk in chunk_document(document):
        if kind == "块":
            yield chunk, 0, len(chunk.text)
        else:
            found = split_units(chunk.text) if kind == "句" else find_figures(chunk.text)
            yield from ((chunk, one.start, one.end) for one in found)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("用法：python -m benchmarks.laws 文件夹")
    sys.exit(main(Path(sys.argv[1])))
