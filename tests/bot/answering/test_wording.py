"""What is missing is named, and fixed messages are filled in."""

from collections.abc import Callable

import pytest

from bot.answer import Clarification
from bot.answering.wording import (
    asked_back_text,
    declined,
    gap,
    greeting,
    is_greeting,
    missing,
    out_of_scope,
    refused,
)
from bot.evidence.judging import Finding
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from bot.understanding.jurisdiction import Place, place_of
from bot.understanding.terms import Term
from bot.understanding.understood import Asked, Understood
from bot.understanding.wants import WANTED
from prompts import example_questions, message

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

NOWHERE = Place()


def understood(asked: Asked, place: Place = NOWHERE) -> Understood:
    return Understood(asked.text, asked.text, place, frozenset(), (), (asked,))


def test_unknown_term_is_named(make_asked: MakeAsked) -> None:
    unknown = Term("量子芯片", 6.0, known=False, is_name=True)
    finding = Finding(make_asked("量子芯片补贴多少钱？", unknown), (), ())
    assert missing(NOWHERE, [finding]) == "关于“量子芯片”的内容"


def test_place_asked_about_is_named(make_asked: MakeAsked) -> None:
    unknown = Term("免罚清单", 6.0, known=False, is_name=True)
    finding = Finding(make_asked("许昌的免罚清单有多少种？", unknown), (), ())
    place = place_of("许昌", None)
    assert missing(place, [finding]).startswith("许昌市")
    assert "“免罚清单”" in missing(place, [finding])


def test_what_is_missing_is_named_in_the_askers_order(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("科技贷的担保机构收多少钱？", "担保机构", "科技贷")
    near = make_evidence("科技贷与担保机构合作。")
    assert (
        missing(NOWHERE, [Finding(asked, (), (near,))]) == "直接说明“科技贷”、“担保机构”金额的内容"
    )


def test_names_side_by_side_are_one_and_name_their_figure(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("科技贷利率是多少？", "利率", "科技贷")
    finding = Finding(asked, (), (make_evidence("科技贷平均利率较低。"),))
    assert missing(NOWHERE, [finding]) == "直接说明“科技贷利率”的内容"


def test_places_without_a_subject_are_named_in_a_sentence(make_asked: MakeAsked) -> None:
    finding = Finding(make_asked("有什么不同？"), (), ())
    assert missing(place_of("鹤壁和许昌", None), [finding]) == (
        "鹤壁市、许昌市的、能回答这个问题的内容"
    )


def test_wanted_kind_is_named_where_the_words_are_there(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    near = make_evidence("简易注销须公示。")
    finding = Finding(make_asked("简易注销公示多少天？", "简易注销"), (), (near,))
    assert missing(NOWHERE, [finding]) == "直接说明“简易注销”时限的内容"


def test_term_that_only_the_heading_speaks_of_is_not_missing(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    near = make_evidence("公示20天。", section=("二、简易注销",))
    finding = Finding(make_asked("简易注销要多少钱？", "简易注销"), (), (near,))
    assert missing(NOWHERE, [finding]) == "直接说明“简易注销”金额的内容"


def test_background_is_not_what_is_missing(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    behind = Term("科技贷", 3.0, is_name=True, is_background=True)
    finding = Finding(make_asked("谁担保？", "担保", behind), (), (make_evidence("设立资金池。"),))
    assert missing(NOWHERE, [finding]) == "直接说明“担保”的内容"


def test_question_without_names_gets_the_general_words(make_asked: MakeAsked) -> None:
    finding = Finding(make_asked("怎么办？"), (), ())
    assert missing(NOWHERE, [finding]) == "能回答这个问题的内容"


def test_same_gap_is_named_once(make_asked: MakeAsked) -> None:
    unknown = Term("量子芯片", 6.0, known=False, is_name=True)
    finding = Finding(make_asked("量子芯片补贴多少钱？", unknown), (), ())
    assert missing(NOWHERE, [finding, finding]) == "关于“量子芯片”的内容"


def test_place_of_which_nothing_is_told_is_named_beside_one_that_is(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("鹤壁和许昌的免罚清单各有多少种？", "免罚清单")
    told = Point(make_evidence("共67种。", region="鹤壁市"))
    finding = Finding(asked, (told,), (told.evidence,), missing_places=("许昌市",))
    text = gap(understood(asked, place_of("鹤壁和许昌", None)), [finding])
    assert text == "资料中没有直接说明许昌市“免罚清单”数量的内容。"


def test_decline_points_to_related_passages_only_where_there_are_some(
    make_asked: MakeAsked,
) -> None:
    unknown = Term("量子芯片", 6.0, known=False, is_name=True)
    asked = make_asked("量子芯片补贴多少钱？", unknown)
    finding = Finding(asked, (), ())
    alone = declined(understood(asked), [finding], has_related=False)
    assert alone == "资料中没有关于“量子芯片”的内容。"
    beside = declined(understood(asked), [finding], has_related=True)
    assert beside.startswith(alone)
    assert "并不直接回答" in beside


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "您好！",
        "Hello",
        "你是谁？",
        "在吗",
        "謝謝",
        "請問您好",
        "您好，谢谢！",
        "你们是干什么的？",
        "你能做什么呢",
        "谢谢你啊，再见",
        "辛苦了",
    ],
)
def test_greeting_is_recognised(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize(
    "text",
    ["你好，科技贷放款多少？", "怎么用科技贷", "hi-tech企业有补贴吗", "你们能帮我注销公司吗", ""],
)
def test_question_after_a_greeting_is_no_greeting(text: str) -> None:
    assert not is_greeting(text)


def test_fixed_messages_offer_an_example_question() -> None:
    example = example_questions()[0]
    assert all(example in text for text in (greeting(), refused(), out_of_scope()))
    assert not any("{" in text for text in (greeting(), refused(), out_of_scope()))


def test_question_back_lists_its_options() -> None:
    asked_back = Clarification("您问的是哪一项？", ("环评", "施工许可"))
    assert asked_back_text(asked_back) == "您问的是哪一项？\n- 环评\n- 施工许可"


def test_every_kind_of_want_has_its_words() -> None:
    for want in WANTED:
        assert message(f"asked.{want}")


def test_missing_thing_is_named_without_what_only_compares_or_says_everywhere(
    make_asked: MakeAsked,
) -> None:
    difference = Term("区别", 7.0, known=False, is_name=True)
    asked = make_asked("全省市场主体数有什么区别？", "全省", "市场主体", difference)
    assert missing(NOWHERE, [Finding(asked, (), ())]) == "直接说明“市场主体”的内容"


def test_thing_compared_of_which_nothing_is_told_is_named(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    point = Point(make_evidence("科技贷累计放款97.65亿元。"), side="科技贷")
    asked = make_asked("科技贷和专精特新贷有什么不同？", "科技贷", "专精特新贷")
    finding = Finding(asked, (point,), (), missing_things=("专精特新贷",))
    assert not finding.is_whole
    assert gap(understood(asked), [finding]) == "资料中没有直接说明“专精特新贷”的内容。"
