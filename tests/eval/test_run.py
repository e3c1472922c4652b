import asyncio
from collections.abc import Callable, Mapping, Sequence

from bot.answer import Answer
from bot.fakes import ScriptedAssistant
from bot.settings import Settings
from eval.fakes import OneDocument
from eval.gold import GoldFile, GoldQuestion, GoldTurn
from eval.run import ask_all
from eval.run_folder import RunFolder
from eval.subject import Subject

MakeGold = Callable[..., GoldQuestion]
MakeAnswer = Callable[..., Answer]

TEXT = "全省共梳理 **2959** 项免罚事项。"


class Asking:
    """A subject with its doubles in reach."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.assistant = ScriptedAssistant(answers)
        self.store = OneDocument("004_a", TEXT)

    def ask(self, questions: Sequence[GoldQuestion], folder: RunFolder) -> int:
        subject = Subject(self.assistant, self.store, self.store, Settings(_env_file=None))
        return asyncio.run(ask_all(subject, questions, folder, on_progress=lambda *_: None))


def test_keeps_answers_hits_latency_and_sources(
    files: list[GoldFile], folder: RunFolder, make_answer: MakeAnswer
) -> None:
    answer = make_answer("共2959项[1]。")
    asking = Asking({"多少项？": answer, "下雨吗？": make_answer("不知道")})
    assert asking.ask(files[0].questions, folder) == 0
    record = folder.records()["q1"]
    assert record.answer == answer
    assert [(hit.rank, hit.start, hit.end) for hit in record.hits] == [(1, 0, len(TEXT))]
    assert record.latency_ms is not None
    assert record.latency_ms > 0
    assert folder.sources()["004_a"].text == TEXT


def test_a_failed_question_is_recorded_and_the_rest_goes_on(
    files: list[GoldFile], folder: RunFolder, make_answer: MakeAnswer
) -> None:
    assert Asking({"下雨吗？": make_answer("不知道")}).ask(files[0].questions, folder) == 1
    assert folder.records()["q1"].error == "KeyError: '多少项？'"
    assert folder.records()["q2"].answer is not None


def test_going_on_asks_what_failed_or_was_not_asked(
    files: list[GoldFile], folder: RunFolder, make_answer: MakeAnswer
) -> None:
    Asking({"下雨吗？": make_answer("不知道")}).ask(files[0].questions, folder)
    again = Asking({"多少项？": make_answer("共2959项[1]。")})
    assert again.ask(files[0].questions, RunFolder.reopen(folder.path)) == 0
    assert [one.text for one in again.assistant.asked] == ["多少项？"]
    assert folder.records()["q1"].error is None


def test_a_line_cut_by_a_kill_is_asked_again(
    files: list[GoldFile], folder: RunFolder, make_answer: MakeAnswer
) -> None:
    answers = {"多少项？": make_answer("共2959项[1]。"), "下雨吗？": make_answer("不知道")}
    Asking(answers).ask(files[0].questions, folder)
    kept = folder.path / "answers.jsonl"
    kept.write_bytes(kept.read_bytes()[:-20])
    assert set(folder.records()) == {"q1"}
    again = Asking(answers)
    again.ask(files[0].questions, RunFolder.reopen(folder.path))
    assert [one.text for one in again.assistant.asked] == ["下雨吗？"]
    assert set(folder.records()) == {"q1", "q2"}


def test_a_follow_up_is_searched_with_what_it_leans_on(
    folder: RunFolder, make_gold: MakeGold, make_answer: MakeAnswer
) -> None:
    asked = GoldTurn(role="user", content="标准地出让了多少？")
    gold = make_gold(question="这个是截到什么时候的数？").model_copy(update={"history": (asked,)})
    asking = Asking({gold.question: make_answer("8月底[1]")})
    asking.ask([gold], folder)
    assert asking.store.searched == ["标准地出让了多少？这个是截到什么时候的数？"]
