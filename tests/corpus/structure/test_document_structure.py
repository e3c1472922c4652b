import pytest

from corpus.structure.blocks import BlockKind
from corpus.structure.document_structure import Structure, structure_of
from corpus.text.quoting import quoted_span

REPORT = """# 某省人民政府
## 关于整改情况的报告

省人大常委会：

### 一、总体情况

全省实有市场主体914万户，较2021年增长

6.9%，居全国第五位。

**（一）推进方面。**各地、各部门加大力度。三

是健全机制。

## 二、下一步

我们将继续努力。

- 附件：**1.某省整改情况汇总表**
2.某省教育厅关于整
改情况的报告
2022年9月19日

附件 1

## 某省整改情况汇总表

序号\t问题\t整改情况
\t(一) 市场环境方面\t
1\t<p>要素保障不足。用地难。</p>\t<p>一是推行“标准地”。累计出让**482**宗。</p> <p>二是清理收费。</p>

序号\t问题\t整改情况
\t\t<p>三是培训干部，覆盖全部参评单位。</p>

## 某省教育厅
### 关于整改情况的报告

现将情况汇报如下：

一、进展

已完成3项。
""".replace("累计出让", f"{'完善政策体系，' * 30}累计出让")


@pytest.fixture(scope="module")
def report() -> Structure:
    return structure_of(REPORT)


def texts(structure: Structure, path: tuple[str, ...]) -> list[str]:
    return [b.text.text for b in structure.blocks if b.path == path]


def test_title_is_read_over_two_headings(report: Structure) -> None:
    assert report.title == "某省人民政府关于整改情况的报告"


def test_annex_without_its_number_is_found_by_its_title(report: Structure) -> None:
    found = [(part.label, part.title, part.issuer) for part in report.parts]
    assert found == [
        (None, "某省人民政府关于整改情况的报告", "某省人民政府"),
        ("附件1", "某省整改情况汇总表", None),
        ("附件2", "某省教育厅关于整改情况的报告", "某省教育厅"),
    ]


def test_a_sentence_cut_by_a_page_is_joined(report: Structure) -> None:
    assert texts(report, ("一、总体情况",))[1] == (
        "全省实有市场主体914万户，较2021年增长6.9%，居全国第五位。"
    )
    assert texts(report, ("一、总体情况", "（一）推进方面")) == [
        "（一）推进方面。各地、各部门加大力度。三是健全机制。"
    ]


def test_numbering_decides_the_level_of_a_heading_not_its_mark(report: Structure) -> None:
    assert texts(report, ("二、下一步",)) == ["二、下一步", "我们将继续努力。"]


def test_paths_in_an_annex_begin_with_its_label_and_title(report: Structure) -> None:
    path = ("附件2 某省教育厅关于整改情况的报告", "一、进展")
    assert texts(report, path) == ["一、进展", "已完成3项。"]


def test_items_of_the_annex_list_are_healed(report: Structure) -> None:
    assert texts(report, ("附件目录",)) == [
        "附件：1.某省整改情况汇总表",
        "2.某省教育厅关于整改情况的报告",
    ]


def test_cells_carry_section_row_and_column(report: Structure) -> None:
    table = "附件1 某省整改情况汇总表"
    path = (table, "（一）市场环境方面", "1 要素保障不足", "整改情况")
    cells = [b for b in report.blocks if b.path == path]
    assert [cell.text.text[:7] for cell in cells] == [
        "一是推行“标准",
        "二是清理收费。",
        "三是培训干部，",
    ]
    assert {cell.context for cell in cells} == {"整改情况：要素保障不足"}


def test_a_repeated_header_of_a_table_is_dropped(report: Structure) -> None:
    assert sum(b.text.text == "整改情况" for b in report.blocks) == 1


def test_a_cell_goes_on_in_the_plain_lines_after_a_page_break() -> None:
    source = (
        "序号\t问题\t整改情况\n"
        f"1\t难点。{'企业反映' * 60}。\t<p>召开联席会议，研究重点工\n\n"
        "作，审议通过《工作机制》。</p>\n"
        "2\t堵点。\t<p>已整改。</p>\n"
    )
    found = [b.text.text for b in structure_of(source).blocks]
    assert "召开联席会议，研究重点工作，审议通过《工作机制》。" in found


