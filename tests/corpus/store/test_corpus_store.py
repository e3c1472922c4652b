from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from postgres_cluster import Cluster
from sqlalchemy import text

from corpus import (
    Chunk,
    CorpusStore,
    Document,
    Level,
    Metadata,
    OffsetMap,
    Part,
    Span,
    StoreUnavailable,
    engine_for,
)


def document(id_: str, text: str = "甲。乙。丙。", sha: str = "0" * 64) -> Document:
    metadata = Metadata("题", issuer="某局", level=Level.CITY)
    parts = (Part("题", Span(0, len(text)), "附件1", "某厅"),)
    return Document(id_, sha, text, metadata, parts, page_starts=(0, 2))


def chunks_for(id_: str, n: int = 3) -> list[Chunk]:
    return [
        Chunk(
            id=f"{id_}:{i:05d}", document_id=id_, ordinal=i, text="甲。",
            span=Span(2 * i, 2 * i + 2), offsets=OffsetMap(((0, 2 * i, 2),)),
            section=("一、", "（一）"), issuer="某厅", context="列",
        )
        for i in range(n)
    ]  # fmt: skip


@pytest.fixture
def store(database_url: str) -> Iterator[CorpusStore]:
    opened = CorpusStore(database_url)
    yield opened
    opened.close()


def test_what_was_put_comes_back_equal(store: CorpusStore) -> None:
    store.put(document("d"), chunks_for("d"))
    assert store.document("d") == document("d")
    assert store.chunks_of("d") == chunks_for("d")


def test_unknown_ids_give_nothing(store: CorpusStore) -> None:
    assert store.document("x") is None
    assert store.chunks(["x"]) == []
    assert store.remove("x") is False


def test_chunks_come_in_the_order_asked(store: CorpusStore) -> None:
    store.put(document("d"), chunks_for("d"))
    assert [c.ordinal for c in store.chunks(["d:00002", "nope", "d:00000"])] == [2, 0]


def test_putting_again_replaces(store: CorpusStore) -> None:
    store.put(document("d"), chunks_for("d", 5))
    store.put(document("d", "新。"), chunks_for("d", 1))
    assert store.chunk_count() == 1
    assert store.document("d") == document("d", "新。")


def test_removing_leaves_no_chunk(store: CorpusStore) -> None:
    store.put(document("d"), chunks_for("d"))
    assert store.remove("d") is True
    assert (store.chunk_count(), store.records()) == (0, [])


def test_iter_chunks_yields_all_in_order(
    store: CorpusStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.store.chunk_table.BATCH", 2)
    for id_ in ("b", "a"):
        store.put(document(id_), chunks_for(id_))
    assert [c.id for c in store.iter_chunks()] == [f"{d}:{i:05d}" for d in "ab" for i in range(3)]


def test_fingerprint_follows_content_not_order(tmp_path: Path) -> None:
    one = CorpusStore(f"sqlite:///{tmp_path / '1.db'}")
    two = CorpusStore(f"sqlite:///{tmp_path / '2.db'}")
    for id_ in ("a", "b"):
        one.put(document(id_), chunks_for(id_))
    for id_ in ("b", "a"):
        two.put(document(id_), chunks_for(id_))
    assert one.fingerprint() == two.fingerprint()
    two.put(document("a", sha="1" * 64), chunks_for("a"))
    assert one.fingerprint() != two.fingerprint()
    one.close()
    two.close()


def test_a_write_that_fails_leaves_the_former_state(store: CorpusStore) -> None:
    store.put(document("d"), chunks_for("d"))
    doubled = [*chunks_for("d", 1), *chunks_for("d", 1)]
    with pytest.raises(StoreUnavailable):
        store.put(document("d", "新。"), doubled)
    assert store.document("d") == document("d")
    assert store.chunk_count() == 3


def test_a_reader_sees_the_former_state_until_the_write_is_whole(
    store: CorpusStore, database_url: str
) -> None:
    store.put(document("d"), chunks_for("d"))
    engine = engine_for(database_url)
    with engine.connect() as writer:
        writer.execute(text("DELETE FROM chunks"))
        assert store.chunk_count() == 3
    # As when the process is killed: nothing was committed.
    assert store.chunk_count() == 3
    engine.dispose()


def test_opening_again_finds_everything(database_url: str) -> None:
    first = CorpusStore(database_url)
    first.put(document("d"), chunks_for("d"))
    first.close()
    second = CorpusStore(database_url)
    assert [r.id for r in second.records()] == ["d"]
    assert second.is_writable
    second.close()


def test_another_version_of_the_schema_is_refused(database_url: str) -> None:
    CorpusStore(database_url).close()
    engine = engine_for(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE corpus_settings SET value = '0'"))
    engine.dispose()
    with pytest.raises(StoreUnavailable, match="结构版本"):
        CorpusStore(database_url)


def test_a_store_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreUnavailable):
        CorpusStore(f"sqlite:///{tmp_path / 'broken.db'}")
    with pytest.raises(StoreUnavailable):
        CorpusStore(f"sqlite:///{tmp_path / 'none' / 'x.db'}")
    with pytest.raises(StoreUnavailable):
        CorpusStore("nonsense")


def read_only(url: str) -> str:
    if path := url.removeprefix("sqlite:///") if url.startswith("sqlite") else "":
        return f"sqlite:///file:{path}?mode=ro&uri=true"
    return f"{url}&options=-c%20default_transaction_read_only%3Don"


def test_a_read_only_store_answers_and_refuses_writes(database_url: str) -> None:
    first = CorpusStore(database_url)
    first.put(document("d"), chunks_for("d"))
    first.close()
    readonly = CorpusStore(read_only(database_url))
    assert readonly.is_writable is False
    assert readonly.chunk_count() == 3
    with pytest.raises(StoreUnavailable):
        readonly.remove("d")
    readonly.close()


def test_text_that_a_database_cannot_hold_is_one_failure(store: CorpusStore) -> None:
    store.put(document("d"), chunks_for("d"))
    with pytest.raises(StoreUnavailable):
        store.put(document("x", "甲\ud800乙"), [])
    assert [record.id for record in store.records()] == ["d"]


def test_ids_come_in_the_order_of_their_characters(store: CorpusStore) -> None:
    ids = ["Z", "a", "丙", "乙", "甲", "_", "1"]
    for id_ in ids:
        store.put(document(id_), chunks_for(id_, 1))
    assert [record.id for record in store.records()] == sorted(ids)
    assert [chunk.document_id for chunk in store.iter_chunks()] == sorted(ids)


def test_database_that_was_restarted_is_used_again(postgres: Cluster) -> None:
    store = CorpusStore(postgres.new_database())
    store.put(document("d"), chunks_for("d"))
    postgres.stop()
    try:
        with pytest.raises(StoreUnavailable):
            store.chunk_count()
    finally:
        postgres.start()
    assert store.chunk_count() == 3
    store.close()


def test_chunks_are_found_by_a_text_they_hold_with_its_signs_as_signs(store: CorpusStore) -> None:
    texts = ("全程网办100%", "全程网办100项", "APP办理")
    held = [replace(chunk, text=text) for chunk, text in zip(chunks_for("d"), texts, strict=True)]
    store.put(document("d"), held)

    assert [chunk.text for chunk in store.chunks_with("网办100%", limit=5)] == ["全程网办100%"]
    assert [chunk.text for chunk in store.chunks_with("app办", limit=5)] == ["APP办理"]
    assert len(store.chunks_with("全程", limit=1)) == 1
