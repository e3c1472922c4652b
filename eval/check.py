"""Check gold questions against the documents: faults of gold in, one Chinese sentence each out.

A fault is a quote that its document does not hold, a `must` text that no document holds and that
the note does not mark as derived, a question to be answered without anything to judge it by, an
unknown document, or a question that stands in two files.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.folding import fold
from eval.gold import GoldFile, GoldQuestion
from eval.sources import Sources

# In a note: `[derived: 两个环节 | 压缩为两个]` or `derived{…|…}`, texts that are right by
# reasoning and stand in no source word for word.
DERIVED = re.compile(r"derived\s*[:：{｛]([^\]}｝】]*)")


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """How many questions of a category, and how many of them are to be declined."""

    category: str
    n: int
    to_decline: int


def faults(files: Sequence[GoldFile], sources: Sources) -> list[str]:
    """Return every fault of the gold files, in their order."""
    return [
        *_asked_twice(files),
        *(
            f"{file.name} {question.id}：{fault}"
            for file in files
            for question in file.questions
            for fault in _faults_of(question, sources)
        ),
    ]


def count_categories(files: Sequence[GoldFile]) -> list[CategoryCount]:
    """Count the questions by category, largest first, with the sum as the last row."""
    questions = [question for file in files for question in file.questions]
    sizes = Counter(question.category for question in questions)
    declined = Counter(q.category for q in questions if q.expect == "abstain")
    rows = [CategoryCount(name, n, declined[name]) for name, n in sizes.most_common()]
    return [*rows, CategoryCount("合计", len(questions), declined.total())]


def _asked_twice(files: Sequence[GoldFile]) -> Iterator[str]:
    seen: dict[tuple[str, ...], str] = {}
    for file in files:
        for question in file.questions:
            turns = (turn.content for turn in question.history)
            asked = tuple(fold(text) for text in (*turns, question.question))
            if asked in seen:
                yield f"{file.name} {question.id}：与 {seen[asked]} 问的是同一句"
            seen[asked] = f"{file.name} {question.id}"


def _faults_of(question: GoldQuestion, sources: Sources) -> Iterator[str]:
    if question.expect == "answer":
        if not question.must:
            yield "要回答的题没有 must"
        if not question.evidence:
            yield "要回答的题没有 evidence"
    elif question.must or question.evidence:
        yield f"expect 为 {question.expect}，却有 must 或 evidence"
    for group in question.evidence:
        for quote in group.any:
            if not sources.knows(quote.doc):
                yield f"没有编号以 {quote.doc!r} 开头的文件"
            elif not sources.places(quote.doc, quote.quote):
                yield f"{quote.doc} 里找不到引文 {quote.quote!r}"
    derived = _derived(question.note)
    for texts in question.must:
        for text in texts:
            if fold(text) not in derived and not sources.mention(text):
                yield f"must {text!r} 不见于任何文件，note 也没有标 derived"


def _derived(note: str) -> set[str]:
    return {fold(text) for marked in DERIVED.findall(note) for text in re.split(r"[|｜]", marked)}
