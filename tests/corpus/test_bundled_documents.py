"""What must hold of the five documents that the product ships with."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from corpus import Chunk, Document, Level, chunk_document, load_paths
from corpus.structure.blocks import BlockKind
from corpus.structure.document_structure import structure_of
from corpus.text.normalization import normalize
from corpus.tokens import count_tokens

POLICIES = Path(__file__).parents[3] / "shared" / "policies"
Documents = dict[str, Document]
Chunks = dict[str, list[Chunk]]

BRIEFING_OFFICE = "省人大常委会执法检查领导小组办公室"
DEPARTMENTS = [
    "发展改革委", "教育厅", "科技厅", "工业和信息化厅", "公安厅", "民政厅", "司法厅", "财政厅",
    "人力资源社会保障厅", "自然资源厅", "生态环境厅", "住房和城乡建设厅", "交通运输厅", "商务厅",
    "文化和旅游厅", "卫生健康委", "应急厅", "审计厅", "市场监管局", "地方金融监管局",
    "行政审批政务信息管理局",
]  # fmt: skip
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]+[”’）》」]*|[^。！？；\n]+")


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_report_has_its_main_text_and_22_annexes_with_their_issuers(bundled: Documents) -> None:
    parts = bundled["004"].parts
    assert [part.label for part in parts] == [None, *(f"附件{n}" for n in range(1, 23))]
    assert [part.issuer for part in parts] == [
        "河南省人民政府", "河南省人民政府", *(f"河南省{name}" for name in DEPARTMENTS),
    ]  # fmt: skip


def test_parts_lie_one_behind_the_other(bundled: Documents) -> None:
    document = bundled["004"]
    assert all(a.span.end == b.span.start for a, b in pairwise(document.parts))
    assert document.parts[-1].span.end == len(document.source_text)


@pytest.mark.parametrize(
    ("key", "issuer", "region", "level", "published", "kind"),
    [
        ("000", BRIEFING_OFFICE, "鹤壁市", Level.CITY, date(2021, 8, 27), "简报"),
        ("001", "西平县人民政府", "西平县", Level.COUNTY, date(2021, 9, 16), "汇报"),
        ("002", "许昌市发展和改革委员会", "许昌市", Level.CITY, date(2021, 9, 17), "建议答复"),
        ("003", "鹤壁日报", "鹤壁市", Level.CITY, date(2022, 8, 18), "新闻综述"),
        ("004", "河南省人民政府", "河南省", Level.PROVINCE, date(2022, 9, 19), "报告"),
    ],
)  # fmt: skip
def test_catalogued_metadata(
    bundled: Documents, key: str, issuer: str, region: str, level: Level, published: date, kind: str
) -> None:
    metadata = bundled[key].metadata
    assert (metadata.issuer, metadata.region, metadata.level) == (issuer, region, level)
    assert (metadata.published, metadata.kind) == (published, kind)


@pytest.mark.parametrize("key", ["000", "001", "002", "003", "004"])
def test_chunks_rebuild_all_the_content(bundled: Documents, chunks: Chunks, key: str) -> None:
    blocks = structure_of(bundled[key].source_text).blocks
    content = "".join(b.text.text for b in blocks if b.kind is not BlockKind.DEBRIS)
    assert squeeze("".join(c.text for c in chunks[key])) == squeeze(content)


@pytest.mark.parametrize("key", ["000", "001", "002", "003", "004"])
def test_hardly_a_character_of_the_source_is_lost(
    bundled: Documents, chunks: Chunks, key: str
) -> None:
    source = bundled[key].source_text
    covered: set[int] = set()
    for chunk in chunks[key]:
        for _, start, length in chunk.offsets.runs:
            covered.update(range(start, start + length))
    lost = "".join(c for at, c in enumerate(source) if at not in covered)
    # Marks, tags, blanks, entities, repeated headers of the table and the portal's lines may go.
    lost = re.sub(r"</?[a-z]+>|[\s*#\-　]|[lg]t|and?", "", lost)
    for debris in (
        "序号执法检查报告中提出的问题检查组提出的意见建议及省人大常委会委员提出的审议意见整改落实情况",
        "当前位置:首页>优化营商环境", "【信息时间:20210917】【字号】【我要打印】【关闭",
    ):  # fmt: skip
        lost = lost.replace(debris, "")
    assert lost == ""


def test_no_chunk_is_over_the_limit(chunks: Chunks) -> None:
    assert all(count_tokens(c.text) <= 512 for found in chunks.values() for c in found)


def test_no_chunk_crosses_a_part(bundled: Documents, chunks: Chunks) -> None:
    for chunk in chunks["004"]:
        inside = [
            part for part in bundled["004"].parts
            if part.span.start <= chunk.span.start and chunk.span.end <= part.span.end
        ]  # fmt: skip
        assert len(inside) == 1
        label = inside[0].label
        begins_with_label = bool(chunk.section) and chunk.section[0].startswith(f"{label} ")
        assert begins_with_label == (label is not None)
        assert chunk.issuer == inside[0].issuer


def assert_sentences_lead_back(document: Document, found: Sequence[Chunk]) -> None:
    for chunk in found:
        for match in SENTENCE.finditer(chunk.text):
            span = chunk.offsets.source_span(*match.span())
            quote = document.source_text[span.start : span.end]
            # A caption inside a sentence is part of the quote, but not of the sentence.
            if "摄" not in quote:
                assert normalize(quote).text == match[0]


def test_each_sentence_leads_back_to_its_source(bundled: Documents, chunks: Chunks) -> None:
    for key, document in bundled.items():
        assert_sentences_lead_back(document, chunks[key])


@pytest.mark.skipif(not POLICIES.is_dir(), reason="the policies are not on this machine")
def test_each_sentence_of_the_policies_leads_back_to_its_source() -> None:
    for document in load_paths([POLICIES]):
        assert isinstance(document, Document)
        assert_sentences_lead_back(document, chunk_document(document, count=len))


def test_ids_count_the_chunks_of_a_document(chunks: Chunks) -> None:
    for found in chunks.values():
        assert [c.ordinal for c in found] == list(range(len(found)))
        assert found[0].id == f"{found[0].document_id}:00000"


def chunk_with(found: Sequence[Chunk], text: str) -> Chunk:
    return next(c for c in found if text in c.text)


def test_bold_numbers_are_whole_and_lead_back(bundled: Documents, chunks: Chunks) -> None:
    text = "共梳理2959项免罚事项，其中省级389项、市级1771项、县级799项"
    chunk = chunk_with(chunks["004"], text)
    at = chunk.text.index(text)
    span = chunk.offsets.source_span(at, at + len(text))
    assert bundled["004"].source_text[span.start : span.end] == (
        "共梳理 **2959** 项免罚事项，其中省级 **389** 项、市级 **1771** 项、县级 **799** 项"
    )


def test_a_sentence_of_printed_lines_is_whole(chunks: Chunks) -> None:
    assert (
        "目前受理企业诉求123件，完结118件，完结率959%。" in chunk_with(chunks["000"], "959%").text
    )


def test_a_sentence_cut_by_a_caption_is_whole(chunks: Chunks) -> None:
    assert chunk_with(chunks["003"], "12家企业入选国省级专精特新“小巨人”企业。")


def test_rows_of_the_table_carry_the_problem_that_they_answer(chunks: Chunks) -> None:
    chunk = chunk_with(chunks["004"], "今年上半年，全省法院民事一审案件平均办理天数49.5天")
    assert chunk.section == (
        "附件1 河南省优化营商环境执法检查整改情况汇总表", "（四）法治环境建设方面",
        "16 涉企审判执行质效还需提升", "整改落实情况",
    )  # fmt: skip
    assert chunk.context == "整改落实情况：涉企审判执行质效还需提升"


def test_a_row_that_goes_on_without_a_number_belongs_to_the_one_above(chunks: Chunks) -> None:
    chunk = chunk_with(chunks["004"], "严格落实《纳税信用管理办法（试行）》，加大纳税信用等级预评")
    assert chunk.section[2] == "3 税务征信容错处理机制还需优化"


def test_all_17_problems_of_the_table_are_rows(chunks: Chunks) -> None:
    rows = [c.section[2] for c in chunks["004"] if len(c.section) == 4 and "汇总表" in c.section[0]]
    numbers = [int(name.split()[0]) for name, _ in groupby(rows)]
    assert sorted(set(numbers)) == list(range(1, 18))
    assert numbers == sorted(numbers)
