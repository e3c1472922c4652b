"""Which questions of the gold files are asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from eval.gold import GoldFile, GoldQuestion


@dataclass(frozen=True, slots=True)
class Selection:
    """Which questions are asked; `limit` counts after the choice of categories."""

    categories: tuple[str, ...] = ()
    limit: int | None = None

    def of(self, files: Iterable[GoldFile]) -> list[GoldQuestion]:
        """Return the chosen questions in the order of the files."""
        every = [question for file in files for question in file.questions]
        chosen = [q for q in every if not self.categories or q.category in self.categories]
        return chosen[: self.limit]
