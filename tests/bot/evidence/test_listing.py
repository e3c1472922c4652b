"""A list asked for is told by its items' titles, whole, though a chunk's end cuts it."""

from collections.abc import Callable

from bot.answer import Answer

PROBLEMS = (
    "财政补助企业资金拨付不及时",
    "拖欠民营企业中小企业账款的问题时有发生",
    "应退未退企业资金财物仍然存在",
    "减轻企业负担的一些措施落实还不到位",
    "应减免未减免企业房租",
    "无偿占用企业用房",
)


def test_list_is_told_by_its_titles_and_goes_on_in_the_next_chunk(
    ask: Callable[[str], Answer],
) -> None:
    answer = ask("审计发现影响优化营商环境的问题有哪些？")

    head, *told = answer.answer.splitlines()
    assert "主要表现在以下几个方面" in head
    numbered = [f"{number}. {title}" for number, title in enumerate(PROBLEMS, start=1)]
    assert [line.split("。")[0] for line in told] == numbered  # the last number is their count


def test_number_of_things_is_no_list(ask: Callable[[str], Answer]) -> None:
    answer = ask("审计发现2家单位应退未退企业资金财物多少万元？")

    assert "312.62万元" in answer.answer
    assert "无偿占用企业用房" not in answer.answer
