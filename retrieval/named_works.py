"""Laws that a question names: its text in, the documents of that title out.

行政处罚法哪天施行 asks the law of that name; what stands in it seldom repeats the name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus import Metadata, is_law, work_title
from retrieval.words.segmentation import fold

MIN_CHARS = 3  # 公司法
# A name this short may stand across two words: 公司法人. It has to be a word itself.
MAX_WORD_CHARS = 4
MAX_CHARS = 40


@dataclass(frozen=True, slots=True)
class NamedWork:
    """A law named in a question, and its documents: one for each version."""

    title: str
    document_ids: tuple[str, ...]


class WorkTitles:
    """The laws among the documents by title."""

    def __init__(self, documents: Mapping[str, Metadata]) -> None:
        found: dict[str, list[str]] = defaultdict(list)
        for id_, metadata in documents.items():
            title = fold(work_title(metadata.title))
            if MIN_CHARS <= len(title) <= MAX_CHARS and is_law(metadata.title):
                found[title].append(id_)
        self._ids = {title: tuple(sorted(ids)) for title, ids in found.items()}
        self._lengths = sorted({len(title) for title in found}, reverse=True)

    def named_in(self, text: str, words: Iterable[str]) -> list[NamedWork]:
        """Return the laws named in a folded text, in its order; of nested names the longest."""
        known, named, at = set(words), [], 0
        while at < len(text):
            title = self._title_at(text, at, known)
            if title is not None:
                named.append(NamedWork(title, self._ids[title]))
            at += len(title) if title else 1
        return named

    def _title_at(self, text: str, at: int, words: set[str]) -> str | None:
        for length in self._lengths:
            title = text[at : at + length]
            if title in self._ids and (length > MAX_WORD_CHARS or title in words):
                return title
        return None
