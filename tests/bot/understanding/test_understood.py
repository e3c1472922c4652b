"""A question is read against the words of the bundled documents."""

from bot.question import Turn
from bot.understanding.understood import Asked, understand_question
from bot.understanding.vocabulary import Vocabulary


def names(asked: Asked) -> list[str]:
    return [term.text for term in asked.terms if not term.is_background]


def test_question_of_two_things_is_read_as_two(vocabulary: Vocabulary) -> None:
    understood = understand_question("科技贷累计放款多少、支持了多少家企业？", (), None, vocabulary)
    first, second = understood.asked
    assert "amount" in first.intent.wants
    assert "count" in second.intent.wants
    assert "科技贷" in names(first)
    assert "科技贷" in [term.text for term in second.terms if term.is_background]


def test_place_and_year_are_read_off_and_are_no_terms(vocabulary: Vocabulary) -> None:
    understood = understand_question("鹤壁2021年首错免罚多少种？", (), None, vocabulary)
    assert understood.place.names == "鹤壁市"
    assert understood.years == {2021}
    assert not any("鹤壁" in name or "2021" in name for name in names(understood.asked[0]))


def test_matter_is_the_question_without_its_place(vocabulary: Vocabulary) -> None:
    understood = understand_question("鹤壁的首错免罚有多少种？", (), None, vocabulary)
    assert understood.text == "鹤壁的首错免罚有多少种？"
    assert understood.matter == "的首错免罚有多少种？"


def test_default_region_holds_unless_the_question_names_one(vocabulary: Vocabulary) -> None:
    question = "首错免罚有多少种？"
    assert understand_question(question, (), "鹤壁市", vocabulary).place.names == "鹤壁市"
    named = understand_question(f"许昌{question}", (), "鹤壁市", vocabulary)
    assert named.place.names == "许昌市"


def test_department_is_read_off_where_its_papers_are_there(vocabulary: Vocabulary) -> None:
    understood = understand_question("金融局的科技贷放款多少？", (), None, vocabulary)
    assert understood.departments == ("河南省地方金融监管局",)
    assert understand_question("科技贷放款多少？", (), None, vocabulary).departments == ()


def test_bare_other_place_asks_the_same_there(vocabulary: Vocabulary) -> None:
    history = (Turn("user", "许昌的首错免罚清单有多少种？"), Turn("assistant", "资料中没有。"))
    understood = understand_question("那鹤壁呢？", history, None, vocabulary)
    assert understood.text == "鹤壁的首错免罚清单有多少种？"
    assert understood.place.names == "鹤壁市"
    assert "count" in understood.asked[0].intent.wants


def test_follow_up_has_the_earlier_question_as_background(vocabulary: Vocabulary) -> None:
    history = (Turn("user", "科技贷累计放款多少？"),)
    understood = understand_question("它支持了多少家企业？", history, None, vocabulary)
    (asked,) = understood.asked
    behind = [term.text for term in asked.terms if term.is_background]
    assert "科技贷" in behind
    assert "科技贷" not in names(asked)
    assert asked.intent.wants == ("count",)


def test_change_of_subject_may_leave_the_earlier_question_behind(vocabulary: Vocabulary) -> None:
    history = (Turn("user", "科技贷累计放款多少？"),)
    alone = understand_question("简易注销公示多少天？", history, None, vocabulary).otherwise
    assert alone is not None
    assert "科技贷" not in alone.text
    assert not any(term.is_background for asked in alone.asked for term in asked.terms)


def test_sentence_that_only_asks_again_is_nothing_more_asked(vocabulary: Vocabulary) -> None:
    understood = understand_question("科技贷是什么？能列一下吗？", (), None, vocabulary)
    assert [asked.text for asked in understood.asked] == ["科技贷是什么？"]


def test_asking_word_is_about_the_name_before_it(vocabulary: Vocabulary) -> None:
    understood = understand_question("科技贷的风险补偿是多少？", (), None, vocabulary)
    focus = understood.asked[0].focus
    assert focus is not None
    assert focus.text.endswith("补偿")


def test_number_that_is_asked_on_about_wants_what_was_asked(vocabulary: Vocabulary) -> None:
    history = [Turn("user", "投诉案件一共办结了多少件？")]
    understood = understand_question("95件的呢？", history, None, vocabulary)

    assert understood.asked[0].intent.wants == ("count",)


def test_each_figure_asked_is_of_its_own_year(vocabulary: Vocabulary) -> None:
    question = "2025年科技贷要放多少亿元，2021年放了多少家企业？"
    first, second = understand_question(question, (), None, vocabulary).asked
    assert [first.years, second.years] == [{2025}, {2021}]
    shared = understand_question(
        "2021年科技贷放了多少亿元，支持了多少家企业？", (), None, vocabulary
    )
    assert [one.years for one in shared.asked] == [{2021}, {2021}]


def test_spoken_numbers_of_the_asker_are_read_in_digits(vocabulary: Vocabulary) -> None:
    told = Turn("assistant", "共办理免罚案件一百九十起。")
    said = Turn("user", "一年交一千能补多少？")

    understood = understand_question("两千五的呢？", (said, told), None, vocabulary)

    assert "2500" in understood.text
    assert "1000" in understood.text
    assert understood.told == ("共办理免罚案件一百九十起。",)
