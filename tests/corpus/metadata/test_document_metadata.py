from datetime import date

import pytest

from corpus import Level
from corpus.metadata.document_metadata import read_metadata
from corpus.structure.document_structure import structure_of

LAW = """# 商丘市优化营商环境条例

2020年2月28日 商丘市第五届人民代表大会常务委员会第二十次会议通过

2020年3月31日 河南省第十三届人民代表大会常务委员会第十七次会议批准

<!-- INFO END -->

第一条 为了优化营商环境，制定本条例。
"""


def test_a_law_is_dated_by_its_last_enactment() -> None:
    metadata = read_metadata(LAW, "商丘市优化营商环境条例", "a.md")
    assert metadata.published == date(2020, 3, 31)
    assert (metadata.region, metadata.level, metadata.kind) == ("商丘市", Level.CITY, "条例")


def test_a_report_is_dated_by_its_head_and_issued_by_its_first_line() -> None:
    source = "西平县人民政府\n\n关于贯彻落实工作的汇 报\n\n(2021 年 9 月 16 日)\n\n正文。\n"
    metadata = read_metadata(source, "西平县人民政府关于贯彻落实工作的汇报", "a.txt")
    assert (metadata.issuer, metadata.region) == ("西平县人民政府", "西平县")
    assert (metadata.published, metadata.kind) == (date(2021, 9, 16), "汇报")


def test_a_letter_is_dated_by_its_signature() -> None:
    source = f"致各企业：\n\n{'正文内容。' * 100}\n\n2022年9月19日\n"
    assert read_metadata(source, "", "信.txt").published == date(2022, 9, 19)


def test_what_the_text_does_not_state_stays_unknown() -> None:
    metadata = read_metadata("营商环境综述\n\n正文。", "营商环境综述", "a.txt")
    assert (metadata.issuer, metadata.region) == (None, None)
    assert (metadata.level, metadata.published) == (None, None)


def test_a_briefing_is_of_the_office_before_its_date_and_the_place_in_its_title() -> None:
    source = (
        "省人大常委会执法检查领导小组办公室 ２０２１年８月２７日\n\n鹤壁市推动条例落地生根\n\n"
        "鹤壁市高度重视.\n\n　报:省人大常委会主任\n\n　送:省人大常委会办公厅\n\n　发:省直有关部门\n"
    )
    metadata = read_metadata(source, "鹤壁市推动条例落地生根", "a.txt")
    assert metadata.issuer == "省人大常委会执法检查领导小组办公室"
    assert (metadata.region, metadata.level) == ("鹤壁市", Level.CITY)
    assert (metadata.published, metadata.kind) == (date(2021, 8, 27), "简报")


def test_a_reply_is_issued_by_the_office_that_is_its_contact() -> None:
    source = (
        "对市七届人大七次会议第12号建议的答复\n\n侯红代表：\n\n收悉。\n\n2021年9月17日\n\n"
        "联系单位及电话:许昌市发改委,0374—2965080\n\n联 系 人:王某"
    )
    metadata = read_metadata(source, "对市七届人大七次会议第12号建议的答复", "a.txt")
    assert (metadata.issuer, metadata.region) == ("许昌市发展和改革委员会", "许昌市")
    assert (metadata.kind, metadata.published) == ("建议答复", date(2021, 9, 17))


@pytest.mark.parametrize(
    ("body", "region"),
    [
        ("我市优化环境。" + "鹤壁市向前。" * 6, "鹤壁市"),
        ("全市优化环境。" + "鹤壁市向前。" * 6, None),
        ("我市优化环境。" + "鹤壁市向前。" * 3, None),
        ("我市优化环境。" + "鹤壁市向前。安阳市也向前。" * 6, None),
    ],
    ids=["own", "says_not_own", "seldom", "two"],
)
def test_a_text_that_says_our_city_is_of_the_one_it_names(body: str, region: str | None) -> None:
    assert read_metadata(f"发展综述\n\n{body}", "发展综述", "a.txt").region == region


