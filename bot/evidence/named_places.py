"""Sentences that name the place asked about, in a paper of the place above it.

A city's rules are laid down for all of its counties, and say in a sentence of their own what is
otherwise in one of them. That sentence shares fewer words with the question than the general rule
does, and places are no words to measure by: that it names the very place is weighed here.
"""

from bot.evidence.features import Candidate, Features, is_of_one_matter
from bot.understanding.understood import Asked
from corpus import find_regions, is_within, region_named

# A paper for all of a city names one county in hardly any sentence that is not on this county.
_ODDS = 4.0
_LEAST_GAP = -0.25  # in coverage, behind the sentence that speaks of the question most


def weighed(asked: Asked, candidate: Candidate, features: Features, chance: float) -> float:
    """Return the chance of a sentence to answer, raised where it rules for the place by name."""
    if not 0 < chance < 1 or not _rules_by_name(asked, candidate, features):
        return chance
    odds = _ODDS * chance / (1 - chance)
    return odds / (1 + odds)


def _rules_by_name(asked: Asked, candidate: Candidate, features: Features) -> bool:
    metadata = candidate.passage.metadata
    home = region_named(metadata.region) if metadata.region is not None else None
    below = [one for one in asked.place.regions if home not in (None, one) and is_within(one, home)]
    if not below or not asked.intent.wants or features.wants_met < 1:
        return False
    if features.coverage_gap < _LEAST_GAP or not is_of_one_matter(metadata):
        return False
    return any(mention.region in below for mention in find_regions(candidate.text))
