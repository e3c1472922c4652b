"""Regions named in questions and documents, and how they lie within each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Level
from corpus.regions.finding import Region, find_regions, is_within, region_named, shared_names
from corpus.regions.gazetteer import gazetteer

REGIONS = list(gazetteer().by_code.values())


def named(text: str) -> Region:
    region = region_named(text)
    assert region is not None, text
    return region


def found(text: str) -> list[str]:
    return [mention.region.name for mention in find_regions(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("鹤壁", "鹤壁市"),
        ("鹤壁市", "鹤壁市"),
        ("河南", "河南省"),
        ("豫", "河南省"),
        ("西平", "西平县"),
        ("淇滨", "淇滨区"),
        ("河南省鹤壁市淇县", "淇县"),
        ("内蒙古", "内蒙古自治区"),
        ("凉山州", "凉山彝族自治州"),
        ("济源示范区", "济源市"),
        ("全国", "中国"),
    ],
)
def test_region_is_known_by_full_and_short_name(text, name):
    assert named(text).name == name


@pytest.mark.parametrize("text", ["", "市", "示范区", "鼓楼区", "鼓楼", "科技贷", "鹤壁的科技贷"])
def test_other_words_and_ambiguous_names_are_no_region(text):
    assert region_named(text) is None


def test_ambiguous_name_is_read_with_its_parent():
    assert named("南京市鼓楼区").parent == "南京市"
    assert named("开封鼓楼区").parent == "开封市"


def test_region_knows_its_level_and_ancestors():
    county = named("淇县")
    assert (county.level, county.parent) == (Level.COUNTY, "鹤壁市")
    assert county.ancestors == ("鹤壁市", "河南省", "中国")
    assert named("重庆").level is Level.PROVINCE
    assert named("济源市").ancestors == ("河南省", "中国")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("许昌的首错免罚清单有多少种", ["许昌市"]),
        ("确定郑州、洛阳、鹤壁、驻马店4个省级示范市", ["郑州市", "洛阳市", "鹤壁市", "驻马店市"]),
        ("西平政务服务事项有多少项", ["西平县"]),
        ("河南省鹤壁市淇县和浚县", ["河南省", "鹤壁市", "淇县", "浚县"]),
        ("信阳市平桥区三个试点地方", ["信阳市", "平桥区"]),
        ("鹤壁市场监管局", ["鹤壁市"]),
        ("上海南京路上的店", ["上海市"]),
        ("山西安全生产", ["山西省"]),
        ("洛阳市老城区", ["洛阳市", "老城区"]),
        ("2025年西平小学几号报名", ["西平县"]),
        ("能按西平的标准吗", ["西平县"]),
        ("大通县小麦保险", ["大通回族土族自治县"]),
    ],
)
def test_text_gives_its_regions_in_order(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "各地各部门组织金融机构开展对接",
        "建设创新平台，扩大化妆品出口，开通绿色通道",
        "市和县（市、区）人民政府",
        "规范县级政府清单，清单县区共用",
        "老城区改造和主城区建设",
        "维护社会长治久安",
        "推广东部地区经验，保护黄河南岸",
        "郑州银行和中山路",
        "公安机关资源合作平台",
    ],
)
def test_ordinary_words_name_no_region(text):
    assert found(text) == []


def test_mention_is_a_slice_of_the_text():
    text = "在淇县办执照"
    (mention,) = find_regions(text)
    assert text[mention.start : mention.end] == "淇县"


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("淇县", "鹤壁市", True),
        ("鹤壁市", "河南省", True),
        ("河南省", "中国", True),
        ("淇县", "中国", True),
        ("鹤壁市", "鹤壁市", True),
        ("鹤壁市", "许昌市", False),
        ("河南省", "鹤壁市", False),
        ("中国", "河南省", False),
    ],
)
def test_region_lies_within_those_above_it(inner, outer, expected):
    assert is_within(named(inner), named(outer)) is expected


@given(st.sampled_from(REGIONS))
def test_full_name_with_ancestors_finds_the_region(region):
    path = "".join([*reversed(region.ancestors[:-1]), region.name])
    assert region_named(path) == region


@given(st.sampled_from(REGIONS))
def test_every_region_lies_within_all_its_ancestors(region):
    assert len(region.ancestors) <= 3
    for name in region.ancestors:
        assert is_within(region, named(name))


@given(st.text("河南省鹤壁市淇县和州区中国的、", max_size=20))
def test_mentions_are_ordered_and_do_not_overlap(text):
    end = 0
    for mention in find_regions(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上蔡到罗山县那条高速修好没有", []),
        ("安罗高速上蔡至罗山段", []),
        ("上蔡到罗山那批高速", []),
        ("从郑州到罗山县的公交", ["郑州市", "罗山县"]),
        ("罗山县的高速修了几条", ["罗山县"]),
        ("许昌市到年底高速公路通车多少", ["许昌市"]),
    ],
)
def test_end_of_a_road_is_no_place_asked_of(text, expected):
    assert [mention.region.name for mention in find_regions(text)] == expected


def test_name_that_several_regions_bear_is_a_place_all_the_same() -> None:
    assert shared_names("拟先在和平区、铁西区开展试点") == ["和平区", "铁西区"]
    assert shared_names("农村社区，偏远山区、老城区") == []
