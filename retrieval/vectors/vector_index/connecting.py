"""A Chroma database opened: a folder or the address of a server in, a client out.

Chroma's client for a server waits without end and leaves its connections open; neither is so here.
"""

from pathlib import Path
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import ChromaError

from retrieval.errors import IndexUnavailable

# What an asker waits at most for a server before words alone are searched.
TIMEOUT = httpx.Timeout(5.0, connect=3.0)
SETTING = "ZHENGCE_INDEX__CHROMA_URL"


def embedded_client(folder: Path) -> ClientAPI:
    """Open or make the database in a folder of this machine."""
    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(folder), settings=_settings())


def server_client(url: str) -> ClientAPI:
    """Connect to a Chroma server.

    Raises:
        IndexUnavailable: the server does not answer.
    """
    parts = urlsplit(url)
    is_tls = parts.scheme == "https"
    try:
        # Chroma's own client would wait without end for a host that does not answer.
        httpx.get(f"{url.rstrip('/')}/api/v2/heartbeat", timeout=TIMEOUT).raise_for_status()
        client = chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if is_tls else 8000),
            ssl=is_tls,
            settings=_settings(),
        )
    except (ValueError, ChromaError, httpx.HTTPError) as error:
        raise IndexUnavailable(f"Chroma 服务连不上（{SETTING}）") from error
    for session in _sessions(client):
        session.timeout = TIMEOUT
    return client


def _sessions(client: ClientAPI) -> list[httpx.Client]:
    """Return the HTTP clients inside Chroma's: it sets them no time limit and leaves them open."""
    owners = (client, getattr(client, "_admin_client", None))
    sessions = (getattr(getattr(owner, "_server", None), "_session", None) for owner in owners)
    return [session for session in sessions if isinstance(session, httpx.Client)]


def close(client: ClientAPI) -> None:
    """Let go of files or connections."""
    sessions = _sessions(client)
    # Every client has it, only the interface that chromadb declares does not.
    client.close()  # type: ignore[attr-defined]
    for session in sessions:
        session.close()


def _settings() -> Settings:
    return Settings(anonymized_telemetry=False)
