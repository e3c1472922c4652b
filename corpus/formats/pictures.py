"""How a page of a received file looks: the file and a page number in, a WebP picture out.

For the formats that are pages to begin with and can be drawn here: PDF, and pictures of pages.
"""

import io
from importlib import import_module
from pathlib import Path, PurePath
from typing import Protocol

from PIL import Image

# A4 at 150 dpi: small type is still read, and a page of text stays under 300 kB.
MAX_SIDE_PIXELS = 1754
_QUALITY = 60
_DRAWN_BY = {
    ".pdf": "pdf",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
}


class _Draw(Protocol):
    def __call__(self, path: Path, number: int, *, max_side_pixels: int) -> Image.Image: ...


def has_page_pictures(name: str) -> bool:
    """Return whether pages of a file of this name can be drawn."""
    return PurePath(name).suffix.lower() in _DRAWN_BY


def page_picture(path: Path, number: int) -> bytes:
    """Return a page, counted from 1, as WebP.

    Raises:
        DocumentUnreadable: the file cannot be drawn, or has no such page.
        PictureBusy: other pages are being read.
    """
    # With the libraries of its format, loaded by the first page that is looked at.
    module = import_module(f"corpus.formats.{_DRAWN_BY[path.suffix.lower()]}")
    draw: _Draw = module.picture
    file = io.BytesIO()
    draw(path, number, max_side_pixels=MAX_SIDE_PIXELS).save(file, "WEBP", quality=_QUALITY)
    return file.getvalue()
