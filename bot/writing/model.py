"""The writer with a language model: numbered evidence in, sentences that pass the check out.

The model words what was found; it chooses nothing. Each fact has one number. A sentence that fails
the check gives way to the source's own words for the facts it cites, and what the model leaves out
is told in these words at the end, so that nothing is lost beside the extractive writer, whatever
the endpoint does: away, slow, silent, garbage.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field

from bot.contracts import Brief, ChatModel, Fact
from bot.errors import ModelRefused, ModelUnavailable
from bot.grounding.groundedness import Claim
from bot.writing.breaker import CircuitBreaker
from bot.writing.checking import Fault, Numbered, fault_of
from bot.writing.draft import Draft, Sentence
from bot.writing.extractive import as_sentence, in_own_words
from corpus.tokens import count_tokens
from prompts import Prompt, answer_prompt

logger = logging.getLogger(__name__)

ATTEMPTS = 2
RETRY_WAIT_S = 0.3
# Evidence beyond this is not sent but told in its own words; small models hold 4,096 tokens.
MAX_PROMPT_TOKENS = 3000
# A draft longer than this is cut off: five facts in at most some 400 characters were asked for.
MAX_DRAFT_CHARS = 8000
MAX_SENTENCES = 12


@dataclass(slots=True)
class _Progress:
    """What became of a draft so far."""

    sentences: int = 0
    chars: int = 0
    shown: list[str] = field(default_factory=list)
    told: set[int] = field(default_factory=set)  # numbers of the facts
    faults: Counter[str] = field(default_factory=Counter)
    replaced: int = 0
    failure: str = ""

    @property
    def is_enough(self) -> bool:
        """Whether the draft has gone on for long enough."""
        return self.sentences >= MAX_SENTENCES or self.chars >= MAX_DRAFT_CHARS


class ModelWriter:
    """Words facts with a language model, within a time limit."""

    def __init__(self, model: ChatModel, *, timeout_s: float, breaker: CircuitBreaker) -> None:
        """Take a model and how long the whole draft may take, retries included."""
        self._model = model
        self._timeout_s = timeout_s
        self._breaker = breaker

    @property
    def is_ready(self) -> bool:
        """Whether the endpoint answered when it was last called, or was not called yet."""
        return not self._breaker.is_open

    async def write(self, brief: Brief) -> AsyncGenerator[Claim, None]:
        """Yield checked claims as the model writes them, then what it left out."""
        offered = await asyncio.to_thread(_offered, brief)  # the token table loads on first use
        progress = _Progress()
        if offered and self._breaker.admits():
            async with aclosing(self._drafted(brief, offered, progress)) as claims:
                async for claim in claims:
                    yield claim
            self._note(progress)
        for number, fact in enumerate(brief.facts, start=1):
            if number not in progress.told:
                yield in_own_words(fact)

    async def _drafted(
        self, brief: Brief, offered: int, progress: _Progress
    ) -> AsyncGenerator[Claim, None]:
        facts = brief.facts[:offered]
        prompt = answer_prompt(brief.question, _numbered(facts))
        judge = _Judge(facts, brief, prompt.system, self._model.name)
        draft = Draft()
        async with aclosing(self._pieces(prompt, progress)) as pieces:
            async for piece in pieces:
                for sentence in draft.take(piece):
                    for claim in judge.claims(sentence, progress):
                        yield claim
                if progress.is_enough:
                    return
        if not progress.failure:
            for sentence in draft.end():
                for claim in judge.claims(sentence, progress):
                    yield claim

    async def _pieces(self, prompt: Prompt, progress: _Progress) -> AsyncGenerator[str, None]:
        """Yield the draft as it comes; one that fails before its first piece is tried again."""
        deadline = asyncio.get_running_loop().time() + self._timeout_s
        for attempt in range(ATTEMPTS):
            await asyncio.sleep(RETRY_WAIT_S * attempt)
            try:
                async with aclosing(self._model.stream(prompt)) as pieces:
                    while (piece := await _next(pieces, deadline)) is not None:
                        progress.chars += len(piece)
                        yield piece
                progress.failure = "" if progress.chars else "nothing"
            except (ModelUnavailable, TimeoutError) as error:
                progress.failure = str(error) or type(error).__name__
                if isinstance(error, ModelRefused | TimeoutError):
                    return
            if progress.chars:
                return

    def _note(self, progress: _Progress) -> None:
        if progress.failure:
            self._breaker.failed()
        else:
            self._breaker.succeeded()
        logger.info(
            "draft checked",
            extra={
                "n_sentences": progress.sentences,
                "n_shown": len(progress.shown),
                "n_replaced": progress.replaced,
                "n_dropped": progress.faults.total(),
                "faults": dict(progress.faults),
                "failure": progress.failure,
            },
        )


class _Judge:
    """Turns sentences of one draft into claims that may be shown."""

    def __init__(self, facts: tuple[Fact, ...], brief: Brief, rules: str, model: str) -> None:
        self._facts = facts
        self._evidence = [_evidence_of(fact, brief) for fact in facts]
        self._rules = rules
        self._model = model

    def claims(self, sentence: Sentence, progress: _Progress) -> Iterator[Claim]:
        """Yield the sentence if it passes, else the source's words for what it cites."""
        progress.sentences += 1
        fault = fault_of(sentence, self._evidence, rules=self._rules, told=progress.shown)
        cited = [number for number in sentence.markers if 1 <= number <= len(self._facts)]
        if fault is None:
            progress.told.update(cited)
            progress.shown.append(sentence.text)
            yield self._claim(sentence, [self._facts[number - 1] for number in cited])
            return
        progress.faults[fault.value] += 1
        for number in cited:
            if number not in progress.told and fault is not Fault.REPEATED:
                progress.told.add(number)
                progress.replaced += 1
                yield in_own_words(self._facts[number - 1])

    def _claim(self, sentence: Sentence, facts: list[Fact]) -> Claim:
        text = as_sentence(sentence.text)
        citations = tuple(dict.fromkeys(index for fact in facts for index in fact.citations))
        sources = dict.fromkeys(fact.source for fact in facts if fact.source)
        untold = [source for source in sources if _short(source) not in text]
        return Claim(f"{'、'.join(untold)}：{text}" if untold else text, citations, self._model)


