"""What a search gives back: passages, and the scope they were looked for in."""

from dataclasses import dataclass, field
from datetime import date

from corpus import Chunk, Metadata


@dataclass(frozen=True, slots=True)
class Scope:
    """Filters on documents; None admits all. `region` also admits the divisions below it."""

    region: str | None = None
    issuer: str | None = None
    kind: str | None = None
    published_from: date | None = None
    published_to: date | None = None
    validity: str | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is filtered."""
        return self == Scope()


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk as found for one question.

    `rank` starts at 1; `score` only orders passages of the same result. `ranks` holds the rank
    that each retriever gave (`{"keyword": 3, "vector": 1}`), absent where it did not find it.
    `others` state the same for this question, best first, where each fact is to be found once.
    """

    chunk: Chunk
    metadata: Metadata
    score: float
    rank: int
    ranks: dict[str, int] = field(default_factory=dict)
    others: tuple["Passage", ...] = ()

    @property
    def sources(self) -> tuple["Passage", ...]:
        """This passage and all others that state the same."""
        return (self, *self.others)
