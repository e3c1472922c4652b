"""Which version of a law holds: a question that asks it in, the sentences that tell it out.

公司法现在按哪一版, 北京的营商环境条例还有效吗: what answers is no rule of the law but the note
of its last enactment and its day of effect. They are told of the version in force, in its own
words; the versions that it has replaced are named beside them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.answer import Citation, Notice, NoticeKind
from bot.answering.citations import CitationMaker
from bot.answering.editions import replaced_notice
from bot.answering.wording import written_day
from bot.contracts import Fact
from bot.law_names import law_meant
from bot.named_provision import named_provision, provision_places
from bot.understanding.jurisdiction import Place
from corpus import (
    Chunk,
    DocumentRecord,
    Metadata,
    effective_day,
    split_units,
)
from prompts import message
from retrieval import Passage

_ASKED = re.compile(
    r"哪一?个?版|哪年版|哪一?年[改修]|[按照]哪一?年|最新版|现行版|是不是最新|最新的是|现行有效"
    r"|(?:是否|是不是|有没有)(?:已经?)?(?:有效|失效|废止|作废|修订过?)|有效(?:吗|么|没有?|不(?=$|[？?。]))"
    r"|[还仍](?:然|在|能)?(?:有效|施行|执行|生效|适用|管用)"
    r"|(?:废止|失效|作废|过期|修订|修改)[了过]?(?:吗|没|么)"
    r"|(?:什么时候|啥时候|何时|多会儿|哪一?[天年日]|几[号月]|几月几[号日])(?:开始|起)?"
    r"(?:正式)?(?:施行|实施|实行|生效|执行|修订|修正|通过|颁布|出台|用|算数|管用)"
)
# Where a law says when it takes effect: in one of its last articles.
_LAST_CHUNKS = 3


class Laws(Protocol):
    """What is stored of laws."""

    def laws(self) -> Sequence[DocumentRecord]:
        """Return what is known of every law."""
        ...

    def state(self) -> str:
        """Return what changes whenever a document does."""
        ...

    def chunks_of(self, document_id: str) -> Sequence[Chunk]:
        """Return a document's chunks in order."""
        ...


@dataclass(frozen=True, slots=True)
class VersionAnswer:
    """What tells which version holds, with the citations behind it."""

    facts: tuple[Fact, ...]
    citations: tuple[Citation, ...]
    quotes: tuple[str, ...]
    notices: tuple[Notice, ...]


def asks_for_version(question: str) -> bool:
    """Return whether a question is of the version of a law, or of one of its provisions."""
    return named_provision(question) is not None or _ASKED.search(question) is not None


class LawVersions:
    """Knows which version of a law is in force."""

    def __init__(self, laws: Laws, citations: CitationMaker, *, today: Callable[[], date]) -> None:
        self._laws = laws
        self._citations = citations
        self._today = today
        self._known: tuple[str, Sequence[DocumentRecord]] | None = None  # and the state they are of

    def answer(self, question: str, place: Place) -> VersionAnswer | None:
        """Return what tells the version in force of the one law that a question asks it of.

        Asked for a provision by its number, that provision of the version in force. None where it
        asks something else, or where no law or more than one is meant.
        """
        provision = named_provision(question)
        if not asks_for_version(question):
            return None
        versions = law_meant(question, place, self._known_laws())
        current = [one for one in versions if self._holds(one)]
        if len(current) != 1:
            return None
        others = [
            notice
            for one in versions
            if (notice := replaced_notice(one.metadata, self._today())) is not None
        ]
        above = _from_above(place, current[0].metadata)
        places = (
            list(provision_places(self._laws.chunks_of(current[0].id), provision))
            if provision
            else self._statements(current[0])
        )
        return self._told(current[0], places, [*others, *([above] if above else [])])

    def _known_laws(self) -> Sequence[DocumentRecord]:
        """Return all laws, read anew when a document has changed.

        Each is looked at for each question of this kind. With a million they would have to be found
        by the words of their names.
        """
        state = self._laws.state()
        if self._known is None or self._known[0] != state:
            self._known = (state, self._laws.laws())
        return self._known[1]

    def _holds(self, record: DocumentRecord) -> bool:
        return record.metadata.in_force_on(self._today())

    def _told(
        self,
        current: DocumentRecord,
        places: Sequence[tuple[Chunk, int, int]],
        notices: Sequence[Notice],
    ) -> VersionAnswer | None:
        facts: list[Fact] = []
        citations: list[Citation] = []
        quotes: list[str] = []
        lead = message("version.current").format(title=current.metadata.title)
        for chunk, start, end in places:
            passage = Passage(chunk, current.metadata, score=0.0, rank=len(facts) + 1)
            cited = self._citations.cite(passage, start, end, index=len(citations) + 1)
            if cited is not None:
                citations.append(cited)
                quotes.append(chunk.text[start:end])
                text = _unbracketed(chunk.text[start:end].replace("\n", ""))
                facts.append(Fact(text, (cited.index,), None if facts else lead))
        if not facts:
            return None
        return VersionAnswer(tuple(facts), tuple(citations), tuple(quotes), tuple(notices))

    def _statements(self, record: DocumentRecord) -> list[tuple[Chunk, int, int]]:
        """Return where a law notes its last enactment, and where it states its day of effect."""
        chunks = self._laws.chunks_of(record.id)
        metadata = record.metadata
        if metadata.published is None:
            return []
        day = written_day(metadata.published)
        noted = [
            place
            for place in _sentences([one for one in chunks[:1] if not one.article])
            if _text(place).lstrip("（(").startswith(day)
        ]
        # An amended law goes on stating the day of its first version.
        stated = [
            place
            for place in _sentences(chunks[-_LAST_CHUNKS:])
            if (stated := effective_day(_text(place), metadata.published)) is not None
            and stated == metadata.effective_from
        ]
        return [*noted[-1:], *stated[-1:]]


def _sentences(chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, int, int]]:
    for chunk in chunks:
        yield from ((chunk, unit.start, unit.end) for unit in split_units(chunk.text))


def _text(place: tuple[Chunk, int, int]) -> str:
    chunk, start, end = place
    return chunk.text[start:end]


def _unbracketed(note: str) -> str:
    """Return a note without a bracket that opens or closes outside of it."""
    if note.count("（") != note.count("）"):
        return note.strip("（）")
    return note


def _from_above(place: Place, metadata: Metadata) -> Notice | None:
    if not place.regions or metadata.region in {region.name for region in place.regions}:
        return None
    text = message("jurisdiction.text")
    return Notice(
        NoticeKind.JURISDICTION,
        text.format(place=place.names, higher=metadata.region or message("version.nation")),
    )
