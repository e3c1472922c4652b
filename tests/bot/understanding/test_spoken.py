"""Lay phrases stand for official words that the documents hold."""

import re
from collections.abc import Sequence

from bot.understanding.spoken import spoken_phrases, without


class Words:
    """Documents that hold some words, each in ten chunks, and some pairs of them together."""

    chunk_count = 100

    def __init__(self, *known: str, together: Sequence[Sequence[str]] = ()) -> None:
        self._known = known
        self._together = [set(words) for words in together]

    def words(self, text: str) -> list[str]:
        return re.findall("|".join([*sorted(self._known, key=len, reverse=True), "."]), text)

    def corrected(self, text: str) -> str:
        return text

    def document_frequency(self, word: str) -> int:
        return 10 * (word in self._known)

    def stand_together(self, words: Sequence[str]) -> bool:
        return set(words) in self._together

    def issuers(self) -> list[str]:
        return []


def means(text: str, words: Words) -> dict[str, tuple[str, ...]]:
    return {phrase.word: phrase.means for phrase in spoken_phrases(text, words)}


def test_lay_phrase_has_the_official_words_that_the_documents_hold() -> None:
    assert means("城里人能挣多少", Words("城镇居民")) == {"城里人": ("城镇居民",)}


def test_official_phrase_is_held_where_its_words_stand_together() -> None:
    held = Words("城镇", "常住", "居民", together=[("城镇", "常住", "居民")])
    assert means("城里人能挣多少", held)["城里人"] == ("城镇常住居民",)


def test_lay_phrase_of_which_the_documents_hold_nothing_has_no_official_words() -> None:
    assert means("城里人能挣多少", Words("农民")) == {"城里人": ()}


def test_phrase_within_a_longer_one_is_not_meant() -> None:
    found = means("老人走了公司怎么办", Words("继承", "老年人"))
    assert found == {"老人走了": ("继承",)}


def test_official_word_that_ends_as_a_lay_phrase_stands_for_itself() -> None:
    assert means("出口退税几天", Words("出口退税", "留抵退税"))["出口退税"] == ()


def test_phrases_that_overlap_leave_nothing_of_either() -> None:
    assert without("今年物价涨了几个点", ["涨了几", "物价涨"], "，") == "今年，个点"
