"""The product is wired over a data directory and comes back after a restart."""

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Answer, Status
from bot.assembly import BUNDLED_DOCUMENTS, Product, build
from bot.question import Question
from bot.settings import load_settings
from corpus import IngestReport

TEXT = "# 许昌市建议答复\n\n许昌市设立企业服务日，每月15日听取企业诉求，已解决问题312件。\n"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "reply.md").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Product]:
    product = build(load_settings(data_dir=tmp_path / "data"), today=lambda: date(2022, 9, 20))
    yield product
    product.close()


def answered(product: Product, text: str) -> Answer:
    return asyncio.run(product.assistant.answer(Question(text)))


def counts(report: IngestReport) -> tuple[int, int]:
    return len(report.added), len(report.unchanged)


def test_folder_of_ones_own_is_answered_from(small: Product, papers: Path) -> None:
    assert counts(small.ingest([papers])) == (1, 0)
    small.indexer.sync_keywords()
    answer = answered(small, "许昌企业服务日解决了多少件问题？")
    (citation,) = answer.citations
    assert answer.status is Status.ANSWERED
    assert "312件" in answer.answer
    assert TEXT[citation.start : citation.end] == citation.quote


def test_ingesting_the_same_folder_again_changes_nothing(small: Product, papers: Path) -> None:
    small.ingest([papers])
    assert counts(small.ingest([papers])) == (0, 1)


def test_restart_answers_without_indexing_again(tmp_path: Path, papers: Path) -> None:
    settings = load_settings(data_dir=tmp_path / "data")
    before = build(settings)
    before.ingest([papers])
    before.indexer.sync_keywords()
    before.close()
    after = build(settings)
    assert "312件" in answered(after, "许昌企业服务日解决了多少件问题？").answer
    after.close()


def test_bundled_documents_are_five_with_their_metadata(product: Product) -> None:
    records = product.store.records()
    assert len(records) == len(list(BUNDLED_DOCUMENTS.glob("*.txt"))) == 5
    assert all(record.metadata.title and record.metadata.region for record in records)


def test_data_directory_is_made(small: Product) -> None:
    assert small.settings.data_dir.is_dir()
