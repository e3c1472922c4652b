"""Documents over HTTP: who may, what is refused, what can be found afterwards."""

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api import upload_stream
from api.app import create_app
from api.library import UPLOADS, Library
from api.uploads import ReceivedFile
from bot.assembly import Product, build
from bot.settings import load_settings

PATH = "/api/admin/documents"
TOKEN = {"authorization": "Bearer token"}
NOTICE = "关于企业开办的通知\n\n一、企业开办免费刻制公章，0.5个工作日内办结。\n"
NEWER = "关于企业开办的通知\n\n一、企业开办免费刻制公章，4个小时内办结。\n"


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    settings = load_settings(data_dir=tmp_path / "data")
    product = build(settings.model_copy(update={"admin_token": SecretStr("token")}))
    # A store that holds anything is not given the bundled documents.
    own = tmp_path / "own.txt"
    own.write_text("自己的文件\n\n这里说的是另一回事。\n", encoding="utf-8")
    product.ingest([own])
    yield product
    product.close()


@pytest.fixture
def live(product: Product) -> Iterator[TestClient]:
    with TestClient(create_app(product), raise_server_exceptions=False) as client:
        _wait_until(client, lambda response: response.status_code == 200)
        yield client


def _wait_until(client: TestClient, holds: object) -> None:
    deadline = time.monotonic() + 300
    while not holds(client.get("/readyz")):  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _upload(client: TestClient, *files: tuple[str, bytes | str]):
    parts = [("files", (name, data)) for name, data in files]
    return client.post(PATH, files=parts, headers=TOKEN)


def _hits(client: TestClient, words: str) -> list[str]:
    hits = client.get("/api/search", params={"q": words}).json()["hits"]
    return [hit["document_id"] for hit in hits]


@pytest.mark.parametrize("offered", [None, "Bearer wrong", "Basic token", "Bearer ", "token"])
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_nobody_administers_without_the_token(
    client: TestClient, offered: str | None, method: str
) -> None:
    path = PATH if method == "POST" else f"{PATH}/hebi"
    headers = {} if offered is None else {"authorization": offered}

    response = client.request(method, path, headers=headers)

    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.json()["error"]["code"] == "unauthorized"


def test_token_that_was_never_set_is_told_to_the_operator(product: Product, tmp_path: Path) -> None:
    bare = build(load_settings(data_dir=tmp_path / "bare"))
    with TestClient(create_app(bare)) as client:
        response = client.post(PATH, headers={"authorization": "Bearer "})
    bare.close()

    assert response.status_code == 503
    assert "ZHENGCE_ADMIN_TOKEN" in response.json()["error"]["message"]


def test_uploaded_file_is_found_at_once_by_words_and_then_by_meaning(live: TestClient) -> None:
    response = _upload(live, ("开办通知.txt", NOTICE))

    assert response.status_code == 200
    body = response.json()
    assert body["files"] == [
        {"name": "开办通知.txt", "status": "added", "documents": ["开办通知"], "failures": []}
    ]
    assert body["progress"]["href"] == "/readyz"
    assert body["progress"]["keyword"] == {
        "ready": True,
        "indexed": 2,
        "total": 2,
        "reason": None,
    }
    assert not body["progress"]["vector"]["ready"]
    assert _hits(live, "免费刻制公章")[0] == "开办通知"
    _wait_until(live, lambda ready: ready.json()["parts"]["vector"]["ready"])
    assert live.get("/readyz").json()["parts"]["vector"]["indexed"] == 2


def test_same_file_again_is_unchanged_and_another_text_replaces_it(live: TestClient) -> None:
    statuses = [
        _upload(live, ("开办通知.txt", text)).json()["files"][0]["status"]
        for text in (NOTICE, NOTICE, NEWER)
    ]

    assert statuses == ["added", "unchanged", "replaced"]
    assert "4个小时" in live.get("/api/documents/开办通知/text").json()["text"]
    assert _hits(live, "4个小时内办结")[0] == "开办通知"


def test_vectors_of_a_former_text_do_not_count_as_ready(live: TestClient) -> None:
    _upload(live, ("开办通知.txt", NOTICE))
    _wait_until(live, lambda ready: ready.json()["parts"]["vector"]["ready"])

    progress = _upload(live, ("开办通知.txt", NEWER)).json()["progress"]

    assert not progress["vector"]["ready"]


def test_originals_are_kept_and_can_be_read_anew(
    live: TestClient, product: Product, tmp_path: Path
) -> None:
    _upload(live, ("开办通知.txt", NOTICE), ("坏.txt", b"\x00\x01\x02"))

    kept = product.settings.data_dir / UPLOADS

    assert {path.name for path in kept.iterdir()} == {"开办通知.txt"}
    assert product.ingest([kept]).unchanged == ["开办通知"]


