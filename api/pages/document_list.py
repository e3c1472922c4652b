"""The list of documents as it is looked through: what the store found in, rows and choices out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from corpus import DocumentRecord, Metadata, Validity

VALIDITY = {
    Validity.IN_FORCE: "现行有效",
    Validity.AMENDED: "已修改",
    Validity.REPEALED: "已废止",
    Validity.UNKNOWN: "未注明",
}
# What ended by its own term, or is only stated to be over, was not repealed by anyone.
LAPSED = "有效期已满"
EXPIRED = "已失效"
# Documents on one page of the list.
PAGE = 100
_NUMBER = re.compile(r"[0-9]{1,7}")
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


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a page stands among others; the addresses of its neighbours, None at either end."""

    number: int
    of: int
    before: str | None
    after: str | None


def rows(records: Sequence[DocumentRecord], day: date) -> list[Row]:
    """Return the documents as they are listed."""
    return [_row(record, day) for record in records]


def fields(counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, str]) -> list[Field]:
    """Return the filters with how many documents have each value."""
    return [
        Field(
            name,
            label,
            chosen.get(name, ""),
            tuple(
                Option(value, _text(name, value), count)
                for value, count in counts.get(name, {}).items()
            ),
        )
        for name, label in LABELS.items()
    ]


def page_number(written: str) -> int:
    """Return the page that an address asks for, counted from 1; else the first."""
    return max(int(written), 1) if _NUMBER.fullmatch(written) else 1


def pages(number: int, fitting: int, asked: Mapping[str, str]) -> Pages:
    """Return where a page stands, with what is asked for kept in the addresses."""
    last = max(-(-fitting // PAGE), 1)
    return Pages(
        number,
        last,
        _address(min(number - 1, last), asked) if number > 1 else None,
        _address(number + 1, asked) if number < last else None,
    )


def _address(number: int, asked: Mapping[str, str]) -> str:
    return "/documents?" + urlencode({**asked, "page": number})


def _row(record: DocumentRecord, day: date) -> Row:
    metadata = record.metadata
    published = metadata.published.isoformat() if metadata.published else None
    facts = (metadata.issuer, metadata.doc_no, published, metadata.kind, f"{record.chars:,} 字")
    shown = validity_text(metadata, day)
    return Row(record.id, metadata.title, tuple(fact for fact in facts if fact), shown)


def validity_text(metadata: Metadata, day: date) -> str | None:
    """Return how a document stands on a day, in words; None where that is not known."""
    if metadata.has_lapsed_on(day):
        return LAPSED
    if metadata.has_expired_on(day):
        return EXPIRED
    validity = metadata.validity_on(day)
    return None if validity is Validity.UNKNOWN else VALIDITY[validity]


def _text(name: str, value: str) -> str:
    return VALIDITY[Validity(value)] if name == "validity" else value
