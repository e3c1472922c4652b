"""Whether what was chosen bears on what is asked: findings in, those that do out.

After choosing, where nothing is read closely. The chance to answer is that of one sentence; what is
judged here is the answer as a whole: one that speaks of next to nothing that was asked tells of
something else, and what only asks on (截到什么时候的数) is not met by another matter where its
subject itself was not found.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.judging import Finding

# Share of the weight of what is asked that the best point speaks of, with what stands above and
# before it. Chosen on `dev`: no right answer lies below the first.
_LEAST = 0.15
_LEAST_ASKING_ON = 0.5
# What stands by itself is met by much: where what was asked first was not found, what was asked on
# (几天能办好) has to be this sure, and this much of all that is asked has to be spoken of.
_SURE_ASKING_ON = 0.8
_SPOKEN_ASKING_ON = 0.3
# A date or a bare number stands beside anything.
_OF_ANYTHING = frozenset({"date", "as_of", "figure"})
# Where half of what is asked or more was not found, what was found has to be this sure.
_SURE_OF_FEW = 0.8
_FEW = 0.5


def bearing(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings in order, without the points that bear on nothing that is asked."""
    share = sum(bool(one.points) for one in findings) / len(findings) if findings else 1.0
    told = [
        _without_points(one)
        if _is_left_hanging(one, findings[0]) or _is_unsure(one, share)
        else one
        for one in findings
    ]
    if any(_spoken_of(one) >= _LEAST for one in told):
        return told
    return [_without_points(one) for one in told]


def _is_left_hanging(finding: Finding, first: Finding) -> bool:
    """Whether it asks on about a subject that was not found, and tells little or unsurely of it."""
    wants = finding.asked.intent.wants
    if first.points or finding is first or not finding.points:
        return False
    surest = max(one.evidence.probability for one in finding.points)
    if surest < _SURE_ASKING_ON or _spoken_of(finding) < _SPOKEN_ASKING_ON:
        return True
    if _names_something(finding):
        return False
    if not wants or not _OF_ANYTHING.issuperset(wants):
        return False
    return _spoken_of(finding) < _LEAST_ASKING_ON


def _is_unsure(finding: Finding, share: float) -> bool:
    """Whether it is less sure than it has to be where little of what is asked was found.

    Args:
        finding: what was found for one thing asked.
        share: of the things asked that something was found for.
    """
    if not finding.points:
        return False
    surest = max(one.evidence.probability for one in finding.points)
    return share <= _FEW and surest < _SURE_OF_FEW


def _names_something(finding: Finding) -> bool:
    own = (term for term in finding.asked.terms if not term.is_background)
    return any(term.is_telling and term.is_name for term in own)


def _spoken_of(finding: Finding) -> float:
    return max((one.evidence.features.with_previous for one in finding.points), default=0.0)


def _without_points(finding: Finding) -> Finding:
    """The finding as one that nothing answers; what was chosen stays among what is nearest."""
    return replace(finding, points=(), missing_places=(), missing_things=(), is_from_above=False)
