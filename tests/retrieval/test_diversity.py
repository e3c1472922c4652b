"""Places asked about take turns among the hits."""

from collections.abc import Callable

from corpus import Chunk, Document, Metadata
from retrieval import Passage
from retrieval.diversity import in_turn

MakeDocument = Callable[..., tuple[Document, list[Chunk]]]


def passages(make_document: MakeDocument, *regions: str | None) -> list[Passage]:
    """Passages of documents of these regions, best first, named a, b, c."""
    found = []
    for rank, (name, region) in enumerate(zip("abcdefg", regions, strict=False), start=1):
        metadata = Metadata(name, region=region)
        _, chunks = make_document(name, metadata, ("文字。",))
        found.append(Passage(chunks[0], metadata, 1 / rank, rank))
    return found


def names(found: list[Passage]) -> str:
    return "".join(passage.metadata.title for passage in found)


def test_places_asked_about_take_turns(make_document: MakeDocument) -> None:
    found = passages(make_document, "鹤壁市", "鹤壁市", "淇县", "许昌市", "许昌市")

    # 淇县 lies in 鹤壁市.
    assert names(in_turn(found, ("鹤壁市", "许昌市"))) == "adbec"


def test_other_places_keep_where_their_score_puts_them(make_document: MakeDocument) -> None:
    found = passages(make_document, "河南省", "鹤壁市", None, "鹤壁市", "许昌市")

    assert names(in_turn(found, ("鹤壁市", "许昌市"))) == "abced"


def test_one_place_changes_nothing(make_document: MakeDocument) -> None:
    found = passages(make_document, "鹤壁市", "鹤壁市", "许昌市")

    assert in_turn(found, ("许昌市",)) == found
    assert in_turn([], ("许昌市", "鹤壁市")) == []
