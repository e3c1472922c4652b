"""Pages as they look, over HTTP."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from api.app import build_app
from api.errors import NoPagePicture
from api.fakes import MemoryStore
from api.pages.page_pictures import PagePictures
from api.state import AppState
from corpus import Chunk, Document

Of = Callable[[str, tuple[int, ...]], TestClient]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "扫描.tif"
    frames = [Image.new("L", (60, 80), shade) for shade in (255, 128)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    return path


@pytest.fixture
def of_file(state: AppState, document: Document, chunk: Chunk) -> Of:
    """A client of a library whose document came in a file of a name, with pages."""

    def client(name: str, page_starts: tuple[int, ...]) -> TestClient:
        metadata = replace(document.metadata, file_name=name)
        held = replace(document, metadata=metadata, page_starts=page_starts)
        return TestClient(build_app(replace(state, store=MemoryStore(held, [chunk]))))

    return client


def test_page_of_a_scan_is_a_picture(of_file: Of, scan: Path) -> None:
    client = of_file(scan.name, (0, 20))

    response = client.get("/api/documents/hebi/pages/2")

    assert response.headers["content-type"] == "image/webp"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert Image.open(io.BytesIO(response.content)).size == (60, 80)
    assert 'data-page="2"' in client.get("/documents/hebi").text


@pytest.mark.parametrize(
    ("name", "page_starts", "number"),
    [
        ("扫描.tif", (0, 20), 3),
        ("扫描.tif", (), 1),
        ("失踪.tif", (0,), 1),
        ("包.zip/扫描.tif", (0,), 1),
        ("正文.txt", (0,), 1),
    ],
    ids=["beyond the last", "no pages", "file gone", "inside an archive", "text"],
)
def test_what_cannot_be_drawn_is_not_found(
    of_file: Of, scan: Path, name: str, page_starts: tuple[int, ...], number: int
) -> None:
    (scan.parent / "正文.txt").write_text("政策", encoding="utf-8")
    client = of_file(name, page_starts)

    response = client.get(f"/api/documents/hebi/pages/{number}")

    assert response.status_code == 404
    assert response.json()["error"]["code"] == "page_picture_not_found"


def test_page_number_is_bounded(of_file: Of, scan: Path) -> None:
    client = of_file(scan.name, (0, 20))

    for number in ("0", "-1", "9999999", "x"):
        assert client.get(f"/api/documents/hebi/pages/{number}").status_code in (404, 422)


def test_pictures_are_kept_while_there_is_room(document: Document, scan: Path) -> None:
    metadata = replace(document.metadata, file_name=scan.name)
    held = replace(document, metadata=metadata, page_starts=(0, 20))
    roomy, narrow = PagePictures(), PagePictures(max_bytes=1)
    drawn = [roomy.picture(held, number, scan) for number in (1, 2)]
    for number in (1, 2):
        narrow.picture(held, number, scan)
    scan.write_bytes(b"damaged")

    assert [roomy.picture(held, number, scan) for number in (1, 2)] == drawn
    assert narrow.picture(held, 2, scan) == drawn[1]
    with pytest.raises(NoPagePicture):
        narrow.picture(held, 1, scan)
