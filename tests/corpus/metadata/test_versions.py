"""Versions of one law, and laws that others repeal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from corpus import CorpusStore, Metadata, Validity, ingest, load_catalog, remove_documents
from corpus.law_titles import law_kind, work_title
from corpus.metadata.versions import Succession, successions_of

CONGRESS = "北京市人民代表大会常务委员会"


def version(
    year: int,
    title: str = "北京市测试条例",
    issuer: str | None = CONGRESS,
    region: str | None = "北京市",
) -> Metadata:
    day = date(year, 3, 1)
    return Metadata(title, issuer=issuer, region=region, published=day, effective_from=day)


def test_the_older_version_ends_on_the_day_the_newer_takes_effect() -> None:
    found = successions_of([("old", version(2020)), ("new", version(2024))])
    assert found == {
        "old": Succession(repealed_on=date(2024, 3, 1), superseded_by="new"),
        "new": Succession(supersedes="old"),
    }


def test_three_versions_follow_each_other_in_whatever_order_they_come() -> None:
    documents = [("a", version(2016)), ("b", version(2020)), ("c", version(2024))]
    links = [successions_of(order) for order in permutations(documents)]
    assert all(found == links[0] for found in links)
    assert (links[0]["a"].superseded_by, links[0]["b"].superseded_by) == ("b", "c")
    assert links[0]["b"].repealed_on == date(2024, 3, 1)


@pytest.mark.parametrize(
    "other",
    [
        version(2024, "北京市测试条例实施细则"),
        version(2024, "上海市测试条例", "上海市人民代表大会常务委员会", "上海市"),
        version(2024, "北京市测试管理条例"),
        version(2024, issuer="北京市人民政府"),
        version(2020),
        replace(version(2024), title="关于北京市测试条例的报告"),
    ],
    ids=["its rules", "another place", "a near title", "another issuer", "a copy", "a report"],
)
def test_another_work_or_a_copy_is_no_version(other: Metadata) -> None:
    assert successions_of([("a", version(2020)), ("b", other)]) == {}


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("中华人民共和国测试法", "全国人民代表大会"),
        ("测试法", "全国人民代表大会常务委员会"),
        ("中华人民共和国测试法（2018年修正）", None),
    ],
)
def test_one_law_is_known_under_the_forms_of_its_title_and_issuer(
    title: str, issuer: str | None
) -> None:
    newer = version(2024, "中华人民共和国测试法", "全国人民代表大会常务委员会", None)
    found = successions_of([("a", version(2020, title, issuer, None)), ("b", newer)])
    assert found["a"].superseded_by == "b"


def test_a_law_repealed_by_name_ends_with_the_law_that_repeals_it() -> None:
    old = version(2014, "中华人民共和国公司登记管理条例", "国务院", None)
    new = replace(
        version(2022, "市场主体登记管理条例", "国务院", None), repeals=("公司登记管理条例",)
    )
    assert successions_of([("new", new), ("old", old)]) == {
        "old": Succession(repealed_on=date(2022, 3, 1), repealed_by="new")
    }


def test_a_law_of_another_place_is_not_repealed() -> None:
    new = replace(version(2022), repeals=("测试管理办法",))
    old = version(2014, "测试管理办法", "上海市人民政府", "上海市")
    assert successions_of([("new", new), ("old", old)]) == {}


def test_a_version_already_replaced_is_not_repealed_again() -> None:
    first, second = version(2010, "测试办法", "甲部", None), version(2016, "测试办法", "甲部", None)
    repealing = replace(version(2022, "新测试条例", "国务院", None), repeals=("测试办法",))
    found = successions_of([("a", first), ("b", second), ("c", repealing)])
    assert (found["a"].repealed_on, found["a"].repealed_by) == (date(2016, 3, 1), None)
    assert (found["b"].repealed_on, found["b"].repealed_by) == (date(2022, 3, 1), "c")


@pytest.mark.parametrize(
    ("title", "kind", "work"),
    [
        ("中华人民共和国公司法", "法", "公司法"),
        ("《测试管理办法（试行）》", "办法", "测试管理办法"),
        ("测试条例（2024年修订）", "条例", "测试条例"),
        ("测试条例实施细则", "实施细则", "测试条例实施细则"),
        ("上海市实施《中华人民共和国邮政法》办法", "办法", "上海市实施中华人民共和国邮政法办法"),
        ("关于印发《测试办法》", None, "关于印发测试办法"),
        ("提升服务的做法", None, "提升服务的做法"),
        ("关于测试条例的报告", None, "关于测试条例的报告"),
    ],
)
def test_kind_and_work_of_a_title(title: str, kind: str | None, work: str) -> None:
    assert (law_kind(title), work_title(title)) == (kind, work)


# From here on: through files and the store.


def write(
    folder: Path, name: str, passed: str, effective: str, title: str = "北京市测试条例"
) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(
        f"{title}\n\n（{passed}北京市第十六届人民代表大会常务委员会第十三次会议通过）\n\n"
        f"第一条 为了测试，制定本条例。\n\n第二条 本条例自{effective}起施行。\n",
        encoding="utf-8",
    )


@pytest.fixture
def store(database_url: str) -> Iterator[CorpusStore]:
    opened = CorpusStore(database_url)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "laws", "2020", "2020年3月27日", "2020年4月28日")
    write(tmp_path / "laws", "2024", "2024年11月29日", "2025年1月1日")
    return tmp_path / "laws"


def metadata_of(store: CorpusStore, document_id: str) -> Metadata:
    document = store.document(document_id)
    assert document is not None
    (record,) = [record for record in store.records() if record.id == document_id]
    assert record.metadata == document.metadata
    return document.metadata


@pytest.mark.parametrize("order", [("2020", "2024"), ("2024", "2020")])
def test_versions_are_linked_whichever_is_read_first(
    store: CorpusStore, folder: Path, order: tuple[str, str]
) -> None:
    for name in order:
        ingest([folder / f"{name}.txt"], store)
    old, new = metadata_of(store, "2020"), metadata_of(store, "2024")
    assert (old.superseded_by, old.repealed_on) == ("2024", date(2025, 1, 1))
    assert new.supersedes == "2020"


def test_in_force_on_a_day_is_one_version(store: CorpusStore, folder: Path) -> None:
    ingest([folder], store)
    old, new = metadata_of(store, "2020"), metadata_of(store, "2024")
    days = [date(2020, 4, 27), date(2020, 4, 28), date(2024, 12, 31), date(2025, 1, 1)]
    assert [old.in_force_on(day) for day in days] == [False, True, True, False]
    assert [new.in_force_on(day) for day in days] == [False, False, False, True]
    assert old.validity_on(date(2025, 1, 1)) is Validity.AMENDED


def test_the_older_version_is_in_force_again_where_the_newer_is_removed(
    store: CorpusStore, folder: Path
) -> None:
    ingest([folder], store)
    assert remove_documents(["2024", "none"], store) == ["2024"]
    assert metadata_of(store, "2020").in_force_on(date(2026, 1, 1))


def test_the_older_version_is_in_force_again_where_the_newer_is_pruned(
    store: CorpusStore, folder: Path
) -> None:
    ingest([folder], store)
    (folder / "2024.txt").unlink()
    ingest([folder], store, prune=True)
    assert metadata_of(store, "2020").superseded_by is None


def test_a_file_that_becomes_another_law_lets_go_of_its_former_version(
    store: CorpusStore, folder: Path
) -> None:
    ingest([folder], store)
    write(folder, "2024", "2024年11月29日", "2025年1月1日", "北京市别的条例")
    ingest([folder], store)
    assert metadata_of(store, "2020").superseded_by is None


def test_an_end_that_the_catalog_states_stands(store: CorpusStore, folder: Path) -> None:
    catalog = folder / "catalog.toml"
    catalog.write_text('[[documents]]\nfile = "2020.txt"\nrepealed_on = 2023-05-01\n', "utf-8")
    ingest([folder], store, catalog=load_catalog(catalog))
    old = metadata_of(store, "2020")
    assert (old.repealed_on, old.superseded_by) == (date(2023, 5, 1), None)


def test_links_that_a_dead_ingest_left_undone_are_drawn_by_the_next(
    store: CorpusStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(CorpusStore, "link_versions", lambda _: None)
        ingest([folder], store)
    assert metadata_of(store, "2020").superseded_by is None
    assert not ingest([folder], store).has_changes
    assert metadata_of(store, "2020").superseded_by == "2024"
