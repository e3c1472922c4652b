from pathlib import Path

import pytest

from corpus import CatalogInvalid, Document, Level, LoadFailure, load_catalog, load_paths

TEXT = "某省报告\n\n正文。\n\n附件 1\n\n某省教育厅关于整改情况的报告\n\n已整改。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def catalogued(folder: Path, toml: str) -> Document:
    (folder / "catalog.toml").write_text(toml, encoding="utf-8")
    (document,) = load_paths([folder], load_catalog(folder / "catalog.toml"))
    assert not isinstance(document, LoadFailure)
    return document


def test_the_catalog_corrects_what_was_read_and_leaves_the_rest(folder: Path) -> None:
    document = catalogued(
        folder, '[[documents]]\nfile = "a.txt"\nissuer = "某省"\nlevel = "province"'
    )
    assert (document.metadata.issuer, document.metadata.level) == ("某省", Level.PROVINCE)
    assert document.metadata.title == "某省报告"


def test_a_part_is_named_by_its_title_blanks_apart(folder: Path) -> None:
    document = catalogued(
        folder,
        '[[documents]]\nfile = "a.txt"\n[[documents.parts]]\n'
        'title = "某省教育厅 关于整改情况的报告"\nissuer = "教育厅"',
    )
    assert document.parts[1].issuer == "教育厅"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[[documents]]\nfile = "b.txt"', "'b.txt' 不存在"),
        ('[[documents]]\nfile = "a.txt"\nautor = "x"', "autor"),
        ('[[documents]]\nfile = "a.txt"\n[[documents]]\nfile = "a.txt"', "两次提到 'a.txt'"),
        ("[[documents", "无法使用"),
        (
            '[[documents]]\nfile = "a.txt"\n[[documents.parts]]\ntitle = "乙"\nissuer = "丙"',
            "没有标题为 '乙' 的部分",
        ),
    ],
)
def test_an_entry_that_fits_nothing_is_refused(folder: Path, toml: str, message: str) -> None:
    with pytest.raises(CatalogInvalid, match=message):
        catalogued(folder, toml)


def test_a_missing_catalog_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogInvalid):
        load_catalog(tmp_path / "catalog.toml")
