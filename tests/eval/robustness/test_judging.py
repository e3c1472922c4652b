import dataclasses
from collections.abc import Callable, Sequence

import pytest

from bot.answer import Answer, Status
from eval.gold import GoldQuestion
from eval.metrics import Case, is_right, measure
from eval.record import Hit, Record
from eval.robustness.judging import (
    Asked,
    Judgement,
    judge_counterfactual,
    judge_distractors,
    judge_leave_out,
    judge_paraphrase,
)
from eval.scores import QuestionScore
from eval.sources import Sources

MakeGold = Callable[..., GoldQuestion]
MakeAnswer = Callable[..., Answer]
WHOLE = Hit(rank=1, document_id="004_a", chunk_id="c", start=0, end=9)
SOURCES = Sources({"004_a": "全省共梳理2959项。"})


@pytest.fixture
def told(make_answer: MakeAnswer) -> Callable[[GoldQuestion, str], Asked]:
    """A question asked: an answer of this text, declined where there is none."""

    def tell(gold: GoldQuestion, text: str) -> Asked:
        status = Status.ANSWERED if text else Status.INSUFFICIENT
        record = Record(id=gold.id, answer=make_answer(text, status=status))
        values = measure(Case(gold, record, SOURCES))
        score = QuestionScore(
            id=gold.id, gold_file="dev.jsonl", category="fact", right=is_right(values),
            values=values, missing_must=(), forbidden=tuple(t for t in gold.must_not if t in text),
            uncited=(), found=(), unsupported_figures=(),
        )  # fmt: skip
        return Asked(gold, record, score)

    return tell


Told = Callable[[GoldQuestion, str], Asked]


def _world(asked: Sequence[Asked]) -> dict[str, Asked]:
    return {each.gold.id: each for each in asked}


def _values(judgement: Judgement) -> dict[str, float | None]:
    return {row.label: row.share.value for row in judgement.rows}


def test_answers_that_were_right_must_follow_the_figure(told: Told, make_gold: MakeGold) -> None:
    old = [make_gold(id=id_, must=[["2959项"]]) for id_ in "abc"]
    new = [make_gold(id=id_, must=[["3959项"]], must_not=["2959项"]) for id_ in "abc"]
    plain = [told(old[0], "2959项"), told(old[1], "2959项"), told(old[2], "")]
    changed = [told(new[0], "3959项"), told(new[1], "2959项"), told(new[2], "")]
    found = judge_counterfactual({"plain": _world(plain), "changed": _world(changed)})
    assert found.held.share.value == 0.5
    assert _values(found)["改后答案随之改变"] == pytest.approx(1 / 3)
    assert _values(found)["改后仍说旧数字"] == pytest.approx(1 / 3)
    assert _values(found)["改后拒答"] == pytest.approx(1 / 3)
    assert found.failed == ("b",)


def test_questions_without_sources_must_be_declined(told: Told, make_gold: MakeGold) -> None:
    asked = [make_gold(id=id_, must=[["2959项"]]) for id_ in "abc"]
    gone = [make_gold(id=id_, expect="abstain") for id_ in "abc"]
    worlds = {
        "plain": _world([told(each, "2959项") for each in asked]),
        "without-1": _world([told(gone[0], ""), told(gone[1], "67种")]),
        "without-2": _world([told(gone[2], "2959项")]),
    }
    found = judge_leave_out(worlds)
    assert found.held.share.value == pytest.approx(1 / 3)
    assert _values(found)["答案仍含全部要点（另有出处未去掉）"] == pytest.approx(1 / 3)
    assert found.failed == ("b", "c")


def test_what_distractors_cost_is_a_paired_difference(told: Told, make_gold: MakeGold) -> None:
    gold = [make_gold(id=id_, must=[["2959项"]]) for id_ in "abcd"]
    plain = [told(each, "2959项") for each in gold]
    crowded = [*plain[:3], told(gold[3], "67种")]
    found = judge_distractors({"plain": _world(plain), "crowded": _world(crowded)})
    assert found.held.share.value == -0.25
    assert found.held.share.n == 4
    assert found.failed == ("d",)


def test_answers_from_the_distractors_alone_are_told_apart(
    told: Told, make_gold: MakeGold, make_answer: MakeAnswer
) -> None:
    gold = [make_gold(id=id_, expect="abstain") for id_ in "ab"]
    plain = [
        dataclasses.replace(each, record=each.record.model_copy(update={"hits": (WHOLE,)}))
        for each in (told(gold[0], ""), told(gold[1], ""))
    ]
    own, other = make_answer("2959项", "**2959** 项"), make_answer("2959项", "**2959** 项")
    other = dataclasses.replace(
        other, citations=(dataclasses.replace(other.citations[0], document_id="law"),)
    )
    crowded = [
        dataclasses.replace(each, record=each.record.model_copy(update={"answer": answer}))
        for each, answer in zip(plain, (own, other), strict=True)
    ]
    found = judge_distractors({"plain": _world(plain), "crowded": _world(crowded)})
    assert _values(found)["该拒答，却据干扰文件作答（文件里也许真有答案）"] == 0.5


def test_variants_are_held_against_their_original(told: Told, make_gold: MakeGold) -> None:
    ids = ("a", "a~slip", "a~order", "b", "b~slip")
    gold = {id_: make_gold(id=id_, must=[["2959项"]]) for id_ in ids}
    texts = {"a": "2959项", "a~slip": "2959项", "a~order": "", "b": "", "b~slip": ""}
    found = judge_paraphrase({"plain": _world([told(gold[id_], texts[id_]) for id_ in ids])})
    values = _values(found)
    assert found.held.share.value == pytest.approx(2 / 3)
    assert values["原句正确"] == 0.5
    assert values["变体正确"] == pytest.approx(1 / 3)
    assert (values["判定相同：错别字"], values["判定相同：语序"]) == (1.0, 0.0)
    assert values["判定相同：客套"] is None
    assert found.failed == ("a~order",)
