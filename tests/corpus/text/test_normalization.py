import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.normalization import normalize

# Characters that the rules speak of, next to ordinary ones: far likelier to clash than random text.
TRICKY = st.text(
    alphabet=st.sampled_from(
        list(
            "鹤壁市第一条的，。；《》“”（）,.;:!?()<>&#-*·—… \n\u3000１２％Ａ«»‹›aAnd19%+Ol曰年（）"
        )
    ),
    max_size=40,
)
PIECES = st.lists(
    st.sampled_from(
        ["**", "# ", "- ", "<p>", "</p>", "<b>", "&lt;", "&gt;", "&amp;", " and ", "鹤壁", "条例",
         "１２３", "2,959", "9.5", ".", ",", "(", ")", "\n", " ", "%", "<sub>2</sub>", "<!-- x -->"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("received", "clean"),
    [
        ("诉求１２３件,完结\n\n１１８件,完结率９５９％.", "诉求123件，完结118件，完结率959%。"),
        ("«条例精选２０问»和 ‹优化营商环境条例›", "《条例精选20问》和〈优化营商环境条例〉"),
        ("共梳理 **2959** 项免罚事项", "共梳理2959项免罚事项"),
        ("**NO<sub>2</sub>**同比下降**12.5%**", "NO2同比下降12.5%"),
        ("执法检查 and 整改落实", "执法检查和整改落实"),
        ("&lt;市场准入负面清单(2022年版)&gt;", "〈市场准入负面清单（2022年版）〉"),
        ("《贯彻<条例>方案》(许营商办〔2020〕4号)", "《贯彻〈条例〉方案》（许营商办〔2020〕4号）"),
        ("## 一、总体推进情况", "一、总体推进情况"),
        ("- 1、部分单位", "1、部分单位"),
        ("(2021 年 9 月 16 日)", "（2021年9月16日）"),
        ("第一条\u3000为了规范", "第一条 为了规范"),
        ("联系人：李明　　电 话:0391-3559988", "联系人：李明 电话：0391-3559988"),
        ("主要做法：一 是完善机制", "主要做法：一是完善机制"),
    ],
)  # fmt: skip
def test_source_text_becomes_clean(received: str, clean: str) -> None:
    assert normalize(received).text == clean


@pytest.mark.parametrize(
    "text",
    ["共1,000件、9.5%", "24:00至8:00", "PM10 and PM2.5", "首页>优化营商环境", "0374—2965080"],
)
def test_numbers_times_and_latin_words_stay(text: str) -> None:
    assert normalize(text).text == text


@given(st.one_of(TRICKY, PIECES))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once


@given(st.one_of(TRICKY, PIECES))
def test_each_clean_character_leads_back_in_order(text: str) -> None:
    clean = normalize(text)
    offsets = clean.offset_map()
    last = 0
    for at in range(len(clean.text)):
        span = offsets.source_span(at, at + 1)
        assert last <= span.start < span.end <= len(text)
        last = span.end


@given(st.one_of(TRICKY, PIECES))
def test_unchanged_characters_lead_to_themselves(text: str) -> None:
    clean = normalize(text)
    offsets = clean.offset_map()
    for at, character in enumerate(clean.text):
        span = offsets.source_span(at, at + 1)
        if character in "鹤壁市的19" and span.end - span.start == 1:
            assert text[span.start] in (character, chr(ord(character) + 0xFEE0))


def test_an_entity_leads_back_to_all_of_it() -> None:
    source = "做好&lt;清单&gt;工作"
    clean = normalize(source)
    assert clean.text == "做好〈清单〉工作"
    span = clean.offset_map().source_span(2, 6)
    assert source[span.start : span.end] == "&lt;清单&gt;"


@pytest.mark.parametrize(
    ("received", "clean"),
    [
        ("2O23年5月l0日至8月3l日", "2023年5月10日至8月31日"),
        ("全市l26家、3O个，某应急〔 2O23 〕 15号", "全市126家、30个，某应急〔2023〕15号"),
        ("不少于l.5亿元、lO万元", "不少于1.5亿元、10万元"),
        ("减兔租金，兔征增值税", "减免租金，免征增值税"),
        ("漯医保〔2024]22号、安政［2023〕 5号", "漯医保〔2024〕22号、安政〔2023〕5号"),
        ("—、检査时间", "一、检查时间"),
        ("（—）进—步统—规划", "（一）进一步统一规划"),
        ("3个工作曰内", "3个工作日内"),
        ("5个工作日门办结", "5个工作日内办结"),
        ("30日门作出决定", "30日内作出决定"),
        ("有关部内应当公布清单", "有关部门应当公布清单"),
        ("县科技主管部内推荐", "县科技主管部门推荐"),
        ("降低准入内槛", "降低准入门槛"),
        ("主要门容", "主要内容"),
        ("本部内设机构", None),
        ("工作日门诊", None),
        ("肉兔养殖、家兔征用", None),
        ("上门服务，部门内部", None),
        ("推广O2O模式和5G，H2O、IO项目、郑州—洛阳、每天1l，VIP10年", None),
    ],
)
def test_look_alikes_are_read_as_what_alone_can_be_meant(received: str, clean: str | None) -> None:
    assert normalize(received).text == (clean or received)


def test_a_number_that_a_line_break_cuts_is_whole() -> None:
    assert normalize("清偿率达９\n\n５．４％").text == "清偿率达95.4%"
    assert normalize("电话：0371-123\n456号").text == "电话：0371-123 456号"


@pytest.mark.parametrize("piece", ["1\n2", "2OOOOOOO", "l0年", "件. ", "|"])
def test_a_long_text_of_what_a_rule_looks_for_is_read_once_over(piece: str) -> None:
    # Searched from its beginning at each place, each of these would take minutes.
    assert normalize(piece * 4000).text[:20] == normalize(piece * 40).text[:20]


@pytest.mark.parametrize(
    "text",
    [
        *("24小时门诊", "2024年门诊统筹", "12个月门诊费用", "2023年门票收入", "区域门户"),
        *("部门容缺受理", "各部门设机构", "财税字[94]026号"),
    ],
)
def test_words_and_numbers_that_only_look_misread_stay(text: str) -> None:
    assert normalize(text).text == text
