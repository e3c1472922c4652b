"""When a question must be asked back: several things answer it, and it does not say which.

审批时限压到几天了？ is answered by ten kinds of approval. It is asked back, with options from the
sources, if what it names stands alike in several different facts that each hold the kind of thing
asked for, and nothing in it tells them apart. So it is where nothing is sure enough to be told and
two facts are near.
"""

import re
from collections.abc import Sequence

from bot.answer import Clarification
from bot.evidence.admissible import OF_THE_PLACE
from bot.evidence.fitting import lacks_figure
from bot.evidence.holding import holds
from bot.evidence.judging import Finding
from bot.evidence.scoring import Evidence
from bot.question import Turn
from bot.understanding.rewriting import asked_before, leans, names_nothing
from bot.understanding.terms import Term
from bot.understanding.understood import Asked, Understood
from corpus import FigureKind, Level, find_figures, region_named
from prompts import message

_MIN_RIVALS = 3
MAX_OPTIONS = 5
# Rivals speak of as much of the question as the best does, and are nearly as likely to answer.
_AS_MUCH = 0.9
_AS_LIKELY = 0.6
# Where nothing is sure enough to be told, what speaks of about as much is worth asking back for.
# What hardly answers never is.
_UNSURE_AS_MUCH = 0.75
_UNSURE_LEAST = 0.1
_MIN_UNSURE = 2
_OPTION_CHARS = 30
# 这个怎么申请 says not what; 装扶手那种改造 says it before.
_BEGINS_LEANING = re.compile(r"(?:^|[，。？！,?!])[^，。？！,?!]{0,3}?(?:这|那|它|该|上述|前面)")
# Whose place or department is meant, only the asker knows.
_OUR_PLACE = re.compile(
    r"(?:我们|咱们?|俺们?|我|本)(?:这|那)?(?:个|里的?)?(市|县|区)(?![级场民长政外])"
)
# What differs from place to place; what is to be done is mostly the same in all.
_OF_A_PLACE = OF_THE_PLACE - {"address", "place"} | {"duration"}
_OUR_DEPARTMENT = re.compile(r"(?:^|(?<=[，。？！]))[厅局]里|(?:我们|咱们?|本)[厅局](?![长级])")
_QUOTED = re.compile(r"[“《]([^“”《》]{2,12})[”》]")
_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十\d]+[、.．是]|[（(][一二三四五六七八九十\d]+[)）]|\d{1,3}(?=\s*[一-鿿]))\s*"
)
_CLAUSE_ENDS = re.compile(r"[，。；：]")
# “生产、生活、生态”, “能放尽放” and “118” are said of many things and name none.
_SLOGAN = re.compile(r"、|^(?:应|能|愿)(?P<verb>.)尽(?P=verb)$|^[\d+＋]+$")
_LEGISLATURE = re.compile(r"人大|人民代表大会")
# Headings that any report has.
_SAYS_NOTHING = re.compile(
    r"下一?步|工作打算|(?:总体|基本|主要|进展|整改|工作)?(?:情况|做法|成效|问题|措施|进展)$|报告$|附件|前言|^第[^，]{1,8}[编章节条款]"
)
_MIN_TITLE = 4


def clarification(
    understood: Understood, findings: Sequence[Finding], history: Sequence[Turn]
) -> Clarification | None:
    """Return what to ask back, or None if the question says which thing it means."""
    is_first = not asked_before(history)
    if not understood.place.is_anywhere or understood.told:
        return None
    if names_nothing(understood.text) and is_first:
        return _of_what(findings)
    asked_of_ours = _whose(understood, findings)
    if asked_of_ours is not None or len(findings) != 1:
        return asked_of_ours
    finding = findings[0]
    intent = finding.asked.intent
    if intent.topic and finding.points:
        return None  # what there is of it was told
    names = [term for term in finding.asked.terms if term.is_name and not term.is_background]
    is_narrowed = intent.is_comparison or find_figures(understood.text)
    if not finding.asked.names_little or is_narrowed:
        return None
    if not all(term.known or term.alternatives for term in names):
        return None  # no document knows what is asked about: that is to be said
    begins_leaning = leans(understood.text) and _BEGINS_LEANING.search(understood.text) is not None
    points_nowhere = begins_leaning and is_first and len(names) <= 1
    if (intent.is_how_to or intent.is_list or intent.is_yes_no) and not points_nowhere:
        return None  # what there is can be told
    rivals = _distinct([one for one in _rivals(finding) if _is_of_any(names, one)])
    is_meant = len(rivals) >= _MIN_RIVALS
    if not is_meant and not finding.points and intent.wants:
        rivals = _distinct(_unsure(finding))
        is_meant = len(rivals) >= _MIN_UNSURE
    if not is_meant and not points_nowhere:
        return None
    likely = [one for one in finding.nearest if one.probability >= _UNSURE_LEAST]
    options = _options(rivals if is_meant else likely, finding.asked)
    return Clarification(message("clarify.question"), options) if len(options) > 1 else None


def _of_what(findings: Sequence[Finding]) -> Clarification | None:
    """Ask what is meant, where nothing is named, by the documents that are nearest."""
    asking = [one for one in findings if one.asked.intent.wants]
    near = [item.passage.metadata.title for one in asking for item in one.nearest]
    titles = tuple(title for title in dict.fromkeys(near) if title)[:MAX_OPTIONS]
    return Clarification(message("clarify.question"), titles) if len(titles) > 1 else None


