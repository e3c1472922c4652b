"""The five bundled documents behind a real assistant, and small evidence built by hand."""

import asyncio
import dataclasses
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256

import pytest

from bot.answer import Answer
from bot.assembly import Product, build
from bot.evidence.features import Features
from bot.evidence.scoring import Evidence, Weights, load_weights
from bot.question import Question
from bot.settings import load_settings
from bot.understanding.intent import read_intent
from bot.understanding.terms import Term
from bot.understanding.understood import Asked
from bot.understanding.vocabulary import Vocabulary
from corpus import Chunk, Document, Level, Metadata, OffsetMap, Span
from retrieval import IndexVocabulary, Passage

TODAY = date(2022, 9, 20)

Ask = Callable[..., Answer]
MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product over the bundled documents, by keyword search alone."""
    settings = load_settings(data_dir=tmp_path_factory.mktemp("data"))
    product = build(settings, today=lambda: TODAY, with_vectors=False)
    product.ingest_bundled()
    product.indexer.sync_keywords()
    yield product
    product.close()


@pytest.fixture(scope="session")
def vocabulary(product: Product) -> Vocabulary:
    """What the bundled documents know of words."""
    return IndexVocabulary(product.indexer.indexes, product.store)


@pytest.fixture(scope="session")
def ask(product: Product) -> Ask:
    """Ask the assistant a question by its text."""

    def ask(text: str, **options: object) -> Answer:
        question = dataclasses.replace(Question(text), **options)  # type: ignore[arg-type]
        return asyncio.run(product.assistant.answer(question))

    return ask


@pytest.fixture(scope="session")
def weights() -> Weights:
    """The models as shipped, with round thresholds: begin at 0.5, go on at 0.3."""
    return dataclasses.replace(load_weights(), answer_threshold=0.5, add_threshold=0.3)


@pytest.fixture(scope="session")
def make_evidence() -> MakeEvidence:
    """Make evidence of one sentence; its chunk stands at `at` of the source."""

    def make(
        text: str,
        *,
        probability: float = 0.9,
        score: float | None = None,
        chunk: str | None = None,
        region: str | None = "河南省",
        section: tuple[str, ...] = (),
        before: str = "",
        coverage: float = 0.0,
        published: date | None = None,
        level: Level | None = None,
        at: int = 0,
    ) -> Evidence:
        whole = before + text
        passage = Passage(
            Chunk(
                id=chunk or sha256(whole.encode()).hexdigest()[:12],
                document_id="report",
                ordinal=0,
                text=whole,
                span=Span(0, len(whole)),
                offsets=OffsetMap(((0, at, len(whole)),)),
                section=section,
                issuer="河南省人民政府",
            ),
            Metadata("报告", "河南省人民政府", region, level=level, published=published),
            score=1.0,
            rank=1,
        )
        features = Features(*[0.0] * len(Features._fields))._replace(own_coverage=coverage)
        return Evidence(
            passage,
            len(before),
            len(whole),
            features,
            score=probability if score is None else score,
            probability=probability,
        )

    return make


@pytest.fixture(scope="session")
def make_asked() -> MakeAsked:
    """Make one thing asked; every term is a known name of weight 3 unless given as a `Term`."""

    def make(text: str, *terms: str | Term) -> Asked:
        made = tuple(
            term if isinstance(term, Term) else Term(term, 3.0, is_name=True) for term in terms
        )
        return Asked(text, text, made, read_intent(text))

    return make


@pytest.fixture(scope="session")
def documents(product: Product) -> dict[str, Document]:
    """The bundled documents by id."""
    found = (product.store.document(record.id) for record in product.store.records())
    return {document.id: document for document in found if document is not None}


@pytest.fixture(scope="session")
def passages(product: Product, documents: dict[str, Document]) -> list[Passage]:
    """Every chunk of the bundled documents as if it had been found."""
    return [
        Passage(chunk, documents[chunk.document_id].metadata, score=1.0, rank=1)
        for chunk in product.store.iter_chunks()
    ]
