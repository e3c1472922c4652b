import asyncio
import threading

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from api.messaging.transactions import Transactions
from corpus import engine_for


@pytest.fixture
def engine(database_url):
    engine = engine_for(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (n INTEGER PRIMARY KEY)"))
    yield engine
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE notes"))
    engine.dispose()


def put(connection, number):
    connection.execute(text("INSERT INTO notes VALUES (:n)"), {"n": number})
    return number


def held(connection, gate):
    """Write only when the gate is open, so that others gather behind."""
    gate.wait(10)


def all_of(connection):
    return list(connection.scalars(text("SELECT n FROM notes ORDER BY n")))


def gathered(engine, numbers):
    """Write numbers that come while something else is written; return what each ended with."""

    async def run():
        transactions, gate = Transactions(engine), threading.Event()
        first = asyncio.ensure_future(transactions.write(held, gate))
        await asyncio.sleep(0)
        writes = [asyncio.ensure_future(transactions.write(put, number)) for number in numbers]
        await asyncio.sleep(0)
        gate.set()
        await first
        ended = await asyncio.gather(*writes, return_exceptions=True)
        stored = await transactions.read(all_of)
        transactions.close()
        return ended, stored

    return asyncio.run(run())


def test_what_gathers_is_committed_together_where_one_writes_at_a_time(tmp_path):
    engine = engine_for(f"sqlite:///{tmp_path / 'notes.db'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (n INTEGER PRIMARY KEY)"))
    commits: list[object] = []
    event.listen(engine, "commit", commits.append)
    assert gathered(engine, range(5)) == ([0, 1, 2, 3, 4], [0, 1, 2, 3, 4])
    assert len(commits) == 2
    engine.dispose()


def test_what_fails_fails_alone(engine):
    ended, stored = gathered(engine, [1, 2, 1, 3])
    # Where they are written side by side, either of the equal ones may be first.
    ones = {type(ended[0]), type(ended[2])}
    assert ones == {int, IntegrityError}
    assert [ended[1], ended[3]] == [2, 3]
    assert stored == [1, 2, 3]


def test_a_database_that_fails_is_not_asked_for_each(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'notes.db'}")
    asked = []

    def fail(_):
        asked.append(1)
        raise OperationalError("", {}, Exception("database is locked"))

    async def run():
        transactions, gate = Transactions(engine), threading.Event()
        first = asyncio.ensure_future(transactions.write(held, gate))
        await asyncio.sleep(0)
        writes = [asyncio.ensure_future(transactions.write(fail)) for _ in range(3)]
        await asyncio.sleep(0)
        gate.set()
        ended = await asyncio.gather(first, *writes, return_exceptions=True)
        transactions.close()
        return ended

    assert [type(one) for one in asyncio.run(run())] == [type(None)] + 3 * [OperationalError]
    assert len(asked) == 1
    engine.dispose()


def test_a_write_whose_caller_has_gone_is_written(engine):
    async def run():
        transactions = Transactions(engine)
        write = asyncio.ensure_future(transactions.write(put, 7))
        await asyncio.sleep(0)
        write.cancel()
        await transactions.write(put, 8)
        stored = await transactions.read(all_of)
        transactions.close()
        return stored

    assert asyncio.run(run()) == [7, 8]