async def _next(pieces: AsyncGenerator[str, None], deadline: float) -> str | None:
    """Return the next piece, or None at the end.

    Raises:
        TimeoutError: it does not come before the deadline of the event loop's clock.
    """
    async with asyncio.timeout_at(deadline):
        return await anext(pieces, None)


def _offered(brief: Brief) -> int:
    """Return how many of the facts, from the first on, fit into the prompt."""
    for count in range(len(brief.facts), 0, -1):
        prompt = answer_prompt(brief.question, _numbered(brief.facts[:count]))
        if count_tokens(prompt.system) + count_tokens(prompt.user) <= MAX_PROMPT_TOKENS:
            return count
    return 0


def _numbered(facts: tuple[Fact, ...]) -> str:
    """Write the evidence as the model reads it: a number, where it is from, one line of text."""
    return "\n".join(
        f"[{number}] {f'（{fact.origin}）' if fact.origin else ''}{' '.join(fact.text.split())}"
        for number, fact in enumerate(facts, start=1)
    )


def _evidence_of(fact: Fact, brief: Brief) -> Numbered:
    quotes = [brief.quotes[index - 1] for index in fact.citations if index <= len(brief.quotes)]
    return Numbered("\n".join(quotes), f"{fact.origin} {fact.source or ''}")


def _short(place: str) -> str:
    """鹤壁 for 鹤壁市: a sentence that says as much names the place."""
    return place[:-1] if len(place) > len("鹤壁") and place[-1] in "省市县区" else place
