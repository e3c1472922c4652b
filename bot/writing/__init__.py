"""Writers of answers behind one contract (`bot.contracts.Writer`)."""

from bot.writing.breaker import CircuitBreaker
from bot.writing.extractive import ExtractiveWriter
from bot.writing.model import ModelWriter

__all__ = ["CircuitBreaker", "ExtractiveWriter", "ModelWriter"]
