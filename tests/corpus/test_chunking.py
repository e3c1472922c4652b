import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Chunk, Document, Metadata, chunk_document
from corpus.structure.blocks import BlockKind
from corpus.structure.document_structure import structure_of

LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["一、总体情况", "（一）推进方面。", "1.着力破解", "二是", "附件 1", "# 标题", "",
             "**2.加强监管。**一是", "第一条 为了", "序号\t问题\t情况",
             "1\t<p>甲</p> <p>乙</p>\t丙", "2022年9月19日", "资料图片", "— 3 —", "当前位置: 首页"]
        ),
        st.text(alphabet=st.sampled_from(list("各地部门营商环境，。；12.5% ")), max_size=60),
    ),
    max_size=25,
)  # fmt: skip


def document(source: str) -> Document:
    return Document(
        "d", "0" * 64, source, Metadata("标题", issuer="某局"), structure_of(source).parts
    )


def chunks_of(source: str, max_tokens: int = 60) -> list[Chunk]:
    return chunk_document(document(source), max_tokens=max_tokens, count=len)


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(LINES.map("\n".join))
def test_chunks_in_order_rebuild_the_content(source: str) -> None:
    content = "".join(
        b.text.text for b in structure_of(source).blocks if b.kind is not BlockKind.DEBRIS
    )
    assert squeeze("".join(c.text for c in chunks_of(source))) == squeeze(content)


@given(LINES.map("\n".join))
def test_no_chunk_is_over_the_limit_or_empty(source: str) -> None:
    assert all(0 < len(chunk.text) <= 60 for chunk in chunks_of(source))


@given(LINES.map("\n".join))
def test_spans_hold_the_characters_of_the_chunk(source: str) -> None:
    for chunk in chunks_of(source):
        assert 0 <= chunk.span.start < chunk.span.end <= len(source)
        assert chunk.offsets.source_span(0, len(chunk.text)) == chunk.span


@pytest.mark.parametrize("source", ["", "\n \n", "<!-- INFO END -->", "— 1 —"])
def test_a_text_without_content_has_no_chunks(source: str) -> None:
    assert chunks_of(source) == []


def test_headings_open_the_first_chunk_of_their_section() -> None:
    source = (
        "一、成效\n\n（一）推进方面\n\n出台措施98项。\n\n开展行动25次。\n\n二、打算\n\n继续努力。\n"
    )
    assert [(c.section, c.text) for c in chunks_of(source)] == [
        (
            ("一、成效", "（一）推进方面"),
            "一、成效\n（一）推进方面\n出台措施98项。\n开展行动25次。",
        ),
        (("二、打算",), "二、打算\n继续努力。"),
    ]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    first, second = f"一是{'宣传' * 20}。", f"二是{'整改' * 20}。"
    assert [c.text for c in chunks_of(f"近年来，成效显著。{first}{second}")] == [
        f"近年来，成效显著。{first}", second,
    ]  # fmt: skip


def test_a_sentence_over_the_limit_is_cut_between_clauses() -> None:
    clause = f"{'宣传' * 12}，"
    assert [c.text for c in chunks_of(clause * 4)] == [clause * 2, clause * 2]


def test_chunks_take_the_issuer_of_their_part_else_of_the_document() -> None:
    source = (
        "某省报告\n\n正文内容，各地已落实。\n\n"
        "附件 1\n\n某省教育厅关于整改情况的报告\n\n已整改，成效好。\n"
    )
    found = chunks_of(source)
    assert [(c.issuer, c.section[:1]) for c in found] == [
        ("某局", ()),
        ("某省教育厅", ("附件1 某省教育厅关于整改情况的报告",)),
    ]


def test_a_long_run_without_a_stop_is_counted_by_its_beginnings() -> None:
    counted: list[int] = []

    def count(text: str) -> int:
        counted.append(len(text))
        return len(text)

    source = "某报告\n\n一、情况\n\n" + "各地各部门持续优化营商环境" * 5000 + "。\n"
    chunks = chunk_document(document(source), max_tokens=60, count=count)

    assert squeeze("".join(chunk.text for chunk in chunks)) == squeeze(source)
    assert max(counted) < 1000  # of 65,000 characters, to which each cut is no further away
