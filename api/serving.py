"""One product on one port, by one process or several, until it is told to stop."""

import logging
import os
import socket
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors.multiprocess import Multiprocess

from api.app import create_app
from api.commands.command_failed import CommandFailed
from api.commands.exit_codes import EXIT_USAGE
from api.commands.whole_product import opened
from api.logs import configure_logging
from bot.assembly import Product, build
from bot.errors import SettingsInvalid
from bot.settings import load_settings

log = logging.getLogger(__name__)

# A stream that is still open when the server is told to stop gets this long.
SHUTDOWN_S = 5
# A worker that says nothing for so long hangs; while it reads its libraries it may be slow.
WORKER_CHECK_S = 60


def serve(data_dir: Path | None, *, host: str, port: int, workers: int) -> None:
    """Open the product of a data directory and serve it until interrupted.

    Raises:
        CommandFailed: the address cannot be listened on.
    """
    with opened(data_dir) as product:
        if workers == 1:
            serve_product(product, host=host, port=port)
            return
    # What stops a start was told above, once, and not by each worker.
    serve_workers(data_dir, host=host, port=port, workers=workers)


def serve_workers(data_dir: Path | None, *, host: str, port: int, workers: int) -> None:
    """Serve by several processes on one data directory; one that dies is replaced.

    One of them reads the documents and builds the indexes, the others follow.

    Raises:
        CommandFailed: the address cannot be listened on.
    """
    listener = listen(host, port)
    configure_logging()
    if data_dir is not None:
        os.environ["ZHENGCE_DATA_DIR"] = str(data_dir)
    config = _config("api.serving:worker_app", factory=True, workers=workers)
    Multiprocess(config, sockets=[listener]).run()


def worker_app() -> FastAPI:
    """Return the app of one worker, over a product of its own.

    Raises:
        SystemExit: the settings were changed and are wrong now; the others go on with theirs.
    """
    configure_logging()
    try:
        settings = load_settings()
    except SettingsInvalid as error:
        log.error("worker not started", extra={"reason": str(error)})
        raise SystemExit(EXIT_USAGE) from None
    product = build(settings)
    return create_app(product, on_stop=product.close)


def serve_product(product: Product, *, host: str, port: int) -> None:
    """Serve until interrupted.

    Raises:
        CommandFailed: the address cannot be listened on.
    """
    listener = listen(host, port)
    configure_logging()
    uvicorn.Server(_config(create_app(product))).run(sockets=[listener])


def _config(app: FastAPI | str, *, factory: bool = False, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=factory,
        workers=workers,
        log_config=None,
        # Its lines hold query strings, and so the words that people search for.
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_S,
        timeout_worker_healthcheck=WORKER_CHECK_S,
    )


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
