"""Pairs of characters that the documents know as words, and what evidence leaves of them unmet."""

from collections.abc import Sequence

from bot.understanding.terms import Term
from bot.understanding.word_pairs import Pair, known_pairs, unmet


class Words:
    """A corpus of ten chunks that knows some words, each in one chunk."""

    chunk_count = 10

    def __init__(self, *known: str) -> None:
        self._known = known

    def words(self, text: str) -> list[str]:
        return list(text)

    def corrected(self, text: str) -> str:
        return text

    def document_frequency(self, word: str) -> int:
        return int(word in self._known)

    def stand_together(self, words: Sequence[str]) -> bool:
        return not words

    def issuers(self) -> list[str]:
        return []


def test_pairs_are_those_that_the_documents_know() -> None:
    found = known_pairs("消防验收几天", "", Words("消防", "验收", "几天"))
    assert [pair.text for pair in found] == ["消防", "验收"]  # 几天 asks


def test_pair_of_the_background_counts_less() -> None:
    own, behind = known_pairs("补贴", "监督员报名", Words("补贴", "报名"))[::-1]
    weights = {pair.text: pair.weight for pair in (own, behind)}
    assert 0 < weights["报名"] < weights["补贴"]


def test_evidence_with_every_pair_leaves_nothing_unmet() -> None:
    pairs = (Pair("消防", 5.0), Pair("验收", 4.0))
    assert unmet(pairs, (), "消防验收合格") == 0.0
    assert 0 < unmet(pairs, (), "验收开通") < unmet(pairs, (), "水气报装") <= 1.0


def test_colloquial_word_met_by_its_official_one_is_met() -> None:
    shop = Term("开店", 3.0, ("企业开办",))
    assert unmet((Pair("开店", 5.0),), (shop,), "企业开办一日办结") == 0.0
