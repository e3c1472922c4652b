"""The list of documents as it is looked through: records and choices in, rows and counts out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus import DocumentRecord, Validity

VALIDITY = {
    Validity.IN_FORCE: "现行有效",
    Validity.AMENDED: "已修改",
    Validity.REPEALED: "已废止",
    Validity.UNKNOWN: "未注明",
}
# What ended by its own term was not repealed by anyone.
LAPSED = "有效期已满"
LABELS = {
    "region": "地区",
    "issuer": "发文单位",
    "kind": "种类",
    "year": "年份",
    "validity": "有效性",
}


@dataclass(frozen=True, slots=True)
class Option:
    """A value that may be chosen, as it is written and how many documents have it."""

    value: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Field:
    """A filter with its options, the most frequent first."""

    name: str
    label: str
    chosen: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A document of the list."""

    id: str
    title: str
    facts: tuple[str, ...]
    validity: str | None


def listed(
    records: Sequence[DocumentRecord], chosen: Mapping[str, str], *, words: str, day: date
) -> list[Row]:
    """Return the documents that fit, the latest first."""
    wanted = {name: value for name, value in chosen.items() if value}
    fitting = [
        record
        for record in records
        if wanted.items() <= _values(record, day).items() and _says(record, words)
    ]
    fitting.sort(key=lambda record: (record.metadata.published or date.min, record.id))
    return [_row(record, day) for record in reversed(fitting)]


def fields(
    records: Sequence[DocumentRecord], chosen: Mapping[str, str], *, day: date
) -> list[Field]:
    """Return the filters with counts over all documents."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in LABELS}
    for record in records:
        for name, value in _values(record, day).items():
            counts[name][value] += 1
    return [
        Field(
            name,
            label,
            chosen.get(name, ""),
            tuple(
                Option(value, _text(name, value), count)
                for value, count in counts[name].most_common()
            ),
        )
        for name, label in LABELS.items()
    ]


def _values(record: DocumentRecord, day: date) -> dict[str, str]:
    metadata = record.metadata
    known = {
        "region": metadata.region,
        "issuer": metadata.issuer,
        "kind": metadata.kind,
        "year": str(metadata.published.year) if metadata.published else None,
        "validity": metadata.validity_on(day).value,
    }
    return {name: value for name, value in known.items() if value}


def _says(record: DocumentRecord, words: str) -> bool:
    said = f"{record.metadata.title} {record.metadata.doc_no or ''}".lower()
    return all(word in said for word in words.lower().split())


def _row(record: DocumentRecord, day: date) -> Row:
    metadata = record.metadata
    published = metadata.published.isoformat() if metadata.published else None
    facts = (metadata.issuer, metadata.doc_no, published, metadata.kind, f"{record.chars:,} 字")
    validity = metadata.validity_on(day)
    shown = None if validity is Validity.UNKNOWN else VALIDITY[validity]
    if metadata.has_lapsed_on(day):
        shown = LAPSED
    return Row(record.id, metadata.title, tuple(fact for fact in facts if fact), shown)


def _text(name: str, value: str) -> str:
    return VALIDITY[Validity(value)] if name == "validity" else value
