"""Writers of answers behind one contract (`bot.contracts.Writer`)."""

from bot.writing.extractive import ExtractiveWriter

__all__ = ["ExtractiveWriter"]
