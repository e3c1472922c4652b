"""The question path in one place: question in, cited answer or abstention out.

refuse? → understand → find (retrieve, evidence, points; none: abstain) → resolve citations
→ write → check figures and groundedness → defects, conflicts and other notices → answer
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date

from bot.answer import Answer, Citation, Clarification, Notice, Status, Timings
from bot.citations import CitationMaker
from bot.clarifying import clarification
from bot.conflicts import Sources
from bot.contracts import (
    CitationEvent,
    DeltaEvent,
    DoneEvent,
    Event,
    Memory,
    Outages,
    StatusEvent,
    Writer,
)
from bot.conversations import new_id
from bot.errors import ModelUnavailable, QuestionRejected
from bot.finding import Finder, Finding
from bot.groundedness import Claim, grounded
from bot.intent import asks_to_break_rules
from bot.notices import notices_for, outage_notices
from bot.question import MAX_QUESTION_CHARS, Question, Turn
from bot.resolving import related, resolve
from bot.selection import Point
from bot.source_notices import checked_against_sources
from bot.terms import Vocabulary
from bot.understanding import Understood, understand_question
from bot.wording import asked_back_text, declined, greeting, is_greeting, out_of_scope, refused
from corpus import region_named
from prompts import example_questions

logger = logging.getLogger(__name__)

_MAX_RELATED = 3


@dataclass(frozen=True, slots=True)
class _Draft:
    """An answer before it has an id, a session and a time."""

    status: Status
    text: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    related: tuple[Citation, ...] = ()
    clarify: Clarification | None = None
    retrieve_ms: float = 0.0


class Assistant:
    """Answers questions from the indexed documents."""

    def __init__(
        self,
        *,
        finder: Finder,
        vocabulary: Vocabulary,
        citations: CitationMaker,
        sources: Sources,
        writer: Writer,
        conversations: Memory,
        outages: Outages,
        today: Callable[[], date],
        asks_back: bool = True,
    ) -> None:
        """Take the parts; without `asks_back` a question of several answers gets the likeliest."""
        self._finder = finder
        self._vocabulary = vocabulary
        self._citations = citations
        self._sources = sources
        self._writer = writer
        self._conversations = conversations
        self._outages = outages
        self._today = today
        self._asks_back = asks_back

    def examples(self) -> tuple[str, ...]:
        """Return example questions for an empty page."""
        return example_questions()

    async def answer(self, question: Question) -> Answer:
        """Answer a question.

        Raises:
            QuestionRejected: the question is blank or too long.
            ModelUnavailable: `mode` is `model` and no model is configured.
        """
        _, answer = await asyncio.to_thread(self._respond, question)
        return answer

    def searched_for(self, question: Question) -> str:
        """Return the question with what it leans on, as it is searched for."""
        return self._understood(question, question.history).text

    def findings(self, question: Question) -> list[Finding]:
        """Return what is found for a question: what its answer is made of."""
        return self._finder.find(self._understood(question, question.history))

    async def stream(self, question: Question) -> AsyncIterator[Event]:
        """Answer a question in events: status, then citations and checked sentences, then done.

        Raises:
            QuestionRejected: the question is blank or too long.
            ModelUnavailable: `mode` is `model` and no model is configured.
        """
        yield StatusEvent("正在查找资料…")
        claims, answer = await asyncio.to_thread(self._respond, question)
        shown: set[int] = set()
        lines = answer.answer.split("\n")
        for at, (line, claim) in enumerate(zip(lines, claims, strict=False)):
            for index in claim.citations:
                if index not in shown:
                    shown.add(index)
                    yield CitationEvent(answer.citations[index - 1])
            yield DeltaEvent(f"\n{line}" if at else line)
        if not claims:
            yield DeltaEvent(answer.answer)
        yield DoneEvent(answer)

    def _respond(self, question: Question) -> tuple[tuple[Claim, ...], Answer]:
        started = time.perf_counter()
        _check(question)
        session_id, history = self._session(question)
        draft = self._draft(question, history)
        total_ms = (time.perf_counter() - started) * 1000
        answer = Answer(
            id=new_id(),
            session_id=session_id,
            status=draft.status,
            answer=draft.text,
            citations=draft.citations,
            notices=draft.notices,
            related=draft.related,
            clarify=draft.clarify,
            timings_ms=Timings(
                round(total_ms, 1),
                round(draft.retrieve_ms, 1),
                round(total_ms - draft.retrieve_ms, 1),
            ),
        )
        self._conversations.keep(session_id, question.text, answer.answer)
        logger.info(
            "answered",
            extra={
                "answer_id": answer.id,
                "status": answer.status.value,
                "n_citations": len(answer.citations),
                "elapsed_ms": round(total_ms, 1),
            },
        )
        return draft.claims, answer

    def _session(self, question: Question) -> tuple[str, tuple[Turn, ...]]:
        """The stored session where one is named; else a new one, with the history sent along."""
        if question.session_id is not None:
            stored = self._conversations.turns(question.session_id)
            if stored:
                return question.session_id, stored
        return new_id(), question.history

    def _draft(self, question: Question, history: tuple[Turn, ...]) -> _Draft:
        if asks_to_break_rules(question.text):
            return _Draft(Status.REFUSED, refused())
        if is_greeting(question.text):
            return _Draft(Status.OUT_OF_SCOPE, greeting())
        understood = self._understood(question, history)
        if not _is_known(understood):
            return _Draft(Status.OUT_OF_SCOPE, out_of_scope())
        started = time.perf_counter()
        findings = self._finder.find(understood)
        retrieve_ms = (time.perf_counter() - started) * 1000
        asked_back = clarification(understood, findings, history) if self._asks_back else None
        if asked_back is not None:
            text = asked_back_text(asked_back)
            return _Draft(Status.CLARIFY, text, clarify=asked_back, retrieve_ms=retrieve_ms)
        return self._told(question, understood, findings, retrieve_ms)

    def _understood(self, question: Question, history: tuple[Turn, ...]) -> Understood:
        return understand_question(question.text, history, question.region, self._vocabulary)

    def _told(
        self,
        question: Question,
        understood: Understood,
        findings: list[Finding],
        retrieve_ms: float,
    ) -> _Draft:
        points = [point for finding in findings for point in finding.points]
        resolved = resolve(
            _each_once(points),
            self._citations,
            is_comparison=any(one.asked.intent.is_comparison for one in findings),
            names_place=not understood.place.is_anywhere,
        )
        claims = grounded(self._writer.write(question.text, resolved.facts), resolved.quotes)
        if len(claims) < len(resolved.facts):
            logger.warning("claims dropped", extra={"n": len(resolved.facts) - len(claims)})
        if not claims:
            near = related(
                [item for one in findings for item in one.nearest[:_MAX_RELATED]], self._citations
            )
            text = declined(understood, findings, has_related=bool(near))
            return _Draft(
                Status.INSUFFICIENT,
                text,
                notices=outage_notices(self._outages.current()),
                related=near,
                retrieve_ms=retrieve_ms,
            )
        warned = checked_against_sources(resolved, self._sources, self._citations)
        notices = notices_for(understood, findings, resolved.citations, today=self._today())
        return _Draft(
            Status.ANSWERED if all(one.is_whole for one in findings) else Status.PARTIAL,
            _laid_out(claims),
            tuple(claims),
            (*resolved.citations, *warned.citations),
            (*warned.notices, *notices, *outage_notices(self._outages.current())),
            retrieve_ms=retrieve_ms,
        )


def _check(question: Question) -> None:
    if not question.text.strip():
        raise QuestionRejected("请输入问题。")
    if any("\ud800" <= char <= "\udfff" for char in question.text):
        raise QuestionRejected("问题中有无法识别的字符，请删去后再问。")
    if len(question.text) > MAX_QUESTION_CHARS:
        raise QuestionRejected(f"问题最多{MAX_QUESTION_CHARS}字，请缩短后再问。")
    if question.region is not None and region_named(question.region) is None:
        raise QuestionRejected(f"不认识的地区 {question.region!r}，请写全称，例如“鹤壁市”。")
    if question.mode == "model":
        raise ModelUnavailable(
            "没有配置模型；请改用 auto 或 extractive，或设置 ZHENGCE_MODEL__BASE_URL。"
        )


def _is_known(understood: Understood) -> bool:
    """Whether the documents know any word of the question, places apart."""
    terms = [term for asked in understood.asked for term in asked.terms]
    return any(term.known or term.alternatives for term in terms)


def _each_once(points: list[Point]) -> list[Point]:
    return [point for at, point in enumerate(points) if point not in points[:at]]


def _laid_out(claims: list[Claim]) -> str:
    """One claim as a sentence, several as a numbered list."""
    if len(claims) == 1:
        return claims[0].marked
    return "\n".join(f"{number}. {claim.marked}" for number, claim in enumerate(claims, start=1))
