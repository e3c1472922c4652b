"""Which documents a text repeals by name."""

from dataclasses import replace
from datetime import date

import pytest

from corpus import Metadata
from corpus.metadata.repeals import cited_name, repealed_by
from corpus.metadata.versions import Succession, successions_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本通知自印发之日起施行，同时废止《奖励办法》。", ("奖励办法",)),
        (
            "本办法自2024年1月1日起施行，有效期五年。原《奖励办法》（许政〔2019〕3号）停止执行。",
            ("奖励办法", "许政〔2019〕3号"),
        ),
        (
            "自本通知印发之日起，《关于印发《补贴细则》的通知》（许人社〔2020〕12号，2020年3月印发）、"
            "《奖补办法》即行废止。",
            ("关于印发《补贴细则》的通知", "许人社〔2020〕12号", "奖补办法"),
        ),
        ("根据《立法法》，原《奖励办法》不再执行。", ("奖励办法",)),
        ("《奖励办法》，自本措施施行之日起同时废止。", ("奖励办法",)),
        ("自本通知印发之日起，《奖励办法》停止执行。", ("奖励办法",)),
    ],
)
def test_named_repeals_of_a_notice_are_found_with_their_numbers(
    text: str, names: tuple[str, ...]
) -> None:
    assert repealed_by("某市人民政府关于印发若干措施的通知", text) == names


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("2024年工作报告", "同时废止《奖励办法》等文件15件。"),
        ("《奖励办法》政策解读", "新办法施行后，原《奖励办法》停止执行。"),
        ("关于做好清理工作的通知", "《奖励办法》已于2020年废止，不得再作依据。"),
        ("关于做好清理工作的通知", "同时，各地要对照《奖励办法》开展自查，到期失效的及时清理。"),
        ("关于营业执照管理的公告", "根据《登记条例》，逾期不换的，原营业执照同时失效。"),
        ("关于做好审批工作的通知", "不得以废止《奖励办法》为由停止受理。"),
    ],
)
def test_what_is_told_of_repeals_repeals_nothing(title: str, text: str) -> None:
    assert repealed_by(title, text) == ()


def test_a_document_and_the_notice_that_prints_it_have_one_name() -> None:
    names = [
        "许昌市人民政府关于印发《许昌市奖励办法》的通知",
        "许昌市奖励办法",
        "许昌市奖励办法（试行）",
    ]

    assert {cited_name(name) for name in names} == {"许昌市奖励办法"}
    assert cited_name("许昌市财政局关于做好补贴工作的通知") == "关于做好补贴工作的通知"


OLD = Metadata(
    "许昌市人民政府关于印发许昌市奖励办法的通知",
    region="许昌市",
    doc_no="许政〔2019〕3号",
    published=date(2019, 5, 1),
)
NEW = Metadata("许昌市招商措施", region="许昌市", published=date(2024, 2, 1))


@pytest.mark.parametrize("name", ["许昌市奖励办法", "许政〔2019〕3号"])
def test_a_notice_repealed_by_title_or_number_ends_with_the_one_that_repeals_it(name: str) -> None:
    found = successions_of([("new", replace(NEW, repeals=(name,))), ("old", OLD)])

    assert found == {"old": Succession(repealed_on=date(2024, 2, 1), repealed_by="new")}


def test_a_notice_of_another_place_or_a_later_day_is_not_repealed() -> None:
    new = replace(NEW, repeals=("许昌市奖励办法",))
    elsewhere = replace(OLD, region="鹤壁市")
    later = replace(OLD, published=date(2025, 1, 1))

    assert successions_of([("new", new), ("a", elsewhere), ("b", later)]) == {}


def test_a_new_issue_under_the_same_name_takes_the_place_of_the_old() -> None:
    new = replace(NEW, title="许昌市奖励措施", repeals=("许昌市奖励措施",))
    old = replace(OLD, title="许昌市人民政府办公室关于印发许昌市奖励措施的通知")

    found = successions_of([("new", new), ("old", old)])

    assert found["old"] == Succession(repealed_on=date(2024, 2, 1), superseded_by="new")


def test_a_decision_names_in_its_first_sentence_what_it_repeals() -> None:
    title = "驻马店市人民政府关于废止一批规范性文件的决定"
    text = f"{title}经清理，市政府决定：一、对《奖励办法》（驻政〔2016〕18号）等2件文件予以废止。"
    assert repealed_by(title, text) == ("奖励办法", "驻政〔2016〕18号")
