"""Laws named in a question are found by their names."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Chunk, CorpusStore, Document, Metadata
from retrieval import HybridRetriever, Indexer
from retrieval.named_works import NamedWork, WorkTitles

MakeDocument = Callable[..., tuple[Document, list[Chunk]]]

TITLES = WorkTitles(
    {
        "company-2018": Metadata("中华人民共和国公司法（2018年修正）"),
        "company-2023": Metadata("中华人民共和国公司法"),
        "nation": Metadata("优化营商环境条例"),
        "henan": Metadata("河南省优化营商环境条例", region="河南省"),
        "report": Metadata("河南省优化营商环境报告", region="河南省"),
    }
)
COMPANY = NamedWork("公司法", ("company-2018", "company-2023"))


@pytest.mark.parametrize(
    ("text", "words", "named"),
    [
        ("新公司法从哪天开始用", ("公司法",), [COMPANY]),
        ("公司法人要登记什么", ("公司", "法人"), []),
        ("河南省优化营商环境条例何时施行", (), [NamedWork("河南省优化营商环境条例", ("henan",))]),
        (
            "优化营商环境条例和公司法",
            ("公司法",),
            [NamedWork("优化营商环境条例", ("nation",)), COMPANY],
        ),
        ("河南省优化营商环境报告怎么说", (), []),
        ("", (), []),
    ],
)
def test_the_longest_title_that_stands_there_is_named(
    text: str, words: tuple[str, ...], named: list[NamedWork]
) -> None:
    assert TITLES.named_in(text, words) == named


def test_a_law_named_is_looked_through_though_it_does_not_repeat_its_name(
    tmp_path: Path, make_document: MakeDocument
) -> None:
    store = CorpusStore(f"sqlite:///{tmp_path / 'laws.db'}")
    reports = [f"第{n}次检查城市绿化条例施行情况。" for n in range(30)]
    others = [f"第{n}次会议听取道路养护情况，自当日起施行新的分工。" for n in range(90)]
    store.put(*make_document("report", Metadata("绿化报告"), (*reports, *others)))
    articles = ("第一条 为了绿化城市，制定本条例。", "第九条 本条例自1992年8月1日起施行。")
    store.put(*make_document("law", Metadata("城市绿化条例"), articles))
    indexer = Indexer(store, tmp_path / "laws-index", embedder=None)
    indexer.sync_keywords()

    found = HybridRetriever(indexer.indexes, store).retrieve("城市绿化条例哪天施行", k=3)

    assert "law-1" in [passage.chunk.id for passage in found]
    store.close()
