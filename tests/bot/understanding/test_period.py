"""Which years a sentence can speak of."""

from datetime import date

import pytest

from bot.understanding.period import (
    compares_with_another,
    is_of_the_past,
    speaks_of,
    tells_of,
    years_asked,
    years_in,
)

IN_2022 = date(2022, 9, 19)
EARLY_2023 = date(2023, 3, 28)


def says(
    sentence: str,
    years: frozenset[int],
    published: date | None,
    *,
    above: tuple[str, ...] = (),
    title: str = "",
) -> bool:
    return speaks_of(sentence, years, above=above, title=title, published=published)


def test_figure_of_2021_never_answers_for_2022() -> None:
    assert not says("2021年办结12件。", frozenset({2022}), IN_2022)
    assert says("2021年办结12件。", frozenset({2021}), IN_2022)


def test_comparison_with_last_year_does_not_speak_of_it() -> None:
    assert not says("较去年增长8%。", frozenset({2021}), IN_2022)
    assert not says("比上年增长8%。", frozenset({2021}), IN_2022)
    assert not says("高于去年同期。", frozenset({2021}), IN_2022)


def test_last_year_is_the_year_before_the_document() -> None:
    assert says("去年办结12件。", frozenset({2021}), IN_2022)
    assert not says("去年办结12件。", frozenset({2020}), IN_2022)


def test_year_before_last_is_two_years_before_the_document() -> None:
    assert says("前年办结12件。", frozenset({2020}), IN_2022)


def test_sentence_without_a_year_speaks_of_its_documents_year() -> None:
    assert says("累计办结12件。", frozenset({2022}), IN_2022)
    assert not says("累计办结12件。", frozenset({2019}), IN_2022)


def test_named_year_outdoes_the_documents_own() -> None:
    assert not says("2021年办结12件，去年开始。", frozenset({2022}), IN_2022)


def test_undated_document_may_speak_of_any_year() -> None:
    assert says("累计办结12件。", frozenset({2019}), None)


def test_question_without_a_year_is_met_by_every_sentence() -> None:
    assert says("2013年办结12件。", frozenset(), IN_2022)


@pytest.mark.parametrize("text", ["2019年至2021年", "2019—2021年", "2019-2021年办结"])
def test_range_names_all_of_its_years(text: str) -> None:
    assert years_in(text) == {2019, 2020, 2021}


def test_sentence_within_a_range_answers_for_it() -> None:
    assert says("2020年办结12件。", years_in("2019年至2021年办结多少件"), IN_2022)


def test_number_that_is_no_year_names_none() -> None:
    assert years_in("支持企业2021家，放款2022万元") == frozenset()


def _is_money(clause: str) -> bool:
    return "万元" in clause


def test_figure_of_one_year_in_a_sentence_of_two_is_of_that_year() -> None:
    sentence = "2021、2022年开展清理，2021年共减轻负担8182.84万元。"
    assert tells_of(sentence, frozenset({2021}), _is_money)
    assert not tells_of(sentence, frozenset({2022}), _is_money)


def test_year_compared_with_is_not_the_figures() -> None:
    sentence = "2022年减轻负担90万元，较2021年底增长6%。"
    assert tells_of(sentence, frozenset({2022}), _is_money)
    assert tells_of("减轻负担90万元。", frozenset({2022}), _is_money)


def test_year_that_a_result_is_seen_from_is_its_year() -> None:
    told = "从2021年评价结果看，平均得分为87.25分，企业满意度从2019年的84%提升至90%。"

    def is_score(clause: str) -> bool:
        return "得分" in clause

    assert tells_of(told, frozenset({2021}), is_score)
    assert not tells_of(told, frozenset({2019}), is_score)


def test_sentence_of_a_years_bulletin_speaks_of_that_year_alone() -> None:
    title = "某市2022年国民经济和社会发展统计公报"

    assert says("完成投资498亿元。", frozenset({2022}), EARLY_2023, title=title)
    assert not says("完成投资498亿元。", frozenset({2023}), EARLY_2023, title=title)


