"""Which lines of a law open an article, whatever else begins with 第…条."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.blocks import BlockKind
from corpus.structure.document_structure import structure_of
from corpus.structure.numbering import is_article_mark
from corpus.text.numerals import spell_numeral

LAW = """中华人民共和国测试法

（1993年12月29日第八届全国人民代表大会常务委员会第五次会议通过　2023年12月29日第十四届\
全国人民代表大会常务委员会第七次会议修订）

目　　录

第一章　总　　则
第二章　登　　记
　第一节　一般规定
　第二节　特别规定……2

第一章　总　　则

　　第一条　为了测试，制定本法。
　　第二条　中小企业适用本法。
第二章　登　　记
第一节　一般规定
　　第三条　公司应当登记。
第二节　特别规定
　　第四条　公司应当公示。
"""


def articles_of(source: str) -> list[str]:
    """The articles in order of the text, once for each run of blocks."""
    found: list[str] = []
    for block in structure_of(source).blocks:
        mark = block.path[-1] if block.path else ""
        if is_article_mark(mark) and found[-1:] != [mark]:
            found.append(mark)
    return found


def texts_of(source: str, article: str) -> list[str]:
    return [b.text.text for b in structure_of(source).blocks if b.path[-1:] == (article,)]


def test_the_table_of_contents_yields_neither_articles_nor_headings() -> None:
    structure = structure_of(LAW)
    headings = [b.text.text for b in structure.blocks if b.kind is BlockKind.HEADING]
    assert headings == ["第一章 总则", "第二章 登记", "第一节 一般规定", "第二节 特别规定"]
    assert articles_of(LAW) == ["第一条", "第二条", "第三条", "第四条"]
    assert structure.blocks[-1].path == ("第二章 登记", "第二节 特别规定", "第四条")


def test_a_table_of_contents_without_its_name_is_told_by_its_repetition() -> None:
    structure = structure_of(LAW.replace("目　　录\n\n", ""))
    assert [b.text.text for b in structure.blocks if b.kind is BlockKind.HEADING][:2] == [
        "第一章 总则", "第二章 登记",
    ]  # fmt: skip


def test_a_table_of_contents_ends_before_an_article_broken_over_lines() -> None:
    source = (
        "某条例\n目录\n第一章　总则\n第二章　附则\n第一条　为了持续优化营商\n环境，制定本条例。\n"
    )
    assert articles_of(source) == ["第一条"]


def test_a_list_called_contents_below_the_articles_stays() -> None:
    source = "第一条 为了测试。\n\n第二条 清单如下：\n\n目录\n\n食品经营许可\n"
    assert "食品经营许可" in "".join(b.text.text for b in structure_of(source).blocks)
    assert not [b for b in structure_of(source).blocks if b.kind is BlockKind.DEBRIS]


def test_the_note_below_the_title_is_neither_title_nor_heading() -> None:
    structure = structure_of(LAW)
    assert structure.title == "中华人民共和国测试法"
    assert [b.path for b in structure.blocks if "修订" in b.text.text] == [()]


def test_the_title_stands_below_the_order_that_promulgates_the_law() -> None:
    source = (
        "中华人民共和国国务院令\n\n第722号\n\n《优化营商环境条例》已经2019年10月8日国务院第66次"
        "常务会议通过，现予公布，自2020年1月1日起施行。\n\n总理　李克强\n\n2019年10月22日\n\n"
        "优化营商环境条例\n\n第一章　总则\n\n第一条　为了优化，制定本条例。\n"
    )
    structure = structure_of(source)
    assert structure.title == "优化营商环境条例"
    assert structure.blocks[-1].path == ("第一章 总则", "第一条")


@pytest.mark.parametrize(
    "cited",
    [
        "依照本法\n第三条 规定的程序办理。",
        "依照本法\n第三条第二款的规定办理。",
        "依照\n第三条、第四条办理。",
    ],
)
def test_an_article_cited_at_the_start_of_a_line_is_part_of_the_sentence(cited: str) -> None:
    source = f"第一条 为了测试。\n第二条 公司{cited}\n第三条 公司应当登记。\n"
    assert articles_of(source) == ["第一条", "第二条", "第三条"]
    assert texts_of(source, "第二条") == [
        f"第二条 公司{cited}".replace("\n", "").replace("条 规", "条规")
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "第二条　公司",
        "第二条公司",
        "### 第二条 公司",
        "**第二条** 公司",
        "第二条\n　　公司",
        "第 二 条 公司",
    ],
)
def test_an_article_is_found_however_it_is_set(opening: str) -> None:
    source = f"第一条 为了测试，制定本法。\n\n{opening}应当登记。\n\n第三条 公司应当公示。\n"
    assert articles_of(source) == ["第一条", "第二条", "第三条"]
    (text,) = texts_of(source, "第二条")
    assert text.replace(" ", "") == "第二条公司应当登记。"


def test_the_first_article_is_found_behind_the_note_without_a_blank() -> None:
    source = "某条例\n（2020年11月28日通过）\n第一条为了测试，制定本条例。\n第二条公司应当登记。\n"
    assert articles_of(source) == ["第一条", "第二条"]


def test_two_articles_on_one_line_are_two() -> None:
    source = "第一条 为了测试。第二条 公司应当依照本法第三条 登记。第三条 公司应当公示。\n"
    assert articles_of(source) == ["第一条", "第二条", "第三条"]


def test_an_inserted_article_keeps_its_number() -> None:
    source = "第一条 甲。\n第一条之一 乙。\n第一条之二 丙。\n第二条 丁。\n"
    assert articles_of(source) == ["第一条", "第一条之一", "第一条之二", "第二条"]


def test_an_article_missing_in_the_source_hides_none_behind_it() -> None:
    assert articles_of("第一条 甲。\n\n第二条 乙。\n\n第五条 丙。\n") == [
        "第一条",
        "第二条",
        "第五条",
    ]


def test_a_sentence_that_begins_with_a_chapter_is_no_heading() -> None:
    source = "第一章 总则\n\n第一条 甲。\n\n第二章所称公司，是指依法设立的企业。\n\n第二条 乙。\n"
    assert articles_of(source) == ["第一条", "第二条"]
    assert texts_of(source, "第一条") == ["第一条 甲。", "第二章所称公司，是指依法设立的企业。"]


def test_a_report_that_cites_articles_has_none() -> None:
    source = "关于执法检查的报告\n\n一、成效\n\n第三十三条、第三十四条得到落实，企业普遍满意。\n"
    assert articles_of(source) == []


@given(st.lists(st.sampled_from(["为了测试。", "中小企业适用。", "应当：\n（一）甲；\n（二）乙。"]),
                min_size=1, max_size=30), st.sampled_from([" ", "　", "　　"]))  # fmt: skip
def test_every_article_of_a_well_set_law_is_found_and_none_invented(
    bodies: list[str], blank: str
) -> None:
    marks = [f"第{spell_numeral(n)}条" for n in range(1, len(bodies) + 1)]
    source = "\n".join(mark + blank + body for mark, body in zip(marks, bodies, strict=True))
    assert articles_of(source) == marks
