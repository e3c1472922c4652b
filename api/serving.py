"""One product on one port, until it is told to stop."""

import socket
from pathlib import Path

import uvicorn

from api.app import create_app
from api.command_failed import CommandFailed
from api.commands import opened
from api.logs import configure_logging
from bot.assembly import Product

# A stream that is still open when the server is told to stop gets this long.
SHUTDOWN_S = 5


def serve(data_dir: Path | None, *, host: str, port: int, workers: int) -> None:
    """Open the product of a data directory and serve it until interrupted.

    Raises:
        CommandFailed: more than one worker is asked for, or the address cannot be listened on.
    """
    if workers > 1:
        raise CommandFailed("目前只支持一个工作进程：两个进程会抢着建索引。请去掉 --workers。")
    with opened(data_dir) as product:
        serve_product(product, host=host, port=port)


def serve_product(product: Product, *, host: str, port: int) -> None:
    """Serve until interrupted.

    Raises:
        CommandFailed: the address cannot be listened on.
    """
    listener = listen(host, port)
    configure_logging()
    config = uvicorn.Config(
        create_app(product),
        log_config=None,
        # Its lines hold query strings, and so the words that people search for.
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address; port 0 takes any that is free.

    Raises:
        CommandFailed: the address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise CommandFailed(
            f"不能在 {host}:{port} 上监听（{error.strerror or error}），"
            "请用 --host 或 --port 换一个。"
        ) from error
    return listener
