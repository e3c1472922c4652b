"""No test reaches the network, none fails for the machine being busy.

What needs a server gets one of its own on this machine.
"""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from postgres_cluster import Cluster, missing_binaries
from server_process import ServerProcess

# How long an example takes says nothing of what is tested, nor how long it takes to make one.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

_LOOPBACK = ("127.", "::1", "localhost")


def _is_here(address: object) -> bool:
    """Whether an address is on this machine: loopback, or a path of a Unix socket."""
    if not isinstance(address, tuple):
        return True
    return str(address[0]).startswith(_LOOPBACK)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(self: socket.socket, address: tuple[str, int]) -> None:
        if not _is_here(address):
            raise AssertionError(f"a test reached for the network: {address!r}")
        connect(self, address)

    def guarded_ex(self: socket.socket, address: tuple[str, int]) -> int:
        if not _is_here(address):
            raise AssertionError(f"a test reached for the network: {address!r}")
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        patch.setattr(socket.socket, "connect_ex", guarded_ex)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL cluster of this test run; it may be stopped if it is started again."""
    if missing := missing_binaries():
        reason = f"PostgreSQL is not installed: {missing}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with Cluster() as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'zhengce.db'}"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.new_database()


@pytest.fixture
def chroma_server(tmp_path: Path) -> Iterator[ServerProcess]:
    """A Chroma server, running; it may be killed and started again."""
    with ServerProcess.chroma(tmp_path / "chroma") as server:
        yield server


@pytest.fixture
def milvus_server(tmp_path: Path) -> Iterator[ServerProcess]:
    """A Milvus of one process (milvus-lite), running; it may be killed and started again."""
    with ServerProcess.milvus(tmp_path / "milvus") as server:
        yield server