@pytest.mark.parametrize(
    ("name", "data", "status", "reason"),
    [
        ("数据.exe", b"MZ", 415, "暂不支持 .exe 格式"),
        ("没有扩展名", b"x", 415, "暂不支持"),
        ("坏.txt", b"\x00\x01\x02", 422, "不是文本文件"),
        ("程序.docx", b"MZ\x90\x00\x03\x00", 422, "可执行程序"),
        ("空.zip", b"PK\x05\x06" + b"\x00" * 18, 422, "压缩包是空的"),
        ("catalog.toml", b"", 415, "暂不支持 .toml 格式"),
        ("长" * 90 + ".txt", b"x", 422, "文件名太长"),
    ],
)
def test_refused_file_is_named_with_its_reason(
    live: TestClient, product: Product, name: str, data: bytes, status: int, reason: str
) -> None:
    response = _upload(live, (name, data))

    assert response.status_code == status
    message = response.json()["error"]["message"]
    assert name in message
    assert reason in message
    assert message.endswith("。")
    assert list((product.settings.data_dir / UPLOADS).iterdir()) == []
    assert len(product.store.records()) == 1


def test_bad_file_does_not_stop_the_good_ones(live: TestClient) -> None:
    response = _upload(live, ("坏.txt", b"\x00\x01"), ("开办通知.txt", NOTICE))

    assert response.status_code == 200
    bad, good = response.json()["files"]
    assert (bad["status"], good["status"]) == ("failed", "added")
    assert bad["failures"][0]["name"] == "坏.txt"
    assert "/" not in bad["failures"][0]["reason"]


def test_file_that_cannot_be_read_leaves_the_former_one_in_place(
    live: TestClient, product: Product
) -> None:
    _upload(live, ("开办通知.txt", NOTICE))

    assert _upload(live, ("开办通知.txt", b"\x00\x01")).status_code == 422
    assert (product.settings.data_dir / UPLOADS / "开办通知.txt").read_text("utf-8") == NOTICE
    assert live.get("/api/documents/开办通知/text").json()["text"] == NOTICE


@pytest.mark.parametrize(
    "name",
    ["../../开办通知.txt", "..\\..\\开办通知.txt", "/tmp/开办通知.txt", "C:\\a\\开办通知.txt"],
)
def test_name_that_leads_elsewhere_is_only_a_name(
    live: TestClient, product: Product, name: str
) -> None:
    response = _upload(live, (name, NOTICE))

    assert response.json()["files"][0]["name"] == "开办通知.txt"
    data_dir = product.settings.data_dir
    assert [path.parent for path in data_dir.parent.rglob("开办通知.txt")] == [data_dir / UPLOADS]


def test_name_of_another_files_document_is_not_taken(live: TestClient) -> None:
    """An announcement as .txt and as .md would otherwise silently take each other's place."""
    _upload(live, ("开办通知.txt", NOTICE))

    response = _upload(live, ("开办通知.md", NEWER))

    assert response.status_code == 422
    assert "开办通知.txt" in response.json()["error"]["message"]
    assert live.get("/api/documents/开办通知/text").json()["text"] == NOTICE


