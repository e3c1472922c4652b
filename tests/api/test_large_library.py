"""What a request costs does not grow with the library: nothing reads of all documents."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.library import Library
from api.pages.document_list import PAGE
from api.uploads import ReceivedFile
from bot.assembly import Product, build
from bot.settings import load_settings
from corpus import CorpusStore

N_NOTICES = PAGE + 20
# They bring indexes up to date, which nobody waits for.
BEHIND = ("preparation", "following")
READS_ALL = ("records", "fingerprint", "iter_chunks", "stamps", "digests")


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("library")
    papers = folder / "papers"
    papers.mkdir()
    for n in range(N_NOTICES):
        title, day = f"许昌市人民政府关于第{n}项工作的通知", f"2021年3月{n % 28 + 1}日"
        text = f"{title}\n\n{day}\n\n一、{n}件事项已办结。\n"
        (papers / f"通知{n:03d}.txt").write_text(text, encoding="utf-8")
    for year in (2020, 2024):
        text = (
            f"许昌市节约用水条例\n\n（{year}年3月1日许昌市人民代表大会通过）\n\n"
            f"第一条 为了节约用水，制定本条例。\n\n第二条 本条例自{year}年5月1日起施行。\n"
        )
        (papers / f"条例{year}.txt").write_text(text, encoding="utf-8")
    product = build(load_settings(data_dir=folder / "data"), with_vectors=False)
    product.ingest([papers])
    yield product
    product.close()


@pytest.fixture(scope="module")
def client(product: Product) -> Iterator[TestClient]:
    product.indexer.sync_keywords()
    with TestClient(create_app(product)) as client:
        while client.get("/readyz").status_code != 200:
            pass
        yield client


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was read of all documents, but behind the requests."""
    noted: list[str] = []

    def noting(name: str) -> None:
        original = getattr(CorpusStore, name)

        def called(*args: object, **kwargs: object) -> object:
            if threading.current_thread().name not in BEHIND:
                noted.append(name)
            return original(*args, **kwargs)

        monkeypatch.setattr(CorpusStore, name, called)

    for name in READS_ALL:
        noting(name)
    return noted


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/lookup",
        "/documents",
        "/documents?kind=%E9%80%9A%E7%9F%A5&q=%E9%80%9A%E7%9F%A5&page=2",
        "/documents/条例2020",
        "/compare",
        "/compare?old=条例2020",
        "/compare?old=条例2020&new=条例2024",
        "/api/documents?offset=100&limit=5",
        "/api/documents/条例2020",
        "/api/search?q=节约用水",
        "/api/search?q=“节约用水”",
        "/api/search?q=许政〔2021〕1号",
        "/readyz",
        "/metrics",
    ],
)
def test_no_page_reads_of_all_documents(client: TestClient, read: list[str], path: str) -> None:
    assert client.get(path).status_code == 200
    assert read == []


@pytest.mark.parametrize("question", ["许昌市节约用水条例现在是哪一版？", "多少件事项已办结？"])
def test_no_answer_reads_of_all_documents(
    client: TestClient, read: list[str], question: str
) -> None:
    assert client.post("/api/chat", json={"question": question}).status_code == 200
    assert read == []


def test_list_shows_a_page_and_leads_to_the_next(client: TestClient) -> None:
    first = client.get("/documents").text
    last = client.get("/documents", params={"page": "2"}).text

    assert first.count('class="facts-line"') == PAGE
    assert f"{N_NOTICES + 2} 份，第 1 页，共 2 页" in first
    assert '<a rel="next" href="/documents?page=2">下一页</a>' in first
    assert last.count('class="facts-line"') == N_NOTICES + 2 - PAGE
    assert "上一页" in last
    assert "下一页" not in last
    assert "没有这一页" in client.get("/documents", params={"page": "9"}).text


def test_choice_of_what_to_compare_says_that_there_is_more(client: TestClient) -> None:
    many = client.get("/compare", params={"old": "条例2020", "q": "通知"}).text
    few = client.get("/compare", params={"old": "条例2020", "q": "节约用水"}).text

    assert "50 份，还有更多" in many
    assert "1 份</p>" in few


def test_page_of_a_law_names_its_other_version(client: TestClient) -> None:
    html = client.get("/documents/条例2020").text

    assert "已被取代，新版本" in html
    assert "/documents/%E6%9D%A1%E4%BE%8B2024" in html


def test_upload_asks_for_its_own_documents_alone(product: Product, read: list[str]) -> None:
    library = Library(product, on_change=lambda: None)
    with library.incoming() as folder:
        path: Path = folder / "新通知.txt"
        path.write_text("许昌市人民政府关于新事项的通知\n\n新事项已办结。\n", encoding="utf-8")
        (outcome,) = library.take_in([ReceivedFile("新通知.txt", path)])

    assert outcome.document_ids == ("新通知",)
    # The keyword index looks at all documents once for all files of an upload.
    assert set(read) == {"digests", "iter_chunks"}
    assert read.count("digests") == 2
    assert library.remove("新通知")
