"""Sentences that state the same thing are linked, and told whether their figures agree."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Chunk, CorpusStore, Document, ingest, load_catalog
from corpus.parallels import Agreement, compare, mask, statements_of
from corpus.parallels.winnowing import GRAM_CHARS, WINDOW, fingerprints

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"

Write = Callable[..., None]


@pytest.fixture
def store(database_url: str) -> Iterator[CorpusStore]:
    opened = CorpusStore(database_url)
    yield opened
    opened.close()


@pytest.fixture
def write(store: CorpusStore, tmp_path: Path) -> Write:
    """Write files of one sentence each into a folder and ingest it."""
    folder = tmp_path / "documents"
    folder.mkdir()

    def write(*, prune: bool = False, **sentences: str) -> None:
        for name, sentence in sentences.items():
            (folder / f"{name}.txt").write_text(
                f"某市{name}工作报告\n\n{sentence}\n", encoding="utf-8"
            )
        ingest([folder], store, prune=prune)

    return write


def others(store: CorpusStore, document_id: str) -> list[tuple[str, Agreement]]:
    chunk = store.chunks_of(document_id)[-1]
    found = store.parallels_of(chunk.id, 0, len(chunk.text))
    return [(parallel.other.document_id, parallel.agreement) for parallel in found]


def agreement(a: str, b: str) -> Agreement | None:
    likeness = compare(mask(a), mask(b))
    return likeness.agreement if likeness else None


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("截至2022年6月，“科技贷”业务累计放款97.65亿元，支持企业1816家。",
         "截至6月末，“科技贷”业务累计放款976500万元，支持企业1816家。", Agreement.EQUAL),
        ("“科技贷”业务累计放款97.65亿元，支持企业1816家。",
         "“科技贷”业务累计放款97.7亿元，支持企业1800余家。", Agreement.EQUAL),
        ("“科技贷”业务累计放款97.65亿元，支持企业1816家。",
         "“科技贷”业务累计放款120.3亿元，支持企业1816家。", Agreement.DIFFER),
        ("每周举办金融产品直播和银企线上对接活动，提高知晓度。",
         "每周举办金融产品直播和银企线上对接活动，提高企业知晓度。", Agreement.NO_FIGURES),
        # Alike, but of another thing: no parallel, or at least no figure that differs.
        ("获得用水指标由2个环节压缩为1个，办理更加便捷。",
         "获得用气指标由3个环节压缩为1个，办理更加便捷。", Agreement.EQUAL),
        ("全省商务系统共审查政策文件152件，经审查调整3件。",
         "全省组织各类招聘会719场，提供岗位38.06万个。", None),
    ],
)  # fmt: skip
def test_two_sentences_are_compared(a: str, b: str, expected: Agreement | None) -> None:
    assert agreement(a, b) is expected
    assert agreement(b, a) is expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("“科技贷”业务运行良好，累计放款97.65亿元。", "“运通货”业务运行良好，累计放款8.27亿元。"),
        ("其中省级389项、市级1771项免予处罚事项。", "其中省级389项、县级799项免予处罚事项。"),
        ("对轻微违法行为免予处罚的案件有100件。", "对轻微违法行为免予处罚的企业有120家。"),
    ],
)
def test_figures_of_two_things_do_not_differ(a: str, b: str) -> None:
    assert agreement(a, b) is not Agreement.DIFFER


def test_differing_figures_are_named() -> None:
    likeness = compare(
        mask("全省共梳理免予处罚事项2959项，其中省级389项。"),
        mask("全省共梳理免予处罚事项2969项，其中省级389项。"),
    )
    assert likeness is not None
    assert [(a.text, b.text) for a, b in likeness.differing] == [("2959项", "2969项")]


@settings(deadline=None)
@given(st.text("甲乙丙丁戊", max_size=20), st.text("甲乙丙丁戊", max_size=20), st.data())
def test_a_shared_run_always_shares_a_fingerprint(
    before: str, behind: str, data: st.DataObject
) -> None:
    run = GRAM_CHARS + WINDOW - 1
    shared = data.draw(st.text("甲乙丙丁戊", min_size=run, max_size=run + 5))
    assert fingerprints(before + shared) & fingerprints(shared + behind)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_masking_never_fails_and_a_sentence_is_like_itself(text: str) -> None:
    masked = mask(text)
    assert masked.text.count("#") == len(masked.figures)
    if len(masked.text) > 1 and (likeness := compare(masked, masked)):
        assert likeness.agreement is not Agreement.DIFFER


def test_statements_of_two_documents_are_linked_both_ways(store: CorpusStore, write: Write) -> None:
    write(
        a="截至6月末，“科技贷”业务累计放款97.65亿元。",
        b="截至2022年6月，“科技贷”业务累计放款97.65亿元。",
    )
    assert others(store, "a") == [("b", Agreement.EQUAL)]
    assert others(store, "b") == [("a", Agreement.EQUAL)]


def test_a_replaced_document_is_linked_by_what_it_says_now(
    store: CorpusStore, write: Write
) -> None:
    write(
        a="“科技贷”业务累计放款97.65亿元，支持企业1816家。",
        b="“科技贷”业务累计放款97.65亿元，支持企业1816家。",
    )
    write(b="“科技贷”业务累计放款88.10亿元，支持企业1816家。")
    assert others(store, "a") == [("b", Agreement.DIFFER)]
    write(b="全省组织各类招聘会719场，提供岗位38.06万个。")
    assert others(store, "a") == []


def test_a_removed_document_leaves_no_link(
    store: CorpusStore, write: Write, tmp_path: Path
) -> None:
    same = "“科技贷”业务累计放款97.65亿元，支持企业1816家。"
    write(a=same, b=same)
    (tmp_path / "documents" / "b.txt").unlink()
    write(prune=True)
    assert others(store, "a") == []
    write(b=same)
    assert others(store, "a") == [("b", Agreement.EQUAL)]


def test_order_of_ingest_makes_no_difference(store: CorpusStore, write: Write) -> None:
    write(b="“科技贷”业务累计放款97.65亿元，支持企业1816家。")
    write(a="“科技贷”业务累计放款97.65亿元，支持企业1816家。")
    assert others(store, "b") == [("a", Agreement.EQUAL)]


def test_boilerplate_is_not_linked_without_end(store: CorpusStore, write: Write) -> None:
    turn = "各级各部门要提高政治站位，切实加强组织领导，确保各项任务落到实处。"
    write(**{f"n{at:02d}": turn for at in range(40)})
    assert len(others(store, "n39")) <= 16


def test_only_statements_of_the_range_are_read(store: CorpusStore, write: Write) -> None:
    first = "“科技贷”业务累计放款97.65亿元，支持企业1816家。"
    second = "全省组织各类招聘会719场，提供岗位38.06万个。"
    write(a=first + second, b=second)
    chunk = store.chunks_of("a")[-1]
    at = chunk.text.index(first)
    assert store.parallels_of(chunk.id, at, at + len(first)) == []
    assert len(store.parallels_of(chunk.id, at + len(first), len(chunk.text))) == 1


def test_notes_of_who_is_in_charge_are_no_statements(chunks: dict[str, list[Chunk]]) -> None:
    texts = [one.text for key in chunks for one in statements_of(chunks[key])]
    assert not [text for text in texts if re.fullmatch(r"（[^（）]*负责）", text)]


def test_report_and_annex_state_the_loans_alike(
    tmp_path: Path, bundled: dict[str, Document]
) -> None:
    store = CorpusStore(f"sqlite:///{tmp_path / 'corpus.db'}")
    ingest([DOCUMENTS], store, catalog=load_catalog(DOCUMENTS / "catalog.toml"))
    words = "“科技贷”业务累计放款97.65亿元"
    holding = [chunk for chunk in store.iter_chunks() if words in chunk.text]
    at = holding[0].text.index(words)
    found = store.parallels_of(holding[0].id, at, at + len(words))
    assert {one.other.chunk_id for one in found} >= {chunk.id for chunk in holding[1:]}
    copies = [one for one in found if words in one.other.text]
    assert all(one.agreement is Agreement.EQUAL for one in copies)
    store.close()


def test_finer_figure_agrees_with_the_coarser_it_is_rounded_to() -> None:
    label = "当事人对办理诉讼事务便利度的满意率达到{}。"
    for other, agreement in (("93.5%", Agreement.EQUAL), ("93.6%", Agreement.DIFFER)):
        likeness = compare(mask(label.format("93.49%")), mask(label.format(other)))
        assert likeness is not None
        assert likeness.agreement is agreement


def test_parts_of_one_document_may_word_one_thing_otherwise() -> None:
    ours = mask("截至6月末，“科技贷”业务累计放款97.65亿元，支持企业1816家。")
    theirs = mask("从四方面构建科技投融资体系：完善“科技贷”业务，累计支持科技型企业1811家；")
    other = mask("从四方面构建科技投融资体系：完善“运通贷”业务，累计支持科技型企业1811家；")
    within = compare(ours, theirs, one_document=True)
    assert within is not None
    assert [(a.text, b.text) for a, b in within.differing] == [("1816家", "1811家")]
    assert compare(ours, theirs) is None
    assert compare(ours, other, one_document=True) is None
