"""What chunks are filtered by: labels and days of a chunk, and the conditions that a scope puts.

Both indexes store `traits` with each chunk and translate `conditions` into their own language, so
that a scope means the same to each of them.
"""

from dataclasses import dataclass
from datetime import date

from corpus import Chunk, Metadata, Validity
from corpus.figures.day_numbers import NEVER, day_number
from retrieval.passage import Scope
from retrieval.places import official_name, region_path

NUMBERS = ("published", "effective", "repealed", "superseded")


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a chunk can be filtered on. `regions` are its own and the divisions above it.

    Days are numbers such as 20220919; `published` 0 is unknown; `superseded` is 1 or 0.
    """

    regions: tuple[str, ...]
    issuer: str | None
    kind: str | None
    published: int
    effective: int
    repealed: int
    superseded: int


@dataclass(frozen=True, slots=True)
class HasLabel:
    """The chunk bears a label: `region`, `issuer` or `kind`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class InRange:
    """A number of the chunk lies in `[low, high]`."""

    name: str
    low: int
    high: int


Condition = HasLabel | InRange


def traits(chunk: Chunk, metadata: Metadata) -> Traits:
    """Return what a chunk can be filtered by."""
    return Traits(
        regions=region_path(metadata.region) if metadata.region else (),
        issuer=chunk.issuer or metadata.issuer,
        kind=metadata.kind,
        published=day_number(metadata.published, unknown=0),
        effective=day_number(metadata.effective_from, unknown=NEVER),
        repealed=day_number(metadata.repealed_on, unknown=NEVER),
        superseded=int(metadata.superseded_by is not None),
    )


def conditions(scope: Scope | None, *, today: date | None = None) -> list[Condition]:
    """Return what all chunks in a scope fulfil; `today` decides what is in force."""
    if scope is None or scope.is_everything:
        return []
    found: list[Condition] = []
    if scope.region:
        found.append(HasLabel("region", official_name(scope.region)))
    if scope.issuer:
        found.append(HasLabel("issuer", scope.issuer))
    if scope.kind:
        found.append(HasLabel("kind", scope.kind))
    if scope.published_from or scope.published_to:
        low = day_number(scope.published_from, unknown=1)
        found.append(InRange("published", low, day_number(scope.published_to, unknown=NEVER)))
    if scope.validity:
        day = day_number(today or date.today(), unknown=0)  # noqa: DTZ011 - the law's local day
        found.extend(_validity(Validity(scope.validity), day))
    return found


def is_in_scope(chunk: Chunk, metadata: Metadata, scope: Scope | None) -> bool:
    """Whether a chunk fulfils all conditions of a scope, as the indexes would judge it."""
    trait = traits(chunk, metadata)
    labels = {"region": trait.regions, "issuer": (trait.issuer,), "kind": (trait.kind,)}
    return all(
        condition.value in labels[condition.name]
        if isinstance(condition, HasLabel)
        else condition.low <= int(getattr(trait, condition.name)) <= condition.high
        for condition in conditions(scope)
    )


def _validity(validity: Validity, day: int) -> list[Condition]:
    """Say in ranges what `Metadata.validity_on` decides."""
    over, standing = InRange("repealed", 0, day), InRange("repealed", day + 1, NEVER)
    by_validity: dict[Validity, list[Condition]] = {
        Validity.AMENDED: [over, InRange("superseded", 1, 1)],
        Validity.REPEALED: [over, InRange("superseded", 0, 0)],
        Validity.IN_FORCE: [standing, InRange("effective", 0, day)],
        Validity.UNKNOWN: [standing, InRange("effective", day + 1, NEVER)],
    }
    return by_validity[validity]
