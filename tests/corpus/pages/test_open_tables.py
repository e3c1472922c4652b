"""Tables without upright lines come out as rows, whatever their cells wrap to; prose does not."""

import pytest
from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.platypus import PageBreak, Table, TableStyle

from corpus.formats import RawDocument, pdf
from corpus.formats.layout.content import Box, Glyph
from corpus.formats.layout.open_tables import split_open_tables

HEAD = ("序号", "材料名称", "材料要求", "来源渠道")
MUST = "由会计师事务所出具，附注中须载明研发费用明细，合计不少于营业收入的3%"
MATERIALS = (
    ("1", "科技型中小企业技术创新资金项目申报书", "加盖企业公章，法定代表人签字", "申请人自备"),
    ("2", "企业营业执照", "复印件1份", "电子证照库调取"),
    ("3", "上年度审计报告及研发费用专项审计报告", MUST, "申请人自备"),
    ("4", "知识产权证书", "发明专利、实用新型专利证书复印件", "国家知识产权局"),
)  # fmt: skip
OUTCOMES = (
    ("指标", "单位", "2024年", "比上年增长（%）"),
    ("一般公共预算收入", "亿元", "198.60", "4.3"),
    ("其中：税收收入", "亿元", "128.45", "-2.9"),
    ("社会消费品零售总额", "亿元", "912.33", "6.4"),
)


