"""Units of real passages: sentences, items of lists and what leads to them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import split_clauses, split_units

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
PARAGRAPHS = [
    paragraph
    for path in sorted(DOCUMENTS.glob("*.txt"))
    for paragraph in path.read_text("utf-8").split("\n\n")
    if paragraph.strip()
]

ITEMS = (
    "2.着力破解要素保障问题。一是推行“标准地+承诺制”。印发《实施方案》，实现“全承诺、拿地即开工”。"
    "截至2022年8月，全省“标准地”累计出让482宗，面积3.61万亩。二是开展融资对接。已授信315.23亿元。"
)


def texts(text: str) -> list[str]:
    return [text[unit.start : unit.end] for unit in split_units(text)]


def leads(text: str) -> list[str | None]:
    return [unit.lead and text[slice(*unit.lead)] for unit in split_units(text)]


def test_each_sentence_of_an_item_is_a_unit():
    assert texts(ITEMS) == [
        "2.着力破解要素保障问题。",
        "一是推行“标准地+承诺制”。",
        "印发《实施方案》，实现“全承诺、拿地即开工”。",
        "截至2022年8月，全省“标准地”累计出让482宗，面积3.61万亩。",
        "二是开展融资对接。",
        "已授信315.23亿元。",
    ]


def test_item_is_led_by_the_head_and_its_sentences_by_its_title():
    assert leads(ITEMS) == [
        None,
        "2.着力破解要素保障问题。",
        "一是推行“标准地+承诺制”。",
        "一是推行“标准地+承诺制”。",
        "2.着力破解要素保障问题。",
        "二是开展融资对接。",
    ]


def test_titles_are_told_from_sentences():
    headings = [unit.heading for unit in split_units(ITEMS)]
    assert headings == [True, True, False, False, True, False]


def test_title_of_a_chapter_is_no_sentence() -> None:
    units = split_units("第五章 变更登记\n第三十一条 变更登记事项，应当自变更之日起30日内申请。")
    assert [unit.heading for unit in units] == [True, False]


def test_sentences_of_one_item_share_its_span():
    units = split_units(ITEMS)
    spans = [unit.item for unit in units]
    assert spans[1] == spans[2] == spans[3] != spans[4] == spans[5]
    assert spans[1] == (units[1].start, units[3].end)


def test_last_item_without_more_to_say_is_no_title():
    units = split_units("具体做法如下：一是成立领导小组。二是制定实施方案。")
    assert [unit.heading for unit in units] == [True, False, False]


def test_last_item_of_a_list_is_no_title_of_what_comes_behind_it():
    text = "提交下列资料：\n（一）申报书；\n（二）信用承诺书。\n材料加盖公章。"
    units = split_units(text)
    assert [unit.heading for unit in units] == [True, False, False, False]
    assert units[-1].lead is units[-1].item is None


def test_sentence_that_tells_what_it_announces_is_no_title():
    text = "（二）禁止下列行为：虚开发票、一机多补、以旧充新。经销企业违规的，取消经销资格。"
    assert [unit.heading for unit in split_units(text)] == [False, False]


def test_number_without_words_is_no_sentence():
    assert [unit.heading for unit in split_units("1\n存在“上热中温下冷”现象，仍需改进。")] == [
        True,
        False,
    ]


def test_list_without_title_is_led_by_the_sentence_before_it():
    text = "鹤壁市扎实推进此次执法检查。一是成立了领导小组。二是对36个部门明确了责任分工。"
    assert leads(text)[1:] == ["鹤壁市扎实推进此次执法检查。"] * 2


def test_sentence_that_announces_items_leads_them_on_the_next_lines():
    text = (
        "问题主要表现在以下几个方面。\n一是拨付不及时。两个市未拨付。\n二是拖欠账款。一家国企拖欠。"
    )
    units = split_units(text)
    assert [
        unit.lead for unit in units if text[unit.start : unit.end].startswith(("一是", "二是"))
    ] == [
        (0, 14),
        (0, 14),
    ]


def test_sentence_before_items_that_announces_nothing_leads_none():
    text = "成效明显。\n一是拨付及时。两个市已经拨付。"
    assert split_units(text)[1].lead is None


def test_slogan_before_a_paragraph_leads_it():
    text = "强化组织、推进有序。鹤壁市坚持以贯彻“两条例”为抓手，扎实推进此次执法检查。"
    assert leads(text) == [None, "强化组织、推进有序。"]


def test_items_on_lines_of_their_own_keep_their_head():
    text = (
        "着重做到以下几点：\n一是完善工作机制。把任务纳入考核。\n二是加强精准调度。做好28个指标。"
    )
    assert leads(text)[1] == leads(text)[3] == "着重做到以下几点："


def test_new_list_of_the_same_style_has_its_own_head():
    text = "1.强化宣传。一是发布稿件11169篇。2.健全机制。一是召开会议2次。"
    assert leads(text) == [None, "1.强化宣传。", None, "2.健全机制。"]


@pytest.mark.parametrize(
    "text",
    [
        "得分为87.25分，较上年提升4.01分。",
        "他说“办得快。服务好。很满意”，随后离开。",
        "贯彻《关于。的通知》精神。",
        "已结案59件；其中企业投诉45件。",
        "进一步、统一是方向。",
        "国务院条例第10条规定。",
    ],
)
def test_sentence_stays_whole(text):
    assert texts(text) == [text]


def test_closing_quote_stays_with_its_sentence():
    assert texts("他说：“好。很好。”然后走了。") == ["他说：“好。很好。”", "然后走了。"]


def test_very_long_sentence_is_cut_at_semicolons():
    first, second = "甲" * 80 + "；", "乙" * 80 + "。"
    assert texts(first + second) == [first, second]


def test_clauses_make_shorter_quotes_and_keep_the_date():
    text = "截至6月末，“科技贷”业务累计放款97.65亿元，支持企业1816家。"
    clauses = [text[start:end] for start, end in split_clauses(text, 0, len(text))]
    assert clauses == ["截至6月末，“科技贷”业务累计放款97.65亿元，", "支持企业1816家。"]


TEXTS = st.one_of(
    st.sampled_from(PARAGRAPHS),
    st.text("甲乙。；，：“”（）《》\n 一二是1.2（①、！", max_size=60),
)


@given(TEXTS)
def test_units_cover_all_but_blanks_in_order(text):
    end = 0
    for unit in split_units(text):
        assert text[end : unit.start].strip() == ""
        assert unit.start < unit.end
        assert not text[unit.start].isspace()
        end = unit.end
    assert text[end:].strip() == ""


@given(TEXTS)
def test_lead_and_item_lie_in_the_text(text):
    for unit in split_units(text):
        if unit.lead is not None:
            assert 0 <= unit.lead[0] < unit.lead[1] <= unit.start
        if unit.item is not None:
            assert unit.item[0] <= unit.start < unit.end <= unit.item[1]


@given(TEXTS)
def test_clauses_cover_their_unit(text):
    for unit in split_units(text):
        clauses = split_clauses(text, unit.start, unit.end)
        assert "".join(text[start:end] for start, end in clauses) == text[unit.start : unit.end]


def test_who_is_in_charge_behind_the_stop_belongs_to_the_sentence_before() -> None:
    text = "加快建设平台。（省大数据局牵头，各地负责）有企业反映账款被拖欠。"
    units = [text[unit.start : unit.end] for unit in split_units(text)]
    assert units == ["加快建设平台。（省大数据局牵头，各地负责）", "有企业反映账款被拖欠。"]


def test_a_row_is_a_unit_led_by_the_names_of_its_columns():
    text = "类别\t对象\t时限\n改造\t一般项目\t长期\n转型\t上云\t3月"
    assert leads(text) == [None, "类别\t对象\t时限", "类别\t对象\t时限"]
    assert [unit.heading for unit in split_units(text)] == [True, False, False]


def test_the_title_of_a_document_states_nothing_though_it_names_a_year():
    text = "某市2024年度专项资金申报指南\n申报截止到2024年4月30日。"
    assert [unit.heading for unit in split_units(text)] == [True, False]


def test_line_that_tells_where_is_no_title_and_the_name_of_a_table_is() -> None:
    text = (
        "八、联系我们\n办理地点：某市滨河路便民大厅3号窗口\n表3 2021年主要指标\n全年办理登记300件。"
    )
    headings = [unit.heading for unit in split_units(text)]

    assert headings == [True, False, True, False]
