"""Understand a question: standalone text, place, and for each thing asked its terms and form.

Second step of the question path, before anything is searched.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.question import Turn
from bot.understanding.aspects import split_aspects
from bot.understanding.courtesy import without_courtesy
from bot.understanding.departments import departments_in, mentions_department
from bot.understanding.intent import Intent, read_intent
from bot.understanding.jurisdiction import ANYWHERE, Place, place_of, stated_place
from bot.understanding.period import is_of_the_past, years_asked
from bot.understanding.rewriting import Standalone, joined, rewrite, without_places
from bot.understanding.spoken_numbers import in_digits
from bot.understanding.terms import Term, terms_of
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.word_pairs import Pair, known_pairs
from retrieval import simplified

_ASKING = re.compile(
    r"多少|几|多久|多长|多大|什么|啥|哪|谁|怎|咋|如何|是否|能否|能不能|要不要|吗|呢|不[?？。]?$"
)


_COUNTED = re.compile(r"(?:多少|几)[万千百]*[家户个件项种类次场起人名条位笔宗套处所辆篇张]?")


_LITTLE = 2  # names; a question with more has said which thing it means
_SHORT = 14  # characters; a longer question says itself what it is about
_OPEN = re.compile(r"[哪谁啥几怎咋]|什么|多少|多久|多长|多大")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked: its words, what evidence has to speak of, and the form of its answer.

    `place`, `departments` and `years` are its own where it names any, else those of the whole
    question; a comparison is of all years.
    `focus` is the term that the asking word is about, where there is one. `pairs` are its pairs of
    characters that the documents know as words; `wanted_beside` is what the other things asked in
    the same question want.
    """

    text: str
    search_text: str
    terms: tuple[Term, ...]
    intent: Intent
    place: Place = ANYWHERE
    departments: tuple[str, ...] = ()
    years: frozenset[int] = frozenset()
    focus: Term | None = None
    pairs: tuple[Pair, ...] = ()
    wanted_beside: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """What the whole question wants, this thing first."""
        return tuple(dict.fromkeys((*self.intent.wants, *self.wanted_beside)))

    @property
    def names_little(self) -> bool:
        """Whether it names so few things that it may mean several: 审批时限压到几天了."""
        names = [term for term in self.terms if term.is_name and not term.is_background]
        return len(names) <= _LITTLE and bool(names or self.intent.wants)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as understood.

    `text` is what is searched for as a whole; `matter` is the same without its places, by which
    sentences are compared: a place's name makes all sentences of its papers look alike. `told` are
    the answers that a follow-up goes on from; `is_of_the_past` says that what is over may answer.
    `otherwise` is how it is read if so it finds nothing.
    """

    text: str
    matter: str
    place: Place
    years: frozenset[int]
    departments: tuple[str, ...]
    asked: tuple[Asked, ...]
    told: tuple[str, ...] = ()
    is_of_the_past: bool = False
    otherwise: "Understood | None" = None


def understand_question(
    text: str, history: Sequence[Turn], region: str | None, vocabulary: Vocabulary
) -> Understood:
    """Read a question with its history."""
    text = vocabulary.corrected(in_digits(_plain(text)))
    history = [replace(one, content=_said_or_told(one)) for one in history]

    said = [*_said(history), text]

    def stands_alone(question: str) -> bool:
        names = _subjects(question, vocabulary)
        earlier = said[: said.index(question)] if question in said else said[:-1]
        return bool(names) and not _goes_on(question, names, earlier, vocabulary)

    def is_foreign(question: str) -> bool:
        names = _subjects(question, vocabulary)
        return bool(names) and not any(one.known or one.alternatives for one in names)

    readings = [
        _understood(one, said, history, region, vocabulary)
        for one in rewrite(
            text,
            history,
            stands_alone=stands_alone,
            is_foreign=is_foreign,
        )
    ]
    return replace(readings[0], otherwise=readings[1]) if len(readings) > 1 else readings[0]


def _understood(
    standalone: Standalone,
    said: Sequence[str],
    history: Sequence[Turn],
    region: str | None,
    vocabulary: Vocabulary,
) -> Understood:
    """Read a question by what it leans on."""
    whole = joined(standalone.background, standalone.text)
    asked = [
        _asked(aspect.text, joined(standalone.background, aspect.background), vocabulary)
        for aspect in split_aspects(standalone.text)
    ]
    wants = tuple(want for one in asked for want in one.intent.wants)
    asked = [replace(one, wanted_beside=wants) for one in asked]
    place = place_of(whole, stated_place(said) or region)
    departments = _departments(whole, vocabulary)
    years = years_asked(standalone.text, standalone.background)
    asked = [_dated(one, years, is_one_of_several=len(asked) > 1) for one in asked]
    return Understood(
        text=whole,
        matter=without_places(whole),
        place=place,
        years=years,
        departments=departments,
        asked=tuple(_located(one, place, departments, vocabulary) for one in _telling(asked)),
        told=_told(history) if standalone.background else (),
        is_of_the_past=is_of_the_past(whole),
    )


def _subjects(question: str, vocabulary: Vocabulary) -> list[Term]:
    """The names by which a question may say what it is about, heaviest first."""
    terms = terms_of(question, vocabulary)
    names = [one for one in terms if one.is_telling and one.is_name and not _OPEN.search(one.text)]
    return sorted(names, key=lambda one: -one.weight)


def _goes_on(
    question: str, names: Sequence[Term], earlier: Sequence[str], vocabulary: Vocabulary
) -> bool:
    """Whether a question names only a side of what was asked about before: 面积呢, 清偿了多少.

    It is short, asks for a figure by one name, and documents speak of that name and an earlier
    subject in one passage; of a new subject they do not.
    """
    intent = read_intent(question)
    asks_a_side = (
        bool(intent.wants) or intent.is_comparison or question.rstrip("？?").endswith("呢")
    )
    if len(names) != 1 or len(question) > _SHORT or not asks_a_side:
        return False
    topics = [one for text in earlier for one in _subjects(text, vocabulary)[:1]]
    return any(
        topic.text != names[0].text and vocabulary.stand_together((topic.text, names[0].text))
        for topic in topics
    )


def _plain(text: str) -> str:
    return without_courtesy(simplified(text))


def _said_or_told(turn: Turn) -> str:
    """What was said is read as a question is; what was told keeps the numbers of its sources."""
    plain = _plain(turn.content)
    return in_digits(plain) if turn.role == "user" else plain


def _said(history: Sequence[Turn]) -> list[str]:
    return [turn.content for turn in history if turn.role == "user"]


def _told(history: Sequence[Turn]) -> tuple[str, ...]:
    return tuple(turn.content for turn in history if turn.role == "assistant")


def _dated(asked: Asked, years: frozenset[int], *, is_one_of_several: bool) -> Asked:
    """到2030年要达到多少，2025年是多少: each figure is of its own year."""
    is_apart = is_one_of_several and not asked.intent.is_comparison
    own = years_asked(asked.text, "") if is_apart else frozenset[int]()
    return replace(asked, years=own or years)


def _located(
    asked: Asked, place: Place, departments: tuple[str, ...], vocabulary: Vocabulary
) -> Asked:
    own_place, own_departments = place_of(asked.text, None), _departments(asked.text, vocabulary)
    if own_place.is_anywhere and not own_departments:
        return replace(asked, place=place, departments=departments)
    return replace(asked, place=own_place, departments=own_departments)


def _departments(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    return departments_in(text, vocabulary.issuers()) if mentions_department(text) else ()


def _telling(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """Leave out what only asks again (能列一下吗), unless nothing else is asked."""
    kept = tuple(
        one
        for one in asked
        if read_intent(one.text).wants or any(term.is_telling for term in one.terms)
    )
    return kept or tuple(asked[:1])


def _asked(text: str, background: str, vocabulary: Vocabulary) -> Asked:
    own = terms_of(text, vocabulary)
    if not own:  # 那许昌呢: what was asked before is asked again
        own = terms_of(background, vocabulary)
    known = {term.text for term in own}
    behind = [
        term
        for term in terms_of(background, vocabulary, is_background=True)
        if term.text not in known
    ]
    intent = read_intent(text)
    tells = any(one.is_telling and not one.is_number for one in terms_of(text, vocabulary))
    if not intent.wants and not tells:  # 95岁的呢 asks what was asked of 85岁
        intent = read_intent(joined(background, text))
    if background:  # what was asked before is asked of it
        intent = replace(intent, topic="")
    return Asked(
        text,
        joined(background, text),
        (*own, *behind),
        intent,
        focus=_focus(text, own),
        pairs=known_pairs(without_places(text), without_places(background), vocabulary),
    )


def _focus(text: str, own: Sequence[Term]) -> Term | None:
    """The thing asked of: what is counted (多少张床位), else the last name before the asking word.

    停车要钱不 asks of 停车.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    counted = _COUNTED.search(folded)
    if counted is not None:
        after = folded[counted.end() :]
        things = [term for term in own if term.is_telling and after.startswith(term.text)]
        if things:
            return max(things, key=lambda term: len(term.text))
    asking = _ASKING.search(folded)
    before = folded[: asking.start()] if asking else folded
    names = [term for term in own if term.is_name and before.rfind(term.text) >= 0]
    return max(names, key=lambda term: before.rfind(term.text), default=None)
