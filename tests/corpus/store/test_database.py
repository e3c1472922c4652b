"""The database behind the store."""

from pathlib import Path

import pytest
from sqlalchemy import text

from corpus import StoreUnavailable, engine_for
from corpus.store.database import translated


def test_a_failure_does_not_repeat_what_was_looked_up(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path / 'a.db'}")

    with (
        pytest.raises(StoreUnavailable, match="no such table") as failure,
        translated(),
        engine.connect() as connection,
    ):
        connection.execute(text("SELECT :said FROM missing"), {"said": "我的身份证号"})

    assert "身份证" not in f"{failure.value}{failure.value.__cause__}"
    engine.dispose()
