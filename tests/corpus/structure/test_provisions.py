"""How a place in an article is cited."""

import pytest

from corpus import Chunk, Document, Metadata, chunk_document, provision_label, section_of

LAW = """第一条 为了测试，制定本法。
第二条 公司应当登记。
公司有下列情形之一的，不予登记：
（一）名称重复；
（二）住所不明。
前款第一项所称名称，由登记机关认定。
第三条 登记机关应当：（一）公示；（二）归档。
"""


def chunks_of(source: str, max_tokens: int = 512) -> list[Chunk]:
    document = Document("d", "0" * 64, source, Metadata("测试法"))
    return chunk_document(document, max_tokens=max_tokens, count=len)


def label_of(quote: str, source: str = LAW, max_tokens: int = 512) -> str | None:
    chunk = next(c for c in chunks_of(source, max_tokens) if quote in c.text)
    at = chunk.text.index(quote)
    return provision_label(chunk, at, at + len(quote))


@pytest.mark.parametrize(
    ("quote", "label"),
    [
        ("为了测试", "第一条"),
        ("公司应当登记。", "第二条第一款"),
        ("公司有下列情形之一的", "第二条第二款"),
        ("住所不明", "第二条第二款第（二）项"),
        ("名称重复；\n（二）住所不明。", "第二条第二款第（一）项至第（二）项"),
        ("不予登记：\n（一）名称重复", "第二条第二款"),
        ("前款第一项所称名称", "第二条第三款"),
        ("登记。\n公司有下列", "第二条"),
        ("归档", "第三条第（二）项"),
    ],
)
def test_a_span_is_cited_by_the_narrowest_provision_that_holds_it(quote: str, label: str) -> None:
    assert label_of(quote) == label


def test_each_article_is_a_chunk_that_knows_its_number() -> None:
    assert [chunk.article for chunk in chunks_of(LAW)] == ["第一条", "第二条", "第三条"]


def test_an_article_within_the_limit_is_not_cut() -> None:
    body = "公司应当登记。" * 60
    assert len(chunks_of(f"第一条 {body}\n第二条 乙。\n")) == 2


def long_article() -> str:
    items = "".join(f"（{'一二三四五六七八九'[n]}）{'情形' * 12}；\n" for n in range(9))
    return f"第一条 甲。\n第二条 公司应当登记。\n有下列情形之一的，不予登记：\n{items}"


def test_a_long_article_is_cut_between_its_items_under_what_they_complete() -> None:
    first, *later = [c for c in chunks_of(long_article(), 100) if c.article == "第二条"]
    assert first.context is None
    assert len(later) > 1
    for chunk in later:
        assert chunk.text.startswith("（")
        assert chunk.context == "第二条 有下列情形之一的，不予登记："


def test_a_later_chunk_of_an_article_still_knows_its_paragraph_and_item() -> None:
    assert label_of("（九）情形", long_article(), 100) == "第二条第二款第（九）项"


def test_a_sentence_cut_over_chunks_is_cited_by_its_paragraph() -> None:
    source = f"第一条 甲。\n第二条 乙。\n{'公司应当登记，' * 40}不登记的不得经营。\n"
    assert label_of("不得经营", source, 60) == "第二条第二款"


def test_the_section_of_a_citation_ends_in_its_provision() -> None:
    chunk = next(c for c in chunks_of("第一章 总则\n" + LAW) if c.article == "第二条")
    at = chunk.text.index("住所不明")
    assert section_of(chunk, at, at + 4) == ("第一章 总则", "第二条第二款第（二）项")


def test_an_item_numbered_wrongly_in_the_source_is_still_an_item() -> None:
    source = "第一条 甲。\n有下列情形的：\n（一）名称重复；\n（三）住所不明。\n"
    assert label_of("住所不明", source) == "第一条第二款第（三）项"


def test_a_long_text_behind_the_last_article_is_cited_by_the_article_alone() -> None:
    source = "第一条 甲。\n" + "".join(f"附文第{n}段说明情况。\n" for n in range(120))
    assert label_of("附文第119段", source) == "第一条"


def test_a_report_is_cited_by_its_headings() -> None:
    (chunk,) = chunks_of("一、成效\n\n（一）推进方面\n\n出台措施98项。\n")
    assert section_of(chunk, 0, 5) == ("一、成效", "（一）推进方面")


def test_numbered_lines_below_an_item_belong_to_it() -> None:
    law = """第一条 有下列情形之一的，按万分之三收取：
（一）使用10日以上，并且：
1.企业自身原因逾期的；
2.银行审批延迟的；
（二）其他情形。
前款规定另有约定的除外。
第二条 本法自公布之日起施行。
"""
    assert label_of("银行审批延迟的", law) == "第一条第一款第（一）项"
    assert label_of("另有约定的除外", law) == "第一条第二款"
