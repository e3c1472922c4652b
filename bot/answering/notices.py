"""What the asker should know beside the answer: the level, the date, and what is missing."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.answer import Citation, Notice, NoticeKind
from bot.answering.editions import ended_notice, replaced_notice
from bot.answering.procedure import parts_of
from bot.answering.wording import gap, written_day
from bot.evidence.history import history_of
from bot.evidence.judging import Finding
from bot.understanding.intent import asks_for_steps
from bot.understanding.understood import Understood
from corpus import Validity, times_of
from prompts import message
from retrieval import Outage

# Reports on a year's work are followed by the next year's: after that the newest source is old.
_OLD = timedelta(days=365)
# What getting a thing done takes: the part of a procedure that tells it, and what hints at it.
_OF_A_PROCEDURE = {
    "materials": (
        "materials",
        re.compile(r"材料|证件|证明|执照|申请[表书]|承诺书|提交|提供"),
    ),
    "duration": (
        "time_limit",
        re.compile(
            r"[\d一二两三四五六七八九十半]个?(?:工作日|小时|分钟|[日天](?!前|起))|当[天日场]|即时|即[到办]"
        ),
    ),
    "channel": (
        "channel",
        re.compile(
            r"网上|网站|线上|在线|一网|政务服务网|平台|窗口|大厅|向[^，。；]{1,20}机关|"
            r"APP|小程序|掌上|微信|自助|现场|邮寄|豫事办"
        ),
    ),
}
_OVER = (Validity.AMENDED, Validity.REPEALED)
# More than these would be longer than what they explain.
_MAX_YEARS = 3
_MAX_OVER = 3


def notices_for(
    understood: Understood,
    findings: Sequence[Finding],
    citations: Sequence[Citation],
    *,
    today: date,
) -> tuple[Notice, ...]:
    """Return the notices of an answer, in the order they are shown."""
    found = [
        _gap(understood, [finding for finding in findings if not finding.is_whole])
        or _unsaid(findings),
        _jurisdiction(findings),
        *_replaced(findings, citations, today),
        *over_notices(findings, today),
        _older(findings, citations),
        _as_of(citations, today),
    ]
    return tuple(dict.fromkeys(notice for notice in found if notice is not None))


def outage_notices(outages: Sequence[Outage]) -> tuple[Notice, ...]:
    """Return what an asker should know of the parts that were away while it was searched."""
    if Outage.MEANING not in outages:
        return ()
    return (Notice(NoticeKind.DEGRADED, message("degraded.text")),)


def _gap(understood: Understood, unanswered: Sequence[Finding]) -> Notice | None:
    return Notice(NoticeKind.GAP, gap(understood, unanswered)) if unanswered else None


def _unsaid(findings: Sequence[Finding]) -> Notice | None:
    """Name what one needs to know to get a thing done and is not told, where that is asked."""
    if not any(asks_for_steps(finding.asked.text) for finding in findings):
        return None
    texts = [point.evidence.text for finding in findings for point in finding.points]
    told = {part for text in texts for part in parts_of(text)}
    unsaid = [
        name
        for name, (part, words) in _OF_A_PROCEDURE.items()
        if part not in told and not any(words.search(text) for text in texts)
    ]
    if not unsaid:
        return None
    names = "、".join(message(f"asked.{name}") for name in unsaid)
    return Notice(NoticeKind.GAP, message("gap.unsaid").format(missing=names))


def _jurisdiction(findings: Sequence[Finding]) -> Notice | None:
    """Name the place that has no source of its own, and the level that answers for it."""
    for finding in findings:
        if finding.is_from_above and finding.points:
            higher = finding.points[0].evidence.passage.metadata.region or "上级"
            place = finding.asked.place.names
            text = message("jurisdiction.text").format(place=place, higher=higher)
            return Notice(NoticeKind.JURISDICTION, text)
    return None


def over_notices(findings: Sequence[Finding], today: date) -> tuple[Notice, ...]:
    """Name what would have answered, were it still in force.

    A term that ran out is always told; a repeal only where nothing else answers.
    """
    is_answered = any(finding.points for finding in findings)
    over = dict.fromkeys(
        point.evidence.passage.metadata for finding in findings for point in finding.over
    )
    told = [
        ended_notice(metadata, today)
        for metadata in over
        if metadata.has_lapsed_on(today) or not is_answered
    ]
    return tuple(notice for notice in told if notice is not None)[:_MAX_OVER]


def _replaced(
    findings: Sequence[Finding], citations: Sequence[Citation], today: date
) -> list[Notice | None]:
    """Say of each version that is cited and no longer in force since when it is not."""
    cited = {one.document_id for one in citations if one.validity in _OVER}
    over = {
        item.passage.chunk.document_id: item.passage.metadata
        for finding in findings
        for point in finding.points
        for item in point.sources
    }
    return [replaced_notice(metadata, today) for id_, metadata in over.items() if id_ in cited]


def _older(findings: Sequence[Finding], citations: Sequence[Citation]) -> Notice | None:
    """Say when the older figures of a quantity were published, which their sentences do not say."""
    cited = {one.document_id for one in citations}
    days = {
        published
        for finding in findings
        for item in history_of([point.evidence for point in finding.points])
        if item.passage.chunk.document_id in cited
        and (published := item.passage.metadata.published) is not None
    }
    if not days:
        return None
    told = "、".join(written_day(day) for day in sorted(days, reverse=True))
    return Notice(NoticeKind.AS_OF, message("as_of.older").format(days=told))


def _as_of(citations: Sequence[Citation], today: date) -> Notice | None:
    dates = [citation.published for citation in citations if citation.published is not None]
    if not dates or today - max(dates) < _OLD:
        return None
    text = message("as_of.text").format(
        date=f"{written_day(max(dates))}发布", meant=_years_meant(citations)
    )
    return Notice(NoticeKind.AS_OF, text)


def _years_meant(citations: Sequence[Citation]) -> str:
    """Say which year the sources mean by 今年 or 6月末; nothing where they mean different ones."""
    meant: dict[str, set[int]] = {}
    for citation in citations:
        for time in times_of(citation.quote, citation.published):
            if time.year is not None:
                meant.setdefault(time.text.strip(), set()).add(time.year)
    told = [
        message("as_of.year").format(stated=stated, year=years.pop())
        for stated, years in meant.items()
        if len(years) == 1
    ][:_MAX_YEARS]
    return message("as_of.meant").format(years="，".join(told)) if told else ""
