"""Figures that contradict their neighbours are found; whatever can be right is left alone."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Chunk, Document
from corpus.defects import DefectKind, find_defects, source_defects
from corpus.defects.scope import sentences_of

RATE, SUM, PART = DefectKind.RATE, DefectKind.SUM, DefectKind.PART
OVER, CHANGE, DATE = DefectKind.OVER_WHOLE, DefectKind.CHANGE, DefectKind.DATE


@pytest.mark.parametrize(
    ("text", "kind", "figure", "likely"),
    [
        ("目前受理企业诉求123件，完结118件，完结率959%。", RATE, "959%", "95.9%"),
        ("受理投诉举报2300件，已办结2100件，办结率达到98.5%。", RATE, "98.5%", "91.3%"),
        ("160个国控断面，优良水质断面128个，占80.5%。", RATE, "80.5%", "80.0%"),
        ("完成投资1039亿元，占年度目标1213亿元的75.7%。", RATE, "75.7%", "85.7%"),
        ("全市实有企业1.2万家，其中民营企业1.1万家，占比71.7%。", RATE, "71.7%", "91.7%"),
        # The part is as large as its whole: which of the three is wrong cannot be told.
        ("新增规模243.71亿元，其中单笔500万以下的贷款243.71亿元，占比约91.84%。",
         RATE, "91.84%", None),
        ("企业满意率达到985%。", OVER, "985%", "98.5%"),
        ("投诉办结率985%。", OVER, "985%", "98.5%"),
        ("省级占20%、市级占50%、县级占40%。", OVER, "20%、市级占50%、县级占40%", None),
        ("共梳理2969项事项，其中省级389项、市级1771项、县级799项。", SUM, "2969项", "2959项"),
        ("高校157所（本科院校57所，专科院校98所，独立机构1所）。", SUM, "157所", "156所"),
        ("开展评价8次，分别是国家评价1次、省评价3次、市评价3次。", SUM, "8次", "7次"),
        ("收到信件20件、来电30件，合计60件。", SUM, "60件", "50件"),
        ("工业用地3.9万亩（河东1.2万亩，河西2.3万亩）。", SUM, "3.9万亩", "3.5万亩"),
        ("政府债务余额698.47亿元，其中一般债务251.36亿元、专项债务457.11亿元。",
         SUM, "698.47亿元", "708.47亿元"),
        ("全县总人口85.3万人，其中男性43.8万人、女性45.5万人。", SUM, "85.3万人", "89.3万人"),
        ("三次产业结构为15.3：37.8：56.9。", SUM, "15.3：37.8：56.9", None),
        ("共有孵化载体41家，其中国家级122家。", PART, "122家", None),
        ("审批事项由350项压缩到40项，压缩69%。", CHANGE, "69%", "89%"),
        ("办理时限由10个工作日压缩至4个工作日，压缩70%。", CHANGE, "70%", "60%"),
        ("平均得分由80.59分提升至84.77分，提升5.18分。", CHANGE, "5.18分", "4.18分"),
        ("由2021年的350件增加到2022年的420件，增长30%。", CHANGE, "30%", "20%"),
        ("由原来的15个工作日压缩至5个工作日，压缩率达80%。", CHANGE, "80%", "67%"),
        ("环节由8个减至3个，减少4个。", CHANGE, "4个", "5个"),
        ("政策知晓率118%。", OVER, "118%", None),
        ("会议于2022年2月30日召开。", DATE, "2022年2月30日", None),
        ("截至2021年13月，共办理业务。", DATE, "2021年13月", None),
        ("6月31日前完成。", DATE, "6月31日", None),
        ("依据方案（豫政办〔2022〕号）执行。", DefectKind.DOCUMENT_NUMBER,
         "豫政办〔2022〕号", None),
    ],
)  # fmt: skip
def test_contradiction_is_found_with_its_likely_value(
    text: str, kind: DefectKind, figure: str, likely: str | None
) -> None:
    (defect,) = find_defects(text)
    assert (defect.kind, text[defect.start : defect.end]) == (kind, figure)
    assert defect.likely == likely


@pytest.mark.parametrize(
    "text",
    [
        "三次产业结构为15.3：37.8：46.9，调整前为16：38：47。",
        "由2021年的350件增加到2022年的420件，增长20%。",
        "拨备覆盖率达到220%，固定资产投资增长率120%。",
        # Rates of something else than the counts beside them.
        "受理71件，已结案59件、满意率达到95%。",
        "计划指标已配置591个，项目保障率94.43%；已保障用地109个，项目保障率100%。",
        "担保余额871.04亿元，占融资担保余额（住房置业担保除外）的61.2%。",
        "共有企业100家，其中规上企业20家，高新技术企业5家，占25%。",
        "全省合同结案59件，当期结案率95%。",
        "受理123件，含旧存案件，完结118件，完结率80%。",
        # Right by one reading: another pair, two figures added up, what is left, cut off.
        "收集问题3070个，梳理转办3038个，已办结2180个，其余32个正在办理，办结率71.76%。",
        "线索合计金额14.34亿元，已清偿2.51亿元，达成还款协议5.79亿元，清偿率57.88%。",
        "签约项目14418个，已履约项目13014个，履约率达到90.2%。",
        "受理200余件，办结190件，办结率92%。",
        "培训308.59万人次，完成年度300万人次目标的102.9%。",
        # Lists that leave something out, or count something else.
        "共2959项，其中省级389项、市级1771项、县级799项。",
        "批准项目1842个，其中国务院批准33个、省政府批准1419个。",
        "主场活动19场、省外活动6场、市级活动18场等，合计44场。",
        "发放资料2700余份、开展演练1200余场，共计25余万人次。",
        "中原学者80人（其中有9人已经当选为院士）、领军人才121人。",
        "新建道路1536.5公里（新建857.2公里、改造679.3公里）。",
        "上市公司149家，新增7家，其中境内101家。",
        # Changes as they are.
        "办理环节由8个压缩到3个，压缩62.5%。",
        "办理时限由3.5天压缩至1天，压缩71.4%。",
        "办理时间从30天缩短为10天，缩短2/3。",
        "企业满意度由84%提升至90%，提升6个百分点。",
        "银行拨备覆盖率达到180%，法院当年结案率102.3%。",
        # What may be above 100 %, and months that are a duration.
        "毛入学率达到105%，利润增长250%。",
        "缴满36月后可以提取，2月29日公布。",
        "根据豫政办〔2022〕62号文件执行。",
    ],
)
def test_what_can_be_right_is_left_alone(text: str) -> None:
    assert find_defects(text) == []


def test_reason_names_the_counts_and_the_lost_point() -> None:
    (defect,) = find_defects("目前受理123件，完结118件，完结率959%。")
    assert defect.reason == ("从“目前受理123件”和“完结118件”算，完结率应为95.9%，疑似漏了小数点")


@settings(deadline=None)
@given(whole=st.integers(2, 10**6), data=st.data(), places=st.integers(0, 3))
def test_rate_rounded_at_any_place_is_no_defect(
    whole: int, data: st.DataObject, places: int
) -> None:
    part = data.draw(st.integers(1, whole))
    rate = round(Decimal(100 * part) / whole, places)
    assert find_defects(f"受理{whole}件，办结{part}件，办结率{rate}%。") == []


@settings(deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=5))
def test_sum_of_the_items_is_no_defect(items: list[int]) -> None:
    listed = "、".join(f"某类{item}件" for item in items)
    assert find_defects(f"共{sum(items)}件，分别为{listed}。") == []


def test_bundled_documents_have_these_defects_and_no_others(
    bundled: dict[str, Document], chunks: dict[str, list[Chunk]]
) -> None:
    found = [d for key in bundled for d in source_defects(bundled[key], chunks[key])]
    told = [(d.document_id[:3], d.text, d.likely) for d in found]
    assert [row for row in told if row[1] != "and"] == [
        ("000", "９５９％", "95.9%"),
        ("004", "91.84%", None),
        ("004", "80.5%", "80.0%"),
        ("004", "豫应急办〔2022〕号", None),
    ]
    assert sum(row[1] == "and" for row in told) == 7


def test_defect_points_into_the_source_as_received(
    bundled: dict[str, Document], chunks: dict[str, list[Chunk]]
) -> None:
    (defect,) = source_defects(bundled["000"], chunks["000"])
    assert bundled["000"].source_text[defect.start : defect.end] == "９５９％"


ROWS = (
    "县区\t资金（万元）\t企业（家）\t人均（元）\n甲区\t9000\t310\t52\n乙区\t9900\t340\t48\n"
    "丙市\t17100\t600\t50\n"
)


def test_a_total_that_slipped_is_found_where_another_column_adds_up() -> None:
    text = ROWS + "合计\t36000\t1520\t50"
    (defect,) = find_defects(text)
    assert (defect.kind, text[defect.start : defect.end]) == (SUM, "1520")


@pytest.mark.parametrize(
    "table",
    [
        ROWS + "合计\t36000\t1250\t50",
        ROWS + "合计\t36000\t2100\t50",  # other than by a slip: rows may be left out
        ROWS + "合计\t46000\t1520\t50",  # no column adds up
        ROWS + "小计\t36000\t1250\t50\n丁县\t100\t20\t5\n合计\t36100\t1370\t50",
    ],
    ids=["right", "incomplete", "unproved", "subtotals"],
)
def test_totals_that_can_be_right_are_left_alone(table: str) -> None:
    assert find_defects(table) == []


def test_sentences_hold_their_own_figures_alone() -> None:
    sentences = sentences_of("全县共有企业123家。其中规模以上企业45家，占36.6%。\n新增7家。")

    held = [[figure.text for figure in sentence.figures] for sentence in sentences]
    assert held == [["123家"], ["45家", "36.6%"], ["7家"]]