def test_a_photo_caption_does_not_break_a_sentence() -> None:
    source = (
        "全市聚焦企业发展壮大，建成了一批平台载体，8家企业入选百强，12家企业入选国\n\n\n"
        "8月18日，会议召开，图为会议现场。\n\n本报记者 张宁 摄\n\n\n"
        "家级“小巨人”企业。\n\n下一段落在这里继续讲述其他的事情，与上文没有关系。\n"
    )
    blocks = structure_of(source).blocks
    assert blocks[0].text.text.endswith("12家企业入选国家级“小巨人”企业。")
    assert [b.text.text for b in blocks if b.kind is BlockKind.CAPTION] == [
        "8月18日，会议召开，图为会议现场。",
        "本报记者张宁摄",
    ]


def test_page_numbers_and_portal_debris_are_not_content() -> None:
    source = (
        "当前位置: 首页 > 政策\n关于某事的答复\n【字号 】【我要打印】【关闭\n\n"
        "我们认真研究，\n— 2 —\n现答复如下。"
    )
    content = [b for b in structure_of(source).blocks if b.kind is not BlockKind.DEBRIS]
    assert [b.text.text for b in content] == ["关于某事的答复", "我们认真研究，现答复如下。"]


def test_each_article_of_a_law_is_a_section_and_its_items_are_not() -> None:
    source = (
        "# 某条例\n\n2020年1月1日通过\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n"
        "第一条 为了规范，制定本条例。\n\n第二条 有下列情形之一的：\n\n（一）甲；\n\n（二）乙。\n"
    )
    structure = structure_of(source)
    assert structure.title == "某条例"
    assert texts(structure, ("第一章 总则", "第二条")) == [
        "第二条 有下列情形之一的：", "（一）甲；", "（二）乙。",
    ]  # fmt: skip
    assert texts(structure, ()) == ["某条例", "2020年1月1日通过"]


def test_items_of_one_sentence_each_are_no_sections() -> None:
    source = (
        "二、存在的问题：\n\n- 1、研究不透彻，缺方向。\n- 2、材料不完善，缺案例。\n\n三、打算：\n"
    )
    assert texts(structure_of(source), ("二、存在的问题",)) == [
        "二、存在的问题：", "1、研究不透彻，缺方向。", "2、材料不完善，缺案例。",
    ]  # fmt: skip


def test_a_closing_paragraph_belongs_to_the_whole_row_of_sections() -> None:
    source = "一、成效\n\n（一）甲。做了甲事。\n\n（二）乙。做了乙事。\n\n下一步，我们将继续。\n"
    assert texts(structure_of(source), ("一、成效",)) == ["一、成效", "下一步，我们将继续。"]


def test_a_row_of_a_table_without_prose_is_one_line() -> None:
    source = "二、标准\n\n类别\t对象\t最高限额\n改造\t一般项目\t500万元\n转型\t\t20万元\n"
    cells = [b for b in structure_of(source).blocks if b.kind is BlockKind.CELL]
    assert [b.text.text for b in cells] == [
        "类别\t对象\t最高限额", "改造\t一般项目\t500万元", "转型\t20万元",
    ]  # fmt: skip
    whole = "类别，对象，最高限额"
    assert [b.context for b in cells] == [whole, whole, "类别，最高限额"]
    assert {b.path for b in cells} == {("二、标准",)}


def test_a_table_in_markdown_is_a_table() -> None:
    source = "## 分类\n\n| 类别 | 年薪（万元） |\n| --- | ---: |\n| A类 | 100 |\n|B类||\n"
    cells = [b for b in structure_of(source).blocks if b.kind is BlockKind.CELL]
    assert [b.text.text for b in cells] == ["类别\t年薪（万元）", "A类\t100", "B类"]
    text, span = cells[1].text, cells[1].text.source_span()
    assert source[span.start : span.end] == "A类 | 100"
    assert quoted_span(source, text.text, text.offset_map(), 0, len(text.text)) == span


def test_lines_of_a_form_and_numbers_of_pages_stand_apart() -> None:
    source = (
        "告知单\n\n实施机关：新乡市财政局\n您好，请准备下列材料：\n□ 1、申请书（原件）\n"
        "□ 2、章程（复印件）\n- 1 -\n办理时限：8个工作日。\n"
    )

    texts = [block.text.text for block in structure_of(source).blocks]

    assert "□ 1、申请书（原件）" in texts
    assert "实施机关：新乡市财政局" in texts
    assert "办理时限：8个工作日。" in texts


