"""Tables that several processes make at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Column, Index, Integer, MetaData, Table, inspect

from corpus import create_missing
from corpus.store.database import engine_for

AT_ONCE = 8


def test_tables_made_by_many_at_once_are_made_once(database_url: str) -> None:
    metadata = MetaData()
    for name in ("people", "messages"):
        table = Table(
            name, metadata, Column("id", Integer, primary_key=True), Column("at", Integer)
        )
        Index(f"ix_{name}_at", table.c.at)
    start = Barrier(AT_ONCE)

    def make(_: int) -> None:
        engine = engine_for(database_url)
        start.wait()
        with engine.begin() as connection:
            create_missing(metadata, connection)
        engine.dispose()

    with ThreadPoolExecutor(AT_ONCE) as workers:
        list(workers.map(make, range(AT_ONCE)))

    engine = engine_for(database_url)
    assert set(inspect(engine).get_table_names()) == {"people", "messages"}
    assert [index["name"] for index in inspect(engine).get_indexes("people")] == ["ix_people_at"]
    engine.dispose()
