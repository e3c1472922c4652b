"""What is not in the cited passages is not shown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.contracts import Fact
from bot.grounding.groundedness import Claim, faults
from bot.writing.extractive import in_own_words
from corpus import Document, chunk_document, find_figures, load_paths, split_units

DOCUMENTS = Path(__file__).parents[3] / "corpus" / "documents"
QUOTES = (
    "截至6月末，“科技贷”业务累计放款97.65亿元，支持企业1816家。",
    "公示时间由45天压缩为20天。",
)


def sentences() -> list[str]:
    return [
        chunk.text[unit.start : unit.end]
        for document in load_paths([DOCUMENTS])
        if isinstance(document, Document)
        for chunk in chunk_document(document)
        for unit in split_units(chunk.text)
    ]


SENTENCES = sentences()


def test_sentence_of_the_source_is_shown() -> None:
    assert not faults(Claim("科技贷累计放款97.65亿元。", (1,)), QUOTES)


def test_same_amount_in_another_unit_is_shown() -> None:
    assert not faults(Claim("科技贷累计放款976500万元。", (1,)), QUOTES)


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        (Claim("科技贷累计放款97.65亿元。", ()), "uncited"),
        (Claim("科技贷累计放款97.65亿元。", (3,)), "unknown marker 3"),
        (Claim("科技贷累计放款97.56亿元。", (1,)), "unsupported 97.56亿元"),
        (Claim("支持企业1816户。", (1,)), "unsupported 1816户"),
        (Claim("公示时间20天。", (1,)), "unsupported 20天"),
    ],
)
def test_invented_figure_wrong_unit_or_wrong_marker_is_not_shown(claim: Claim, fault: str) -> None:
    assert faults(claim, QUOTES) == [fault]


@given(st.sampled_from(SENTENCES))
def test_sentence_told_from_a_real_document_is_always_grounded(sentence: str) -> None:
    assert not faults(in_own_words(Fact(sentence, (1,), "河南省")), [sentence])


@given(st.sampled_from([text for text in SENTENCES if find_figures(text)]), st.data())
def test_altered_digit_in_a_real_sentence_is_never_shown(
    sentence: str, data: st.DataObject
) -> None:
    digits = [
        at
        for figure in find_figures(sentence)
        for at in range(figure.start, figure.end)
        if sentence[at].isascii() and sentence[at].isdigit()
    ]
    if not digits:
        return
    at = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([d for d in "123456789" if d != sentence[at]]))
    altered = sentence[:at] + other + sentence[at + 1 :]
    if {f.canonical for f in find_figures(altered)} <= {
        f.canonical for f in find_figures(sentence)
    }:
        return  # the altered figure stands elsewhere in the same sentence
    assert faults(Claim(altered, (1,)), [sentence])