def test_a_report_with_annexes_is_dated_where_its_main_text_ends() -> None:
    main = f"某报告\n\n{'正文内容。' * 100}\n\n附件：1.甲\n\n**2022年9月19日**\n\n"
    source = f"{main}附件1\n\n甲\n\n{'附件内容。' * 100}"
    found = read_metadata(source, "某报告", "a.txt", main_end=len(main))
    assert found.published == date(2022, 9, 19)


def test_a_day_of_effect_is_no_day_of_publication() -> None:
    source = "关于停车费的通知\n\n一、停车费减免30%，自2023年3月1日起施行。"
    assert read_metadata(source, "关于停车费的通知", "a.txt").published is None


def test_a_document_number_in_the_head_is_read() -> None:
    source = "河南省人民政府办公厅文件\n豫政办〔2021〕54号\n\n关于印发方案的通知\n\n正文。"
    assert read_metadata(source, "关于印发方案的通知", "a.txt").doc_no == "豫政办〔2021〕54号"


def test_an_impossible_date_is_no_date() -> None:
    assert read_metadata("通知\n2021年13月40日\n正文。", "通知", "a.txt").published is None


def test_two_offices_that_sign_side_by_side_are_two() -> None:
    signed = "某市财政局　某市科学技术局\n\n二〇二三年六月十二日\n"
    source = f"关于奖补的通知\n\n{'正文内容。' * 100}\n\n{signed}"
    found = read_metadata(source, "关于奖补的通知", "a.txt")
    assert (found.issuer, found.published) == ("某市财政局、某市科学技术局", date(2023, 6, 12))


def test_a_yearly_report_is_of_the_government_of_its_congress() -> None:
    held = "——2024年1月15日在平顶山市第十二届人民代表大会第三次会议上"
    source = f"政府工作报告\n{held}\n市长 李某\n各位代表：\n"
    found = read_metadata(source, "政府工作报告", "a.txt")
    assert (found.issuer, found.region) == ("平顶山市人民政府", "平顶山市")


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("发文机关：濮阳市财政局\n来源：濮阳日报", "濮阳市财政局"),
        ("来源：濮阳市财政局", "濮阳市财政局"),
        ("来源：市政府办公室", None),
        ("来源：濮阳日报", None),
    ],
)
def test_a_portal_names_who_issued(head: str, issuer: str | None) -> None:
    assert read_metadata(f"# 惠企问答\n\n{head}\n\n正文。", "惠企问答", "a.html").issuer == issuer


def test_a_rule_signed_below_its_articles_is_dated_there() -> None:
    source = (
        "某市资金管理办法\n第一条 为了管理资金，制定本办法。\n"
        "第二条 本办法自2023年7月1日起施行，有效期三年。\n某市财政局\n2023年6月12日\n"
    )
    found = read_metadata(source, "某市资金管理办法", "a.txt")
    assert (found.published, found.effective_from) == (date(2023, 6, 12), date(2023, 7, 1))
    assert found.repealed_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("sentence", "begins", "ends"),
    [
        ("本通知自2024年1月1日起施行，有效期2年。", date(2024, 1, 1), date(2026, 1, 1)),
        ("本措施自印发之日起施行，有效期至2025年12月31日。", date(2023, 12, 6), date(2026, 1, 1)),
        ("本政策自发布之日起 执行。", date(2023, 12, 6), None),
        ("本措施自印发之日起施行。本办法自2024年1月1日起施行。", None, None),
        ("营业执照自2024年1月1日起施行新版，有效期2年。", None, None),
        ("本公告执行期限为2022年1月1日至2024年12月31日。", date(2022, 1, 1), date(2025, 1, 1)),
        ("本公告自2023年1月1日至2027年12月31日执行。", date(2023, 1, 1), date(2028, 1, 1)),
        ("本公告自2024年5月10日起执行，至2026年12月31日止。", date(2024, 5, 10), date(2027, 1, 1)),
        ("本规范自2024年5月1日起施行。", date(2024, 5, 1), None),
    ],
    ids=[
        "years",
        "until",
        "open",
        "two_days",
        "not_itself",
        "term",
        "from_to",
        "to_end",
        "standard",
    ],
)
def test_a_notice_says_from_when_to_when_it_holds(
    sentence: str, begins: date | None, ends: date | None
) -> None:
    source = f"关于外贸的通知\n\n{sentence}\n\n某市政府\n2023年12月6日\n"
    found = read_metadata(source, "关于外贸的通知", "a.txt")
    assert (found.effective_from, found.repealed_on) == (begins, ends)


