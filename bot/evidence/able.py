"""Whether a sentence may answer: what it has to speak of and hold, and whose it may not be.

Part of scoring: what fails here has no chance to be told, however near it is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.evidence import (
    contrasts,
    faults,
    fitting,
    magnitude,
    members,
    naming,
    near_misses,
    outcomes,
    papers,
    parts,
    proper_names,
    together,
    whereabouts,
)
from bot.evidence.candidates import announces_only
from bot.evidence.features import Candidate, Features
from bot.evidence.holding import holds_any
from bot.understanding.bounds import is_of_another_case
from bot.understanding.rewriting import leans
from bot.understanding.terms import Term, coverage
from bot.understanding.understood import Asked
from retrieval import Passage

# One of so many names of the earlier words has to come up where a question goes on about them.
_TOPIC_NAMES = 2
# Papers are asked of in the asker's words (购车补贴), and headed in the document's (车辆购置补贴).
_PAPERS_OF_MOST = 0.5
_SUMS = frozenset({"amount", "figure", "entitlement", "fee"})

# 食品小作坊、小餐饮、小摊点（以下简称“三小”）
_CALLED = re.compile("(?:简称|统称)为?“([^”]{1,12})”")


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence beside one thing asked, as the rules look at it.

    `called` are the short names that its document gives to what it is of (以下简称“三小”);
    `n_items` counts the items that the sentence introduces, `goes_on` is whether the passage ends
    with the last of them.
    """

    asked: Asked
    candidate: Candidate
    features: Features
    called: str = ""
    n_items: int = 0
    goes_on: bool = False

    @property
    def own(self) -> list[Term]:
        """The terms of the thing asked itself."""
        return [term for term in self.asked.terms if not term.is_background]

    @property
    def around(self) -> str:
        """The sentence with what stands above and before it."""
        return f"{self.candidate.previous} {self.candidate.context}"


def is_doubted(judged: Judged) -> bool:
    """Whether, by its words, a sentence seems not to answer.

    Who asks in other words than the sentence is doubted too: close reading may think better of it.
    """
    return any(is_against(judged) for is_against in _DOUBTS)


def is_of_another(judged: Judged) -> bool:
    """Whether a sentence is of another thing than the one asked of, however near it is."""
    return any(is_against(judged) for is_against in _REFUSALS)


Rule = Callable[[Judged], bool]

# What close reading may think better of.
_DOUBTS: Sequence[Rule] = (
    lambda one: one.features.with_previous == 0,
    lambda one: fitting.states_nothing(one.candidate.text, one.candidate.passage.metadata.title),
    lambda one: (
        faults.tells_fault(one.candidate.text) and not faults.asks_of_faults(one.asked.search_text)
    ),
    lambda one: fitting.lacks_figure(
        one.asked.intent,
        one.candidate.text,
        one.asked.search_text,
        _papers_above(one.asked, one.candidate),
    ),
    lambda one: fitting.lacks_narrowing(
        one.asked.intent, one.candidate.text, f"{one.candidate.above} {one.candidate.lead}"
    ),
    lambda one: fitting.lacks_list(
        one.asked.intent,
        one.candidate.text,
        one.candidate.lead,
        one.candidate.context,
        n_items=one.n_items,
        goes_on=one.goes_on,
    ),
    lambda one: fitting.lacks_choice(one.asked.intent, one.candidate.text),
    lambda one: _leaves_the_topic(one.asked, one.around.lower()),
    lambda one: not one.n_items and only_announces(one.asked, one.candidate.text),
    lambda one: naming.only_counts(one.asked.text, one.candidate.text),
    lambda one: naming.only_frames(one.asked.text, one.asked.intent.wants, one.candidate.text),
    lambda one: naming.gives_no_reason(one.asked.text, one.candidate.text),
    lambda one: proper_names.names_nobody(one.asked.text, one.candidate.text),
    lambda one: proper_names.names_no_body(one.asked.text, one.candidate.text),
    lambda one: contrasts.is_of_another_kind(
        one.asked.search_text, one.candidate.context, one.candidate.text
    ),
    lambda one: contrasts.is_of_what_is_not(
        [term.text for term in one.own if term.is_name], one.candidate.text
    ),
    lambda one: contrasts.is_of_another_indicator(one.asked.search_text, one.candidate.text),
    lambda one: (
        "count" in one.asked.intent.wants
        and parts.counts_the_whole(
            one.asked.text, one.own, one.candidate.text, one.candidate.context
        )
    ),
    lambda one: parts.is_told_together(one.asked.text, one.own, one.candidate.text),
    lambda one: contrasts.leaves_out_the_member(one.asked.text, one.candidate.context),
    lambda one: contrasts.leaves_out_the_quoted(one.asked.text, f"{one.around} {one.called}"),
)

