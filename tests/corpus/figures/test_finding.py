"""Figures of real sentences, with their values worked out by hand, and the laws they obey."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.figures.finding import Figure, find_figures, same_figure, unsupported_figures
from corpus.figures.kinds import Approx, FigureKind
from corpus.text.numerals import parse_numeral

DOCUMENTS = Path(__file__).parents[3] / "corpus" / "documents"
LINES = [
    line
    for path in sorted(DOCUMENTS.glob("*.txt"))
    for line in path.read_text("utf-8").splitlines()
    if re.search(r"\d", line)
]

# In these no figure is written in Chinese, so a changed number cannot stand there in words.
DIGIT_LINES = [line for line in LINES if not re.search("[二三四五六七八九十两百千]", line)]


def only(text: str) -> Figure:
    figures = find_figures(text)
    assert len(figures) == 1, [figure.text for figure in figures]
    return figures[0]


def kinds_and_texts(text: str) -> list[tuple[str, str]]:
    return [(figure.kind.value, figure.text) for figure in find_figures(text)]


def test_sentence_gives_its_date_amount_and_count():
    text = "截至2022年6月，“科技贷”业务累计放款97.65亿元，支持企业1816家。"
    assert kinds_and_texts(text) == [
        ("date", "2022年6月"),
        ("amount", "97.65亿元"),
        ("count", "1816家"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("97.65亿元", FigureKind.AMOUNT, "9765000000", "元"),
        ("四千余万元", FigureKind.AMOUNT, "40000000", "元"),
        ("5千万元", FigureKind.AMOUNT, "50000000", "元"),
        ("3.93万家", FigureKind.COUNT, "39300", "家"),
        ("1.3 万余项", FigureKind.COUNT, "13000", "项"),
        ("807万人次", FigureKind.COUNT, "8070000", "人次"),
        ("二十余个", FigureKind.COUNT, "20", "个"),
        ("十二家", FigureKind.COUNT, "12", "家"),
        ("25,327笔", FigureKind.COUNT, "25327", "笔"),
        ("９５９％", FigureKind.PERCENTAGE, "959", "%"),
        ("百分之三十", FigureKind.PERCENTAGE, "30", "%"),
        ("3.4个百分点", FigureKind.PERCENTAGE, "3.4", "个百分点"),
        ("20BP", FigureKind.PERCENTAGE, "20", "个基点"),
        ("35基点", FigureKind.PERCENTAGE, "35", "个基点"),
        ("千分之五", FigureKind.PERCENTAGE, "0.005", ""),
        ("万分之一", FigureKind.PERCENTAGE, "0.0001", ""),
        ("七成", FigureKind.PERCENTAGE, "70", "%"),
        ("两个半月", FigureKind.DURATION, "2.5", "个月"),
        ("1个半小时", FigureKind.DURATION, "1.5", "小时"),
        ("30兆瓦", FigureKind.MEASURE, "30000", "千瓦"),
        ("三十日", FigureKind.DURATION, "30", "天"),
        ("半个工作日", FigureKind.DURATION, "0.5", "工作日"),
        ("1天半", FigureKind.DURATION, "1.5", "天"),
        ("87.25分", FigureKind.SCORE, "87.25", "分"),
        ("3.61万亩", FigureKind.AREA, "36100", "亩"),
        ("8700㎡", FigureKind.AREA, "8700", "平方米"),
        ("53平方公里", FigureKind.AREA, "53000000", "平方米"),
        ("1536.5公里", FigureKind.LENGTH, "1536500", "米"),
        ("4922万吨", FigureKind.WEIGHT, "49220000000", "千克"),
        ("1.3毫克/立方米", FigureKind.CONCENTRATION, "1300", "微克/立方米"),
        ("6部委", FigureKind.COUNT, "6", "部委"),
    ],
)
def test_quantity_has_its_value_in_the_base_unit(text, kind, value, unit):
    figure = only(text)
    assert (figure.kind, figure.value, figure.unit) == (kind, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "kind", "canonical"),
    [
        ("2022年8月31日", FigureKind.DATE, "2022-8-31-"),
        ("二〇二二年八月三十一日", FigureKind.DATE, "2022-8-31-"),
        ("2021-09-17", FigureKind.DATE, "2021-9-17-"),
        ("10 月 19 日", FigureKind.DATE, "-10-19-"),
        ("8月底", FigureKind.DATE, "-8--末"),
        ("6月末", FigureKind.DATE, "-6--末"),
        ("2022年上半年", FigureKind.DATE, "2022---上半年"),
        ("2021—2035年", FigureKind.DATE, "2021---..2035---"),
        ("2022年1—6月", FigureKind.DATE, "2022-1--..2022-6--"),
        ("豫政办〔2022〕62号", FigureKind.DOCUMENT_NUMBER, "豫政办〔2022〕62号"),
        ("豫应急办〔2022〕号", FigureKind.DOCUMENT_NUMBER, "豫应急办〔2022〕号"),
        ("第三十三条第二款", FigureKind.ARTICLE, "33.2"),
        ("第10条", FigureKind.ARTICLE, "10"),
        ("第一位", FigureKind.RANK, "1 位"),
        ("第十五名", FigureKind.RANK, "15 位"),
        ("4:2:2:2", FigureKind.RATIO, "4:2:2:2"),
    ],
)
def test_reference_has_its_canonical_form(text, kind, canonical):
    figure = only(text)
    assert (figure.text, figure.kind, figure.canonical) == (text, kind, canonical)


@pytest.mark.parametrize(
    "text",
    ["“13445”工程", "雷霆4号·砺剑护企", "5G政务服务大厅", "PM2.5", "12345政务服务热线", "“3824”"],
)
def test_digits_of_a_proper_name_are_a_name(text):
    assert only(text).kind is FigureKind.NAME


@pytest.mark.parametrize(
    "text",
    [
        "一是统筹部署，二是全面排查。",
        "持续深化“一网通办”前提下的改革，统一标准，一体化推进。",
        "服务三农，编制“十四五”规划，推行一件事一次办。",
        "开展“两个健康”和“三个一批”活动，进一步优化。",
        "2.着力破解要素保障问题。（3）健全机制。[1]",
    ],
)
def test_words_and_marks_are_no_figures(text):
    assert find_figures(text) == []


def test_range_has_both_ends_in_the_base_unit():
    figure = only("每个村拟安排500-1000万元资金")
    assert (figure.value, figure.upper) == (Decimal(5000000), Decimal(10000000))


@pytest.mark.parametrize(
    ("text", "approx"),
    [
        ("约1100个", Approx.ABOUT),
        ("超过807万人次", Approx.OVER),
        ("200多家", Approx.OVER),
        ("近3000人次", Approx.UNDER),
        ("不超过15个工作日", Approx.AT_MOST),
        ("6个月内", Approx.AT_MOST),
        ("800公里以上", Approx.AT_LEAST),
        ("1816家", None),
    ],
)
def test_hedge_is_told(text, approx):
    assert only(text).approx is approx


def test_bold_marks_and_blanks_do_not_break_a_figure():
    text = "共梳理 **2959** 项免罚事项"
    figure = only(text)
    assert (figure.value, figure.unit) == (Decimal(2959), "项")
    assert text[figure.start : figure.end] == figure.text == "2959** 项"


def test_list_of_articles_gives_each_number():
    found = [figure.canonical for figure in find_figures("省条例第 57、58、59 条关于民营企业权益")]
    assert found == ["57", "58", "59"]


def test_document_number_leaves_out_the_verb_before_it():
    assert only("政府应认真落实豫政办〔2020〕29号").canonical == "豫政办〔2020〕29号"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("97.65亿元", "976500万元"),
        ("1/3", "三分之一"),
        ("30日", "三十天"),
        ("第五位", "第5名"),
        ("第十条", "第10条"),
        ("6.20%", "6.2%"),
        ("8月底", "8月末"),
    ],
)
def test_two_ways_of_writing_are_the_same_figure(one, other):
    assert same_figure(only(one), only(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3家", "3户"),
        ("15天", "15个工作日"),
        ("3.4%", "3.4个百分点"),
        ("807万人", "807万人次"),
        ("第10条", "10条"),
        ("豫政办〔2022〕62号", "豫政办〔2021〕62号"),
    ],
)
def test_another_unit_is_another_figure(one, other):
    assert not same_figure(only(one), only(other))


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("累计放款976500万元", "“科技贷”业务累计放款97.65亿元"),
        ("2021年起", "2021年7月以来，受理案件"),
        ("8月31日前", "截至2022年8月31日"),
        ("依据第三十三条", "第三十三条第二款规定"),
        ("县级799", "县级 **799** 项"),
        ("“13445”工程", "高速公路“**13445**”工程"),
        ("按豫政办〔2022〕62号办理", "（豫政办〔2022〕62号）"),
    ],
)
def test_figure_that_stands_in_the_evidence_is_supported(claim, evidence):
    assert unsupported_figures(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("免罚清单2959项", "免罚清单2959家"),
        ("支持企业816家", "支持企业1816家"),
        ("支持企业3家", "接待企业3家次"),
        ("涉及2000企业", "涉及2000用户"),
        ("2022年8月31日", "截至8月31日"),
        ("2022年7月", "2022年1—6月"),
        ("第三十三条第二款", "第三十三条"),
        ("完结率95.9%", "完结率959%"),
        ("“13446”工程", "“13445”工程"),
    ],
)
def test_figure_that_does_not_stand_is_reported(claim, evidence):
    assert unsupported_figures(claim, evidence)


TEXTS = st.one_of(
    st.sampled_from(LINES),
    st.text(
        "0123456789.,:-—%年月日号第条款元万亿个家一二三十百千半分之〔〕（）*  至到GN+\n",
        max_size=40,
    ),
    st.text(max_size=40),
)


@given(TEXTS)
def test_every_text_supports_its_own_figures(text):
    assert unsupported_figures(text, text) == []


@given(TEXTS)
def test_figures_are_slices_in_order_without_overlap(text):
    end = 0
    for figure in find_figures(text):
        assert end <= figure.start < figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end]
        end = figure.end


@given(st.data())
def test_one_changed_digit_makes_a_sentence_unsupported(data):
    line = data.draw(st.sampled_from(DIGIT_LINES))
    places = [
        at
        for figure in find_figures(line)
        for at in range(figure.start, figure.end)
        if line[at] in "0123456789"
    ]
    assume(places)
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from("0123456789".replace(line[at], "")))
    changed = line[:at] + digit + line[at + 1 :]
    number = next(run for run in re.finditer(r"[\d.]+", changed) if run.start() <= at < run.end())
    # The changed number may happen to stand elsewhere in the same line.
    assume(number[0].lstrip("0").rstrip(".") not in re.findall(r"[1-9][\d.]*\d|\d", line))
    assert unsupported_figures(changed, line)


def test_share_of_nothing_is_not_supported_by_another_share():
    assert [figure.text for figure in unsupported_figures("近1/0的县", "近1/3的县")] == ["1/0"]


DIGITS = "零一二三四五六七八九"


def chinese_section(number: int) -> str:
    """Write 1 to 9999 in full: 1005 is 一千零五."""
    text, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
        gap = not digit if text else False
    return text


def chinese(number: int) -> str:
    text = ""
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = number // size % 10**4
        if section:
            text += ("零" if text and section < 1000 else "") + chinese_section(section) + unit
        elif text and number % size:
            text += "零"
    return text.replace("零零", "零")


@given(st.integers(1, 10**12 - 1))
def test_chinese_numeral_reads_back(number):
    assert parse_numeral(chinese(number)) == number


@given(st.decimals(0, 10**9, places=2))
def test_digits_read_back(number):
    assert parse_numeral(str(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两千三", "2300"),
        ("十五", "15"),
        ("二〇二二", "2022"),
        ("一点五", "1.5"),
        ("叁拾万", "300000"),
    ],
)
def test_numeral_has_its_value(text, value):
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "十四五", "百", "三五十", "甲"])
def test_malformed_numeral_has_no_value(text):
    assert parse_numeral(text) is None


@pytest.mark.parametrize("text", ["数十家企业", "几十万元", "三成立了专班"])
def test_vague_number_is_no_ten(text: str):
    assert find_figures(text) == []


def test_number_of_persons_is_no_vague_number():
    assert only("股东人数十人").value == 10


@pytest.mark.parametrize("text", ["不足30人", "不到5%"])
def test_figure_that_is_not_reached_is_hedged(text: str):
    assert only(text).approx is Approx.UNDER
