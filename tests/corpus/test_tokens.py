"""Token counting works offline and treats every text as ordinary."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.tokens import count_tokens


def test_empty_text_has_no_tokens() -> None:
    assert count_tokens("") == 0


def test_chinese_sentence_has_about_a_token_a_character() -> None:
    text = "免予处罚事项清单共2959项"

    assert 10 <= count_tokens(text) <= 2 * len(text)


def test_special_token_spelling_is_ordinary_text() -> None:
    assert count_tokens("<|endoftext|>") > 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_tokens_of_a_joined_text_are_at_most_those_of_its_pieces_and_a_seam(a: str, b: str) -> None:
    assert count_tokens(a + b) <= count_tokens(a) + count_tokens(b) + 4