# What reading is weak at: another direction, number, case or applicant is never told.
_REFUSALS: Sequence[Rule] = (
    lambda one: contrasts.is_of_the_other_direction(one.asked.search_text, one.candidate.text),
    lambda one: contrasts.is_of_another_number(one.asked.search_text, one.candidate.context),
    lambda one: contrasts.is_beyond_the_bound(one.asked.text, one.candidate.text),
    lambda one: any(
        is_of_another_case(term.text, one.candidate.text, one.candidate.passage.chunk.text)
        for term in one.own
        if term.is_number
    ),
    lambda one: contrasts.is_counted_together(one.asked.text, one.candidate.text),
    lambda one: near_misses.is_of_another_rank(one.asked.text, one.candidate.text),
    lambda one: near_misses.is_of_places_together(one.asked.text, one.candidate.text),
    lambda one: (
        not one.n_items
        and near_misses.leaves_unspoken(one.asked.text, one.candidate.text, one.candidate.above)
    ),
    lambda one: near_misses.tells_no_foremost_place(one.asked.text, one.candidate.text),
    lambda one: together.leaves_out_the_other(one.asked.text, one.candidate.text),
    lambda one: _tells_of_another(one.asked, one.candidate),
)


def _tells_of_another(asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence tells of others, of smaller sums, or of what is only to be."""
    text, intent, received = candidate.text, asked.intent, candidate.received
    return bool(
        members.is_of_other_members(asked.search_text, text, candidate.context)
        or members.is_for_another_applicant(
            asked.search_text, text, candidate.passage.metadata.title
        )
        or magnitude.is_of_smaller_sums(asked.text, text)
        or (_SUMS & set(intent.wants) and _is_of_another_sum(asked.text, text))
        or whereabouts.is_no_address(asked.text, text)
        or outcomes.is_only_planned(asked.text, text)
        or outcomes.is_only_laid_down(
            asked.text,
            received,
            candidate.passage.chunk.section,
            lambda clause: holds_any(intent.wants, clause),
        )
        or ("materials" in intent.wants and _is_handed_in(asked, candidate))
    )


def _is_of_another_sum(question: str, text: str) -> bool:
    return magnitude.is_of_larger_sums(question, text) or members.is_for_others_each(question, text)


def _is_handed_in(asked: Asked, candidate: Candidate) -> bool:
    above = f"{candidate.passage.metadata.title} {candidate.above} {candidate.lead}"
    return papers.is_handed_in(asked.text, candidate.received, above)


def short_names(passages: Sequence[Passage]) -> dict[str, str]:
    """Return the short names that documents give to what they are of, by document."""
    called = dict.fromkeys((passage.chunk.document_id for passage in passages), "")
    for passage in passages:
        names = _CALLED.findall(passage.chunk.text)
        called[passage.chunk.document_id] += "".join(f" {name}" for name in names)
    return called


def only_announces(asked: Asked, sentence: str) -> bool:
    """Whether a sentence announces what stands elsewhere and does not tell what is wanted itself.

    共推出房源412套，分布如下：
    """
    return announces_only(sentence) and not holds_any(asked.intent.wants, sentence)


def _papers_above(asked: Asked, candidate: Candidate) -> str:
    """Return what stands above a paper, where it is of most of what the question names.

    The issuer's name is not of the matter: 劳务派遣 of 人力资源和社会保障局 is not
    人力资源服务许可.
    """
    chunk, metadata = candidate.passage.chunk, candidate.passage.metadata
    above = " ".join((metadata.title, *chunk.section, chunk.context or "", candidate.lead))
    around = f"{metadata.region or ''} {above} {candidate.text}".lower()
    named = [term for term in asked.terms if term.is_name and not term.is_background]
    return above if not named or coverage(named, around) >= _PAPERS_OF_MOST else ""


def is_foreign(asked: Asked) -> bool:
    """Whether no document knows a word of what is asked itself: 明天郑州下雨吗 after 科技贷."""
    own = [term for term in asked.terms if not term.is_background and not term.is_number]
    intent = asked.intent
    if not own or intent.wants or intent.is_how_to or intent.is_list or leans(asked.text):
        return False
    return not any(one.known or one.alternatives for one in own)


def _leaves_the_topic(asked: Asked, around: str) -> bool:
    """Whether 几天能办好, which names nothing itself, is met without what was named before it.

    Where evidence speaks of all that it does say (最晚哪天退), any of those names will do.
    """
    behind = [term for term in asked.terms if term.is_background and term.is_name]
    if any(term.is_telling for term in asked.terms):
        return False
    own = [term for term in asked.terms if not term.is_background and term.known]
    is_spoken_of = bool(own) and all(term.met_by(around) for term in own)
    heaviest = sorted(behind, key=lambda term: -term.weight)
    heaviest = heaviest if is_spoken_of else heaviest[:_TOPIC_NAMES]
    return bool(heaviest) and not any(term.met_by(around) for term in heaviest)
