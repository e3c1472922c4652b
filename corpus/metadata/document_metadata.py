"""Fourth step of reading: what a document says of itself, before the catalog corrects it.

Only what the text states plainly is read; what it does not state stays None.
"""

import re
from dataclasses import replace
from datetime import timedelta

from corpus.document import Level, Metadata
from corpus.metadata.document_numbers import number_in_head
from corpus.metadata.edges import HEAD_LINES, head_lines, tail_lines
from corpus.metadata.effect import effect_of
from corpus.metadata.home import national_level, own_region, region_at_start
from corpus.metadata.issuers import issuer_of
from corpus.metadata.kinds import kind_of, title_with_matter
from corpus.metadata.law_metadata import LawMetadata, read_law
from corpus.metadata.publication import published_on, signed_within
from corpus.metadata.repeal_lists import listed_repeals
from corpus.metadata.repeals import repealed_by
from corpus.structure.document_structure import structure_of
from corpus.structure.stated import effective_day as stated_effective_day
from corpus.structure.stated import ended_day, unmarked_title
from corpus.text.folding import fold

# The name of a place, known or not: 市场监督管理 is no market town.
_LOCAL = re.compile(r"[\u4e00-\u9fff]{1,7}?(?:省|市(?!场)|县|自治[区州旗])")


def read_metadata(
    source: str, title: str, file_name: str, *, main_end: int | None = None
) -> Metadata:
    """Return what can be read off a document.

    Args:
        source: the text as received.
        title: the title as the structure shows it; empty if it shows none.
        file_name: the name of the file, which stands in for a missing title.
        main_end: where the main text ends and the annexes begin, if it has any.
    """
    marked = title or file_name.rsplit(".", 1)[0]
    name = unmarked_title(marked)
    lines, tail = head_lines(source), tail_lines(source, main_end)
    law = read_law(source, name, file_name)
    issuer = (law.issuer if law else None) or issuer_of(lines, tail)
    region = region_at_start(issuer or "") or region_at_start(name.lstrip("《"))
    if region is None and (law is None and issuer is None):
        region = own_region(source)
    published = published_on(source, lines, tail) or signed_within(source, issuer)
    text = re.sub(r"\s", "", fold(source).text)
    effect = effect_of(text, (law and law.published) or published)
    metadata = Metadata(
        title=title_with_matter(name, lines),
        issuer=issuer,
        region=region.name if region else None,
        level=region.level if region else national_level(issuer or name, lines),
        published=published,
        doc_no=number_in_head(lines[:HEAD_LINES]),
        kind=kind_of(name, tail, text),
        effective_from=effect.begins or stated_effective_day(lines),
        repealed_on=ended_day(marked, lines, tail) or effect.ends,
        valid_until=effect.ends - timedelta(days=1) if effect.ends else None,
        file_name=file_name,
        repeals=() if law else _repeals(source, name, text),
    )
    return metadata if law is None else _of_law(law, metadata)


def _of_law(law: LawMetadata, metadata: Metadata) -> Metadata:
    """Return the metadata of a document that is a law, which says more of itself."""
    # Local organs bear the name of their region: one without is the nation's (商务部).
    has_office = law.issuer is not None and not _LOCAL.match(law.issuer)
    is_national = metadata.region is None and has_office
    return replace(
        metadata,
        level=Level.NATIONAL if is_national else metadata.level,
        kind=law.kind,
        published=law.published or metadata.published,
        doc_no=law.doc_no or metadata.doc_no,
        effective_from=law.effective_from or metadata.effective_from,
        repeals=law.repeals,
    )


def _repeals(source: str, name: str, text: str) -> tuple[str, ...]:
    listed = listed_repeals(source, name, structure_of(source).parts)
    return tuple(dict.fromkeys([*repealed_by(name, text), *listed]))
