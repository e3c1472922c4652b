"""The form that a question gives to its points: findings in, what each is told with out.

Between finding and citing. A yes or no is told first where the source settles it; a figure is told
with who says so, and with the date it holds for where that stands in a sentence before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.editions import Edition, editions
from bot.answering.procedure import grouped
from bot.answering.settling import asks_whether, settled
from bot.answering.verdict import DEPENDS
from bot.evidence.history import history_of
from bot.evidence.judging import Finding
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from bot.understanding.intent import Intent, asks_for_steps
from corpus import as_of, is_law

_FIGURES = frozenset(
    {
        *("amount", "entitlement", "percentage", "duration", "count", "figure", "rank", "score"),
        *("length", "area", "weight", "concentration"),
    }
)
# Of these alone a date said once holds for the sentences that go on from it.
_DATED = frozenset({"amount", "percentage", "count", "figure", "rank", "score"})
_AS_OF = ("截至", "截止")
_MAX_PAST = 2  # older figures of a quantity; more would bury the newest
_SENTENCE_ENDS = "。！？\n"


@dataclass(frozen=True, slots=True)
class Form:
    """What a point is told with.

    `lead` goes before it; `names_issuer` says that its issuer goes behind it; `dated` is where the
    source says as of when it holds, in the words `as_of`; `edition` names the version of a law
    that it is of, where one that is over is told, and `side` the thing that it is compared by.
    `is_head` says that it introduces the points behind it; `part` is what it tells of a procedure.
    """

    lead: str = ""
    names_issuer: bool = False
    as_of: str = ""
    dated: Evidence | None = None
    edition: str = ""
    side: str = ""
    is_head: bool = False
    part: str = ""


PLAIN = Form()


@dataclass(frozen=True, slots=True)
class Formed:
    """A point and its form."""

    point: Point
    form: Form = PLAIN


def formed(findings: Sequence[Finding], *, today: date) -> list[Formed]:
    """Return each point once, in order, with the form that the thing asked gives it.

    What is in force comes first, under its name where something that is over is told too; older
    figures of a quantity come last, as what they are.
    """
    told: list[Formed] = []
    for finding in findings:
        lead = _lead(finding)
        known = editions(finding.points, today)
        past = _past(known.points)
        current = [point for point in known.points if point not in past]
        ordered = [*_in_parts(finding, current), *((point, "") for point in past[:_MAX_PAST])]
        for at, (point, part) in enumerate(ordered):
            if any(one.point == point for one in told):
                continue
            edition = Edition.OLDER if point in past else known.of(point)
            form = replace(
                _form(finding.asked.intent, point.evidence),
                lead="" if at or edition or point.side else lead,
                edition=edition.label if edition else "",
                side=point.side,
                is_head=point.is_head,
                part=part,
            )
            told.append(Formed(point, form))
    return told


def _past(points: Sequence[Point]) -> list[Point]:
    """The points that are history, latest first."""
    past = history_of([point.evidence for point in points])
    return [point for item in past for point in points if point.evidence == item]


def _in_parts(finding: Finding, points: Sequence[Point]) -> list[tuple[Point, str]]:
    """The points with what each tells of the procedure, where one is asked for."""
    if asks_for_steps(finding.asked.text) and not any(point.is_head for point in points):
        return grouped(points)
    return [(point, "") for point in points]


def _lead(finding: Finding) -> str:
    """The yes or no, where the first point settles it and no other says otherwise."""
    intent = finding.asked.intent
    is_more = intent.wants and not (intent.wants == ("fee",) and asks_whether(finding.asked.text))
    if not finding.points or intent.is_comparison or intent.is_list or is_more:
        return ""
    said = [_verdict(finding.asked.text, point.evidence) for point in finding.points]
    others = {one for one in said if one is not None}
    return said[0] if said[0] is not None and others == {said[0]} else ""


def _verdict(question: str, item: Evidence) -> str | None:
    chunk = item.passage.chunk
    metadata = item.passage.metadata
    about = "\n".join(
        [*chunk.section, chunk.issuer or metadata.issuer or "", metadata.region or ""]
    )
    said = settled(question, item.text, about=about)
    # What introduces a list holds of its items alone.
    return said if item.list_end is None or said == DEPENDS else None


def _form(intent: Intent, item: Evidence) -> Form:
    is_figure = bool(_FIGURES & set(intent.wants))
    if not is_figure or intent.is_list or intent.is_comparison:
        return PLAIN
    names_issuer = not is_law(item.passage.metadata.title)
    if not _DATED & set(intent.wants):
        return Form(names_issuer=names_issuer)
    stated, dated = _dated(item)
    return Form(names_issuer=names_issuer, as_of=stated, dated=dated)


def _dated(item: Evidence) -> tuple[str, Evidence | None]:
    """The words of a sentence before this one that say as of when it holds (截至8月末), and it."""
    text, published = item.passage.chunk.text, item.passage.metadata.published
    stated = as_of(text, item.start, item.end, published).stated
    if stated is None or stated in item.text:
        return "", None
    line = text.rfind("\n", 0, item.start) + 1
    at = text.rfind(stated, line, item.start)
    if at < 0 or not stated.startswith(_AS_OF):
        return "", None
    start = max(text.rfind(mark, line, at) for mark in _SENTENCE_ENDS) + 1
    ends = [text.find(mark, at, item.start) + 1 for mark in _SENTENCE_ENDS]
    end = min((one for one in ends if one), default=item.start)
    return stated, replace(item, start=max(start, line), end=end)
