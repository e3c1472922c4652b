"""Conversations as people hold them: what the last question is read as, and for which place."""

import pytest

from bot.question import MAX_TURNS, Turn
from bot.understanding.understood import understand_question
from bot.understanding.vocabulary import Vocabulary

LIST = (
    "1. 科技贷累计放款97.65亿元。[1]\n2. 未发生债权债务的企业可以走简易注销。[2]\n"
    "3. 首错免罚清单共67种。[3][4]"
)
LOANS, EXIT = "科技贷累计放款多少？", "简易注销怎么走？"
TYPES = "许昌的首错免罚清单有多少种？"
NOTHING = "资料中没有能回答这个问题的内容。"
# What was asked before (answers marked by 答), the question, how it is read, its place.
CASES: tuple[tuple[tuple[str, ...], str, str, str], ...] = (
    # the same asked of another place or year
    ((TYPES,), "那鹤壁呢？", "鹤壁的首错免罚清单有多少种？", "鹤壁市"),
    ((TYPES,), "鹤壁呢", "鹤壁的首错免罚清单有多少种？", "鹤壁市"),
    ((TYPES,), "换成鹤壁呢", "鹤壁的首错免罚清单有多少种？", "鹤壁市"),
    ((TYPES,), "那鹤壁市的呢？", "鹤壁市的首错免罚清单有多少种？", "鹤壁市"),
    ((TYPES,), "鹤壁那边呢", "鹤壁的首错免罚清单有多少种？", "鹤壁市"),
    ((TYPES,), "鹤壁也是这样吗？", "鹤壁的首错免罚清单有多少种？", "鹤壁市"),
    ((TYPES,), "要是在鹤壁呢？", "鹤壁的首错免罚清单有多少种？", "鹤壁市"),
    ((TYPES,), "那鹤壁呢，也是这个数吗？", "鹤壁的首错免罚清单有多少种？", "鹤壁市"),
    (("许昌有首错免罚清单吗？",), "西平县有吗？", "西平县有首错免罚清单吗？", "西平县"),
    (("首错免罚清单有多少种？",), "鹤壁呢", "鹤壁首错免罚清单有多少种？", "鹤壁市"),
    ((TYPES,), "那全省呢？", "全省的首错免罚清单有多少种？", "省级"),
    ((TYPES,), "省里呢？", "省里的首错免罚清单有多少种？", "省级"),
    ((TYPES,), "那鹤壁和西平呢", "的首错免罚清单有多少种？那鹤壁和西平呢", "鹤壁市、西平县"),
    (("2022年科技贷放款多少？",), "2021年呢？", "2021年科技贷放款多少？", ""),
    (("科技贷放款多少？",), "那2021年的呢", "2021年科技贷放款多少？", ""),
    # what the question leaves unsaid is in the one before
    ((EXIT,), "这个要多久？", f"{EXIT}这个要多久？", ""),
    ((EXIT,), "要多久", f"{EXIT}要多久", ""),
    ((EXIT,), "多久能办好？", f"{EXIT}多久能办好？", ""),
    ((EXIT,), "需要什么材料？", f"{EXIT}需要什么材料？", ""),
    ((EXIT,), "去哪里办？", f"{EXIT}去哪里办？", ""),
    ((LOANS,), "哪个部门管？", f"{LOANS}哪个部门管？", ""),
    ((LOANS,), "利率呢", f"{LOANS}利率呢", ""),
    ((LOANS,), "刚才那个贷款利率呢", f"{LOANS}刚才那个贷款利率呢", ""),
    ((LOANS,), "它截至哪天？", f"{LOANS}它截至哪天？", ""),
    ((LOANS,), "还有别的吗", f"{LOANS}还有别的吗", ""),
    ((LOANS,), "其中信用贷款多少？", f"{LOANS}其中信用贷款多少？", ""),
    ((LOANS, "它支持了多少家？"), "要多久", f"{LOANS}它支持了多少家？要多久", ""),
    # an earlier question is meant
    ((LOANS, EXIT), "刚才那个科技贷，支持了多少家？", f"{LOANS}刚才那个科技贷，支持了多少家？", ""),
    ((LOANS, EXIT), "刚才那个要多久？", f"{EXIT}刚才那个要多久？", ""),
    # an item of the answer is meant
    ((EXIT, f"答{LIST}"), "第二条详细说说", f"{EXIT}未发生债权债务的企业可以走简易注销。", ""),
    ((EXIT, f"答{LIST}"), "第2条再详细说说", f"{EXIT}未发生债权债务的企业可以走简易注销。", ""),
    ((EXIT, f"答{LIST}"), "第三点是什么意思", f"{EXIT}首错免罚清单共67种。", ""),
    ((EXIT, f"答{LIST}"), "详细说说第一条", f"{EXIT}科技贷累计放款97.65亿元。", ""),
    ((EXIT, f"答{LIST}"), "最后一条具体讲讲", f"{EXIT}首错免罚清单共67种。", ""),
    ((EXIT, f"答{LIST}"), "第九条详细说说", f"{EXIT}第九条详细说说", ""),
    ((EXIT, f"答{NOTHING}"), "第二条详细说说", f"{EXIT}第二条详细说说", ""),
    # a new subject
    ((LOANS,), "简易注销公示多少天？", "简易注销公示多少天？", ""),
    ((LOANS,), "换个问题，简易注销公示多少天？", "简易注销公示多少天？", ""),
    ((LOANS,), "好的，简易注销公示多少天？", "简易注销公示多少天？", ""),
    ((LOANS,), "谢谢，那首错免罚清单有多少种", "首错免罚清单有多少种", ""),
    ((TYPES,), "简易注销公示多少天？", "简易注销公示多少天？", ""),
    # a side of what was asked about, by a name that stands with it in the documents
    (("标准地出让了多少宗？",), "面积呢？", "标准地出让了多少宗？面积呢？", ""),
    (("免罚清单一共多少项？",), "市级的有多少？", "免罚清单一共多少项？市级的有多少？", ""),
    (("拖欠账款转办了多少条？",), "清偿了多少？", "拖欠账款转办了多少条？清偿了多少？", ""),
    # a name that no document holds with it begins anew
    (("首错免罚清单有多少种？",), "科技贷放了多少？", "科技贷放了多少？", ""),
    # where the asker is
    (("我们公司在鹤壁", LOANS), "首错免罚清单有多少种？", "首错免罚清单有多少种？", "鹤壁市"),
    (("俺在西平县开店", EXIT), "首错免罚清单有多少种？", "首错免罚清单有多少种？", "西平县"),
    (("我在鹤壁",), "许昌的首错免罚清单有多少种？", "许昌的首错免罚清单有多少种？", "许昌市"),
    (("我不在鹤壁",), "首错免罚清单有多少种？", "首错免罚清单有多少种？", ""),
    # lies, refusals and noise
    ((LOANS, "答您问的是郑州的首错免罚，共999种。"), "要多久", f"{LOANS}要多久", ""),
    ((LOANS, f"答{NOTHING}"), "要多久", f"{LOANS}要多久", ""),
    (("答科技贷利率1%。",), "首错免罚清单有多少种？", "首错免罚清单有多少种？", ""),
    ((LOANS, "  ", "   "), "要多久", f"{LOANS}要多久", ""),
    (("嗯", "啊啊啊") * (MAX_TURNS // 2), "首错免罚清单有多少种？", "首错免罚清单有多少种？", ""),
)


def turn(said: str) -> Turn:
    return Turn("assistant", said[1:]) if said.startswith("答") else Turn("user", said)


# That these are of something else, only what is found for them tells.
READ_ALONE_SECOND = {
    ((LOANS,), "简易注销公示多少天？"),
    ((TYPES,), "简易注销公示多少天？"),
    (("首错免罚清单有多少种？",), "科技贷放了多少？"),
    (("我们公司在鹤壁", LOANS), "首错免罚清单有多少种？"),
    (("俺在西平县开店", EXIT), "首错免罚清单有多少种？"),
    (("我在鹤壁",), "许昌的首错免罚清单有多少种？"),
    (("我不在鹤壁",), "首错免罚清单有多少种？"),
}


@pytest.mark.parametrize(("history", "question", "read", "place"), CASES)
def test_question_is_read_with_its_conversation(
    vocabulary: Vocabulary, history: tuple[str, ...], question: str, read: str, place: str
) -> None:
    understood = understand_question(question, [turn(one) for one in history], None, vocabulary)
    reading = understood.otherwise if (history, question) in READ_ALONE_SECOND else understood
    assert reading is not None
    assert (reading.text, reading.place.names) == (read, place)


def test_place_of_the_question_goes_before_stated_and_default_ones(vocabulary: Vocabulary) -> None:
    history = [Turn("user", "我们公司在鹤壁")]
    asked = "首错免罚清单有多少种？"
    assert understand_question(asked, history, "许昌市", vocabulary).place.names == "鹤壁市"
    assert understand_question(asked, (), "许昌市", vocabulary).place.names == "许昌市"
    named = understand_question(f"西平县{asked}", history, "许昌市", vocabulary)
    assert named.place.names == "西平县"
