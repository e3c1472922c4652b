"""A follow-up is made readable without its history."""

from hypothesis import given
from hypothesis import strategies as st

from bot.question import Turn
from bot.understanding.rewriting import (
    Standalone,
    asked_before,
    joined,
    leans,
    rewrite,
    without_places,
)

NAMES = ("科技贷", "简易注销", "首错免罚")


def stands_alone(question: str) -> bool:
    return any(name in question for name in NAMES)


def rewritten(question: str, *earlier: str) -> Standalone:
    """The likeliest reading."""
    return readings(question, *earlier)[0]


def readings(question: str, *earlier: str) -> list[Standalone]:
    history = [Turn("user", text) for text in earlier]
    return list(rewrite(question, history, stands_alone=stands_alone))


def test_bare_other_place_takes_the_place_of_the_first() -> None:
    found = rewritten("那鹤壁呢？", "许昌的首错免罚清单有多少种？")
    assert found == Standalone("鹤壁的首错免罚清单有多少种？")


def test_bare_place_is_put_before_a_question_without_one() -> None:
    found = rewritten("鹤壁呢", "首错免罚清单有多少种？")
    assert found == Standalone("鹤壁首错免罚清单有多少种？")


def test_two_bare_places_are_no_swap() -> None:
    found = rewritten("那鹤壁和许昌呢？", "郑州的首错免罚清单有多少种？")
    assert found == Standalone("那鹤壁和许昌呢？", "的首错免罚清单有多少种？")


def test_leaning_follow_up_takes_the_earlier_question() -> None:
    found = rewritten("它支持了多少家企业？", "科技贷累计放款多少？")
    assert found == Standalone("它支持了多少家企业？", "科技贷累计放款多少？")


def test_question_that_names_nothing_takes_the_earlier_question() -> None:
    found = rewritten("多少家企业？", "科技贷累计放款多少？")
    assert found.background == "科技贷累计放款多少？"


def test_question_that_may_be_of_something_else_is_read_alone_too() -> None:
    asked = ("简易注销公示多少天？", "科技贷累计放款多少？")
    assert readings(*asked) == [Standalone(*asked), Standalone(asked[0])]


def test_what_only_goes_on_has_one_reading() -> None:
    for follow_up in ("它支持了多少家企业？", "要多久？", "面积呢", "那个在鹤壁有吗"):
        assert len(readings(follow_up, "科技贷累计放款多少？")) == 1


def test_what_is_announced_as_another_question_has_one_reading() -> None:
    found = readings("换个问题，简易注销公示多少天？", "科技贷累计放款多少？")
    assert found == [Standalone("简易注销公示多少天？")]


def test_word_that_only_goes_on_is_no_pointing() -> None:
    found = readings("那简易注销要登报吗？", "科技贷累计放款多少？")
    assert found[1] == Standalone("那简易注销要登报吗？")


def test_sayings_are_parted() -> None:
    found = rewritten("水呢", "西平县装天然气要几天")
    assert found == Standalone("水呢", "西平县装天然气要几天")
    assert joined("西平县装天然气要几天", "水呢") == "西平县装天然气要几天，水呢"
    assert joined("要几天？", "水呢") == "要几天？水呢"
    assert joined("", "水呢") == "水呢"


def test_leaning_chain_reaches_back_to_the_question_it_began_with() -> None:
    found = rewritten("那要多久？", "简易注销怎么走？", "科技贷累计放款多少？", "它支持多少家？")
    assert found.background == "科技贷累计放款多少？它支持多少家？"


def test_follow_up_with_its_own_place_drops_the_earlier_place() -> None:
    found = rewritten("那个在鹤壁有多少种？", "许昌有首错免罚清单吗？")
    assert found == Standalone("那个在鹤壁有多少种？", "有首错免罚清单吗？")


def test_first_question_of_a_conversation_stays_as_it_is() -> None:
    assert rewritten("那个要多久？") == Standalone("那个要多久？")


def test_blank_turn_is_no_question() -> None:
    assert rewritten("那个要多久？", "  ") == Standalone("那个要多久？")


@given(st.text(max_size=30))
def test_what_an_assistant_turn_says_changes_nothing(lie: str) -> None:
    asked = Turn("user", "科技贷累计放款多少？")
    told, *_ = rewrite(
        "它支持了多少家企业？", [asked, Turn("assistant", lie)], stands_alone=stands_alone
    )
    assert told == Standalone("它支持了多少家企业？", "科技贷累计放款多少？")


