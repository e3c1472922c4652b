"""Values that the tests of the eval share: one source text, and makers of gold and answers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.answer import Answer, Citation, Notice, NoticeKind, Status
from corpus import Validity
from eval.gold import EvidenceGroup, GoldFile, GoldQuestion, GoldQuote
from eval.record import GoldRef, Hit, Record, RunConfig, SourceText
from eval.run_folder import RunFolder
from eval.sources import Sources

SOURCE = (
    "全省共梳理 **2959** 项免罚事项。\n\n鹤壁市梳理首错免罚67种。\n\n科技贷累计放款１,２３４万元。"
)

WHOLE = Hit(rank=1, document_id="004_a", chunk_id="c", start=0, end=len(SOURCE))

MakeGold = Callable[..., GoldQuestion]
MakeAnswer = Callable[..., Answer]
MakeRun = Callable[..., RunFolder]


@pytest.fixture
def sources() -> Sources:
    return Sources({"004_a": SOURCE})


@pytest.fixture
def make_gold() -> MakeGold:
    def make(
        *quotes: str,
        expect: str = "answer",
        must: Sequence[Sequence[str]] = (),
        must_not: Sequence[str] = (),
        id: str = "q1",  # noqa: A002 - the field's own name
        question: str = "有多少项？",
        category: str = "fact",
        note: str = "",
    ) -> GoldQuestion:
        return GoldQuestion(
            id=id,
            question=question,
            asker="staff",
            category=category,
            expect=expect,
            must=tuple(tuple(group) for group in must),
            must_not=tuple(must_not),
            evidence=tuple(
                EvidenceGroup(any=(GoldQuote(doc="004", quote=quote),)) for quote in quotes
            ),
            note=note,
        )

    return make


@pytest.fixture
def make_answer() -> MakeAnswer:
    def make(
        text: str = "",
        *quotes: str,
        status: Status = Status.ANSWERED,
        notices: Sequence[str] = (),
    ) -> Answer:
        return Answer(
            id="a",
            session_id="s",
            status=status,
            answer=text,
            citations=tuple(_citation(n, quote) for n, quote in enumerate(quotes, start=1)),
            notices=tuple(Notice(NoticeKind.GAP, notice) for notice in notices),
        )

    return make


@pytest.fixture
def gold(make_gold: MakeGold) -> dict[str, GoldQuestion]:
    questions = [
        make_gold("共梳理2959项", id="q1", question="全省多少项？", must=[["2959项"]]),
        make_gold("首错免罚67种", id="q2", question="鹤壁多少种？", must=[["67种"]]),
        make_gold(id="q3", question="下雨吗？", expect="abstain", category="out_of_scope"),
        make_gold(id="q4", question="多少天？", expect="abstain", category="unanswerable"),
    ]
    return {question.id: question for question in questions}


@pytest.fixture
def make_run(tmp_path: Path, gold: dict[str, GoldQuestion]) -> MakeRun:
    path = tmp_path / "dev.jsonl"
    path.write_text("".join(f"{each.model_dump_json()}\n" for each in gold.values()), "utf-8")

    def make(name: str, answers: Mapping[str, Answer | None]) -> RunFolder:
        folder = RunFolder.create(tmp_path / name, _config(name, str(path)))
        folder.keep_source(SourceText(id="004_a", sha256="h", text=SOURCE))
        for id_, answer in answers.items():
            error = None if answer else "KeyError: 'x'"
            folder.append(Record(id=id_, answer=answer, error=error, hits=(WHOLE,), latency_ms=10))
        return folder

    return make


@pytest.fixture
def files(make_gold: MakeGold) -> list[GoldFile]:
    one = make_gold("2959项", id="q1", question="多少项？", must=[["2959项"]])
    two = make_gold(id="q2", question="下雨吗？", expect="abstain", category="out_of_scope")
    return [GoldFile("dev.jsonl", "hash", (one, two))]


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    return RunFolder.create(tmp_path / "run", _config("run", "dev.jsonl"))


@pytest.fixture
def answers(make_answer: MakeAnswer) -> dict[str, Answer]:
    declined = make_answer("资料中没有。", status=Status.INSUFFICIENT)
    return {
        "q1": make_answer("共2959项[1]。", "**2959** 项"),
        "q2": make_answer("共66种[1]。", "2959"),
        "q3": declined,
        "q4": make_answer("共2959项[1]。", "**2959** 项"),
    }


def _config(name: str, gold_path: str) -> RunConfig:
    return RunConfig(
        name=name,
        started=datetime(2022, 9, 19, tzinfo=UTC),
        gold=(GoldRef(path=gold_path, sha256="as it was"),),
        settings={},
        corpus_fingerprint="f",
        git_commit=None,
        python="3.11",
        cpu_count=2,
        load_average=(0, 0, 0),
    )


def _citation(index: int, quote: str) -> Citation:
    start = SOURCE.index(quote)
    return Citation(
        index=index,
        document_id="004_a",
        title="报告",
        issuer=None,
        region="河南省",
        published=date(2022, 9, 19),
        validity=Validity.UNKNOWN,
        section=(),
        quote=quote,
        start=start,
        end=start + len(quote),
        page=None,
        href="/documents/004_a",
    )
