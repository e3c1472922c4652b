"""No test reaches the network, and none fails for the machine being busy."""

import socket
from collections.abc import Iterator

import pytest
from hypothesis import settings

# How long an example takes says nothing of what is tested.
settings.register_profile("untimed", deadline=None)
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
