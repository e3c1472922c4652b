"""What a question says: its telling words, official words for colloquial ones, its places."""

import pytest

from retrieval.query import EXPANSION_WEIGHT, expand, stop_words, understand
from retrieval.words.lexicon import colloquialisms_in, lexicon
from retrieval.words.segmentation import Segmenter, fold, policy_words

SEGMENTER = Segmenter(["科技贷"])


def test_politeness_and_question_words_are_not_looked_for() -> None:
    assert understand("请问科技贷怎么弄呢？谢谢", SEGMENTER).words == ("科技贷", "科技", "贷")


def test_question_of_filler_alone_keeps_its_words() -> None:
    assert understand("怎么办呢", SEGMENTER).words != ()


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("公司不干了咋关掉", "注销"),
        ("头一回违规会罚吗", "首违不罚"),
        ("水费交不上会不会停水", "缓缴"),
        ("想开店去哪办执照", "企业开办"),
        ("厂里缺人，政府能帮忙招工吗", "用工"),
        ("没抵押能借钱吗", "信用贷款"),
    ],
)
def test_colloquial_question_is_also_looked_up_officially(question: str, official: str) -> None:
    assert official in expand(fold(question))


def test_official_words_weigh_less_than_those_asked() -> None:
    weights = {w.word: w.weight for w in understand("公司不干了", SEGMENTER).weighted_words}

    assert weights["公司"] == 1.0
    assert weights["注销"] == EXPANSION_WEIGHT < 1.0


def test_word_that_is_asked_anyway_keeps_its_full_weight() -> None:
    weights = {w.word: w.weight for w in understand("不干了怎么注销", SEGMENTER).weighted_words}

    assert weights["注销"] == 1.0


def test_places_are_named_officially() -> None:
    assert understand("鹤壁和许昌市的免罚清单", SEGMENTER).regions == ("鹤壁市", "许昌市")


@pytest.mark.parametrize("question", ["", " ", "？！", "😀", "\ud800", "贷" * 1000, "x AND ("])
def test_any_question_is_understood(question: str) -> None:
    query = understand(question, SEGMENTER)

    assert query.text.encode().decode() == query.text  # no half of a character is left
    assert all(word in query.text for word in query.words)


def test_no_stop_word_is_a_policy_word() -> None:
    assert stop_words().isdisjoint(policy_words())


def test_lexicon_entries_are_folded_and_long_enough_to_be_safe() -> None:
    said = [phrase for entry in lexicon() for phrase in entry.said]

    assert len(said) == len(set(said))
    assert all(len(phrase) > 1 and phrase == fold(phrase) for phrase in said)


def test_entries_found_are_those_whose_phrases_stand_in_the_text() -> None:
    text = "公司不干了咋关掉，头一回违规会罚吗"
    standing = [(e, tuple(p for p in e.said if p in text)) for e in lexicon()]

    found = [(entry.said, entry.means) for entry in colloquialisms_in(text)]

    assert found == [(said, entry.means) for entry, said in standing if said]
    assert len(found) > 1


def test_phrase_within_a_longer_one_is_found_only_where_it_stands_alone() -> None:
    def said(text: str) -> set[str]:
        return {phrase for entry in colloquialisms_in(text) for phrase in entry.said}

    assert said("老人走了") == {"老人走了"}
    assert said("老人走了，别的老人呢") == {"老人走了", "老人"}
