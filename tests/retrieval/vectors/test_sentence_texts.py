"""What is embedded of a chunk."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus import Chunk, OffsetMap, Span
from retrieval import sentence_texts
from retrieval.vectors.sentence_texts import pieces


def chunk(text: str) -> Chunk:
    return Chunk("c", "d", 0, text, Span(0, len(text)), OffsetMap(((0, 0, len(text)),)))


def test_each_sentence_is_a_text_and_headings_are_none() -> None:
    text = "一、主要做法\n企业开办0.5天办结。公示期20天。"

    assert sentence_texts(chunk(text)) == ["企业开办0.5天办结。", "公示期20天。"]


def test_headings_alone_are_one_text() -> None:
    text = "2021\n2022"  # ordinals, page numbers

    assert sentence_texts(chunk(text)) == [text]


def test_text_is_cut_to_what_the_model_reads() -> None:
    text = "市" * 900 + "。"

    assert all(0 < len(sentence) <= 400 for sentence in sentence_texts(chunk(text)))


@given(st.lists(st.text("市县企业办结率五十天", min_size=3, max_size=40), min_size=1, max_size=12))
def test_pieces_of_a_sentence_are_the_sentence(clauses: list[str]) -> None:
    sentence = "，".join(clauses) + "。"

    assert "".join(pieces(sentence)) == sentence


def test_row_has_what_its_table_is_of_and_the_names_of_its_columns() -> None:
    table = replace(
        chunk("红旗区\t91.36\t1"), context="县区，得分，位次", section=("附件", "评价得分表")
    )

    assert sentence_texts(table) == ["评价得分表，红旗区——得分：91.36；位次：1"]