def _whose(understood: Understood, findings: Sequence[Finding]) -> Clarification | None:
    """Ask whose it is, where 我们市 or 厅里 is asked of and nobody said which that is."""
    ours = _OUR_PLACE.search(understood.text)
    if ours is not None:
        wants = {want for one in findings for want in one.asked.intent.wants}
        if not wants or not _OF_A_PLACE.issuperset(wants):
            return None
        level = Level.CITY if ours[1] == "市" else Level.COUNTY
        told = [one.passage.metadata for one in _able(findings) if _level(one) is level]
        places = tuple(dict.fromkeys(one.region for one in told if one.region is not None))
        return Clarification(message("clarify.place"), places[:MAX_OPTIONS]) if places else None
    if _OUR_DEPARTMENT.search(understood.text) is None or understood.departments:
        return None
    issuers = [one.passage.chunk.issuer for one in _able(findings)]
    departments = tuple(dict.fromkeys(issuer for issuer in issuers if issuer))
    if len(departments) < _MIN_UNSURE:
        return None
    return Clarification(message("clarify.department"), departments[:MAX_OPTIONS])


def _able(findings: Sequence[Finding]) -> list[Evidence]:
    """What is near that tells the figure asked for, however unsure."""
    return [
        item
        for finding in findings
        for item in finding.nearest
        if item.can_answer
        and item.probability >= _UNSURE_LEAST
        and _is_told(finding.asked, item)
        and _speaks_of(item.text, finding.asked)
    ]


def _level(item: Evidence) -> Level | None:
    region = item.passage.metadata.region
    found = region_named(region) if region is not None else None
    return found.level if found is not None else None


def _is_told(asked: Asked, item: Evidence) -> bool:
    """Whether a fact holds all that is wanted, counted in the units asked for."""
    wants = asked.intent.wants
    held = all(holds(want, item.stated) for want in wants)
    return held and not lacks_figure(asked.intent, item.text, asked.search_text)


def _rivals(finding: Finding) -> list[Evidence]:
    """The different facts that answer the question as well as the best one does, or are told."""
    if not finding.nearest:
        return []
    best = finding.nearest[0]
    told = [point.evidence for point in finding.points]
    return [
        item
        for item in finding.nearest
        if item.can_answer
        and (item in told or item.features.own_coverage >= _AS_MUCH * best.features.own_coverage)
        and item.probability >= max(_AS_LIKELY * best.probability, _UNSURE_LEAST)
        and _is_told(finding.asked, item)
    ]


def _unsure(finding: Finding) -> list[Evidence]:
    """The facts that speak of what is asked, none of which is sure enough to answer."""
    able = _able([finding])
    most = max((item.features.with_context for item in able), default=0.0)
    return [item for item in able if item.features.with_context >= _UNSURE_AS_MUCH * most]


def _is_of_any(names: Sequence[Term], rival: Evidence) -> bool:
    """Whether a rival speaks of a name of the question: of none, it is no answer to choose from."""
    around = " ".join([*rival.passage.chunk.section, rival.passage.metadata.title, rival.text])
    return not names or any(name.met_by(around.lower()) for name in names)


def _distinct(rivals: Sequence[Evidence]) -> list[Evidence]:
    """The rivals that tell different things: mostly the same figures are the same fact.

    A figure may be shared by chance (由法定的20个工作日缩减至6个, 由60个缩减至20个).
    """
    kept: list[Evidence] = []
    told: list[set[str]] = []
    for rival in rivals:
        figures = {
            one.text
            for one in find_figures(rival.text)
            if one.kind not in (FigureKind.DATE, FigureKind.NAME)
        }
        if not any(2 * len(figures & one) > min(len(figures), len(one)) for one in told):
            kept.append(rival)
            told.append(figures)
    return kept


def _options(rivals: Sequence[Evidence], asked: Asked) -> tuple[str, ...]:
    """What tells the rivals apart: their places, else what they are called, else who says them.

    Where those who say them are of several places, it is the place that matters, not its bodies.
    """
    places = [rival.passage.metadata.region for rival in rivals]
    if None not in places and len(set(places)) == len(rivals):
        return tuple(place for place in places if place is not None)[:MAX_OPTIONS]
    for labels in (
        [_name(rival, asked) for rival in rivals],
        places,
        [_issuer(rival) for rival in rivals],
    ):
        told = tuple(label for label in dict.fromkeys(labels) if label is not None)
        if len(told) > 1:
            return told[:MAX_OPTIONS]
    return ()


def _issuer(rival: Evidence) -> str | None:
    """The department that says a fact; a legislature passes what all departments keep to."""
    issuer = rival.passage.chunk.issuer or rival.passage.metadata.issuer
    return None if issuer is None or _LEGISLATURE.search(issuer) else issuer


def _name(rival: Evidence, asked: Asked) -> str | None:
    """What tells a fact from its rivals: a name in quotation marks, else its heading.

    A clause of the sentence would tell the answer, not what is asked; None where nothing names it.
    """
    known = {term.text for term in asked.terms}
    chunk = rival.passage.chunk
    for clause in _CLAUSE_ENDS.split(rival.text):
        if not _speaks_of(clause, asked):
            continue
        for name in _QUOTED.findall(clause):
            if name not in known and not name.isdigit() and not _SLOGAN.search(name):
                return str(name)
    for heading in reversed(chunk.section):
        title = _NUMBERING.sub("", heading).strip("，。；：、 ")
        is_whole = title.count("“") == title.count("”") and title.count("《") == title.count("》")
        is_short = _MIN_TITLE <= len(title) <= _OPTION_CHARS
        if is_short and is_whole and not _SAYS_NOTHING.search(title):
            return title
    return None


def _speaks_of(clause: str, asked: Asked) -> bool:
    """Whether a clause holds what is asked: a name in another one is that of something else."""
    names = [term for term in asked.terms if term.is_name and not term.is_background]
    if names:
        return any(term.met_by(clause.lower()) for term in names)
    return any(holds(want, clause) for want in asked.intent.wants)
