"""Sentences that a page or a printed line cuts in two are whole again."""

import re
from collections import defaultdict
from pathlib import Path

from bot.assembly import BUNDLED_DOCUMENTS
from corpus import Document, chunk_document, load_paths, normalize, split_units

LIST = Path(__file__).with_name("cut_sentences.tsv")


def _squeezed(text: str) -> str:
    return re.sub(r"[\s#*]", "", normalize(text).text)


def _around(before: str, after: str) -> str:
    """Return what stands around a cut, up to the ends of the sentence where these are near."""
    return (
        re.split("[。！？；：]", _squeezed(before))[-1]
        + re.split("[。！？；：]", _squeezed(after))[0]
    )


def _cuts() -> list[tuple[str, str, str]]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(document, before, after) for document, before, after in rows]


def test_cut_sentences_of_the_bundled_documents_are_whole() -> None:
    units: dict[str, str] = defaultdict(str)
    for document in load_paths([BUNDLED_DOCUMENTS]):
        assert isinstance(document, Document)
        for chunk in chunk_document(document):
            for unit in split_units(chunk.text):
                units[document.id] += "\n" + _squeezed(chunk.text[unit.start : unit.end])

    broken = [
        f"{document[:3]}: {before}|{after}"
        for document, before, after in _cuts()
        if _around(before, after) not in units[document]
    ]

    assert broken == []
