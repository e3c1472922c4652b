"""Where vectors are kept: on this machine, on a Chroma server or on a Milvus; opened by settings.

Both libraries take seconds to import, and words need neither: they are loaded at the first opening.
"""

import importlib
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from retrieval.contracts import Embedder, SentenceIndex
from retrieval.errors import IndexUnavailable


@dataclass(frozen=True, slots=True)
class VectorPlace:
    """At most one of both is given; neither: the folder. They may hold passwords."""

    chroma_url: str | None = field(repr=False)
    milvus_uri: str | None = field(repr=False)

    @property
    def is_on_server(self) -> bool:
        """Whether vectors are kept elsewhere than in the folder."""
        return bool(self.chroma_url or self.milvus_uri)

    def open(self, folder: Path, name: str, embedder: Embedder) -> SentenceIndex:
        """Open or make the index of a name.

        Raises:
            IndexUnavailable: the server does not answer, or the files are damaged.
        """
        if self.milvus_uri:
            index: SentenceIndex = _loaded("retrieval.vectors.milvus_index").MilvusIndex.on_server(
                self.milvus_uri, name, embedder
            )
            return index
        opener = _loaded("retrieval.vectors.vector_index").VectorIndex
        if self.chroma_url:
            index = opener.on_server(self.chroma_url, name, embedder)
        else:
            index = opener.embedded(folder / "index", name, embedder)
        return index


def _loaded(module: str) -> ModuleType:
    """Import a module that needs a library which may not be installed.

    Raises:
        IndexUnavailable: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise IndexUnavailable(f"没有安装 {error.name}；请运行 uv sync --extra milvus") from error
