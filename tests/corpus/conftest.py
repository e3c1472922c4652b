from pathlib import Path

import pytest

from corpus import Chunk, Document, LoadFailure, chunk_document, load_catalog, load_paths

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"


@pytest.fixture(scope="session")
def bundled() -> dict[str, Document]:
    """The five bundled documents by the first three digits of their names."""
    catalog = load_catalog(DOCUMENTS / "catalog.toml")
    found: dict[str, Document] = {}
    for loaded in load_paths([DOCUMENTS], catalog):
        assert not isinstance(loaded, LoadFailure)
        found[loaded.id[:3]] = loaded
    return found


@pytest.fixture(scope="session")
def chunks(bundled: dict[str, Document]) -> dict[str, list[Chunk]]:
    """Their chunks."""
    return {key: chunk_document(document) for key, document in bundled.items()}
