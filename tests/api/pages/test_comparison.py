"""Two versions of a document, line by line."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api.app import build_app
from api.fakes import MemoryStore
from api.pages.comparison import Row, RowKind, Side, compared
from api.pages.comparison_page import comparison
from api.pages.source_view import paragraphs
from api.state import AppState
from corpus import Chunk, Document

OLD = """# 中小企业款项支付条例
第一条 为了促进及时支付款项，制定本条例。
第二条 机关采购货物应当自交付之日起30日内支付款项。
合同另有约定的，付款期限最长不得超过60日。
第三条 各级工会可以提出意见。
第四条 本条例自公布之日起施行。"""
NEW = """# 中小企业款项支付条例
第一条 为了促进及时支付款项，制定本条例。
第二条 支付工作坚持依法依规的方针。
第三条 机关采购货物应当自交付之日起20日内支付款项。
合同另有约定的，付款期限最长不得超过60日。
第四条 本条例自公布之日起施行。"""


def _rows(old: str, new: str) -> list[Row]:
    return compared(paragraphs(old), paragraphs(new))


def _told(row: Row) -> tuple[str, str, str]:
    return (row.kind.value, _shown(row.old), _shown(row.new))


def _shown(side: Side | None) -> str:
    runs = side.runs if side else ()
    return "".join(f"[{run.text}]" if run.is_changed else run.text for run in runs)


def test_each_line_is_kept_changed_taken_out_or_added() -> None:
    article = "机关采购货物应当自交付之日起"
    last = "本条例自公布之日起施行。"
    assert [_told(row) for row in _rows(OLD, NEW)][2:] == [
        ("added", "", "[第二条 支付工作坚持依法依规的方针。]"),
        (
            "changed",
            f"第[二]条 {article}[30]日内支付款项。",
            f"第[三]条 {article}[20]日内支付款项。",
        ),
        ("same", *["合同另有约定的，付款期限最长不得超过60日。"] * 2),
        ("removed", "[第三条 各级工会可以提出意见。]", ""),
        ("same", *[f"第四条 {last}"] * 2),
    ]


def test_article_of_another_number_alone_is_no_change() -> None:
    (row,) = _rows("第四条 本条例自公布之日起施行。", "第九条  本条例自公布之日起施行。")

    assert row.kind is RowKind.RENUMBERED


def test_line_knows_the_article_that_it_goes_on_with() -> None:
    rows = _rows(OLD, NEW)

    assert [row.new.article for row in rows if row.new] == [None] * 4 + ["第三条", None]


@given(
    st.lists(
        st.sampled_from(["第一条 甲乙丙丁", "第二条 甲乙丙戊", "**己**", "庚辛", ""]), max_size=8
    ),
    st.lists(st.sampled_from(["第一条 甲乙丙丁", "第三条 甲乙丙", "己", "庚 辛", ""]), max_size=8),
)
def test_every_line_of_both_stands_in_a_row_in_its_order(old: list[str], new: list[str]) -> None:
    left, right = paragraphs("\n".join(old)), paragraphs("\n".join(new))

    rows = compared(left, right)

    assert [row.old.start for row in rows if row.old] == [each.start for each in left]
    assert [row.new.start for row in rows if row.new] == [each.start for each in right]
    for row in rows:
        assert (row.kind is RowKind.ADDED) == (row.old is None)
        assert (row.kind is RowKind.REMOVED) == (row.new is None)


def test_neighbours_that_stayed_are_one_group() -> None:
    found = comparison(OLD, NEW)

    assert [(group.is_kept, len(group.rows)) for group in found.groups] == [
        (True, 2),
        (False, 2),
        (True, 1),
        (False, 1),
        (True, 1),
    ]
    assert (found.changed, found.added, found.removed) == (1, 1, 1)


@pytest.fixture
def versions(state: AppState, document: Document, chunk: Chunk) -> TestClient:
    newer = replace(
        document, source_text=NEW, metadata=replace(document.metadata, supersedes="old")
    )
    older = replace(document, id="old", source_text=OLD)
    store = MemoryStore(newer, [chunk], others=[older])
    return TestClient(build_app(replace(state, store=store)))


def test_page_marks_what_was_and_what_is(versions: TestClient) -> None:
    html = versions.get("/compare", params={"old": "old", "new": "hebi"}).text

    assert "改动 1 段，新增 1 段，删去 1 段" in html
    assert "<del>30</del>" in html
    assert "<ins>20</ins>" in html
    assert f"/documents/old#s{OLD.index('第三条')}-{OLD.index('第四条') - 1}" in html


def test_comparison_with_a_document_that_is_not_there_is_not_found(versions: TestClient) -> None:
    assert versions.get("/compare", params={"old": "nobody", "new": "hebi"}).status_code == 404


def test_any_other_document_can_be_chosen(versions: TestClient) -> None:
    assert '<a href="/compare?old=hebi">' in versions.get("/compare").text
    assert '<a href="/compare?old=old&amp;new=hebi">' in versions.get("/compare?old=old").text
    assert '<a href="/compare?old=hebi&amp;new=old">' in versions.get("/compare?new=old").text
    assert "/compare?old=hebi&amp;" not in versions.get("/compare?old=hebi").text
    assert "没有符合的文件" in versions.get("/compare", params={"q": "无此标题"}).text


def test_documents_that_are_no_versions_are_not_called_so(versions: TestClient) -> None:
    assert "新版本" in versions.get("/compare?old=old&new=hebi").text
    html = versions.get("/compare?old=hebi&new=old").text
    assert "文件对照" in html
    assert "新版本" not in html


def test_lines_of_the_portal_and_the_page_are_no_differences() -> None:
    portal = "当前位置：首页 > 政策\n【字号：大 中 小】\n"
    told = comparison(f"{portal}{OLD}\n- 3 -\n【我要打印】【关闭】", f"{OLD}\n第 4 页")
    assert (told.changed, told.added, told.removed) == (0, 0, 0)
    assert not any("打印" in _shown(row.old) for group in told.groups for row in group.rows)
