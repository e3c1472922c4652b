"""Which documents are versions of one law, and which others repeal by name: metadata in, links out.

Two documents are versions of one work where normalised title, region and issuer are the same; the
older one ends on the day that the newer takes effect. The links follow from what is in the corpus,
whatever order it came in: with a newer version removed, the older one is in force again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from corpus.document import Metadata
from corpus.law_titles import law_kind, work_title
from corpus.metadata.repeals import DOC_NO, cited_name

# 全国人民代表大会 and its 常务委员会 amend each other's laws: for a work they are one issuer.
_CONGRESSES = ("人民代表大会", "人民代表大会常务委员会")
_CONGRESS = "人大"


@dataclass(frozen=True, slots=True)
class Succession:
    """What the corpus tells of a document: ids of other documents, and the day that it ends."""

    repealed_on: date | None = None
    superseded_by: str | None = None
    supersedes: str | None = None
    repealed_by: str | None = None


@dataclass(frozen=True, slots=True)
class _Version:
    id: str
    metadata: Metadata
    work: str

    @property
    def begins(self) -> date | None:
        return self.metadata.effective_from or self.metadata.published

    @property
    def edition(self) -> tuple[date, date]:
        """What orders versions; two copies of one version have the same."""
        begins = self.begins or date.min
        return begins, self.metadata.published or begins


_ByName = Mapping[str, Sequence[_Version]]


def successions_of(documents: Iterable[tuple[str, Metadata]]) -> dict[str, Succession]:
    """Return what follows for each document from the others, by id; nothing for most of them.

    Args:
        documents: ids with what the documents and the catalog say, before any link.
    """
    every = [_Version(id_, metadata, work_title(metadata.title)) for id_, metadata in documents]
    laws = [one for one in every if one.begins and law_kind(one.metadata.title)]
    by_name: dict[tuple[str, str | None], list[_Version]] = defaultdict(list)
    for law in laws:
        by_name[law.work, law.metadata.region].append(law)
    found: dict[str, Succession] = defaultdict(Succession)
    for namesakes in by_name.values():
        for versions in _works(namesakes) if len(namesakes) > 1 else ():
            _link_versions(versions, found)
    repealing = [one for one in every if one.metadata.repeals]
    named = _named_in(repealing, every)
    for one in repealing:
        _link_repealed(one, named, found)
    return dict(found)


def with_succession(metadata: Metadata, succession: Succession | None) -> Metadata:
    """Return metadata with its links; an end that the document or catalog states itself stands.

    Where a newer version took its place before that end, it ended then.
    """
    if succession is None:
        return metadata
    linked = replace(metadata, supersedes=succession.supersedes, repealed_by=succession.repealed_by)
    stated, drawn = metadata.ended_on, succession.repealed_on
    is_earlier = stated is None or (drawn is not None and drawn < stated)
    if not is_earlier or metadata.superseded_by is not None:
        return linked
    return replace(
        linked,
        repealed_on=drawn or metadata.repealed_on,
        superseded_by=succession.superseded_by,
    )


def _works(namesakes: Sequence[_Version]) -> Iterator[list[_Version]]:
    """Yield the versions of each work among laws of one name and region, told by their issuers."""
    by_issuer: dict[str | None, list[_Version]] = defaultdict(list)
    for version in namesakes:
        by_issuer[_family(version.metadata.issuer)].append(version)
    unknown = by_issuer.pop(None, [])
    if len(by_issuer) <= 1:
        yield list(namesakes)
        return
    yield from by_issuer.values()
    yield unknown


def _family(issuer: str | None) -> str | None:
    return _CONGRESS if issuer and issuer.endswith(_CONGRESSES) else issuer


def _link_versions(work: Sequence[_Version], found: dict[str, Succession]) -> None:
    editions: dict[tuple[date, date], list[_Version]] = defaultdict(list)
    for version in sorted(work, key=lambda one: (one.edition, one.id)):
        editions[version.edition].append(version)
    for older, newer in pairwise(editions.values()):
        for version in older:
            found[version.id] = replace(
                found[version.id], repealed_on=newer[0].begins, superseded_by=newer[0].id
            )
        for version in newer:
            found[version.id] = replace(found[version.id], supersedes=older[0].id)


def _named_in(repealing: Sequence[_Version], every: Sequence[_Version]) -> _ByName:
    """Return the documents that others repeal, by each name in use for them."""
    wanted = {name for one in repealing for name in one.metadata.repeals}
    wanted |= {cited_name(name) for name in wanted}
    found: dict[str, list[_Version]] = defaultdict(list)
    for one in every if wanted else ():
        for name in {cited_name(one.metadata.title), one.metadata.doc_no}:
            if name is not None and name in wanted:
                found[name].append(one)
    return found


def _link_repealed(document: _Version, by_name: _ByName, found: dict[str, Succession]) -> None:
    """Mark what a document repeals by name, unless a newer version had taken its place before.

    A number (文号) is enough; a title is that of a document of the same place.
    """
    day = document.begins
    if day is None:
        return
    for name in document.metadata.repeals:
        is_number = DOC_NO.fullmatch(name) is not None
        for repealed in by_name.get(name if is_number else cited_name(name), ()):
            if repealed.id == document.id:
                continue
            if not is_number and repealed.metadata.region != document.metadata.region:
                continue
            is_same_work = cited_name(repealed.metadata.title) == cited_name(
                document.metadata.title
            )
            # A copy of the document itself may be without a date.
            is_older = repealed.begins < day if repealed.begins else not is_same_work
            ended = found[repealed.id].repealed_on if repealed.id in found else None
            if is_older and (ended is None or ended > day):
                found[repealed.id] = replace(
                    found[repealed.id],
                    repealed_on=day,
                    superseded_by=document.id if is_same_work else None,
                    repealed_by=None if is_same_work else document.id,
                )
