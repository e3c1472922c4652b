"""Documents found and counted by the database: the same as reading all of them would give."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from corpus import CorpusStore, Document, DocumentRecord, Metadata, engine_for

DAY = date(2025, 6, 1)
_STATED = {
    "老条例": Metadata(
        "许昌市节约用水条例", "许昌市人大", "许昌市",
        published=date(2019, 1, 1), effective_from=date(2019, 3, 1), kind="条例",
    ),
    "新条例": Metadata(
        "许昌市节约用水条例", "许昌市人大", "许昌市",
        published=date(2024, 1, 1), effective_from=date(2024, 3, 1), kind="条例",
        repeals=("许昌市奖励办法", "许政〔2018〕3号"),
    ),
    "奖励": Metadata(
        "许昌市人民政府关于印发许昌市奖励办法的通知", "许昌市人民政府", "许昌市",
        published=date(2016, 5, 1), effective_from=date(2016, 5, 1), kind="通知",
    ),
    "编号": Metadata(
        "关于加强监管的通知", "许昌市人民政府", "许昌市", doc_no="许政〔2018〕3号",
        published=date(2018, 5, 1), kind="通知", file_name="包.zip/内/编号.txt",
    ),
    "报告": Metadata(
        "鹤壁市ABC报告 100%", "鹤壁市人民政府", "鹤壁市", published=date(2022, 9, 19), kind="报告",
        file_name="报告.docx",
    ),
    "无": Metadata("无日期", valid_until=None),
}  # fmt: skip


@pytest.fixture
def store(database_url: str) -> Iterator[CorpusStore]:
    opened = CorpusStore(database_url)
    for id_, metadata in _STATED.items():
        opened.put(Document(id_, "0" * 64, "甲。", metadata), [])
    opened.link_versions()
    yield opened
    opened.close()


def _page(store: CorpusStore, words: tuple[str, ...] = (), **chosen: str) -> list[str]:
    total, found = store.listed(chosen, words=words, day=DAY, limit=100, offset=0)
    assert total == len(found)
    return [record.id for record in found]


def test_the_latest_comes_first_and_a_page_is_all_that_is_read(store: CorpusStore) -> None:
    everything = ["新条例", "报告", "老条例", "编号", "奖励", "无"]
    assert _page(store) == everything
    total, found = store.listed({}, words=(), day=DAY, limit=2, offset=3)
    assert (total, [record.id for record in found]) == (6, everything[3:5])


def test_validity_is_found_as_the_document_tells_it(store: CorpusStore) -> None:
    by_validity: dict[str, set[str]] = {}
    for record in store.records():
        by_validity.setdefault(record.metadata.validity_on(DAY).value, set()).add(record.id)
    assert by_validity["amended"] == {"老条例"}
    assert by_validity["repealed"] == {"奖励", "编号"}
    for validity, ids in by_validity.items():
        assert set(_page(store, validity=validity)) == ids


def test_every_choice_and_word_narrows_the_list(store: CorpusStore) -> None:
    assert _page(store, region="许昌市", kind="通知", year="2018") == ["编号"]
    assert _page(store, ("abc", "报告")) == ["报告"]
    assert _page(store, ("〔2018〕3号",)) == ["编号"]
    assert _page(store, ("%",)) == ["报告"]  # no wildcard
    assert _page(store, ("_",)) == []
    assert _page(store, year="x' OR 1=1") == []


def test_counts_are_those_of_all_documents(store: CorpusStore) -> None:
    counts = store.listed_counts(DAY)
    validity = Counter(one.metadata.validity_on(DAY).value for one in store.records())
    assert counts["validity"] == validity
    assert counts["region"] == {"许昌市": 4, "鹤壁市": 1}
    assert list(counts["kind"]) == ["条例", "通知", "报告"]
    assert store.regions() == ["许昌市", "鹤壁市"]


def test_counts_follow_a_removal_by_another_process(store: CorpusStore, database_url: str) -> None:
    before = store.listed_counts(DAY)["region"]
    other = CorpusStore(database_url)
    other.remove("报告")
    other.close()

    after = store.listed_counts(DAY)["region"]

    assert sum(after.values()) == sum(before.values()) - 1


def test_a_page_behind_the_last_tells_how_many_fit(store: CorpusStore) -> None:
    total, found = store.listed({"region": "许昌市"}, words=[], day=DAY, limit=2, offset=50)
    assert (total, found) == (4, [])


def test_documents_are_looked_up_by_number_and_file(store: CorpusStore) -> None:
    def ids(found: list[DocumentRecord]) -> list[str]:
        return [record.id for record in found]

    assert ids(store.numbered("许政[2018] 3 号")) == ["编号"]
    assert ids(store.received_as("包.zip")) == ["编号"]
    assert ids(store.received_as("报告.docx")) == ["报告"]
    assert set(ids(store.laws())) == {"老条例", "新条例"}
    assert ids(store.records_of(["无", "没有", "报告"])) == ["无", "报告"]


def test_a_removed_version_is_no_longer_told_of_the_other(store: CorpusStore) -> None:
    store.remove("新条例")
    store.link_versions()
    assert _page(store, validity="amended") == []
    assert "老条例" in _page(store, validity="in_force")
    assert set(_page(store)) == set(_STATED) - {"新条例"}


def test_a_replaced_document_keeps_its_end_in_the_list(store: CorpusStore) -> None:
    changed = replace(_STATED["老条例"], title="许昌市节约用水条例（2019年）")
    store.put(Document("老条例", "1" * 64, "乙。", changed), [])
    store.link_versions()
    assert _page(store, validity="amended") == ["老条例"]


def test_a_store_from_before_is_listed_as_it_is_opened(
    store: CorpusStore, database_url: str
) -> None:
    before = _page(store), store.listed_counts(DAY)
    engine = engine_for(database_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE listings"))
    engine.dispose()

    again = CorpusStore(database_url)

    assert (_page(again), again.listed_counts(DAY)) == before
    again.close()