def test_place_named_only_by_an_assistant_turn_is_not_taken_over() -> None:
    history = [
        Turn("user", "许昌的首错免罚清单有多少种？"),
        Turn("assistant", "您问的是郑州的简易注销，共999种。"),
    ]
    found, *_ = rewrite("那鹤壁呢？", history, stands_alone=stands_alone)
    assert found == Standalone("鹤壁的首错免罚清单有多少种？")


def test_pointing_words_lean_and_plain_ones_do_not() -> None:
    assert leans("上面说的第二条详细讲讲")
    assert leans("还有别的吗")
    assert not leans("科技贷累计放款多少？")
    assert not leans("什么这样的企业能走简易注销")


def test_text_without_its_places_keeps_the_rest() -> None:
    assert without_places("鹤壁市和许昌的清单") == "和的清单"


def test_vague_question_is_not_led_by_talk_of_what_no_document_knows() -> None:
    noise = [Turn("user", "今天天气怎么样")] * 3
    told, *_ = rewrite(
        "成立了多少个？",
        [Turn("user", "科技贷怎么申请？"), *noise],
        stands_alone=lambda text: "成立" not in text,
        is_foreign=lambda text: "天气" in text,
    )
    assert told.background == "科技贷怎么申请？"
    pointing, *_ = rewrite(
        "它要多久？", noise, stands_alone=lambda _: True, is_foreign=lambda _: True
    )
    assert pointing.background == "今天天气怎么样"


def test_third_place_takes_the_place_of_the_second() -> None:
    found = rewritten("鹤壁呢？", "郑州首错免罚有多少种？", "那许昌呢？")
    assert found == Standalone("鹤壁首错免罚有多少种？")


def test_thanks_between_questions_are_not_taken_over() -> None:
    found = rewritten("它支持了多少家？", "科技贷累计放款多少？", "谢谢！", "好的，明白了")
    assert found.background == "科技贷累计放款多少？"


def test_what_was_asked_of_the_same_thing_is_done_with() -> None:
    found = rewritten("要什么材料？", "简易注销怎么走？", "这个要多久？")
    assert found.background == "简易注销怎么走？"


def test_bare_thing_goes_on_from_what_was_asked() -> None:
    found, *_ = rewrite(
        "满意率呢？", [Turn("user", "许昌助企办结率是多少？")], stands_alone=lambda _: True
    )
    assert found.background == "许昌助企办结率是多少？"


def test_option_chosen_answers_the_question_asked_back() -> None:
    history = [
        Turn("user", "贷款利率多少？"),
        Turn("assistant", "您问的是哪一项？\n- 科技贷\n- 专精特新贷"),
    ]
    found, *_ = rewrite("科技贷", history, stands_alone=lambda _: True)
    assert found == Standalone("科技贷，贷款利率多少？")


def test_subject_after_a_question_given_up_stands_alone() -> None:
    assert rewritten("那就算了，科技贷多少？", "许昌有首错免罚吗？") == Standalone("科技贷多少？")


def test_only_point_of_an_answer_is_its_first() -> None:
    history = [
        Turn("user", "科技贷累计放款多少？"),
        Turn("assistant", "“科技贷”累计放款97.65亿元。[1][2]"),
    ]
    found, *_ = rewrite("第一条详细说说", history, stands_alone=stands_alone)
    assert found.text == "“科技贷”累计放款97.65亿元。"


def test_target_or_rise_of_another_year_is_that_of_what_was_asked() -> None:
    for follow_up in ("今年目标是多少？", "同比增速呢", "明年的任务是多少", "排名第几？"):
        found, *_ = rewrite(
            follow_up,
            [Turn("user", "2021年苗木产量多少？")],
            stands_alone=lambda question: "苗木" in question or "目标" in question,
        )
        assert found == Standalone(follow_up, "2021年苗木产量多少？")


def test_greetings_ask_nothing() -> None:
    for said in ("你好，我想问点事", "谢谢，明白了", "请问一下", "在吗"):
        assert asked_before([Turn("user", said)]) == []
    assert asked_before([Turn("user", "你好，科技贷怎么办")]) == ["你好，科技贷怎么办"]
