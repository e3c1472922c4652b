"""Which version of a law holds, told by the law itself."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answer import NoticeKind
from bot.answering.citations import CitationMaker
from bot.law_versions import LawVersions, VersionAnswer
from bot.understanding.jurisdiction import place_of
from corpus import CorpusStore, ingest

TODAY = date(2026, 1, 1)
LAW = (
    "# {title}\n\n{notes}\n\n<!-- INFO END -->\n\n"
    "第一条 为了优化环境，制定本条例。\n\n第二条 {effect}\n"
)
OLD = "2020年3月27日 北京市第十五届人民代表大会常务委员会第二十次会议通过"
NEW = f"{OLD}\n\n2024年11月29日 北京市第十六届人民代表大会常务委员会第十三次会议修订）"

Tell = Callable[[str], VersionAnswer | None]


@pytest.fixture
def tell(tmp_path: Path) -> Iterator[Tell]:
    laws = {
        "京旧": ("北京市优化营商环境条例", OLD, "本条例自2020年4月28日起施行。"),
        "京新": ("北京市优化营商环境条例", NEW, "本条例自公布之日起施行。"),
        "豫": (
            "河南省优化营商环境条例",
            "2020年11月28日 河南省第十三届人民代表大会常务委员会第二十一次会议通过",
            "本条例自2021年1月1日起施行。",
        ),
        "沪": (
            "上海市优化营商环境条例",
            "2020年4月10日 上海市第十五届人民代表大会常务委员会第二十次会议通过\n\n"
            "2023年11月22日 上海市第十六届人民代表大会常务委员会第八次会议修正",
            "本条例自2020年4月10日起施行。",
        ),
        "国": (
            "优化营商环境条例",
            "2019年10月22日 中华人民共和国国务院令第722号公布",
            "本条例自2020年1月1日起施行。",
        ),
    }
    for name, (title, notes, effect) in laws.items():
        text = LAW.format(title=title, notes=notes, effect=effect)
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    store = CorpusStore(f"sqlite:///{tmp_path / 'laws.db'}")
    assert not ingest(list(tmp_path.glob("*.md")), store).failed
    maker = CitationMaker(store.document, today=lambda: TODAY)
    versions = LawVersions(store, maker, today=lambda: TODAY)
    yield lambda question: versions.answer(question, place_of(question, None))
    store.close()


def test_version_in_force_is_told_by_its_own_words(tell: Tell) -> None:
    told = tell("北京的营商环境条例现在按哪一版")

    assert told is not None
    assert [(fact.source, fact.text) for fact in told.facts] == [
        (
            "《北京市优化营商环境条例》现行版本",
            "2024年11月29日北京市第十六届人民代表大会常务委员会第十三次会议修订",
        ),
        (None, "第二条 本条例自公布之日起施行。"),
    ]
    assert {citation.document_id for citation in told.citations} == {"京新"}
    (notice,) = told.notices
    assert notice.kind is NoticeKind.VALIDITY
    assert "2020年3月27日的版本自2024年11月29日起不再有效" in notice.text


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("优化营商环境条例什么时候施行？", "国"),
        ("河南省优化营商环境条例还有效吗", "豫"),
        ("北京市优化营商环境条例（2020）废止了吗", "京新"),
    ],
)
def test_law_is_known_by_the_end_of_its_name_and_its_place(
    tell: Tell, question: str, document: str
) -> None:
    told = tell(question)
    assert told is not None
    assert told.citations[0].document_id == document
    assert NoticeKind.JURISDICTION not in {notice.kind for notice in told.notices}


@pytest.mark.parametrize(
    ("question", "document", "higher"),
    [
        ("郑州的营商环境条例现在按哪一版", "豫", "河南省"),
        ("山东的营商环境条例现在按哪一版", "国", "国家"),
    ],
)
def test_law_of_the_level_above_is_named_as_such(
    tell: Tell, question: str, document: str, higher: str
) -> None:
    told = tell(question)
    assert told is not None
    assert told.citations[0].document_id == document
    (notice,) = [one for one in told.notices if one.kind is NoticeKind.JURISDICTION]
    assert higher in notice.text


def test_day_of_the_first_version_is_not_told_of_an_amended_one(tell: Tell) -> None:
    told = tell("上海优化营商环境条例最新版是哪年的")
    assert told is not None
    assert [fact.text[:11] for fact in told.facts] == ["2023年11月22日"]


@pytest.mark.parametrize(
    "question",
    [
        "北京的营商环境条例对注销怎么规定",
        "简易注销还有效吗",
        "公司法现在按哪一版",
        "北京和上海的营商环境条例现在按哪一版",
    ],
)
def test_what_asks_something_else_or_of_no_one_law_is_left_alone(tell: Tell, question: str) -> None:
    assert tell(question) is None


def test_a_provision_asked_for_by_its_number_is_told_of_the_version_in_force(tell: Tell) -> None:
    told = tell("北京市优化营商环境条例第二条怎么规定的？")

    assert told is not None
    assert [fact.text for fact in told.facts] == ["第二条 本条例自公布之日起施行。"]
    assert {citation.document_id for citation in told.citations} == {"京新"}
    assert "不再有效" in told.notices[0].text


@pytest.mark.parametrize(
    "question",
    [
        "北京市优化营商环境条例第九条怎么规定",  # it has two
        "北京市优化营商环境条例第二条第三款是什么",
        "违反北京市优化营商环境条例第二条罚多少钱",
        "第二条怎么规定",
    ],
)
def test_no_provision_is_told_that_is_not_there_or_not_asked_for(tell: Tell, question: str) -> None:
    assert tell(question) is None
