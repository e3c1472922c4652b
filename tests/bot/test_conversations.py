"""Sessions in a real SQLite file and a real PostgreSQL."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_cluster import Cluster
from sqlalchemy import create_engine

from bot.conversations import Conversations, new_id
from bot.question import MAX_TURNS, Turn
from corpus import engine_for


@pytest.fixture
def conversations(database_url: str) -> Iterator[Conversations]:
    conversations = Conversations(engine_for(database_url))
    yield conversations
    conversations.close()


def test_what_is_kept_comes_back_oldest_first(conversations: Conversations) -> None:
    conversations.keep("s", "科技贷放款多少？", "97.65亿元。[1]")
    conversations.keep("s", "支持了多少家？", "1816家。[1]")
    assert conversations.turns("s") == (
        Turn("user", "科技贷放款多少？"),
        Turn("assistant", "97.65亿元。[1]"),
        Turn("user", "支持了多少家？"),
        Turn("assistant", "1816家。[1]"),
    )


def test_session_sees_nothing_of_another(conversations: Conversations) -> None:
    conversations.keep("mine", "问", "答")
    assert conversations.turns("yours") == ()


def test_long_session_gives_its_newest_turns(conversations: Conversations) -> None:
    for at in range(MAX_TURNS):
        conversations.keep("s", f"问{at}", f"答{at}")
    turns = conversations.turns("s")
    assert len(turns) == MAX_TURNS
    assert turns[0] == Turn("user", f"问{MAX_TURNS // 2}")
    assert turns[-1] == Turn("assistant", f"答{MAX_TURNS - 1}")


def test_session_outlives_a_restart(database_url: str) -> None:
    before = Conversations(engine_for(database_url))
    before.keep("s", "问", "答")
    before.close()
    after = Conversations(engine_for(database_url))
    assert after.turns("s") == (Turn("user", "问"), Turn("assistant", "答"))
    after.close()


def test_session_ids_cannot_be_guessed() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    # 18 random bytes are 24 characters of base64.
    assert {len(id_) for id_ in ids} == {24}


def test_read_only_store_gives_the_turns_and_warns_that_it_keeps_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "turns.db"
    before = Conversations(create_engine(f"sqlite:///{path}"))
    before.keep("s", "问", "答")
    before.close()
    read_only = Conversations(create_engine(f"sqlite:///file:{path}?mode=ro&uri=true"))
    with caplog.at_level(logging.WARNING):
        read_only.keep("s", "再问", "再答")
    assert read_only.turns("s") == (Turn("user", "问"), Turn("assistant", "答"))
    assert [record.message for record in caplog.records] == ["turn not kept"]
    assert "再问" not in caplog.text
    read_only.close()


def test_store_that_cannot_be_opened_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        away = Conversations(create_engine(f"sqlite:///{tmp_path / 'no' / 'such' / 'turns.db'}"))
        away.keep("s", "问", "答")
        assert away.turns("s") == ()
    assert [record.message for record in caplog.records] == [
        "conversations are not kept",
        "turn not kept",
        "session not read",
    ]
    away.close()


def test_database_that_is_away_loses_turns_and_keeps_the_next(
    postgres: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    conversations = Conversations(engine_for(postgres.new_database()))
    postgres.stop()
    try:
        conversations.keep("s", "失", "失")
        assert conversations.turns("s") == ()
    finally:
        postgres.start()
    conversations.keep("s", "问", "答")
    assert conversations.turns("s") == (Turn("user", "问"), Turn("assistant", "答"))
    assert {record.message for record in caplog.records} == {"turn not kept", "session not read"}
    conversations.close()
