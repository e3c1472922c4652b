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


LAW = """# 甲市中小企业款项支付条例

（{year}年3月1日甲市人民代表大会常务委员会通过）

第一条 为了保障中小企业款项及时支付，制定本条例。

第二条 机关从中小企业采购货物，应当自交付之日起{days}日内支付款项。

第三条 本条例自{year}年6月1日起施行。
"""


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    folder.mkdir()
    for year, days in ((2018, 90), (2021, 30)):
        text = LAW.format(year=year, days=days).replace("甲市", "许昌市")
        (folder / f"{year}.md").write_text(text, encoding="utf-8")
    return folder


def test_superseded_version_never_answers_for_the_one_in_force(
    small: Product, versions: Path
) -> None:
    small.ingest([versions])
    small.indexer.sync_keywords()

    answer = answered(small, "机关从中小企业采购货物，应当多少日内支付款项？")

    assert "30日" in answer.answer
    assert {citation.document_id for citation in answer.citations} == {"2021"}


def test_superseded_version_answers_what_held_in_its_year(small: Product, versions: Path) -> None:
    small.ingest([versions])
    small.indexer.sync_keywords()

    answer = answered(small, "2018年的条例规定，机关从中小企业采购货物应当多少日内支付款项？")

    assert "90日" in answer.answer


def test_model_of_the_settings_is_wired_without_being_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGCE_MODEL__BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("ZHENGCE_MODEL__NAME", "m")
    product = build(load_settings(data_dir=tmp_path / "data"))

    assert product.model_writer is not None
    assert product.model_writer.is_ready
    product.close()


def test_without_a_model_there_is_no_model_writer(small: Product) -> None:
    assert small.model_writer is None
