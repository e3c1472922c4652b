"""What is read off a law: title, issuer, number, dates, and what it repeals."""

from datetime import date

import pytest

from corpus import Level, Metadata
from corpus.metadata.document_metadata import read_metadata
from corpus.structure.document_structure import structure_of

BODY = "第一条 为了规范，制定本{0}。\n\n第二条 本{0}适用于公司。\n\n第三条 {1}\n"


def law(
    title: str, front: str = "", last: str = "本法自2024年7月1日起施行。", *, kind: str = "法"
) -> str:
    return f"{title}\n\n{front}\n\n{BODY.format(kind, last)}"


def read(source: str, file_name: str = "a.txt") -> Metadata:
    return read_metadata(source, structure_of(source).title, file_name)


NPC_NOTE = (
    "（1993年12月29日第八届全国人民代表大会常务委员会第五次会议通过　根据2018年10月26日第十三届"
    "全国人民代表大会常务委员会第六次会议《关于修改〈中华人民共和国测试法〉的决定》第四次修正　"
    "2023年12月29日第十四届全国人民代表大会常务委员会第七次会议第二次修订）"
)


def test_the_note_below_the_title_tells_the_last_amendment() -> None:
    metadata = read(law("中华人民共和国测试法", NPC_NOTE))
    assert metadata.title == "中华人民共和国测试法"
    assert metadata.issuer == "全国人民代表大会常务委员会"
    assert (metadata.region, metadata.level, metadata.kind) == (None, Level.NATIONAL, "法")
    assert metadata.published == date(2023, 12, 29)
    assert metadata.effective_from == date(2024, 7, 1)


def test_an_amended_law_is_in_force_from_its_amendment_not_from_its_first_day() -> None:
    metadata = read(law("中华人民共和国测试法", NPC_NOTE, "本法自2006年1月1日起施行。"))
    assert metadata.effective_from == date(2023, 12, 29)


def test_a_regulation_below_its_order_has_its_number_and_the_day_of_the_order() -> None:
    source = law(
        "中华人民共和国国务院令\n\n第722号\n\n《测试条例》已经2019年10月8日国务院第66次常务会议通过，现予公布，"
        "自2020年1月1日起施行。\n\n总理　李克强\n\n2019年10月22日\n\n测试条例",
        last="本条例自2020年1月1日起施行。", kind="条例",
    )  # fmt: skip
    metadata = read(source)
    assert (metadata.title, metadata.issuer, metadata.kind) == ("测试条例", "国务院", "条例")
    assert metadata.doc_no == "中华人民共和国国务院令第722号"
    assert (metadata.published, metadata.effective_from) == (date(2019, 10, 22), date(2020, 1, 1))


def test_a_regulation_amended_by_a_decision_named_in_quotes_is_the_state_councils() -> None:
    front = (
        "（2002年1月9日中华人民共和国国务院令第339号公布　根据2011年3月19日"
        "《国务院关于修改部分行政法规的决定》第一次修订）"
    )
    metadata = read(law("测试条例", front, "本条例自2002年2月1日起施行。", kind="条例"))
    assert (metadata.issuer, metadata.published) == ("国务院", date(2011, 3, 19))
    assert metadata.doc_no == "中华人民共和国国务院令第339号"


def test_a_local_regulation_is_its_own_congress_not_that_which_approved_it() -> None:
    front = (
        "（2020年2月28日商丘市第五届人民代表大会常务委员会第二十次会议通过　"
        "2020年3月31日河南省第十三届人民代表大会常务委员会第十七次会议批准）"
    )
    metadata = read(law("商丘市测试条例", front, "本条例自2020年4月30日起施行。", kind="条例"))
    assert metadata.issuer == "商丘市人民代表大会常务委员会"
    assert (metadata.region, metadata.level) == ("商丘市", Level.CITY)
    assert (metadata.published, metadata.effective_from) == (date(2020, 3, 31), date(2020, 4, 30))


def test_a_departments_rule_has_the_departments_number() -> None:
    front = "（2022年3月1日国家市场监督管理总局令第52号公布　自公布之日起施行）"
    metadata = read(law("测试办法", front, "本办法自公布之日起施行。", kind="办法"))
    assert (metadata.issuer, metadata.doc_no) == (
        "国家市场监督管理总局",
        "国家市场监督管理总局令第52号",
    )
    assert (metadata.level, metadata.effective_from) == (Level.NATIONAL, date(2022, 3, 1))


def test_a_ministry_is_named_in_full_by_its_order() -> None:
    front = (
        "国家市场监督管理总局令\n\n第52号\n\n《测试办法》已经2022年2月10日市场监管总局第3次局务会议通过，"
        "现予公布，自公布之日起施行。\n\n局长　张某\n\n2022年3月1日\n\n测试办法"
    )
    metadata = read(law(front, last="本办法自公布之日起施行。", kind="办法"))
    assert (metadata.title, metadata.issuer) == ("测试办法", "国家市场监督管理总局")
    assert metadata.doc_no == "国家市场监督管理总局令第52号"
    assert (metadata.published, metadata.effective_from) == (date(2022, 3, 1), date(2022, 3, 1))


