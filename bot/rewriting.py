"""Follow-up to standalone question: first step of a question that has a conversation before it.

By rules, without a model: a question that leans on what was said (这个, 那, 它…, or a bare
那鹤壁呢) takes over the last question it leans on; one that stands by itself is left alone, so that
a change of subject is not dragged back. Only what the asker said is taken over, never the answers:
a refusal or a wrong answer must not steer the next search.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.question import Turn
from corpus import find_regions

_LEANS = re.compile(
    r"(这|那)(个|些|项|种|笔|类|次|家|里|边|份|条|两|几|时候)?|它|其中|该|上述|上面|前面|刚才|刚刚|之前说|"
    r"同样|还有(呢|吗|别的|其他)|^(还|另外|再|然后|接着|具体)|第[一二三四五\d]+(条|点|个)(详细|具体|是|说)"
)
_ONLY_A_PLACE = re.compile(
    r"^(那么?|换成|要是|如果)?(在)?{place}(市|县|区|省)?(的)?(呢|怎么样|如何|咋样|也一样吗|也是吗)?[?？。]*$"
)
# 那 and 这 inside other words do not lean on anything.
_NOT_LEANING = re.compile(r"这样的企业|那样的企业")


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that can be read alone; `background` is the earlier one it leans on, or empty."""

    text: str
    background: str = ""


def rewrite(
    question: str, history: Sequence[Turn], *, stands_alone: Callable[[str], bool]
) -> Standalone:
    """Make a question readable without its history.

    Args:
        question: as asked.
        history: the turns before it, oldest first.
        stands_alone: tells whether a question names what it is about.
    """
    earlier = [turn.content for turn in history if turn.role == "user" and turn.content.strip()]
    if not earlier:
        return Standalone(question)
    background = _root(earlier, stands_alone)
    swapped = _with_other_place(question, background)
    if swapped is not None:
        return Standalone(swapped)
    if leans(question) or not stands_alone(question):
        # A follow-up that names its own place asks the same of that place, not of both.
        return Standalone(
            question, without_places(background) if find_regions(question) else background
        )
    return Standalone(question)


def without_places(text: str) -> str:
    """Return a text without the places it names."""
    for mention in reversed(find_regions(text)):
        text = text[: mention.start] + text[mention.end :]
    return text


def _root(earlier: Sequence[str], stands_alone: Callable[[str], bool]) -> str:
    """The last question that does not lean itself, with the ones that lean on it."""
    taken: list[str] = []
    for text in reversed(earlier):
        taken.append(text)
        if not leans(text) and stands_alone(text):
            break
    return "".join(reversed(taken))


def leans(question: str) -> bool:
    """Return whether a question points at something said before (那个, 它, 上面…)."""
    return _LEANS.search(_NOT_LEANING.sub("", question.strip())) is not None


def _with_other_place(question: str, background: str) -> str | None:
    """那鹤壁呢: the earlier question asked of another place; None if that is not what is asked."""
    mentions = find_regions(question)
    if len(mentions) != 1:
        return None
    place = question[mentions[0].start : mentions[0].end]
    pattern = _ONLY_A_PLACE.pattern.replace("{place}", re.escape(place))
    if re.match(pattern, question.strip()) is None:
        return None
    before = find_regions(background)
    if not before:
        return f"{place}{background}"
    return background[: before[0].start] + place + background[before[0].end :]
