"""Whether a sentence may answer: what it has to speak of and hold, and whose it may not be.

Part of scoring: what fails here has no chance to be told, however near it is.
"""

import re
from collections.abc import Sequence

from bot.evidence import (
    contrasts,
    faults,
    fitting,
    magnitude,
    members,
    naming,
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
from bot.understanding.terms import coverage
from bot.understanding.understood import Asked
from retrieval import Passage

# One of so many names of the earlier words has to come up where a question goes on about them.
_TOPIC_NAMES = 2
# Papers are asked of in the asker's words (购车补贴), and headed in the document's (车辆购置补贴).
_PAPERS_OF_MOST = 0.5
_SUMS = frozenset({"amount", "figure", "entitlement", "fee"})

# 食品小作坊、小餐饮、小摊点（以下简称“三小”）
_CALLED = re.compile("(?:简称|统称)为?“([^”]{1,12})”")


def lacks_what_is_asked(
    asked: Asked, candidate: Candidate, features: Features, *, n_items: int = 0
) -> bool:
    """Whether, by its words, a sentence does not speak of the matter or lacks what was asked for.

    Who asks in other words than the sentence is doubted too: close reading may think better of it.
    `n_items` counts the items that the sentence introduces.
    """
    metadata = candidate.passage.metadata
    intent, text, context = asked.intent, candidate.text, candidate.context
    above = f"{candidate.above} {candidate.lead}"
    return (
        features.with_previous == 0
        or fitting.states_nothing(candidate.text, metadata.title)
        or (faults.tells_fault(text) and not faults.asks_of_faults(asked.search_text))
        or fitting.lacks_figure(intent, text, asked.search_text, _papers_above(asked, candidate))
        or fitting.lacks_narrowing(intent, text, above)
        or fitting.lacks_list(intent, text, candidate.lead, context, n_items=n_items)
        or fitting.lacks_choice(intent, text)
        or _leaves_the_topic(asked, f"{candidate.previous} {context}".lower())
        or (not n_items and only_announces(asked, candidate.text))
    )


def is_of_another(asked: Asked, candidate: Candidate, called: str) -> bool:
    """Whether a sentence is of another thing than the one asked of, however near it is.

    `called` are the short names that its document gives to what it is of (以下简称“三小”).
    """
    intent, text, context = asked.intent, candidate.text, candidate.context
    own = [term for term in asked.terms if not term.is_background]
    return (
        naming.only_counts(asked.text, text)
        or naming.only_frames(asked.text, intent.wants, text)
        or naming.gives_no_reason(asked.text, text)
        or proper_names.names_nobody(asked.text, text)
        or proper_names.names_no_body(asked.text, text)
        or contrasts.is_of_another_kind(asked.search_text, context, text)
        or contrasts.is_of_what_is_not([one.text for one in own if one.is_name], text)
        or contrasts.is_of_the_other_direction(asked.search_text, text)
        or contrasts.is_of_another_indicator(asked.search_text, text)
        or contrasts.is_of_another_number(asked.search_text, context)
        or contrasts.is_beyond_the_bound(asked.text, text)
        or any(
            is_of_another_case(term.text, text, candidate.passage.chunk.text)
            for term in own
            if term.is_number
        )
        or contrasts.is_counted_together(asked.text, text)
        or ("count" in intent.wants and parts.counts_the_whole(asked.text, own, text, context))
        or parts.is_told_together(asked.text, own, text)
        or together.leaves_out_the_other(asked.text, text)
        or _tells_of_another(asked, candidate)
        or contrasts.leaves_out_the_member(asked.text, context)
        or contrasts.leaves_out_the_quoted(asked.text, f"{candidate.previous} {context} {called}")
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
