"""One question may ask several things."""

import pytest

from bot.understanding.aspects import split_aspects


def texts(question: str) -> list[str]:
    return [aspect.text.strip("，。？、") for aspect in split_aspects(question)]


def test_two_asking_clauses_are_two_things_asked() -> None:
    assert texts("科技贷累计放款多少、支持了多少家企业？") == [
        "科技贷累计放款多少",
        "支持了多少家企业",
    ]


def test_one_question_stays_whole() -> None:
    assert texts("公司没有欠债，怎么走简易注销？") == ["公司没有欠债，怎么走简易注销"]


def test_what_is_told_is_background_of_everything_asked() -> None:
    aspects = split_aspects("我们没外债了。公示要几天？承诺书填错了要重来吗？")
    assert [aspect.text for aspect in aspects] == ["公示要几天？", "承诺书填错了要重来吗？"]
    assert all("没外债" in aspect.background for aspect in aspects)


def test_first_thing_asked_is_background_of_the_second() -> None:
    aspects = split_aspects("运通货的资金池多大、谁出钱？")
    assert "运通货" in aspects[1].background


def test_question_without_question_words_is_one_thing() -> None:
    assert texts("鹤壁首错免罚清单") == ["鹤壁首错免罚清单"]


def test_many_clauses_are_not_torn_apart() -> None:
    assert len(split_aspects("几家？几个？几天？几项？几种？几次？")) == 1


def test_things_asked_one_behind_the_other_without_a_comma_are_parted() -> None:
    assert texts("开个公司要跑几趟多少钱") == ["开个公司要跑几趟", "多少钱"]
    assert texts("缓缴社保怎么申请和多久能批") == ["缓缴社保怎么申请", "多久能批"]


def test_what_asks_for_one_thing_is_not_parted() -> None:
    assert texts("公示期是多久") == ["公示期是多久"]


def test_what_stands_in_brackets_is_not_parted() -> None:
    question = "从哪一年开始对各县（市、区）搞年度考核的？"
    assert [aspect.text for aspect in split_aspects(question)] == [question]


def test_what_was_said_before_is_not_asked_of_the_documents() -> None:
    question = "你刚才不是说许昌有500种吗，再确认一下许昌有多少种？"
    assert [aspect.text for aspect in split_aspects(question)] == [question]
    assert len(split_aspects("许昌有500种吗，鹤壁有多少种？")) == 2


def test_words_that_ask_may_ask_nothing() -> None:
    assert len(split_aspects("想招几个大学生来上班，市里给人才的房子建了多少套？")) == 1
    assert len(split_aspects("店里没啥可抵押的，银行肯贷多少？")) == 1
    assert len(split_aspects("我们谁也不欠，注销要多久？")) == 1
    assert len(split_aspects("好几家店都开了，要办几张证？")) == 1
    assert texts("想招几个？给多少补贴？") == ["想招几个", "给多少补贴"]


@pytest.mark.parametrize(
    "question",
    [
        "有没有什么补贴，要带什么材料？",
        "想开店要几个证，要跑几趟？",
        "想办证要几个工作日，多少钱？",
        "打算办执照要准备几个材料，去哪里办？",
        "最好几月去办，要带什么？",
        "那几类企业能申请，能拿多少？",
    ],
)
def test_words_that_ask_ask(question: str) -> None:
    assert len(split_aspects(question)) == 2


def test_one_mark_at_the_end_of_an_enumeration_asks_once() -> None:
    assert texts("银行有没有不用抵押、只看技术的？") == ["银行有没有不用抵押、只看技术的"]
    assert texts("要带哪些材料、去哪办？") == ["要带哪些材料", "去哪办"]
