"""Whose words may answer for a place."""

import pytest

from bot.understanding.jurisdiction import Place, Standing, names_its_law, place_of, standing
from corpus import Level, Metadata

PROVINCE = Metadata("省报告", region="河南省", level=Level.PROVINCE)
HEBI = Metadata("鹤壁简报", region="鹤壁市", level=Level.CITY)
XIPING = Metadata("西平报告", region="西平县", level=Level.COUNTY)


def asked_of(question: str) -> Place:
    return place_of(question, None)


def names(question: str) -> list[str]:
    return [region.name for region in asked_of(question).regions]


def test_figure_of_one_city_never_answers_for_another() -> None:
    place = asked_of("许昌的首错免罚清单有多少种")
    assert standing(place, HEBI, "推出了67种首错免罚清单。") is Standing.OTHER


def test_city_answers_for_itself() -> None:
    place = asked_of("鹤壁的首错免罚清单有多少种")
    assert standing(place, HEBI, "推出了67种首错免罚清单。") is Standing.OWN


def test_province_rule_stands_above_its_city() -> None:
    place = asked_of("鹤壁能走简易注销吗")
    assert standing(place, PROVINCE, "未开业的企业可以走简易注销。") is Standing.ABOVE


def test_province_sentence_that_names_the_city_is_its_own() -> None:
    place = asked_of("鹤壁排第几")
    assert standing(place, PROVINCE, "鹤壁市营商环境排名第一。") is Standing.OWN


def test_province_sentence_about_another_city_does_not_answer() -> None:
    place = asked_of("许昌排第几")
    assert standing(place, PROVINCE, "鹤壁市营商环境排名第一。") is Standing.OTHER


def test_province_sentence_about_a_county_answers_for_the_city_that_holds_it() -> None:
    place = asked_of("驻马店有什么做法")
    assert standing(place, PROVINCE, "西平县设立贷款风险补偿金。") is Standing.OWN


def test_city_does_not_answer_for_its_province() -> None:
    place = asked_of("河南省的首错免罚清单有多少种")
    assert standing(place, HEBI, "推出了67种首错免罚清单。") is Standing.OTHER


def test_city_that_names_itself_does_not_answer_for_its_province() -> None:
    place = asked_of("河南省的首错免罚清单有多少种")
    assert standing(place, HEBI, "鹤壁市推出了67种首错免罚清单。") is Standing.OTHER


def test_city_that_names_the_country_speaks_of_it() -> None:
    place = asked_of("在中国排第几")
    assert standing(place, HEBI, "我市改革成效居中国第三。") is Standing.OWN


def test_county_does_not_answer_for_the_province_at_large() -> None:
    assert standing(asked_of("省里有多少项"), XIPING, "共12项。") is Standing.OTHER
    assert standing(asked_of("省里有多少项"), PROVINCE, "共2959项。") is Standing.OWN


@pytest.mark.parametrize("metadata", [PROVINCE, HEBI, XIPING, Metadata("无地区")])
def test_question_without_a_place_is_answered_from_anywhere(metadata: Metadata) -> None:
    assert standing(asked_of("首错免罚清单有多少种"), metadata, "共67种。") is Standing.OWN


def test_document_of_no_place_answers_for_every_place() -> None:
    assert standing(asked_of("鹤壁有多少种"), Metadata("指南"), "共67种。") is Standing.OWN


def test_two_places_are_answered_one_by_one() -> None:
    apart = asked_of("鹤壁和许昌各有多少种").each()
    assert [place.names for place in apart] == ["鹤壁市", "许昌市"]
    assert standing(apart[1], HEBI, "共67种。") is Standing.OTHER


def test_city_and_province_at_large_are_answered_one_by_one() -> None:
    assert [place.names for place in asked_of("鹤壁和省级各有多少项").each()] == ["鹤壁市", "省级"]


def test_question_without_a_place_is_one_side() -> None:
    assert asked_of("有多少种").each() == [Place()]


def test_city_named_with_its_province_is_one_place() -> None:
    assert names("河南省鹤壁市的清单有多少种") == ["鹤壁市"]


def test_whole_province_is_a_place_only_where_no_other_is_named() -> None:
    assert not asked_of("鹤壁在全省排第几").is_province_at_large
    assert asked_of("全省有多少项").is_province_at_large


def test_default_place_holds_only_where_the_question_names_none() -> None:
    assert place_of("有多少种", "鹤壁市").names == "鹤壁市"
    assert place_of("许昌有多少种", "鹤壁市").names == "许昌市"
    assert place_of("省里有多少种", "鹤壁市").names == "省级"


def test_unknown_default_place_is_no_place() -> None:
    assert place_of("有多少种", "亚特兰蒂斯").is_anywhere


def test_list_of_other_places_does_not_answer_for_one_left_out() -> None:
    place = place_of("安阳市是创新示范市吗？", None)
    sentence = "全省确定了郑州、洛阳、鹤壁3个创新示范市。"
    assert standing(place, PROVINCE, sentence) is Standing.OTHER
    assert standing(place, PROVINCE, "河南省推广郑州的做法。") is Standing.ABOVE


def test_law_of_a_place_is_named_with_it() -> None:
    question = "深圳营商环境条例对个体户怎么说？"
    assert names_its_law(question, place_of(question, None))
    other = "深圳的个体户怎么登记？"
    assert not names_its_law(other, place_of(other, None))
    carried_out = "许昌怎么贯彻优化营商环境条例的？"
    assert not names_its_law(carried_out, place_of("许昌", None))


def test_row_of_one_district_never_answers_for_another() -> None:
    sheet = Metadata("事项表")
    place = asked_of("许昌建安区养犬登记几天")
    row = "事项：养犬登记，部门：许昌市魏都区公安分局，时限：3天"
    assert standing(place, sheet, row) is Standing.OTHER
    assert standing(place, sheet, row.replace("魏都区", "建安区")) is Standing.OWN
    assert standing(asked_of("许昌养犬登记几天"), sheet, row) is Standing.OWN


def test_address_of_an_office_of_the_city_speaks_for_all_its_districts() -> None:
    place = asked_of("许昌建安区养犬登记几天")
    row = "事项：养犬登记，部门：许昌市公安局，地点：许昌市魏都区文峰路18号大厅，时限：3天"
    assert standing(place, Metadata("事项表"), row) is Standing.OWN


def test_place_that_the_asker_comes_from_is_not_asked_of() -> None:
    assert names("我俩从江西来鹤壁打工，孩子怎么上学？") == ["鹤壁市"]
    assert asked_of("从郑州过来开店要办什么证？").is_anywhere
    assert names("从许昌来看，办结率是多少？") == ["许昌市"]
    assert names("从鹤壁来的数据里，满意度是多少？") == ["鹤壁市"]
    assert names("从郑州迁来许昌的企业有多少？") == ["许昌市"]


@pytest.mark.parametrize(
    "question",
    [
        "哪些市县弄得好？我们许昌在里头不",
        "哪几个市评上了，许昌在其中吗？",
        "示范市有哪些？许昌在不在内？",
    ],
)
def test_place_that_may_be_among_those_told_binds_nothing(question: str) -> None:
    assert names(question) == []
    assert names("店开在许昌市内，许昌在全省排第几？") == ["许昌市"]
