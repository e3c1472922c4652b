"""Five small policy documents in a real store, as every test of retrieval sees them."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from backends import BACKENDS, Backend
from server_process import ServerProcess

from corpus import Chunk, CorpusStore, Document, Metadata, OffsetMap, Span
from retrieval import Indexer
from retrieval.fakes import HashingEmbedder

CITY_LIST = (
    "鹤壁市推行“首错免罚清单”制度，首批首错免罚清单共67种轻微违法行为。",
    "鹤壁市企业开办实现一窗通办，0.5个工作日内办结营业执照和公章刻制。",
)
CITY_REPLY = (
    "许昌市推进“一件事一次办”改革，企业注销实行一件事一次办。",
    "许昌市设立企业服务日，市领导每月15日听取企业诉求。",
)
COUNTY_REPORT = (
    "西平县为小微企业设立贷款风险补偿金，累计发放贷款1.2亿元。",
    "西平县对欠费的小微企业实行欠费不停供，设立6个月费用缓缴期。",
)
PROVINCE_REPORT = (
    "“科技贷”业务累计放款97.65亿元，支持科技型中小企业1817家次。",
    "全省共梳理2959项免罚事项，其中省级389项。",
    "拓展简易注销适用范围，未开业或者无债权债务的市场主体可以走简易注销，公示期20天。",
    "“科技贷”风险补偿由省财政安排，“一件事一次办”事项上线。",
)
OLD_RULES = ("第一条 为了规范登记，制定本办法。", "第二条 简易注销公告期为45日。")

MakeDocument = Callable[..., tuple[Document, list[Chunk]]]


def build_document(
    id_: str, metadata: Metadata, paragraphs: tuple[str, ...], *, issuer: str | None = None
) -> tuple[Document, list[Chunk]]:
    """Make a document of which every paragraph is a chunk."""
    chunks, at = [], 0
    for ordinal, text in enumerate(paragraphs):
        chunks.append(
            Chunk(
                id=f"{id_}-{ordinal}",
                document_id=id_,
                ordinal=ordinal,
                text=text,
                span=Span(at, at + len(text)),
                offsets=OffsetMap(((0, at, len(text)),)),
                section=("一、主要做法",),
                issuer=issuer,
            )
        )
        at += len(text) + 1
    source = "\n".join(paragraphs)
    return Document(id_, sha256(source.encode()).hexdigest(), source, metadata), chunks


def five_documents() -> list[tuple[Document, list[Chunk]]]:
    return [
        build_document(
            "hebi",
            Metadata("鹤壁市优化营商环境简报", "鹤壁市政府", "鹤壁市", None, date(2021, 8, 27)),
            CITY_LIST,
        ),
        build_document(
            "xuchang",
            Metadata(
                "许昌市建议答复", "许昌市政府", "许昌市", None, date(2021, 9, 17), kind="答复"
            ),
            CITY_REPLY,
        ),
        build_document(
            "xiping",
            Metadata("西平县报告", "西平县政府", "西平县", None, date(2021, 9, 16), kind="报告"),
            COUNTY_REPORT,
        ),
        build_document(
            "henan",
            Metadata("全省报告", "省政府", "河南省", None, date(2022, 9, 19), kind="报告"),
            PROVINCE_REPORT,
            issuer="省科技厅",
        ),
        build_document(
            "rules",
            Metadata(
                "登记办法",
                "国务院",
                "中国",
                effective_from=date(2014, 1, 1),
                repealed_on=date(2022, 3, 1),
                superseded_by="new-rules",
                kind="行政法规",
            ),
            OLD_RULES,
        ),
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    store = CorpusStore(f"sqlite:///{tmp_path / 'corpus.db'}")
    for document, chunks in five_documents():
        store.put(document, chunks)
    yield store
    store.close()


@pytest.fixture
def make_document() -> MakeDocument:
    return build_document


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of a module that says `ON_EVERY_BACKEND` over each place for vectors."""
    if "backend" in metafunc.fixturenames and getattr(metafunc.module, "ON_EVERY_BACKEND", False):
        metafunc.parametrize("backend", BACKENDS, indirect=True)


@pytest.fixture(scope="session")
def shared_chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with ServerProcess.chroma(tmp_path_factory.mktemp("chroma") / "data") as server:
        yield server


@pytest.fixture(scope="session")
def shared_milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with ServerProcess.milvus(tmp_path_factory.mktemp("milvus") / "data") as server:
        yield server


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> Backend:
    """Where vectors are kept: embedded, unless a test module runs on every backend."""
    kind = getattr(request, "param", "embedded")
    tag = f"hashing{uuid.uuid4().hex[:8]}"
    if kind == "chroma":
        server: ServerProcess = request.getfixturevalue("shared_chroma")
        return Backend(tag, chroma_url=server.url)
    if kind == "milvus":
        server = request.getfixturevalue("shared_milvus")
        return Backend(tag, milvus_uri=server.url)
    return Backend()


@pytest.fixture
def embedder(backend: Backend) -> HashingEmbedder:
    return HashingEmbedder(backend.tag)


@pytest.fixture
def indexer(
    store: CorpusStore, tmp_path: Path, embedder: HashingEmbedder, backend: Backend
) -> Iterator[Indexer]:
    """An indexer whose keyword index is built and whose vectors are not."""
    indexer = backend.indexer(store, tmp_path, embedder)
    indexer.sync_keywords()
    yield indexer
    indexer.close()


@pytest.fixture
def full_indexer(indexer: Indexer) -> Indexer:
    """An indexer with both indexes built."""
    indexer.sync_vectors()
    return indexer
