"""Whatever becomes of the bytes of a file with pages, it is read, in part, or refused in words."""

import io
import os
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from corpus import DocumentUnreadable
from corpus.formats import RawDefect, RawDocument, ocr, read_file

# A long search: FUZZ_EXAMPLES=3000
LONG = int(os.environ.get("FUZZ_EXAMPLES", "0"))
fuzzed = settings(
    max_examples=LONG or 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=not LONG,
)
PIECES = [b"", b"0", b"9" * 12, b"-1", b'"', b"<", b"/>", b"\x00", b">>", b"endobj", b"[", b"("]


@pytest.fixture(autouse=True)
def _no_recognition(monkeypatch):
    """Recognition takes seconds a page; what it is handed is an image whatever the bytes were."""

    def unreadable(_: object):
        raise ocr.OcrFailed("没有认出")

    monkeypatch.setattr(ocr, "recognise", unreadable)


@pytest.fixture
def files(press, ofd_writer, articles) -> dict[str, bytes]:
    picture = io.BytesIO()
    Image.new("L", (60, 40), 255).save(picture, "PNG")
    scan = io.BytesIO()
    Image.new("L", (60, 40), 255).save(scan, "JPEG")
    tiff = io.BytesIO()
    Image.new("L", (60, 40), 255).save(tiff, "TIFF", save_all=True)
    lines = [ofd_writer.text(28, 40 + 9 * at, text[:27]) for at, text in enumerate(articles)]
    return {
        ".pdf": press.pdf(articles[:2]),
        ".ofd": ofd_writer.package([lines], picture=picture.getvalue()),
        ".png": picture.getvalue(),
        ".jpg": scan.getvalue(),
        ".tif": tiff.getvalue(),
    }


# Pillow says so where it goes on with what is left of a picture.
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("suffix", [".pdf", ".ofd", ".png", ".jpg", ".tif"])
@fuzzed
@given(data=st.data())
def test_changed_bytes_of_a_file_with_pages(suffix, files, data) -> None:
    file = bytearray(files[suffix])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(file) - 1))
        piece = data.draw(st.sampled_from(PIECES) | st.binary(max_size=4))
        file[at : at + data.draw(st.integers(0, 8))] = piece
    with suppress(DocumentUnreadable):
        for raw in read_file(f"a{suffix}", bytes(file)):
            assert isinstance(raw, RawDocument | RawDefect)
            if isinstance(raw, RawDocument):
                raw.text.encode()
