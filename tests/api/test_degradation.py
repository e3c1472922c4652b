"""The whole product while its vector server is killed and started again."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from server_process import ServerProcess

from api.preparation import BackgroundPreparation
from bot.answer import Answer, NoticeKind
from bot.assembly import Product, build
from bot.question import Question
from bot.settings import load_settings

TEXT = "本市企业开办自受理之日起0.5个工作日内办结，刻章免费。\n"


@pytest.fixture(params=["chroma", "milvus"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ServerProcess:
    server: ServerProcess = request.getfixturevalue(f"{request.param}_server")
    name = {"chroma": "CHROMA_URL", "milvus": "MILVUS_URI"}[request.param]
    monkeypatch.setenv(f"ZHENGCE_INDEX__{name}", server.url)
    return server


@pytest.fixture
def product(server: ServerProcess, tmp_path: Path) -> Iterator[Product]:
    (tmp_path / "许昌市企业开办指南.txt").write_text(TEXT, encoding="utf-8")
    product = build(load_settings(data_dir=tmp_path / "data"))
    product.ingest([tmp_path / "许昌市企业开办指南.txt"])
    yield product
    product.close()


@pytest.fixture
def preparation(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> Iterator[BackgroundPreparation]:
    monkeypatch.setattr("api.preparation.VECTOR_RETRY_S", 0.2)
    monkeypatch.setattr("api.preparation.LOOK_S", 0.2)
    preparation = BackgroundPreparation(product, follow_s=0.05)
    preparation.start()
    yield preparation
    preparation.stop()


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 300
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def ask(product: Product) -> Answer:
    return asyncio.run(product.assistant.answer(Question("企业开办几天办结？")))


def kinds(answer: Answer) -> set[NoticeKind]:
    return {notice.kind for notice in answer.notices}


def test_answers_go_on_and_say_so_until_the_server_is_back(
    product: Product, preparation: BackgroundPreparation, server: ServerProcess
) -> None:
    assert eventually(lambda: preparation.readiness().status == "ready")
    assert NoticeKind.DEGRADED not in kinds(ask(product))

    server.kill()
    assert eventually(lambda: preparation.readiness().status == "degraded")
    part = preparation.readiness().parts.vector
    assert not part.ready
    assert "ZHENGCE_INDEX__" in str(part.reason)
    answer = ask(product)
    assert "0.5个工作日" in answer.answer
    assert NoticeKind.DEGRADED in kinds(answer)

    server.start()
    assert eventually(lambda: preparation.readiness().status == "ready")
    assert NoticeKind.DEGRADED not in kinds(ask(product))


def test_server_away_at_the_start_stops_no_answer(
    product: Product, server: ServerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.kill()
    monkeypatch.setattr("api.preparation.VECTOR_RETRY_S", 0.2)
    preparation = BackgroundPreparation(product, follow_s=0.05)
    preparation.start()
    try:
        assert eventually(lambda: preparation.readiness().parts.vector.reason is not None)
        assert eventually(lambda: preparation.readiness().status == "degraded")
        assert "0.5个工作日" in ask(product).answer

        server.start()
        assert eventually(lambda: preparation.readiness().status == "ready")
    finally:
        preparation.stop()
