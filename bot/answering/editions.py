"""Which version of a law a point is of: points in, those in force first and the others marked out.

A version that has been replaced never passes for the law in force. It is told behind that, under a
name that says so, and it backs no sentence of the version in force but one that it holds word for
word, which is then told as of both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.answer import Notice, NoticeKind
from bot.answering.wording import written_day
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from corpus import Metadata, is_law, work_title
from prompts import message

_ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?")


class Edition(StrEnum):
    """How the version that a point is told from stands; the values name their messages."""

    CURRENT = "told_current"
    BOTH = "told_both"
    REPLACED = "told_replaced"
    REPEALED = "told_repealed"
    EXPIRED = "told_expired"
    OLDER = "told_older"

    @property
    def label(self) -> str:
        """What a point of it is told under."""
        return message(f"version.{self.value}")


@dataclass(frozen=True, slots=True)
class Editions:
    """The points of one answer as they are told, those of versions that are over behind."""

    points: tuple[Point, ...]
    today: date

    def of(self, point: Point) -> Edition | None:
        """Return how the version of a point stands, where the answer has to say so."""
        metadata = point.evidence.passage.metadata
        if metadata.is_over_on(self.today):
            if metadata.superseded_by:
                return Edition.REPLACED
            is_expired = metadata.has_expired_on(self.today)
            return Edition.EXPIRED if is_expired else Edition.REPEALED
        if not is_law(metadata.title):
            return None
        told = [item.passage.metadata for each in self.points for item in each.sources]
        work = work_title(metadata.title)
        if not any(one.is_over_on(self.today) and work_title(one.title) == work for one in told):
            return None
        return Edition.BOTH if _is_of_both(point, self.today) else Edition.CURRENT


def editions(points: Sequence[Point], today: date) -> Editions:
    """Put what is in force first, each point without sources that only look like it."""
    ordered = sorted(
        (_of_one_edition(point, today) for point in points),
        key=lambda point: _is_over(point.evidence, today),
    )
    told: list[Point] = []
    for point in ordered:
        same = next((one for one in told if _are_twins(one, point, today)), None)
        if same is None:
            told.append(point)
        else:
            told[told.index(same)] = replace(same, others=(*same.others, *point.sources))
    return Editions(tuple(told), today)


def replaced_notice(metadata: Metadata, today: date) -> Notice | None:
    """Say since when a version is no longer in force; nothing where it is."""
    if metadata.superseded_by is None or metadata.ended_on is None:
        return ended_notice(metadata, today)
    if metadata.published is None:
        return None
    text = message("version.replaced").format(
        title=metadata.title,
        published=written_day(metadata.published),
        day=written_day(metadata.ended_on),
    )
    return Notice(NoticeKind.VALIDITY, text)


def ended_notice(metadata: Metadata, today: date) -> Notice | None:
    """Say of a document without successor that its term ran out, or since when it is over."""
    if metadata.has_lapsed_on(today) and metadata.valid_until is not None:
        name, day = "version.lapsed", metadata.valid_until
    elif metadata.ended_on is not None:
        name, day = "version.ended", metadata.ended_on
    elif metadata.repealed_on is not None:
        text = message("version.over").format(title=metadata.title)
        return Notice(NoticeKind.VALIDITY, text)
    else:
        return None
    text = message(name).format(title=metadata.title, day=written_day(day))
    return Notice(NoticeKind.VALIDITY, text)


def _of_one_edition(point: Point, today: date) -> Point:
    """Tell a point in the words in force, where these are the same; else keep its own kind."""
    alike = [
        item
        for item in point.others
        if _is_over(item, today) == _is_over(point.evidence, today)
        or _words(item) == _words(point.evidence)
    ]
    sources = sorted((point.evidence, *alike), key=lambda item: _is_over(item, today))
    return replace(point, evidence=sources[0], others=tuple(sources[1:]))


def _are_twins(one: Point, other: Point, today: date) -> bool:
    """Whether a rule in force and one that is over say the same, word for word."""
    is_one, is_other = (_is_over(point.evidence, today) for point in (one, other))
    return is_one != is_other and _words(one.evidence) == _words(other.evidence)


def _is_of_both(point: Point, today: date) -> bool:
    return any(_is_over(item, today) for item in point.others)


def _is_over(item: Evidence, today: date) -> bool:
    return item.passage.metadata.is_over_on(today)


def _words(item: Evidence) -> str:
    """The words of a sentence without the number of its article."""
    return re.sub(r"\s", "", _ARTICLE.sub("", item.text.strip()))
