"""The layout of printed pages: glyphs with positions in, a running text with page starts out."""

from corpus.formats.layout.content import EMPTY_PAGE, Box, Glyph, Page, Rule
from corpus.formats.layout.reading import PagedText, read_pages

__all__ = ["EMPTY_PAGE", "Box", "Glyph", "Page", "PagedText", "Rule", "read_pages"]