def test_a_number_in_a_sentence_is_of_another_document() -> None:
    source = "政策解读\n\n市政府印发了《若干措施》（驻政〔2024〕15号），共26条。"
    assert read_metadata(source, "政策解读", "a.txt").doc_no is None


def test_signature_before_what_a_notice_prints_dates_it() -> None:
    source = (
        "商丘市人民政府办公室关于印发商丘市促进消费若干措施的通知\n\n商政办〔2024〕21号\n\n"
        "现印发给你们，请认真贯彻执行。\n\n商丘市人民政府办公室\n2024年3月18日\n\n"
        "商丘市促进消费若干措施\n\n"
        + "一、支持汽车置换更新，给予补贴。\n" * 40
        + "本措施自印发之日起施行，有效期至2024年12月31日。\n"
    )

    metadata = read_metadata(source, structure_of(source).title, "措施.txt")

    assert metadata.published == metadata.effective_from == date(2024, 3, 18)
    assert metadata.valid_until == date(2024, 12, 31)
    assert metadata.has_lapsed_on(date(2025, 1, 1))
    assert not metadata.has_lapsed_on(date(2024, 12, 31))


def test_form_is_named_for_its_matter_and_facts_side_by_side_are_read() -> None:
    form = "一次性告知单\n\n事项名称：劳务派遣经营许可\n实施机关：新乡市人力资源和社会保障局\n"
    portal = "《某办法》政策解读\n\n来源：三门峡市财政局　发布时间：2024-11-08\n\n答：略。\n"

    told = read_metadata(form, structure_of(form).title, "单.txt")
    explained = read_metadata(portal, structure_of(portal).title, "解读.md")

    assert (told.title, told.issuer) == (
        "劳务派遣经营许可一次性告知单",
        "新乡市人力资源和社会保障局",
    )
    assert (explained.issuer, explained.kind) == ("三门峡市财政局", "解读")
    assert explained.published == date(2024, 11, 8)


def test_offices_that_sign_together_issue_together() -> None:
    source = "濮阳市引才办法\n\n一、给予补贴。\n\n濮阳市财政局\n濮阳市商务局\n2023年3月1日\n"
    assert read_metadata(source, "濮阳市引才办法", "a.txt").issuer == "濮阳市财政局、濮阳市商务局"


def test_a_row_of_a_guide_names_its_office() -> None:
    source = "# 周口市办事指南\n\n| 项目 | 内容 |\n|---|---|\n| 实施机关 | 周口市市场监督管理局 |\n"
    assert read_metadata(source, "周口市办事指南", "a.md").issuer == "周口市市场监督管理局"


def test_a_paper_issues_what_it_reports() -> None:
    source = "商丘跑出加速度\n2023-03-06 08:15  来源：商丘日报  记者 王某\n　　本报讯。\n"
    metadata = read_metadata(source, "商丘跑出加速度", "a.txt")
    assert (metadata.issuer, metadata.region) == ("商丘日报", "商丘市")


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("国家税务总局哈尔滨市税务局便民办税措施清单", "哈尔滨市"),
        ("关于呼伦贝尔市牧区冷链物流发展情况的调研报告", "呼伦贝尔市"),
        ("国家税务总局关于完善河南省试点的公告", None),
    ],
)
def test_place_behind_the_nations_office_or_a_matter_is_the_documents(
    title: str, region: str | None
) -> None:
    assert read_metadata(f"{title}\n\n正文。", title, "a.txt").region == region


