"""Points become facts with verified, numbered citations."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.answering.citations import CitationMaker
from bot.answering.forms import Formed
from bot.answering.resolving import related, resolve
from bot.evidence.features import Features
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from corpus import CorpusStore, Document, Metadata, ingest
from retrieval import Passage

MakeEvidence = Callable[..., Evidence]

# 0-5 共67种。 5-11 共389项。 11-18 共2959项。
SOURCE = "共67种。共389项。共2959项。"


@pytest.fixture
def maker() -> CitationMaker:
    document = Document("report", "0" * 64, SOURCE, Metadata("报告"))
    return CitationMaker({"report": document}.get, today=lambda: date(2022, 9, 20))


def test_citations_are_numbered_in_the_order_of_first_use(
    make_evidence: MakeEvidence, maker: CitationMaker
) -> None:
    types, items, all_items = (
        make_evidence("共67种。"),
        make_evidence("共389项。", at=5),
        make_evidence("共2959项。", at=11),
    )
    resolved = resolve([Formed(Point(all_items, (types,))), Formed(Point(items))], maker)
    assert [fact.citations for fact in resolved.facts] == [(1, 2), (3,)]
    assert [citation.index for citation in resolved.citations] == [1, 2, 3]
    assert [citation.quote for citation in resolved.citations] == [
        "共2959项。",
        "共67种。",
        "共389项。",
    ]
    assert resolved.quotes == ("共2959项。", "共67种。", "共389项。")


def test_point_whose_own_sentence_cannot_be_cited_is_not_told(
    make_evidence: MakeEvidence, maker: CitationMaker
) -> None:
    borne = make_evidence("共67种。")
    elsewhere = make_evidence("共76种。")
    resolved = resolve([Formed(Point(elsewhere, (borne,))), Formed(Point(borne))], maker)
    assert [fact.text for fact in resolved.facts] == ["共67种。"]
    assert [citation.index for citation in resolved.citations] == [1]


def test_further_source_that_cannot_be_cited_is_left_out(
    make_evidence: MakeEvidence, maker: CitationMaker
) -> None:
    point = Point(make_evidence("共67种。"), (make_evidence("共76种。"),))
    resolved = resolve([Formed(point)], maker)
    assert [fact.citations for fact in resolved.facts] == [(1,)]
    assert len(resolved.citations) == len(resolved.quotes) == 1


def test_place_is_told_only_where_the_answer_speaks_of_several(
    make_evidence: MakeEvidence, maker: CitationMaker
) -> None:
    hebi = Formed(Point(make_evidence("共67种。", region="鹤壁市")))
    province = Formed(Point(make_evidence("共389项。", at=5, region="河南省")))
    assert [fact.source for fact in resolve([hebi], maker).facts] == [None]
    assert [fact.source for fact in resolve([hebi, province], maker).facts] == ["鹤壁市", "河南省"]


def test_issuer_is_told_where_points_are_compared(
    make_evidence: MakeEvidence, maker: CitationMaker
) -> None:
    texts = [make_evidence("共67种。"), make_evidence("共389项。", at=5)]
    points = [Formed(Point(one)) for one in texts]
    sources = [fact.source for fact in resolve(points, maker, is_comparison=True).facts]
    assert sources == ["河南省人民政府", "河南省人民政府"]
    assert [fact.source for fact in resolve(points, maker).facts] == [None, None]


def test_nothing_to_tell_is_nothing_resolved(maker: CitationMaker) -> None:
    resolved = resolve([], maker)
    assert (resolved.facts, resolved.citations, resolved.quotes) == ((), (), ())


def test_related_passages_are_numbered_on_their_own_without_gaps(
    make_evidence: MakeEvidence, maker: CitationMaker
) -> None:
    found = related(
        [make_evidence("共67种。"), make_evidence("共76种。"), make_evidence("共389项。", at=5)],
        maker,
    )
    assert [(one.index, one.quote) for one in found] == [(1, "共67种。"), (2, "共389项。")]


LOCAL = "企业应当将承诺书及注销登记申请通过国家企业信用信息公示系统公示，公示期为二十日。"
LAWS = {
    "国": (
        "市场主体登记管理条例\n\n2021年7月27日 中华人民共和国国务院令第746号公布",
        "市场主体应当将承诺书及注销登记申请通过国家企业信用信息公示系统公示，公示期为20日。",
    ),
    "沪": ("上海市优化营商环境条例\n\n2024年9月27日 上海市人民代表大会常务委员会通过", LOCAL),
    "公": (
        "中华人民共和国公司法\n\n2023年12月29日 第十四届全国人民代表大会常务委员会第七次会议修订",
        "通过简易程序注销公司登记，应当予以公告，公告期限不少于二十日。",
    ),
}


@pytest.mark.parametrize(
    ("names_place", "documents"), [(False, ["公", "国"]), (True, ["公", "沪"])]
)
def test_rule_of_a_city_gives_way_to_that_of_the_nation_where_no_place_is_asked_of(
    tmp_path: Path, names_place: bool, documents: list[str]
) -> None:
    for name, (head, rule) in LAWS.items():
        text = f"# {head}\n\n<!-- INFO END -->\n\n第一条 为了登记。\n\n第二条 {rule}\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    store = CorpusStore(f"sqlite:///{tmp_path / 'laws.db'}")
    ingest(sorted(tmp_path.glob("*.md")), store)
    point, local = (_sentence(store, name, LAWS[name][1]) for name in ("公", "沪"))
    maker = CitationMaker(store.document, today=lambda: date(2026, 1, 1))

    resolved = resolve(
        [Formed(Point(point, (local,)))], maker, sources=store, names_place=names_place
    )

    assert [citation.document_id for citation in resolved.citations] == documents
    store.close()


def test_our_city_is_told_by_its_name_where_it_is_asked_which(
    ask: Callable[[str], Answer],
) -> None:
    assert ask("河南哪个市蝉联“长安杯”？").answer.startswith("鹤壁市：我市")
    assert ask("鹤壁拿了“长安杯”吗？").answer.startswith("我市")


def _sentence(store: CorpusStore, document_id: str, text: str) -> Evidence:
    document = store.document(document_id)
    assert document is not None
    chunk = next(one for one in store.chunks_of(document_id) if text in one.text)
    at = chunk.text.index(text)
    features = Features(*[0.0] * len(Features._fields))
    passage = Passage(chunk, document.metadata, score=1.0, rank=1)
    return Evidence(passage, at, at + len(text), features, score=1.0, probability=1.0)


def row_under(make_evidence: MakeEvidence, header: str, row: str) -> Evidence:
    item = make_evidence(row, before=f"{header}\n")
    chunk = replace(item.passage.chunk, context=header.replace("\t", "，"))
    return replace(item, passage=replace(item.passage, chunk=chunk))


@pytest.mark.parametrize(
    ("header", "citations"), [("指标\t2023年", (1, 2)), ("指标\t金额（万元）", (1,))]
)
def test_header_of_a_row_is_cited_too_where_it_holds_figures(
    make_evidence: MakeEvidence, header: str, citations: tuple[int, ...]
) -> None:
    row = "出口\t1230"
    document = Document("report", "0" * 64, f"{header}\n{row}", Metadata("报告"))
    maker = CitationMaker({"report": document}.get, today=lambda: date(2022, 9, 20))

    (fact,) = resolve([Formed(Point(row_under(make_evidence, header, row)))], maker).facts

    assert (fact.columns, fact.citations) == (header.replace("\t", "，"), citations)


def test_row_whose_years_stand_nowhere_is_not_told(make_evidence: MakeEvidence) -> None:
    row = "出口\t1230"
    item = row_under(make_evidence, "指标\t2023年", row)
    bare = replace(item.passage.chunk, text=row)
    item = replace(item, passage=replace(item.passage, chunk=bare), start=0, end=len(row))
    document = Document("report", "0" * 64, row, Metadata("报告"))
    maker = CitationMaker({"report": document}.get, today=lambda: date(2022, 9, 20))

    assert resolve([Formed(Point(item))], maker).facts == ()
