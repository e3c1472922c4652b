"""A draft is cut into sentences while it comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writing.draft import Draft, Sentence


def cut(text: str, *, pieces_of: int = 1000) -> list[Sentence]:
    draft = Draft()
    pieces = [text[at : at + pieces_of] for at in range(0, len(text), pieces_of)]
    return [*(one for piece in pieces for one in draft.take(piece)), *draft.end()]


def read(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.markers) for sentence in cut(text)]


@pytest.mark.parametrize(
    ("draft", "sentences"),
    [
        ("放款97.65亿元。[1]公示20天。[2]", [("放款97.65亿元。", (1,)), ("公示20天。", (2,))]),
        ("放款97.65亿元[1]。公示20天[2]。", [("放款97.65亿元。", (1,)), ("公示20天。", (2,))]),
        ("放款97.65亿元。[1][2]", [("放款97.65亿元。", (1, 2))]),
        ("放款97.65亿元。【1】［2］", [("放款97.65亿元。", (1, 2))]),
        ("放款97.65亿元。[1, 2]", [("放款97.65亿元。", (1, 2))]),
        ("放款97.65亿元[1]，支持1816家[2]。", [("放款97.65亿元，支持1816家。", (1, 2))]),
        (
            "1. **放款**97.65亿元。[1]\n2. 公示20天。[2]",
            [("放款97.65亿元。", (1,)), ("公示20天。", (2,))],
        ),
        ("- 放款97.65亿元[1]\n- 公示20天[2]", [("放款97.65亿元", (1,)), ("公示20天", (2,))]),
        (
            "[1] 放款97.65亿元。\n\n[2] 公示20天。",
            [("放款97.65亿元。", (1,)), ("公示20天。", (2,))],
        ),
        ("\n[1] 放款97.65亿元。\n", [("放款97.65亿元。", (1,))]),
        ("# 回答\n\n1.5亿元。[1]", [("回答", ()), ("1.5亿元。", (1,))]),
        ("文号是豫政办[2021]12号。[1]", [("文号是豫政办[2021]12号。", (1,))]),
        ("<think>先想想。[9]</think>放款97.65亿元。[1]", [("放款97.65亿元。", (1,))]),
        ("<think>想个没完", []),
        ("。。。\n\n---\n", []),
        ("", []),
    ],
)
def test_sentences_and_their_markers(
    draft: str, sentences: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert read(draft) == sentences


def test_what_goes_on_behind_a_marker_leans_on_it() -> None:
    (sentence,) = cut("根据资料[1]，放款97.65亿元。")
    assert [segment.markers for segment in sentence.segments] == [(1,), (1,)]


def test_sentence_is_not_given_before_its_markers_are_known() -> None:
    draft = Draft()
    assert list(draft.take("放款97.65亿元。")) == []
    assert list(draft.take("[1")) == []
    assert list(draft.take("]")) == []
    (sentence,) = draft.take("公")
    assert sentence.markers == (1,)


@given(
    st.lists(
        st.sampled_from(["放款", "97.65亿元", "。", "[1]", "【2】", "，", "\n", "- ", "！", "<"])
    ),
    st.integers(1, 5),
)
def test_sentences_do_not_depend_on_how_the_draft_arrives(parts: list[str], size: int) -> None:
    text = "".join(parts)
    assert cut(text, pieces_of=size) == cut(text)
