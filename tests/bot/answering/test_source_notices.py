"""What sources get wrong or contradict is told beside the answer that cites them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Citation, Notice, NoticeKind
from bot.answering.citations import CitationMaker
from bot.answering.forms import Formed
from bot.answering.resolving import resolve
from bot.answering.source_notices import Warned, checked_against_sources
from bot.evidence.features import Features
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from corpus import CorpusStore, ingest, load_catalog
from retrieval import Passage

LOANS = "“科技贷”业务累计放款{}亿元，支持企业1816家。"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    opened = CorpusStore(f"sqlite:///{tmp_path / 'corpus.db'}")
    yield opened
    opened.close()


def put(store: CorpusStore, folder: Path, *documents: tuple[str, str, str, str]) -> None:
    """Ingest documents given as name, issuer, day of publication and text."""
    rows = []
    for name, issuer, published, text in documents:
        (folder / f"{name}.txt").write_text(f"{name}工作报告\n\n{text}\n", encoding="utf-8")
        rows.append(
            f'[[documents]]\nfile = "{name}.txt"\nissuer = "{issuer}"\n'
            f'region = "河南省"\npublished = {published}\n'
        )
    (folder / "catalog.toml").write_text("\n".join(rows), encoding="utf-8")
    ingest([folder], store, catalog=load_catalog(folder / "catalog.toml"))


def cited(store: CorpusStore, document_id: str, quote: str) -> Evidence:
    document = store.document(document_id)
    assert document is not None
    chunk = next(one for one in store.chunks_of(document_id) if quote in one.text)
    at = chunk.text.index(quote)
    features = Features(*[0.0] * len(Features._fields))
    passage = Passage(chunk, document.metadata, score=1.0, rank=1)
    return Evidence(passage, at, at + len(quote), features, score=1.0, probability=1.0)


def told(store: CorpusStore, *evidence: Evidence) -> tuple[tuple[Citation, ...], Warned]:
    maker = CitationMaker(store.document, today=lambda: date(2022, 10, 1))
    resolved = resolve([Formed(Point(one)) for one in evidence], maker)
    return resolved.citations, checked_against_sources(resolved, store, maker)


def test_defect_of_a_cited_figure_is_told_with_its_reason(
    store: CorpusStore, tmp_path: Path
) -> None:
    text = "目前受理企业诉求123件，完结118件，完结率９５９％。"
    put(store, tmp_path, ("简报", "某市政府", "2022-09-19", text))
    _, warned = told(store, cited(store, "简报", "完结率959%"))
    assert warned.notices == (
        Notice(
            NoticeKind.SOURCE_DEFECT,
            "原文写作“９５９％”，疑为“95.9%”，因为从“目前受理企业诉求123件”和“完结118件”算，"
            "完结率应为95.9%，疑似漏了小数点。",
            (1,),
        ),
    )


def test_defect_without_a_likely_value_is_told_as_doubtful(
    store: CorpusStore, tmp_path: Path
) -> None:
    text = "根据《检查方案》（豫应急办〔2022〕号）开展检查。"
    put(store, tmp_path, ("报告", "某厅", "2022-09-19", text))
    _, warned = told(store, cited(store, "报告", text))
    assert [one.text for one in warned.notices] == [
        "原文写作“豫应急办〔2022〕号”，疑有误，因为文号的年份后面缺少序号。"
    ]


def test_defect_outside_the_citation_is_not_told(store: CorpusStore, tmp_path: Path) -> None:
    text = "完善投诉平台建设，方便企业反映问题。目前受理123件，完结118件，完结率959%。"
    put(store, tmp_path, ("简报", "某市政府", "2022-09-19", text))
    assert told(store, cited(store, "简报", "完善投诉平台建设"))[1] == Warned()


def test_one_defect_cited_twice_is_told_once(store: CorpusStore, tmp_path: Path) -> None:
    text = "目前受理123件，完结118件，完结率959%。"
    put(store, tmp_path, ("简报", "某市政府", "2022-09-19", text))
    _, warned = told(store, cited(store, "简报", "完结率959%"), cited(store, "简报", text))
    assert [one.citations for one in warned.notices] == [(1, 2)]


def test_both_sides_of_a_conflict_are_named_and_cited(store: CorpusStore, tmp_path: Path) -> None:
    put(
        store, tmp_path,
        ("甲", "省政府", "2022-09-19", "截至6月末，" + LOANS.format("97.65")),
        ("乙", "科技厅", "2022-08-30", "截至2022年6月，" + LOANS.format("79.65")),
    )  # fmt: skip
    citations, warned = told(store, cited(store, "甲", LOANS.format("97.65")))
    (notice,) = warned.notices
    assert (notice.kind, notice.citations) == (NoticeKind.CONFLICT, (1, 2))
    assert notice.text == (
        "同一件事各处的数字不同：省政府（2022年9月19日发布）的说法是“97.65亿元”，"
        "科技厅（2022年8月30日发布）的说法是“79.65亿元”；请向发文单位核实。"
    )
    assert [one.index for one in citations] == [1]
    (rival,) = warned.citations
    document = store.document("乙")
    assert document is not None
    assert rival.quote == document.source_text[rival.start : rival.end]
    assert (rival.index, rival.issuer) == (2, "科技厅")


def test_rival_that_is_cited_already_is_not_cited_again(store: CorpusStore, tmp_path: Path) -> None:
    ours, theirs = LOANS.format("97.65"), LOANS.format("79.65")
    put(
        store, tmp_path,
        ("甲", "省政府", "2022-09-19", ours), ("乙", "科技厅", "2022-09-19", theirs),
    )  # fmt: skip
    _, warned = told(store, cited(store, "甲", ours), cited(store, "乙", theirs))
    assert warned.citations == ()
    assert [one.citations for one in warned.notices] == [(1, 2)]


@pytest.mark.parametrize(
    ("ours", "theirs", "published"),
    [
        (
            "截至7月末，" + LOANS.format("97.65"),
            "截至8月末，" + LOANS.format("99.10"),
            "2022-09-19",
        ),
        (LOANS.format("97.65"), LOANS.format("99.10"), "2022-10-08"),
        ("今年以来，" + LOANS.format("97.65"), "今年以来，" + LOANS.format("99.10"), "2022-10-08"),
        ("今年，" + LOANS.format("97.65"), "去年，" + LOANS.format("99.10"), "2022-09-19"),
        (LOANS.format("97.65"), LOANS.format("97.7"), "2022-09-19"),
        (LOANS.format("97.65"), "“运通货”" + LOANS.format("8.27")[5:], "2022-09-19"),
    ],
    ids=["as_of", "published", "this_year", "last_year", "rounded", "another_thing"],
)
def test_figures_of_a_series_or_of_two_things_are_no_conflict(
    store: CorpusStore, tmp_path: Path, ours: str, theirs: str, published: str
) -> None:
    put(
        store, tmp_path,
        ("甲", "省政府", "2022-09-19", ours), ("乙", "科技厅", published, theirs),
    )  # fmt: skip
    assert told(store, cited(store, "甲", ours))[1] == Warned()


def test_articles_of_one_text_are_no_conflict(store: CorpusStore, tmp_path: Path) -> None:
    fine = "对直接负责的主管人员和其他直接责任人员处以{}万元罚款。"
    text = f"第一条 虚报资本的，{fine.format(3)}\n\n第二条 抽逃出资的，{fine.format(10)}"
    put(store, tmp_path, ("办法", "省政府", "2022-09-19", text))
    assert told(store, cited(store, "办法", fine.format(3)))[1] == Warned()


def test_time_named_before_in_the_paragraph_counts(store: CorpusStore, tmp_path: Path) -> None:
    ours, theirs = LOANS.format("97.65"), LOANS.format("99.10")
    put(
        store, tmp_path,
        ("甲", "省政府", "2022-09-19", f"现将截至7月底的情况报告如下。{ours}"),
        ("乙", "科技厅", "2022-09-19", f"现将截至8月底的情况报告如下。{theirs}"),
    )  # fmt: skip
    assert told(store, cited(store, "甲", ours))[1] == Warned()
