"""Questions in traditional characters find what is written in simplified ones."""

from retrieval import simplified


def test_traditional_characters_become_simplified() -> None:
    assert simplified("鶴壁的首錯免罰清單有多少種？") == "鹤壁的首错免罚清单有多少种？"


def test_simplified_text_stays_as_it_is() -> None:
    text = "著作权登记、后续监管、乾坤、发展和改革委员会"
    assert simplified(text) == text


def test_lone_surrogate_is_no_error() -> None:
    assert simplified("\ud800鶴壁") == "?鹤壁"
