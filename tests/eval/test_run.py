import asyncio
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.question import Question
from bot.settings import Endpoint, Settings
from corpus import Chunk, Document, DocumentRecord, Metadata, OffsetMap, Span
from eval.errors import RunUnusable
from eval.gold import GoldFile, GoldTurn
from eval.run import ask_all
from eval.run_folder import RunFolder
from eval.selection import Selection
from eval.subject import Subject, check_same, describe
from retrieval import Passage

TEXT = "全省共梳理 **2959** 项免罚事项。"


class ScriptedAssistant:
    """Answers from a table by question and fails on any other."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    async def answer(self, question: Question) -> Answer:
        self.asked.append(question.text)
        return self._answers[question.text]


class OneDocument:
    """A store of one document that also finds it for every question."""

    def __init__(self) -> None:
        self.searched: list[str] = []
        self._metadata = Metadata(title="报告", published=date(2022, 9, 19))
        self._document = Document("004_a", "hash", TEXT, self._metadata)

    def records(self) -> list[DocumentRecord]:
        return [
            DocumentRecord(
                id="004_a",
                sha256="hash",
                revision="1",
                metadata=self._metadata,
                chunk_count=1,
                chars=len(TEXT),
            )
        ]

    def document(self, document_id: str) -> Document | None:
        return self._document if document_id == "004_a" else None

    def fingerprint(self) -> str:
        return "one"

    def retrieve(self, question: str, *, k: int = 20, scope: object = None) -> list[Passage]:
        assert scope is None
        self.searched.append(question)
        chunk = Chunk("c1", "004_a", 0, TEXT, Span(0, len(TEXT)), OffsetMap(()))
        return [Passage(chunk, self._metadata, 1.0, 1)][:k]


def _subject(answers: dict[str, Answer], **settings: object) -> Subject:
    store = OneDocument()
    return Subject(ScriptedAssistant(answers), store, store, Settings(_env_file=None, **settings))


def _ask(subject: Subject, questions, folder: RunFolder) -> int:
    return asyncio.run(ask_all(subject, questions, folder, on_progress=lambda *_: None))


@pytest.fixture
def files(make_gold) -> list[GoldFile]:
    one = make_gold("2959项", id="q1", question="多少项？", must=[["2959项"]])
    two = make_gold(id="q2", question="下雨吗？", expect="abstain", category="out_of_scope")
    return [GoldFile("dev.jsonl", "hash", (one, two))]


@pytest.fixture
def folder(tmp_path: Path, files) -> RunFolder:
    config = describe(_subject({}), "run", files, Selection())
    return RunFolder.create(tmp_path / "run", config)


def test_keeps_answers_hits_latency_and_sources(files, folder, make_answer):
    answer = make_answer("共2959项[1]。")
    subject = _subject({"多少项？": answer, "下雨吗？": make_answer("不知道")})
    assert _ask(subject, files[0].questions, folder) == 0
    record = folder.records()["q1"]
    assert record.answer == answer
    assert [(hit.rank, hit.start, hit.end) for hit in record.hits] == [(1, 0, len(TEXT))]
    assert record.latency_ms > 0
    assert folder.sources()["004_a"].text == TEXT


def test_a_failed_question_is_recorded_and_the_rest_goes_on(files, folder, make_answer):
    subject = _subject({"下雨吗？": make_answer("不知道")})
    assert _ask(subject, files[0].questions, folder) == 1
    assert folder.records()["q1"].error == "KeyError: '多少项？'"
    assert folder.records()["q2"].answer is not None


def test_going_on_asks_what_failed_or_was_not_asked(files, folder, make_answer):
    _ask(_subject({"下雨吗？": make_answer("不知道")}), files[0].questions, folder)
    again = _subject({"多少项？": make_answer("共2959项[1]。")})
    assert _ask(again, files[0].questions, RunFolder.reopen(folder.path)) == 0
    assert again.assistant.asked == ["多少项？"]
    assert folder.records()["q1"].error is None


def test_a_line_cut_by_a_kill_is_asked_again(files, folder, make_answer):
    answers = {"多少项？": make_answer("共2959项[1]。"), "下雨吗？": make_answer("不知道")}
    _ask(_subject(answers), files[0].questions, folder)
    kept = folder.path / "answers.jsonl"
    kept.write_bytes(kept.read_bytes()[:-20])
    assert set(folder.records()) == {"q1"}
    again = _subject(answers)
    _ask(again, files[0].questions, RunFolder.reopen(folder.path))
    assert again.assistant.asked == ["下雨吗？"]
    assert set(folder.records()) == {"q1", "q2"}


def test_a_follow_up_is_searched_with_what_it_leans_on(folder, make_gold, make_answer):
    asked = GoldTurn(role="user", content="标准地出让了多少？")
    gold = make_gold(question="这个是截到什么时候的数？").model_copy(update={"history": (asked,)})
    subject = _subject({gold.question: make_answer("8月底[1]")})
    _ask(subject, [gold], folder)
    assert subject.retriever.searched == ["标准地出让了多少？这个是截到什么时候的数？"]


def test_selection_by_category_and_number(files):
    assert [q.id for q in Selection(categories=("out_of_scope",)).of(files)] == ["q2"]
    assert [q.id for q in Selection(limit=1).of(files)] == ["q1"]
    assert [q.id for q in Selection().of(files)] == ["q1", "q2"]


def test_config_holds_no_secrets(files):
    subject = _subject(
        {},
        database_url="postgresql://zhengce:geheim@db/zhengce",
        model=Endpoint(base_url="http://m", name="m", api_key="geheim"),
    )
    config = describe(subject, "run", files, Selection())
    assert "geheim" not in config.model_dump_json()
    assert config.settings["database_url"] == "postgresql://***@db/zhengce"


def test_going_on_with_other_gold_or_settings_is_refused(files, folder):
    check_same(folder.config, _subject({}), files)
    with pytest.raises(RunUnusable, match="设置已变"):
        check_same(folder.config, _subject({}, public_url="http://other"), files)
    changed = [GoldFile("dev.jsonl", "other", files[0].questions)]
    with pytest.raises(RunUnusable, match="题目文件已变"):
        check_same(folder.config, _subject({}), changed)


def test_a_run_folder_is_not_overwritten(folder):
    with pytest.raises(RunUnusable, match="已存在"):
        RunFolder.create(folder.path, folder.config)


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    with pytest.raises(RunUnusable, match="不是完整的运行目录"):
        _ = RunFolder(tmp_path).config