def test_heading_over_a_sentence_decides_its_year() -> None:
    above = ("二、2023年重点工作", "政府工作报告（2023年）")

    assert says("新增企业50家。", frozenset({2023}), EARLY_2023, above=above)
    assert not says("新增企业50家。", frozenset({2022}), EARLY_2023, above=above)


def test_whole_year_told_in_spring_is_the_one_before() -> None:
    assert says("全年生产总值突破1180亿元。", frozenset({2022}), EARLY_2023)
    assert not says("全年生产总值突破1180亿元。", frozenset({2023}), EARLY_2023)
    assert not says("力争全年新增50家。", frozenset({2022}), EARLY_2023)


def test_year_of_an_older_plan_in_a_title_does_not_bind_what_is_told_since() -> None:
    title = "关于落实2018年行动方案的情况"

    assert says("办结12件。", frozenset({2022}), IN_2022, title=title)


def test_year_only_compared_with_is_not_spoken_of() -> None:
    assert not says("收录38项，较2021年版增加11项。", frozenset({2021}), IN_2022)
    assert says("收录38项，较2021年版增加11项。", frozenset({2022}), IN_2022)


def test_last_year_is_the_year_before_that_of_the_title() -> None:
    title = "2023年政府工作报告"

    assert says("去年新增就业5万人。", frozenset({2022}), EARLY_2023, title=title)


def test_follow_up_on_this_year_is_not_of_the_year_asked_about_before() -> None:
    before = "2021年苗木产量多少？"
    assert years_asked("今年目标是多少？", before) == frozenset()
    assert years_asked("增速呢", before) == frozenset({2021})
    assert years_asked("今年以来呢", before) == frozenset({2021})


def test_year_that_is_only_compared_with_is_not_asked_about() -> None:
    assert years_asked("受理率现在多少，比2018年高多少个点？", "") == frozenset()
    assert years_asked("2022年比2021年多多少", "") == frozenset({2021, 2022})
    assert not is_of_the_past("比2018年高多少个点？")


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("第三产业占比2022年是多少", 2022),
        ("民营经济比重2023年多少", 2023),
        ("好评比例在2021年达到多少", 2021),
        ("由于2022年疫情减了多少税", 2022),
    ],
)
def test_share_of_a_year_compares_with_none(question: str, year: int) -> None:
    assert years_asked(question, "") == frozenset({year})


def test_rise_over_another_year_is_not_the_one_asked_for() -> None:
    asked = "受理率比2018年高多少个点？"

    assert compares_with_another("受理率为98%，较2019年提高3个百分点。", asked)
    assert not compares_with_another("受理率为98%，较2018年提高45个百分点。", asked)
    assert not compares_with_another("受理率为98%，提高45个百分点。", asked)
    assert not compares_with_another("受理率为98%，较2019年提高3个百分点。", "受理率是多少？")


def test_what_holds_for_a_year_is_announced_at_the_end_of_the_one_before() -> None:
    title = "某市2025年度城乡居民基本养老保险缴费的通告"

    assert says("丧葬补助费提高到2000元。", frozenset({2025}), date(2024, 12, 20), title=title)
    assert not says("丧葬补助费提高到2000元。", frozenset({2024}), date(2024, 12, 20), title=title)


def test_plan_of_a_report_on_a_year_is_of_the_year_it_is_given_in() -> None:
    title, given = "关于2024年优化营商环境工作的报告", date(2025, 1, 24)

    assert says("设立贴息资金。", frozenset({2025}), given, title=title, above=("下一步打算",))
    assert not says("设立贴息资金。", frozenset({2025}), given, title=title, above=("主要做法",))


def test_several_years_compared_with_are_not_spoken_of() -> None:
    sentence = "存量贷款利率较2021年、2020年同期分别下降0.44个、0.61个百分点。"

    assert says(sentence, frozenset({2022}), IN_2022)
    assert not says(sentence, frozenset({2020}), IN_2022)


@pytest.mark.parametrize(
    "question",
    [
        "跟2019年最高那会儿比降了多少",
        "跟2019年11月最高那会儿比降了多少",
        "现在和2018年比高了多少",
        "比2018年高了多少",
    ],
)
def test_year_that_a_question_compares_with_is_not_asked_of(question: str) -> None:
    assert years_asked(question, "") == frozenset()
