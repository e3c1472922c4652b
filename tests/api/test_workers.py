"""Several workers on one data directory, as `zhengce serve --workers 2` runs them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

QUESTION = {"question": "科技贷累计放款多少？"}


def until(condition: Callable[[], object]) -> None:
    while not condition():
        time.sleep(0.1)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(port: int, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Two workers that begin on an empty data directory."""
    command = [sys.executable, "-m", "api.cli", "serve", "--workers", "2", "--port", str(port)]
    named = {"ZHENGCE_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(Path.cwd())}
    # Nobody is there: what takes long is meaning, and words are enough here.
    named |= {"ZHENGCE_EMBEDDING__BASE_URL": "http://127.0.0.1:9", "ZHENGCE_EMBEDDING__NAME": "e"}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=tmp_path, env=os.environ | named, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=120)


def workers_of(log: Path) -> set[int]:
    """Return the processes that say that they have started."""
    started = [line for line in log.read_text("utf-8").splitlines() if "Started server" in line]
    return {int(line.rpartition("[")[2].rstrip("]")) for line in started}


def test_workers_begin_on_an_empty_directory_and_one_that_is_killed_is_replaced(
    server: subprocess.Popen[bytes], port: int, tmp_path: Path
) -> None:
    log = tmp_path / "log"

    def can_answer() -> bool:
        return log.read_text("utf-8").count("questions can be answered") >= len(workers_of(log)) > 1

    until(can_answer)
    first, second = workers_of(log)
    assert server.poll() is None
    os.kill(first, signal.SIGKILL)
    until(lambda: len(workers_of(log)) == 3)
    until(can_answer)
    for _ in range(4):
        answer = httpx.post(f"http://127.0.0.1:{port}/api/chat", json=QUESTION, timeout=60).json()
        assert "97.65亿元" in answer["answer"]
    assert second in workers_of(log)
    assert "Traceback" not in log.read_text("utf-8")


def test_workers_go_on_with_their_settings_where_new_ones_are_wrong(
    server: subprocess.Popen[bytes], port: int, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    until(lambda: log.read_text("utf-8").count("Application startup complete") == 2)
    old = workers_of(log)
    (tmp_path / ".env").write_text("ZHENGCE_PUBLIC_URL=zc.example.cn\n", "utf-8")
    server.send_signal(signal.SIGHUP)
    until(lambda: "aborting the restart" in log.read_text("utf-8"))
    assert "worker not started reason=设置 ZHENGCE_" in log.read_text("utf-8")
    assert "Traceback" not in log.read_text("utf-8")
    assert httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=60).status_code == 200
    (tmp_path / ".env").write_text("ZHENGCE_PUBLIC_URL=https://zc.example.cn\n", "utf-8")
    server.send_signal(signal.SIGHUP)
    until(lambda: log.read_text("utf-8").count("Finished server process") == 2)
    assert len(workers_of(log) - old) == 2
