"""Does what is written stand in what is cited: the last check before anything is shown.

Pure. A sentence that states a figure which no passage cited by it holds, unit included, is not
shown; nor is one without a citation, or with a marker that points nowhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import unsupported_figures

MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a draft with the indexes of the citations behind it (from 1).

    `model` names the language model that worded it; None where the words are the source's own.
    `is_head` says that it introduces the claims behind it.
    """

    text: str
    citations: tuple[int, ...]
    model: str | None = None
    is_head: bool = False

    @property
    def marked(self) -> str:
        """The sentence with its markers, as it is shown."""
        return self.text + "".join(f"[{index}]" for index in self.citations)


def faults(claim: Claim, quotes: Sequence[str]) -> list[str]:
    """Return what keeps a claim from being shown; empty if it is grounded.

    Args:
        claim: a sentence of the draft.
        quotes: the clean text of every citation, `quotes[0]` being citation 1.
    """
    if not claim.citations:
        return ["uncited"]
    unknown = [index for index in claim.citations if not 1 <= index <= len(quotes)]
    if unknown:
        return [f"unknown marker {index}" for index in unknown]
    evidence = "\n".join(quotes[index - 1] for index in claim.citations)
    return [f"unsupported {figure.text}" for figure in unsupported_figures(claim.text, evidence)]