def test_issuer_and_red_head_are_no_part_of_the_title() -> None:
    report = (
        "# 知识产权白皮书（2024年）\n\n开封市市场监督管理局\n2025年4月25日\n\n## 一、创造\n\n略。"
    )
    minutes = "会 议 纪 要\n\n〔2025〕9号\n\n市政府专题会议纪要\n\n会议议定事项如下。\n"

    assert structure_of(report).title == "知识产权白皮书（2024年）"
    assert structure_of(minutes).title == "市政府专题会议纪要"


def _paths(source: str) -> list[tuple[str, ...]]:
    return [
        block.path for block in structure_of(source).blocks if block.kind is not BlockKind.TITLE
    ]


def test_a_numbered_sentence_heads_what_is_numbered_below_it() -> None:
    source = (
        "某市若干措施\n\n二、强化融资。设立资金池。\n\n三、加强用地保障。\n\n"
        "（一）优先安排指标。对企业优先安排。\n\n（二）允许分期缴纳价款。\n"
    )
    paths = _paths(source)
    assert ("三、加强用地保障", "（一）优先安排指标") in paths
    assert all(path[0] != "二、强化融资" for path in paths[1:])


def test_the_items_of_a_list_are_no_sections() -> None:
    source = (
        "某市办事指南\n\n一、申请材料\n\n1.登记申请书\n\n2.身份证明\n\n3.使用证明\n\n"
        "二、条件\n\n（一）申请表；\n\n（二）营业执照。\n\n窗口设在一楼大厅。\n\n"
        "三、流程\n\n1.申请\n\n申请人到窗口提出申请。\n\n2.受理：齐全的，受理；不全的，告知。\n"
    )
    assert set(_paths(source)) == {
        ("一、申请材料",),
        ("二、条件",),
        ("三、流程",),
        ("三、流程", "1.申请"),
    }


def test_the_number_of_an_order_is_not_glued_to_its_text() -> None:
    source = (
        "信阳市人民政府令\n第12号\n《信阳市停车场管理办法》已经审议通过，现予公布。\n"
        "市长 陈某某\n2022年8月20日\n信阳市停车场管理办法\n第一条 为了规范管理，制定本办法。\n"
    )
    texts = [block.text.text for block in structure_of(source).blocks]
    assert "《信阳市停车场管理办法》已经审议通过，现予公布。" in texts


def test_a_headline_with_a_colon_is_a_title_above_its_dateline() -> None:
    source = "商丘：“万人助万企”跑出加速度\n2023-03-06 08:15  来源：商丘日报\n　　本报讯。\n"
    assert structure_of(source).title == "商丘：“万人助万企”跑出加速度"


def test_the_running_head_of_a_gazette_is_no_part_of_the_title() -> None:
    source = (
        "许昌市人民政府公报 2024年第3期\n关于印发办法的通知\n许政〔2024〕9号\n各县：\n现印发。\n"
    )
    assert structure_of(source).title == "关于印发办法的通知"


def test_long_official_title_on_one_line_is_the_title() -> None:
    title = (
        "某市市场监督管理局关于印发"
        "《某市市场监管领域轻微违法行为不予行政处罚清单（2023年版）》的通知"
    )

    assert structure_of(f"{title}\n\n各县区局：\n\n现印发给你们。\n").title == title


def test_year_may_open_the_title_of_a_section() -> None:
    source = (
        "工作报告\n\n一、2023年工作回顾\n\n增长6%。\n\n"
        "二、2024年重点工作\n\n预期目标：增长7%左右。\n"
    )
    paths = [block.path for block in structure_of(source).blocks if "7%" in block.text.text]

    assert paths == [("二、2024年重点工作",)]


def test_question_of_a_guide_heads_its_answer() -> None:
    source = (
        "政策问答\n\n问1：谁能申请？\n\n答：毕业5年内的高校毕业生。\n\n"
        "问2：给多少？\n\n答：5000元。\n"
    )
    paths = [block.path for block in structure_of(source).blocks if "5000元" in block.text.text]

    assert paths == [("问2：给多少？",)]


def test_line_that_leads_to_a_table_stands_over_its_rows() -> None:
    source = "通报\n\n一、排名\n\n综合排名如下：\n\n县区\t总分\n甲县\t96.8\n乙县\t95.1\n"
    paths = {block.path for block in structure_of(source).blocks if "甲县" in block.text.text}

    assert paths == {("一、排名", "综合排名如下")}