def test_archive_tells_of_each_member(live: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("开办通知.txt", NOTICE)
        archive.writestr("../外.txt", NOTICE)

    body = _upload(live, ("一批.zip", packed.getvalue())).json()["files"][0]

    assert (body["status"], body["documents"]) == ("added", ["开办通知"])
    assert body["failures"] == [
        {"name": "一批.zip/../外.txt", "reason": "压缩包里的文件名指向包外的位置，未读"}
    ]


def test_what_an_archive_no_longer_holds_is_removed(live: TestClient) -> None:
    both, one = io.BytesIO(), io.BytesIO()
    for packed, names in ((both, ("甲.txt", "乙.txt")), (one, ("甲.txt",))):
        with zipfile.ZipFile(packed, "w") as archive:
            for name in names:
                archive.writestr(name, NOTICE)

    _upload(live, ("一批.zip", both.getvalue()))
    _upload(live, ("一批.zip", one.getvalue()))

    ids = [each["id"] for each in live.get("/api/documents").json()["documents"]]
    assert ids == ["own", "甲"]


def test_file_over_the_bound_is_not_kept(
    live: TestClient, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_stream, "MAX_FILE_BYTES", 1024 * 1024)

    response = _upload(live, ("大.txt", "大" * 1024 * 1024))

    assert response.status_code == 413
    assert "“大.txt”：文件太大，上限是 1 MB" in response.json()["error"]["message"]
    assert list((product.settings.data_dir / UPLOADS).iterdir()) == []


@pytest.mark.parametrize("is_announced", [True, False])
def test_upload_over_the_bound_ends_while_it_arrives(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, is_announced: bool
) -> None:
    monkeypatch.setattr(upload_stream, "MAX_UPLOAD_BYTES", 1000)
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    sent = []

    def pieces() -> Iterator[bytes]:
        for piece in (head, *[b"x" * 500] * 10):
            sent.append(piece)
            yield piece

    content = b"".join(pieces()) if is_announced else pieces()
    headers = TOKEN | {"content-type": "multipart/form-data; boundary=b"}
    response = client.post(PATH, content=content, headers=headers)

    assert response.status_code == 413
    assert response.json()["error"]["code"] == "upload_too_large"


@pytest.mark.parametrize(
    ("content_type", "body", "status", "code"),
    [
        ("application/json", b"{}", 415, "unsupported_media_type"),
        ("multipart/form-data", b"", 415, "unsupported_media_type"),
        ("multipart/form-data; boundary=b", b"--b--\r\n", 422, "no_files"),
        ("multipart/form-data; boundary=b", b"nonsense", 400, "bad_request"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-", 400, "bad_request"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="files"\r\n\r\nx\r\n--b--\r\n',
            422,
            "no_files",
        ),
    ],
)
def test_what_is_no_form_of_files_is_refused(
    client: TestClient, content_type: str, body: bytes, status: int, code: str
) -> None:
    headers = TOKEN | {"content-type": content_type}

    response = client.post(PATH, content=body, headers=headers)

    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('filename="通知.txt"'.encode(), "通知.txt"),
        ('filename="开办指南.txt"'.encode("gb18030"), "开办指南.txt"),
        (b"filename*=UTF-8''%E9%80%9A%E7%9F%A5.txt", "通知.txt"),
    ],
)
def test_name_is_read_as_clients_write_it(
    client: TestClient, disposition: bytes, name: str
) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="files"; ' + disposition
    headers = TOKEN | {"content-type": "multipart/form-data; boundary=b"}

    response = client.post(PATH, content=head + b"\r\n\r\nx\r\n--b--\r\n", headers=headers)

    assert response.json()["files"][0]["name"] == name


def test_running_upload_tells_its_file_and_pages(
    live: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = live.app.state.zhengce.library  # type: ignore[attr-defined]
    told: list[object] = []
    on_page = Library._on_page

    def heard(self: Library, name: str, done: int, total: int) -> None:
        on_page(self, name, done, total)
        told.append(live.get("/api/admin/progress", headers=TOKEN).json()["reading"])

    monkeypatch.setattr(Library, "_on_page", heard)
    blank = pypdfium2.PdfDocument.new()
    for _ in range(2):
        blank.new_page(200, 300)
    blank.save(path := tmp_path / "空.pdf")
    with library.incoming():
        library.take_in([ReceivedFile("空.pdf", path)])
    file = {"name": "空.pdf", "file": 1, "files": 1, "pages": 2}
    assert told == [{**file, "pages_done": 1}, {**file, "pages_done": 2}]
    assert live.get("/api/admin/progress", headers=TOKEN).json() == {"reading": None}
    assert live.get("/api/admin/progress").status_code == 401


def test_removed_document_leaves_no_trace(live: TestClient, product: Product) -> None:
    _upload(live, ("开办通知.txt", NOTICE))
    _wait_until(live, lambda ready: ready.json()["parts"]["vector"]["ready"])

    response = live.delete(f"{PATH}/开办通知", headers=TOKEN)

    assert response.status_code == 200
    assert response.json()["removed"] == "开办通知"
    assert live.get("/api/documents/开办通知").status_code == 404
    assert "开办通知" not in _hits(live, "免费刻制公章")
    assert list((product.settings.data_dir / UPLOADS).iterdir()) == []
    _wait_until(live, lambda ready: ready.json()["parts"]["vector"]["ready"])
    keyword, vector = product.indexer.indexes.keyword, product.indexer.indexes.vector
    assert keyword is not None
    assert vector is not None
    assert (keyword.chunk_count(), vector.chunk_count()) == (1, 1)
    assert not any("开办通知" in chunk_id for chunk_id in vector.digests())


def test_unknown_document_cannot_be_removed(live: TestClient) -> None:
    response = live.delete(f"{PATH}/没有", headers=TOKEN)

    assert response.status_code == 404
    assert response.json()["error"]["code"] == "document_not_found"
