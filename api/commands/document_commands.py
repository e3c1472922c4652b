"""The commands that only look at what is stored: neither an index nor the model is opened."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from api.commands import document_console
from bot.settings import load_settings
from corpus import CorpusStore


def list_documents(data_dir: Path | None, *, as_json: bool) -> None:
    """List the documents."""
    with _store(data_dir) as store:
        document_console.show_documents(store, as_json=as_json)


def show_document(data_dir: Path | None, document_id: str, *, as_json: bool) -> bool:
    """Show one document; return whether there is one."""
    with _store(data_dir) as store:
        is_known = document_console.show_document(store, document_id, as_json=as_json)
    if not is_known:
        document_console.complain_of_unknown(document_id)
    return is_known


@contextmanager
def _store(data_dir: Path | None) -> Iterator[CorpusStore]:
    settings = load_settings(data_dir=data_dir)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with closing(CorpusStore(settings.store_url)) as store:
        yield store
