"""Nearest chunks by meaning in a Chroma database; the only folder that knows chromadb."""

from retrieval.vectors.vector_index.index import VectorIndex

__all__ = ["VectorIndex"]
