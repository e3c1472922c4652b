"""The question path in one place: question in, cited answer or abstention out.

refuse? → understand → find (retrieve, evidence, points; none: abstain) → resolve citations
→ write, each sentence checked and sent → defects, conflicts and other notices → answer
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date

from bot.admission import admit, lawful
from bot.answer import Answer, Citation, Notice, NoticeKind, Status
from bot.answering.citations import CitationMaker
from bot.answering.conflicts import Sources
from bot.answering.forms import formed
from bot.answering.notices import notices_for, outage_notices, over_notices
from bot.answering.resolving import Resolved, related, resolve
from bot.answering.source_notices import checked_against_sources
from bot.answering.telling import Telling
from bot.answering.wording import (
    asked_back_text,
    declined,
    greeting,
    is_greeting,
    out_of_scope,
    refused,
)
from bot.clarifying import clarification
from bot.contracts import (
    Brief,
    DeltaEvent,
    DoneEvent,
    Event,
    Memory,
    Outages,
    StatusEvent,
    Writer,
)
from bot.conversations import new_id
from bot.drafting import Draft, finished
from bot.errors import ModelUnavailable
from bot.evidence.finding import Finder
from bot.evidence.judging import Finding
from bot.law_versions import LawVersions, VersionAnswer, asks_for_version
from bot.question import Question, Turn
from bot.understanding.intent import asks_to_break_rules
from bot.understanding.off_topic import is_off_topic
from bot.understanding.rewriting import names_nothing
from bot.understanding.understood import Understood, understand_question
from bot.understanding.vocabulary import Vocabulary
from prompts import message

_MAX_RELATED = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """What a question is answered from."""

    understood: Understood
    findings: list[Finding]
    told: Resolved | VersionAnswer
    retrieve_ms: float = 0.0

    @property
    def brief(self) -> Brief:
        return Brief(self.understood.text, self.told.facts, self.told.quotes)


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
        versions: LawVersions | None = None,
        model_writer: Writer | None = None,
        conversations: Memory,
        outages: Outages,
        today: Callable[[], date],
        new_answer_id: Callable[[], str] = new_id,
        asks_back: bool = True,
    ) -> None:
        """Take the parts; without `asks_back` a question of several answers gets the likeliest."""
        self._finder = finder
        self._vocabulary = vocabulary
        self._citations = citations
        self._sources = sources
        self._versions = versions
        self._writer = writer
        self._model_writer = model_writer
        self._conversations = conversations
        self._outages = outages
        self._today = today
        self._new_answer_id = new_answer_id
        self._asks_back = asks_back

    async def answer(self, question: Question) -> Answer:
        """Answer a question.

        Raises:
            QuestionRejected: the question is blank or too long.
            ModelUnavailable: `mode` is `model` and no model is configured.
        """
        async with aclosing(self.stream(question)) as events:
            async for event in events:
                if isinstance(event, DoneEvent):
                    return event.answer
        raise AssertionError("a stream ends with its answer")

    def searched_for(self, question: Question) -> str:
        """Return the question with what it leans on, as it is searched for first."""
        return self._understood(question, lawful(question.history)).text

    def findings(self, question: Question) -> list[Finding]:
        """Return what is found for a question: what its answer is made of."""
        understood = self._understood(question, lawful(question.history))
        return self._finder.find_as_understood(understood)[1]

    def cited_for(self, question: Question) -> tuple[Citation, ...]:
        """Return what a whole answer would cite; nothing where it would not be answered whole."""
        _, history = self._session(question)
        found = self._found(question, history)
        if not isinstance(found, _Found) or not all(one.is_whole for one in found.findings):
            return ()
        return found.told.citations

    async def stream(self, question: Question) -> AsyncGenerator[Event, None]:
        """Answer a question in events: status, then citations and checked sentences, then done.

        Raises:
            QuestionRejected: the question is blank or too long.
            ModelUnavailable: `mode` is `model` and no model is configured.
        """
        started = time.perf_counter()
        admit(question)
        writer = self._writer_for(question)
        yield StatusEvent("正在查找资料…")
        session_id, history = await asyncio.to_thread(self._session, question)
        found = await asyncio.to_thread(self._found, question, history)
        if isinstance(found, _Found):
            telling = Telling(found.told)
            async with aclosing(writer.write(found.brief)) as claims:
                async for claim in claims:
                    for event in telling.tell(claim):
                        yield event
            draft = await asyncio.to_thread(self._told, found, telling)
        else:
            draft = found
        if not draft.citations:
            yield DeltaEvent(draft.text)
        answer = finished(draft, session_id, id_=self._new_answer_id(), started=started)
        await asyncio.to_thread(self._conversations.keep, session_id, question.text, answer.answer)
        yield DoneEvent(answer)

    def _writer_for(self, question: Question) -> Writer:
        if question.mode == "extractive":
            return self._writer
        if question.mode == "model" and self._model_writer is None:
            raise ModelUnavailable(
                "没有配置模型；请改用 auto 或 extractive，或设置 ZHENGCE_MODEL__BASE_URL。"
            )
        return self._model_writer or self._writer

    def _session(self, question: Question) -> tuple[str, tuple[Turn, ...]]:
        """The stored session where one is named; else a new one, with the history sent along."""
        if question.session_id is not None:
            stored = self._conversations.turns(question.session_id)
            if stored:
                return question.session_id, lawful(stored)
        return new_id(), lawful(question.history)

    def _found(self, question: Question, history: tuple[Turn, ...]) -> _Found | Draft:
        if asks_to_break_rules(question.text):
            return Draft(Status.REFUSED, refused())
        if is_greeting(question.text):
            return Draft(Status.OUT_OF_SCOPE, greeting())
        if is_off_topic(question.text):
            return Draft(Status.OUT_OF_SCOPE, out_of_scope())
        understood = self._understood(question, history)
        if not _is_known(understood):
            return Draft(Status.OUT_OF_SCOPE, out_of_scope())
        if (version := self._version(understood)) is not None:
            return _Found(understood, [], version)
        started = time.perf_counter()
        understood, findings = self._finder.find_as_understood(understood)
        retrieve_ms = (time.perf_counter() - started) * 1000
        asked_back = clarification(understood, findings, history) if self._asks_back else None
        if asked_back is not None:
            text = asked_back_text(asked_back)
            return Draft(Status.CLARIFY, text, clarify=asked_back, retrieve_ms=retrieve_ms)
        resolved = self._resolved(understood, findings)
        if not resolved.facts:
            return self._declined(understood, findings, retrieve_ms)
        return _Found(understood, findings, resolved, retrieve_ms)

    def _understood(self, question: Question, history: tuple[Turn, ...]) -> Understood:
        return understand_question(question.text, history, question.region, self._vocabulary)

    def _version(self, understood: Understood) -> VersionAnswer | None:
        """The version of a law, where the question itself asks for it, not one before it."""
        alone = understood.otherwise or understood
        if self._versions is None or not asks_for_version(alone.text):
            return None
        found = (self._versions.answer(one.text, one.place) for one in (alone, understood))
        return next((one for one in found if one is not None), None)

    def _resolved(self, understood: Understood, findings: list[Finding]) -> Resolved:
        return resolve(
            formed(findings, today=self._today()),
            self._citations,
            sources=self._sources,
            is_comparison=any(one.asked.intent.is_comparison for one in findings),
            names_place=not understood.place.is_anywhere,
            names_locality=understood.place.names_locality,
        )

    def _declined(
        self, understood: Understood, findings: list[Finding], retrieve_ms: float
    ) -> Draft:
        near = related(
            [
                item
                for one in findings
                for item in (*(point.evidence for point in one.over), *one.nearest)[:_MAX_RELATED]
            ],
            self._citations,
        )
        text = declined(understood, findings, has_related=bool(near))
        return Draft(
            Status.INSUFFICIENT,
            text,
            notices=(
                *over_notices(findings, self._today()),
                *outage_notices(self._outages.current()),
            ),
            related=near,
            retrieve_ms=retrieve_ms,
        )

    def _told(self, found: _Found, telling: Telling) -> Draft:
        understood, findings = found.understood, found.findings
        if not telling.claims:
            return self._declined(understood, findings, found.retrieve_ms)
        citations, notices = self._noticed(found, telling)
        return Draft(
            Status.ANSWERED if all(one.is_whole for one in findings) else Status.PARTIAL,
            telling.text,
            citations,
            (*notices, *outage_notices(self._outages.current()), *_label(telling)),
            model=telling.model,
            retrieve_ms=found.retrieve_ms,
        )

    def _noticed(
        self, found: _Found, telling: Telling
    ) -> tuple[tuple[Citation, ...], tuple[Notice, ...]]:
        """Return what is cited, in the order told, with the notices that it calls for."""
        told = found.told
        if isinstance(told, VersionAnswer):
            return telling.citations, told.notices
        used = told.only(telling.indexes, telling.citations)
        warned = checked_against_sources(used, self._sources, self._citations)
        notices = notices_for(found.understood, found.findings, used.citations, today=self._today())
        return (*used.citations, *warned.citations), (*warned.notices, *notices)


def _is_known(understood: Understood) -> bool:
    """Whether the documents know any word of the question, places apart, or it only lacks one."""
    if names_nothing(understood.text) and any(one.intent.wants for one in understood.asked):
        return True  # 电话多少: to be asked back
    terms = [term for asked in understood.asked for term in asked.terms]
    return any(term.known or term.alternatives for term in terms)


def _label(telling: Telling) -> tuple[Notice, ...]:
    """Say that a language model worded the answer, where one did."""
    if telling.model is None:
        return ()
    return (Notice(NoticeKind.AI_GENERATED, message("ai_generated.text")),)