def table(press, rows, widths=(12, 45, 60, 35), *, valign="TOP", padding=3, ruled=False):
    cells = [[press.paragraph(cell, size=10, indent_ems=0) for cell in row] for row in rows]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), valign)])
    style.add("TOPPADDING", (0, 0), (-1, -1), padding)
    style.add("BOTTOMPADDING", (0, 0), (-1, -1), padding)
    if ruled:
        style.add("LINEABOVE", (0, 0), (-1, 0), 1, colors.black)
        style.add("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black)
        style.add("LINEBELOW", (0, -1), (-1, -1), 1, colors.black)
    return Table(cells, colWidths=[width * mm for width in widths], style=style)


def lines(data: bytes) -> list[str]:
    (document,) = pdf.read(data)
    assert isinstance(document, RawDocument)
    return [line.strip("\u3000 ") for line in document.text.split("\n")]


def tabbed(rows) -> list[str]:
    return ["\t".join(row) for row in rows]


@pytest.mark.parametrize("valign", ["TOP", "MIDDLE"])
@pytest.mark.parametrize("padding", [0, 3])
@pytest.mark.parametrize("ruled", [False, True])
def test_wrapped_cells_of_a_table_without_upright_lines_are_whole(press, valign, padding, ruled):
    rows = [HEAD, *MATERIALS]
    made = table(press, rows, valign=valign, padding=padding, ruled=ruled)
    found = lines(press.pdf(["申报材料清单如下：", made, "以上材料一式两份，按顺序装订。"]))
    assert found == ["申报材料清单如下：", *tabbed(rows), "以上材料一式两份，按顺序装订。"]


def test_figures_set_to_the_right_stay_in_their_rows(press):
    made = Table(
        OUTCOMES, colWidths=[65 * mm, 22 * mm, 30 * mm, 35 * mm],
        style=TableStyle([
            ("FONT", (0, 0), (-1, -1), "STSong-Light", 10.5), ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
        ]),
    )  # fmt: skip
    note = press.paragraph("注：增长速度按可比口径计算。", size=9)
    assert lines(press.pdf([made, note])) == [*tabbed(OUTCOMES), "注：增长速度按可比口径计算。"]


def test_rows_of_a_group_that_share_a_first_cell_are_not_run_together(press):
    rows = [
        ("类别", "事项名称", "责任单位"),
        ("企业开办", "企业登记全程电子化办理", "市市场监督管理局"),
        ("", "公章刻制备案", "市公安局"),
        ("", "发票申领", "市税务局"),
    ]
    assert lines(press.pdf([table(press, rows, (25, 60, 50), padding=0)])) == tabbed(rows)


def test_a_guide_set_as_labels_beside_their_text_is_rows(press):
    rows = [
        ("申领对象", "2023年1月1日以后全职引进、在本市工作满一年并缴纳社会保险的高层次人才。"),
        ("补贴标准", "博士研究生10万元，硕士研究生5万元，夫妻双方均符合条件的可以分别申领。"),
        ("申请材料", "身份证、学历学位证书、劳动合同、购房合同及发票。"),
        ("受理时间", "每年3月、9月的1日至20日。"),
    ]
    assert lines(press.pdf([table(press, rows, (30, 100))])) == tabbed(rows)


def test_a_row_that_the_page_cuts_is_whole(press):
    above = [HEAD, MATERIALS[1], ("", "审计报告", "由会计师事务所出具，附注中须载", "申请人自备")]
    below = [("", "", "明研发费用明细。", ""), MATERIALS[1], MATERIALS[3], MATERIALS[0]]
    found = lines(press.pdf([table(press, above), PageBreak(), table(press, below)]))
    whole = ("", "审计报告", "由会计师事务所出具，附注中须载明研发费用明细。", "申请人自备")
    assert found == tabbed([HEAD, MATERIALS[1], whole, MATERIALS[1], MATERIALS[3], MATERIALS[0]])


def test_steps_beside_what_is_done_keep_their_order(press):
    rows = [
        ("第一步", "申请", "申请人通过河南政务服务网提交材料，或者到政务服务中心综合窗口提交。"),
        ("第二步", "受理", "窗口工作人员审查材料，符合法定形式的，当场受理；不符合的，一次告知。"),
        ("第三步", "办结", "准予许可的，制作许可证，1个工作日内送达。"),
    ]  # fmt: skip
    made = table(press, rows, (20, 20, 90), valign="MIDDLE")
    found = lines(press.pdf(["二、办理流程", made, "三、办理时限", "承诺时限3个工作日。"]))
    assert found == ["二、办理流程", *tabbed(rows), "三、办理时限", "承诺时限3个工作日。"]


def test_lines_of_a_letter_are_no_table(press, articles):
    letter = [
        "联系人：李明　　　电话：0372-2550001",
        "联系人：王红　　　电话：0372-2550002",
        "传　真：2550003　　　邮箱：ay@163.com",
    ]
    assert not any("\t" in line for line in lines(press.pdf([*articles, *letter])))


def test_a_single_row_that_goes_on_over_the_page_stays_in_the_table(furnished_press):
    above, below = [HEAD, *MATERIALS[:2]], [MATERIALS[2]]
    made = [table(furnished_press, above), PageBreak(), table(furnished_press, below)]
    found = lines(furnished_press.pdf(["清单如下：", *made, "以上材料一式两份，按顺序装订。"]))
    assert found == ["清单如下：", *tabbed([*above, *below]), "以上材料一式两份，按顺序装订。"]


def test_prose_behind_a_table_on_the_next_page_is_no_row(furnished_press, articles):
    made = [table(furnished_press, [HEAD, *MATERIALS[:2]]), PageBreak(), *articles[:3]]
    found = lines(furnished_press.pdf(["清单如下：", *made]))
    assert [line.replace("\u3000", " ") for line in found[4:]] == [
        article.replace("\u3000", " ") for article in articles[:3]
    ]


def test_column_of_glyphs_without_a_width_is_a_column_like_others():
    # A font without widths: three columns, the first of glyphs that do not advance.
    glyphs = [
        Glyph(text, Box(left, top, left + width, top + 10))
        for top in range(0, 60, 12)
        for text, left, width in (("a", 10, 0), ("b", 80, 6), ("c", 160, 6))
    ]
    (found,) = split_open_tables(glyphs).tables
    assert found.rows == (("a", "b", "c"),) * 5
