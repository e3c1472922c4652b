"""The check of a model's sentence: may it be shown, or what is wrong with it.

Sentence of the draft and the numbered evidence in, the first fault out, or none. Figures are
checked segment by segment, so that a figure stands in the evidence whose number follows it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.grounding.orders import orders_the_assistant
from bot.grounding.polarity import turns_direction, turns_modality, turns_negation
from bot.grounding.support import is_supported, names_unknown, pairs
from bot.understanding.intent import asks_to_break_rules
from bot.writing.draft import Sentence
from corpus import unsupported_figures

MAX_SENTENCE_CHARS = 300
# So many characters in a row that stand in the rules and in no evidence are the rules' own.
_LEAK_CHARS = 10
_SAME_SHARE = 0.9

_MARKUP = re.compile(
    r"!?\[[^\]]*\]\(|!\[|<[a-zA-Z/!][^>]*>?|&[a-z#0-9]{2,8};|```|`|\|.*\||https?:|www\.|://|"
    r"[\w.-]+@[\w.-]+|\b[a-z0-9-]+\.(?:com|cn|net|org|gov|io|top|xyz)\b|[{}]|\\[a-z]+|\$\$",
    re.IGNORECASE,
)
# Words by which an office speaks for itself, decides, or promises.
_OFFICIAL = re.compile(
    r"[我本](?:局|厅|委|办|院|行|府|市|省|县|区|部门|单位|中心|机关|政府)|本人|特此|"
    r"(?:我们?|现)(?:代表|郑重|正式|在此|同意|批准|承诺|保证|决定|通知|答复)|"
    r"(?:准予|批准|同意)(?:您|你|贵)|(?:您|你|贵公司)的?(?:申请|贷款)|作为[^，。]{0,8}(?:长|主任|书记|官员)"
)


class Fault(StrEnum):
    """Why a sentence of a draft is not shown."""

    TOO_LONG = "too_long"
    MARKUP = "markup"
    LEAK = "leak"
    ORDER = "order"
    OFFICIAL = "official"
    UNCITED = "uncited"
    MARKER = "marker"
    FIGURE = "figure"
    NAME = "name"
    NEGATION = "negation"
    MODALITY = "modality"
    DIRECTION = "direction"
    WORDING = "wording"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Numbered:
    """One piece of numbered evidence: what is quoted, and where it is from (no figures there)."""

    text: str
    origin: str = ""

    @property
    def words(self) -> str:
        """All words that a sentence may take from it."""
        return f"{self.origin}\n{self.text}"


def fault_of(
    sentence: Sentence, evidence: Sequence[Numbered], *, rules: str, told: Sequence[str] = ()
) -> Fault | None:
    """Return what is wrong with a sentence; None if it may be shown.

    Args:
        sentence: of the draft.
        evidence: as numbered for the model, the first being [1].
        rules: what the model was told beside the evidence.
        told: the sentences shown already.
    """
    return _of_form(sentence, evidence, rules) or _of_content(sentence, evidence, told)


def _of_form(sentence: Sentence, evidence: Sequence[Numbered], rules: str) -> Fault | None:
    text, everything = sentence.text, "\n".join(one.words for one in evidence)
    if len(text) > MAX_SENTENCE_CHARS:
        return Fault.TOO_LONG
    if _MARKUP.search(text):
        return Fault.MARKUP
    if _leaks(text, rules, everything):
        return Fault.LEAK
    if asks_to_break_rules(text):
        return Fault.ORDER
    if any(match[0] not in everything for match in _OFFICIAL.finditer(text)):
        return Fault.OFFICIAL
    if any(not segment.markers for segment in sentence.segments):
        return Fault.UNCITED
    if not all(1 <= number <= len(evidence) for number in sentence.markers):
        return Fault.MARKER
    return None


def _of_content(
    sentence: Sentence, evidence: Sequence[Numbered], told: Sequence[str]
) -> Fault | None:
    for segment in sentence.segments:
        cited = "\n".join(_lawful(evidence[number - 1].text) for number in segment.markers)
        if unsupported_figures(segment.text, cited):
            return Fault.FIGURE
    text = sentence.text
    cited = "\n".join(_lawful(evidence[number - 1].text) for number in sentence.markers)
    words = "\n".join(evidence[number - 1].origin for number in sentence.markers) + "\n" + cited
    if names_unknown(text, words):
        return Fault.NAME
    if turns_negation(text, cited):
        return Fault.NEGATION
    if turns_modality(text, cited):
        return Fault.MODALITY
    if turns_direction(text, cited):
        return Fault.DIRECTION
    if not is_supported(text, words):
        return Fault.WORDING
    return Fault.REPEATED if any(_says_the_same(text, other) for other in told) else None


def _lawful(text: str) -> str:
    """Evidence as it is, unless it gives the assistant orders: then it supports nothing."""
    return "" if orders_the_assistant(text) else text


def _leaks(text: str, rules: str, evidence: str) -> bool:
    runs = (text[at : at + _LEAK_CHARS] for at in range(len(text) - _LEAK_CHARS + 1))
    return any(run in rules and run not in evidence for run in runs)


def _says_the_same(text: str, other: str) -> bool:
    ours, theirs = set(pairs(text)), set(pairs(other))
    if not ours or unsupported_figures(text, other):
        return False
    return len(ours & theirs) / len(ours) >= _SAME_SHARE