@pytest.mark.parametrize(
    ("source", "issuer"),
    [
        (
            "北海市市场监督管理局\n北 海 市 财 政 局\n中国人民银行北海市分行\n\n"
            "北市监发〔2024〕29号\n\n"
            "关于质押融资的通知\n\n现通知如下。\n\n"
            "北海市市场监督管理局   北海市财政局   中国人民银行北海市分行\n2024年7月3日\n",
            "北海市市场监督管理局、北海市财政局、中国人民银行北海市分行",
        ),
        (
            "保定市科学技术局  保定市财政局  文件\n\n保科规〔2020〕3号\n\n关于创新券的通知\n\n"
            "现印发。\n",
            "保定市科学技术局、保定市财政局",
        ),
        (
            "# 周口市农业农村局 周口市财政局关于农机补贴的公告\n\n现公告如下。\n",
            "周口市农业农村局、周口市财政局",
        ),
        (
            "# 赣州市担保贷款实施意见\n\n"
            "（赣州市人力资源和社会保障局、赣州市财政局2023年9月15日印发）\n\n支持创业。\n",
            "赣州市人力资源和社会保障局、赣州市财政局",
        ),
        (
            "# 余杭区政策清单\n\n"
            "余政办简复〔2025〕14号　　杭州市余杭区人民政府办公室　　2025年2月27日\n\n公布如下。\n",
            "杭州市余杭区人民政府办公室",
        ),
        ("中共濮阳市委　濮阳市人民政府\n关于民营经济的实施意见\n\n"
        "提出如下意见。\n", "中共濮阳市委、濮阳市人民政府"),
        ("财政部 税务总局\n关于优惠政策的公告\n\n现公告如下。\n", "财政部、税务总局"),
        ("# 办事指南\n\n"
        "事项类型\t行政许可\t实施主体\t平顶山市市场监督管理局\n", "平顶山市市场监督管理局"),
    ],
    ids=["letterhead", "paper", "title", "note", "facts", "party", "ministries", "row"],
)  # fmt: skip
def test_all_offices_that_issue_together_are_named(source: str, issuer: str) -> None:
    assert read_metadata(source, "某文件", "a.txt").issuer == issuer


def test_minutes_are_of_the_day_they_were_printed() -> None:
    source = (
        "兰考县人民政府\n\n会议纪要\n\n2024年5月16日下午，县长主持召开会议，研究问题。\n\n"
        "兰考县人民政府办公室                     2024年5月20日印发\n（共印35份）\n"
    )
    assert read_metadata(source, "会议纪要", "a.txt").published == date(2024, 5, 20)


@pytest.mark.parametrize(
    ("head", "region", "level"),
    [
        ("中共濮阳市委　濮阳市人民政府\n关于民营经济的意见\n", "濮阳市", Level.CITY),
        ("财政部 税务总局\n关于优惠政策的公告\n", None, Level.NATIONAL),
    ],
)
def test_offices_are_of_their_place_or_the_nation(
    head: str, region: str | None, level: Level
) -> None:
    metadata = read_metadata(f"{head}\n现公告如下。\n", "关于政策的公告", "a.txt")
    assert (metadata.region, metadata.level) == (region, level)


def test_a_notice_of_the_year_has_its_number() -> None:
    source = (
        "财政部 税务总局\n关于优惠政策的公告\n财政部 税务总局公告2022年第13号\n\n现公告如下。\n"
    )
    assert read_metadata(source, "某公告", "a.txt").doc_no == "财政部税务总局公告2022年第13号"


def test_who_filled_in_a_form_stands_above_its_columns() -> None:
    source = (
        "2023年度公示表\n\n填报单位：新乡市人力资源和社会保障局 单位：万元\n\n序号：1，"
        "金额：5万元。\n"
    )
    assert read_metadata(source, "公示表", "a.xlsx").issuer == "新乡市人力资源和社会保障局"
