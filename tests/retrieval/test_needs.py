"""What a search needs: telling words, what stands for them, how much is most."""

from retrieval.needs import ACTION, THING, Need, most_of, needs_of
from retrieval.words.segmentation import Segmenter

SEGMENTER = Segmenter(["企业注销"])


def test_filler_is_no_need() -> None:
    needs = needs_of("请问一下，公司怎么注销？", SEGMENTER)

    assert [need.alternatives[0] for need in needs] == [("公司",), ("注销",)]


def test_filler_alone_needs_nothing() -> None:
    assert needs_of("请问怎么办？", SEGMENTER) == ()


def test_time_is_a_need_only_where_nothing_tells_more() -> None:
    assert [need.alternatives[0] for need in needs_of("今年的公司", SEGMENTER)] == [("公司",)]
    assert [need.alternatives[0] for need in needs_of("今年", SEGMENTER)] == [("今年",)]


def test_word_is_held_by_its_pieces_too() -> None:
    (need,) = needs_of("企业注销", SEGMENTER)

    assert need.alternatives[:2] == (("企业注销",), ("企业", "注销"))


def test_colloquial_phrase_is_one_need_with_its_official_words() -> None:
    needs = needs_of("关公司", SEGMENTER)

    assert len(needs) == 1
    assert ("关", "公司") in needs[0].alternatives
    assert ("注销",) in needs[0].alternatives


def test_word_that_holds_a_colloquial_phrase_means_itself() -> None:
    (need,) = needs_of("免罚清单", Segmenter(["免罚清单"]))

    assert need.alternatives[0] == ("免罚清单",)


def test_place_is_named_in_full() -> None:
    (need,) = needs_of("鹤壁", SEGMENTER)

    assert need.region == "鹤壁市"


def test_most_is_two_thirds_of_the_weight() -> None:
    thing, action = Need(THING, (("公司",),)), Need(ACTION, (("注销",),))

    assert most_of([thing]) == 2  # so the one word itself, which weighs three
    assert most_of([thing, action]) == 4  # 3.33 of 5: neither alone
    assert most_of([thing, thing, thing]) == 6  # two of three
