"""The other versions of a document as its page names them: ids in, titles and comparisons out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.schemas.documents import DocumentDetail
from corpus import DocumentRecord


@dataclass(frozen=True, slots=True)
class Version:
    """A document that this one is linked to.

    `compared` are the ids of the older and the newer one, None where they are different works.
    """

    label: str
    id: str
    title: str
    published: date | None
    compared: tuple[str, str] | None


def linked_ids(detail: DocumentDetail) -> list[str]:
    """Return the ids of the documents that this one is linked to."""
    linked = (detail.superseded_by, detail.supersedes, detail.repealed_by)
    return [id_ for id_ in linked if id_]


def versions(detail: DocumentDetail, records: Sequence[DocumentRecord]) -> list[Version]:
    """Return the next version, the one before, and what repealed it, as far as there are any.

    Only what the corpus holds, which is among the records, can be compared.
    """
    linked = [
        ("已被取代，新版本", detail.superseded_by, (detail.id, detail.superseded_by)),
        ("取代了旧版本", detail.supersedes, (detail.supersedes, detail.id)),
        ("被其废止", detail.repealed_by, None),
    ]
    held = {record.id: record.metadata for record in records}
    return [
        Version(
            label,
            id_,
            held[id_].title if id_ in held else id_,
            held[id_].published if id_ in held else None,
            (pair[0], pair[1]) if pair and pair[0] and pair[1] and id_ in held else None,
        )
        for label, id_, pair in linked
        if id_
    ]
