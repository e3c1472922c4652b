"""A place that no document is of is told, with the nearest ones."""

import pytest

from retrieval.unknown_places import UnknownPlace, unknown_places
from retrieval.words.segmentation import Segmenter

SEGMENTER = Segmenter()
SOURCES = frozenset({"河南省", "鹤壁市", "许昌市", "西平县", "江苏省"})


def test_region_without_documents_is_told_with_its_neighbours_first() -> None:
    (told,) = unknown_places("淇县免罚清单", SEGMENTER, SOURCES)

    assert (told.name, told.is_region) == ("淇县", True)
    assert told.nearest == ("鹤壁市", "河南省", "西平县", "许昌市", "江苏省")


def test_name_that_is_no_region_is_told_with_those_that_sound_alike() -> None:
    assert unknown_places("许畅市和洛扬市的政策", SEGMENTER, SOURCES) == (
        UnknownPlace("许畅市", ("许昌市",), is_region=False),
        UnknownPlace("洛扬市", ("洛阳市",), is_region=False),
    )


@pytest.mark.parametrize(
    "text",
    [
        "鹤壁市和许昌的政策",
        "驻马店市的政策",  # 西平县 lies in it
        "我们市的政策",
        "哪个城市的开发区",
        "高新区和示范区",
        "这两个县",
        "国家政策",
        "",
    ],
)
def test_other_words_are_no_unknown_places(text: str) -> None:
    assert unknown_places(text, SEGMENTER, SOURCES) == ()