@pytest.mark.parametrize(
    ("front", "issuer"),
    [
        ("（2008年7月17日经人力资源和社会保障部第6次部务会议通过）", "人力资源和社会保障部"),
        ("（2023年9月11日国家密码管理局局务会议审议通过）", "国家密码管理局"),
        (
            "（2023年2月17日中国证券监督管理委员会2023年第2次委务会议审议通过）",
            "中国证券监督管理委员会",
        ),
        ("（1999年6月18日国家药品监督管理局令第10号公布）", "国家药品监督管理局"),
        ("（2019年8月1日商务部发布）", "商务部"),
    ],
)
def test_the_ministry_whose_meeting_or_order_made_a_rule_is_its_issuer(
    front: str, issuer: str
) -> None:
    metadata = read(law("测试办法（试行）", front, "本办法自发布之日起施行", kind="办法"))
    assert (metadata.issuer, metadata.level, metadata.region) == (issuer, Level.NATIONAL, None)


def test_a_notice_of_a_congress_names_it_before_the_date() -> None:
    front = (
        "北京市人民代表大会常务委员会公告\n\n〔十六届〕第36号\n\n《北京市测试条例》已由北京市第十六届人民代表大会"
        "常务委员会第十三次会议于2024年11月29日修订通过，现予公布，自2025年1月1日起施行。\n\n"
        "北京市人民代表大会常务委员会\n\n2024年11月29日\n\n北京市测试条例"
    )
    metadata = read(law(front, last="本条例自2025年1月1日起施行。", kind="条例"))
    assert (metadata.title, metadata.issuer) == ("北京市测试条例", "北京市人民代表大会常务委员会")
    assert metadata.doc_no == "北京市人民代表大会常务委员会公告〔十六届〕第36号"
    assert (metadata.published, metadata.effective_from) == (date(2024, 11, 29), date(2025, 1, 1))


def test_a_provincial_governments_rule_belongs_to_its_province() -> None:
    front = (
        "（2019年8月1日河南省人民政府第56次常务会议通过　2019年9月2日河南省人民政府令第190号公布）"
    )
    metadata = read(law("河南省测试办法", front, "本办法自2019年10月1日起施行。", kind="办法"))
    assert (metadata.issuer, metadata.doc_no) == ("河南省人民政府", "河南省人民政府令第190号")
    assert (metadata.region, metadata.level) == ("河南省", Level.PROVINCE)


@pytest.mark.parametrize(
    ("last", "effective"),
    [
        ("本法自一九九六年十月一日起施行。", date(2023, 12, 29)),
        ("本法自二〇二四年七月一日起施行。", date(2024, 7, 1)),
        ("本法自公布之日起施行。", date(2023, 12, 29)),
        ("本法自公布之日起30日后施行。", date(2024, 1, 28)),
        ("本法自公布之日起六个月后施行。", date(2024, 6, 29)),
        ("自2025年1月1日起施行的税率，另行规定。", None),
        ("本法由国务院解释。", None),
    ],
)
def test_the_day_of_effect_is_read_off_the_last_articles(last: str, effective: date | None) -> None:
    assert read(law("中华人民共和国测试法", NPC_NOTE, last)).effective_from == effective


def test_a_regulation_without_region_or_front_is_the_state_councils_by_its_name() -> None:
    metadata = read(law("中华人民共和国测试条例", last="本条例自2022年3月1日起施行。", kind="条例"))
    assert (metadata.issuer, metadata.level) == ("国务院", Level.NATIONAL)


def test_a_law_without_front_leaves_its_issuer_open() -> None:
    assert read(law("中华人民共和国测试法")).issuer is None


def test_the_name_of_the_file_dates_a_law_that_does_not_date_itself() -> None:
    source = law("测试条例", last="本条例自2020年9月1日起施行。", kind="条例")
    assert read(source, "测试条例(2020-07-05).md").published == date(2020, 7, 5)
    assert read(source, "测试条例.md").published is None
    noted = law("中华人民共和国测试法", NPC_NOTE)
    assert read(noted, "测试法(2024-02-02).md").published == date(2023, 12, 29)


def test_laws_repealed_by_name_are_kept_by_their_titles() -> None:
    last = (
        "本条例自2022年3月1日起施行。《中华人民共和国公司登记管理条例》、2000年1月13日原国家工商行政管理局令"
        "第94号公布的《个人独资企业登记管理办法》同时废止。"
    )
    metadata = read(law("测试条例", last=last, kind="条例"))
    assert metadata.repeals == ("中华人民共和国公司登记管理条例", "个人独资企业登记管理办法")


def test_a_law_that_is_only_cited_is_not_repealed() -> None:
    last = "违反《测试办法》的，依照《处罚条例》处理；废止合同的除外。本条例自2022年3月1日起施行。"
    assert read(law("测试条例", last=last, kind="条例")).repeals == ()


def test_a_report_about_a_law_is_no_law() -> None:
    source = (
        "某市关于贯彻《优化营商环境条例》情况的报告\n\n本条例自2020年1月1日起施行以来，成效好。\n"
    )
    metadata = read(source)
    assert (metadata.kind, metadata.effective_from) == ("报告", None)
