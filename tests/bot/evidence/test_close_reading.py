"""What is read together with the question comes before what only shares words with it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.evidence.close_reading import (
    READ,
    READ_OF_LITTLE,
    READ_OF_SEVERAL,
    Blend,
    CloseReader,
    load_blend,
    told_of,
)
from retrieval import Told
from tests.bot.conftest import MakeAsked, MakeEvidence

PLAIN = Blend(order=1.0, bias=0.0, linear=1.0, odds=1.0, doubt=2.0)


class Preferring:
    """Says of sentences with a word that they answer, of all others that they do not."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.read_texts: list[str] = []

    def read(self, question: str, sentences: Sequence[Told]) -> list[float]:
        assert question
        self.read_texts += [told.sentence for told in sentences]
        return [4.0 if self.word in told.sentence else -4.0 for told in sentences]


def test_what_is_read_to_answer_comes_first(
    make_evidence: MakeEvidence, make_asked: MakeAsked
) -> None:
    near, right = (
        make_evidence("窗口3个。", probability=0.6),
        make_evidence("楼上6间。", probability=0.4),
    )

    read = CloseReader(Preferring("楼上"), PLAIN).read(make_asked("窗口在哪"), [near, right])

    assert [item.text for item in read] == ["楼上6间。", "窗口3个。"]
    assert read[0].probability > 0.9
    assert read[1].probability < 0.1


def test_what_is_doubted_is_not_read_beside_what_is_as_good_as_sure(
    make_evidence: MakeEvidence, make_asked: MakeAsked
) -> None:
    able = make_evidence("窗口在楼上。", probability=0.9)
    doubted = replace(make_evidence("楼上6间。"), can_answer=False, doubted=0.5)
    sure, unsure = Preferring("楼上"), Preferring("楼下")

    CloseReader(sure, PLAIN).read(make_asked("窗口在哪"), [able, doubted])
    CloseReader(unsure, PLAIN).read(make_asked("窗口在哪"), [able, doubted])

    assert sure.read_texts == ["窗口在楼上。"]
    assert unsure.read_texts == ["窗口在楼上。", "楼上6间。"]


def test_only_the_first_are_read_and_no_other_is_surer_than_the_least(
    make_evidence: MakeEvidence, make_asked: MakeAsked
) -> None:
    found = [make_evidence(f"第{n}句。", probability=0.5, score=-float(n)) for n in range(READ + 3)]
    encoder = Preferring("第0句")

    read = CloseReader(encoder, PLAIN).read(make_asked("有哪些句子？"), found)

    assert encoder.read_texts == [item.text for item in found[:READ]]
    assert [item.text for item in read] == [item.text for item in found]
    assert {round(item.probability, 6) for item in read[1:]} == {round(read[-1].probability, 6)}


def test_where_little_is_named_more_is_read(
    make_evidence: MakeEvidence, make_asked: MakeAsked
) -> None:
    found = [make_evidence(f"第{n}句。", score=-float(n)) for n in range(READ_OF_LITTLE + 1)]
    encoder = Preferring("第0句")

    CloseReader(encoder, PLAIN).read(make_asked("审批要几天？", "审批"), found)

    assert encoder.read_texts == [item.text for item in found[:READ_OF_LITTLE]]


def test_of_several_things_asked_less_is_read_for_each(
    make_evidence: MakeEvidence, make_asked: MakeAsked
) -> None:
    found = [make_evidence(f"第{n}句。", score=-float(n)) for n in range(READ)]
    encoder = Preferring("第0句")

    CloseReader(encoder, PLAIN).read(make_asked("第几句"), found, is_one_of_several=True)

    assert encoder.read_texts == [item.text for item in found[:READ_OF_SEVERAL]]


def test_scores_are_those_of_what_is_kept(
    make_evidence: MakeEvidence, make_asked: MakeAsked
) -> None:
    able = [make_evidence("楼上6间。", score=2.0), make_evidence("窗口3个。", score=3.0)]
    refused = replace(
        make_evidence("楼下7间。", probability=0.0, score=9.0),
        can_answer=False,
        doubted=0.1,
    )

    read = CloseReader(Preferring("楼上"), PLAIN).read(make_asked("窗口在哪"), [refused, *able])

    assert [(item.text, item.score) for item in read] == [("楼上6间。", 3.0), ("窗口3个。", 2.0)]


def test_the_best_of_another_city_is_read_where_no_place_is_asked_of(
    make_evidence: MakeEvidence, make_asked: MakeAsked
) -> None:
    here = [make_evidence(f"甲市第{n}句。", region="甲市", score=9.0 - n) for n in range(READ + 1)]
    there = [make_evidence(f"乙市第{n}句。", region="乙市", score=-1.0 - n) for n in range(2)]
    encoder = Preferring("第0句")

    CloseReader(encoder, PLAIN).read(make_asked("有哪些句子？"), [*here, *there])

    assert encoder.read_texts == [item.text for item in [*here[:READ], there[0]]]


def test_what_words_tell_against_is_admitted_only_when_read_to_answer(
    make_evidence: MakeEvidence, make_asked: MakeAsked
) -> None:
    able = make_evidence("窗口3个。", probability=0.5)
    right, wrong = (
        replace(make_evidence(text, probability=0.0), can_answer=False, doubted=0.5)
        for text in ("楼上6间。", "楼下7间。")
    )

    read = CloseReader(Preferring("楼上"), PLAIN).read(make_asked("在哪"), [able, right, wrong])

    assert [item.text for item in read] == ["楼上6间。", "窗口3个。"]
    assert read[0].can_answer
    assert CloseReader(None).read(make_asked("在哪"), [able, right, wrong]) == [able]


def test_what_introduces_a_list_is_read_with_its_items(make_evidence: MakeEvidence) -> None:
    head, items = "推进三个“全覆盖”。", "一是热线。二是窗口。"
    whole = make_evidence(head + items)
    begins = replace(
        whole,
        end=len(head),
        list_items=((len(head), len(head) + 5), (len(head) + 5, len(head) + 10)),
    )

    assert told_of(begins).sentence == head + items


def test_without_a_model_all_stays_as_it_was(
    make_evidence: MakeEvidence, make_asked: MakeAsked
) -> None:
    found = [make_evidence("甲。"), make_evidence("乙。")]

    assert CloseReader(None).read(make_asked("甲乙"), found) == found
    assert CloseReader(Preferring("甲"), PLAIN).read(make_asked("甲乙"), []) == []


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_what_was_sure_stays_a_chance(make_evidence: MakeEvidence, probability: float) -> None:
    item = make_evidence("甲。", probability=probability)

    assert 0 < PLAIN.of(item, 3.0).probability < 1


def test_a_sentence_is_read_with_what_stands_around_it(make_evidence: MakeEvidence) -> None:
    lead, case = "有下列情形之一的，不予提取：一是账户被冻结的；", "二是购买车位的。"
    item = make_evidence(case, before=lead, section=("总则", "第二章 提取条件"))

    told = told_of(item)

    assert told.sentence == case
    assert told.context == "报告 总则 第二章 提取条件 有下列情形之一的，不予提取："


def test_shipped_blend_trusts_what_is_read() -> None:
    blend = load_blend()

    assert blend.odds > 0
    assert blend.order > 0
    assert blend.linear >= 0
