"""Both searches on a Milvus; the only folder that knows pymilvus."""

from retrieval.vectors.milvus_index.index import MilvusIndex

__all__ = ["MilvusIndex"]
