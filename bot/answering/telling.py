"""What is told of the facts: claims in, checked, laid out, their citations numbered by first use.

Last step of the question path before the answer: a claim that is not grounded is not told, and what
is told is not taken back, so its events may be sent at once.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.answer import Citation
from bot.contracts import CitationEvent, DeltaEvent, Fact
from bot.grounding.groundedness import Claim, faults

logger = logging.getLogger(__name__)


class Tellable(Protocol):
    """Facts with their citations; `quotes[i]` is the clean text of citation i + 1."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts, in the order they are told."""
        ...

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the facts point to."""
        ...

    @property
    def quotes(self) -> tuple[str, ...]:
        """The clean text of each citation."""
        ...


@dataclass(slots=True)
class Telling:
    """The sentences of one answer, as they are told."""

    what: Tellable
    claims: list[Claim] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)  # by the index among the resolved

    def tell(self, claim: Claim) -> Iterator[CitationEvent | DeltaEvent]:
        """Yield the citations that a claim uses first, then its line; nothing if not grounded."""
        found = faults(claim, self.what.quotes)
        if found:
            logger.warning("claim dropped", extra={"n_faults": len(found)})
            return
        for index in claim.citations:
            if index not in self._numbers:
                self._numbers[index] = len(self._numbers) + 1
                yield CitationEvent(self._renumbered(index))
        told = replace(claim, citations=tuple(self._numbers[index] for index in claim.citations))
        start = "\n" if self.claims else ""
        self.claims.append(told)
        yield DeltaEvent(f"{start}{self._line(len(self.claims) - 1)}")

    @property
    def text(self) -> str:
        """The answer so far: a numbered list where there are several facts, else sentences.

        What introduces a list stands above its numbers, so that the last one is its length.
        """
        return "\n".join(self._line(at) for at in range(len(self.claims)))

    @property
    def indexes(self) -> tuple[int, ...]:
        """Which citations were used, by their first index, in the order told."""
        return tuple(self._numbers)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What was cited, in the order and with the numbers that it was cited with."""
        return tuple(self._renumbered(index) for index in self._numbers)

    @property
    def model(self) -> str | None:
        """The language model that worded something of it."""
        return next((claim.model for claim in self.claims if claim.model is not None), None)

    def _line(self, at: int) -> str:
        """The line of the claim at `at`, numbered among those that introduce nothing."""
        claim = self.claims[at]
        if claim.is_head or len(self.what.facts) < 2:
            return claim.marked
        number = sum(not one.is_head for one in self.claims[: at + 1])
        return f"{number}. {claim.marked}"

    def _renumbered(self, index: int) -> Citation:
        return replace(self.what.citations[index - 1], index=self._numbers[index])
