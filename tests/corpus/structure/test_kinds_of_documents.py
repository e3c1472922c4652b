"""Documents of kinds that offices hand over come out with head, sections, tables and signature."""

from datetime import date
from pathlib import Path

from corpus import Chunk, Document, chunk_document, load_paths, quoted_span

MINUTES = """# 清丰县优化营商环境工作领导小组会议纪要

〔2024〕3号

清丰县人民政府办公室　　　　　　　　2024年5月16日

5月14日上午，县长刘建国主持召开会议，研究部署下一步工作。现纪要如下：

一、会议听取了“一件事”改革情况的汇报。会议议定：

（一）6月底前，新增8个“一件事”，办理环节平均压减50%以上。（责任单位：县行政审批局）

（二）县财政安排专项资金120万元，用于大厅自助终端更新。

二、会议研究了清欠工作。截至4月底，全县累计清欠2.36亿元。

请假：县税务局郑华

---

分送：领导小组成员单位。
"""
STATISTICS = """安阳市2024年国民经济和社会发展统计公报[1]
安阳市统计局　国家统计局安阳调查队
2025年3月28日

一、综合
全年全市生产总值[2]1 236.58亿元，比上年增长5.7%。全年人均生产总值58 214元。
表1　2024年居民消费价格比上年涨跌幅度
指标	全市（%）	农村（%）
居民消费价格	0.3	0.1
衣着	1.2	0.9
注释：
[1]本公报中数据均为初步统计数。
[2]生产总值绝对数按现价计算。
"""
REPEAL = """洛阳市人民政府关于废止部分行政规范性文件的决定
洛政〔2024〕22号

各县（区）人民政府：
　　为深入推进依法行政，经2024年9月12日市政府第61次常务会议研究，决定：
　　一、废止《洛阳市散装水泥专项资金管理办法》（洛政〔2012〕19号）。
　　二、本决定自公布之日起施行。
　　附件：1.废止的行政规范性文件目录

洛阳市人民政府
2024年9月20日

附件1
废止的行政规范性文件目录
序号	文件名称	文号
1	洛阳市散装水泥专项资金管理办法	洛政〔2012〕19号
"""
REPLY = """**安阳市商务局**
**Anyang Municipal Bureau of Commerce**

安商外资函〔2024〕11号

**关于对外商投资企业设立咨询的复函**
**Reply to the Inquiry Concerning Foreign-invested Enterprises**

安阳德国商会：

经研究，现函复如下：

一、设立登记由市市场监督管理局办理，1个工作日内办结。
1. Registration is handled within 1 working day.

专此函复。

安阳市商务局
Anyang Municipal Bureau of Commerce
2024年6月21日
"""
NOTICE = """安阳市市场监督管理局公告
2024年第6号

    现对被吊销营业执照满三年的126户公司拟作出强制注销登记决定，予以公告。

    安阳市市场监督管理局
    2024年7月31日
"""
POWERS = "清丰县城市管理局权责清单（2024年版）,\n序号,职权名称\n1,建筑垃圾处置核准\n"
SUBSIDIES = "类别,标准（元/人）\n高校毕业生,1500\n退役军人,2000\n"
GUIDE = """# 高层次人才购房补贴申领指南

| 申领对象 | 2023年1月1日以后全职引进的高层次人才。 | 受理单位 | 市委人才办 |
|---|---|---|---|
| 补贴标准 | 博士研究生10万元。 | 咨询电话 | 0372-2558899 |
| 申请材料 | 身份证、学历学位证书。 | 受理时间 | 每年3月、9月 |
"""


def read(folder: Path, text: str, name: str = "文件.md") -> tuple[Document, list[Chunk]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (document,) = load_paths([path])
    assert isinstance(document, Document)
    return document, chunk_document(document)


def holding(chunks: list[Chunk], text: str) -> Chunk:
    return next(chunk for chunk in chunks if text in chunk.text)


def test_second_item_of_minutes_does_not_stand_under_the_first(tmp_path: Path) -> None:
    _, chunks = read(tmp_path, MINUTES)
    assert holding(chunks, "120万元").section == ("一、会议听取了“一件事”改革情况的汇报",)


def test_a_rule_of_dashes_parts_the_text(tmp_path: Path) -> None:
    _, chunks = read(tmp_path, MINUTES)
    assert "请假：县税务局郑华\n分送：领导小组成员单位。" in chunks[-1].text


def test_bulletin_of_statistics_names_both_offices_and_no_footnote(tmp_path: Path) -> None:
    document, _ = read(tmp_path, STATISTICS, "公报.txt")
    metadata = document.metadata
    assert metadata.title == "安阳市2024年国民经济和社会发展统计公报"
    assert metadata.issuer == "安阳市统计局、国家统计局安阳调查队"
    assert (metadata.kind, metadata.published) == ("公报", date(2025, 3, 28))


def test_a_blank_that_groups_digits_is_part_of_the_number(tmp_path: Path) -> None:
    _, chunks = read(tmp_path, STATISTICS, "公报.txt")
    text = holding(chunks, "生产总值").text
    assert "全市生产总值1236.58亿元" in text
    assert "58214元" in text


def test_rows_stand_under_the_name_of_their_table(tmp_path: Path) -> None:
    _, chunks = read(tmp_path, STATISTICS, "公报.txt")
    rows = holding(chunks, "衣着")
    assert rows.section == ("一、综合", "表1 2024年居民消费价格比上年涨跌幅度")
    assert rows.context == "指标，全市（%），农村（%）"
    assert "表1" not in holding(chunks, "注释").section


def test_a_decision_is_of_the_day_it_is_signed_not_of_the_meeting(tmp_path: Path) -> None:
    document, _ = read(tmp_path, REPEAL, "决定.txt")
    assert document.metadata.published == date(2024, 9, 20)
    assert document.metadata.effective_from == date(2024, 9, 20)


def test_signature_behind_the_list_of_annexes_heads_no_section(tmp_path: Path) -> None:
    _, chunks = read(tmp_path, REPEAL, "决定.txt")
    assert holding(chunks, "2024年9月20日").section == ()


def test_english_beside_the_chinese_is_no_title_and_no_heading(tmp_path: Path) -> None:
    document, chunks = read(tmp_path, REPLY)
    assert document.metadata.title == "安阳市商务局关于对外商投资企业设立咨询的复函"
    assert document.metadata.kind == "复函"
    assert not any("Registration" in heading for chunk in chunks for heading in chunk.section)
    assert holding(chunks, "2024年6月21日").section == ()


def test_a_title_parted_by_its_number_can_be_quoted(tmp_path: Path) -> None:
    document, chunks = read(tmp_path, REPLY)
    assert all(
        quoted_span(document.source_text, chunk.text, chunk.offsets, 0, len(chunk.text))
        for chunk in chunks
    )


def test_a_public_notice_is_known_by_its_number_of_the_year(tmp_path: Path) -> None:
    document, _ = read(tmp_path, NOTICE, "公告.txt")
    assert document.metadata.doc_no == "2024年第6号"


def test_office_that_a_list_of_powers_is_titled_by_issued_it(tmp_path: Path) -> None:
    document, _ = read(tmp_path, POWERS, "清单.csv")
    assert document.metadata.issuer == "清丰县城市管理局"


def test_sums_a_head_have_their_unit(tmp_path: Path) -> None:
    _, chunks = read(tmp_path, SUBSIDIES, "标准.csv")
    assert "标准（元/人）：1500元/人" in chunks[0].text


def test_labels_beside_their_values_are_a_line_each(tmp_path: Path) -> None:
    _, chunks = read(tmp_path, GUIDE)
    lines = chunks[0].text.split("\n")
    assert "补贴标准\t博士研究生10万元。" in lines
    assert "咨询电话\t0372-2558899" in lines
    assert chunks[0].context is None


NOTED = """安阳市人民政府办公室
关于印发外贸措施的通知
安政办〔2025〕6号

各县（市、区）人民政府：
　　现将措施印发给你们，请认真贯彻落实。联系人：张强，电话：0372-2550066
安阳市人民政府办公室
2025年2月28日
（此件公开发布）
为推动全市外贸稳规模、优结构，制定以下措施，请各县（市、区）结合实际认真抓好落实。
　　一、支持开拓市场。展位费按不超过50%的比例给予补助。
"""
FORM = """2024年度滑县惠企资金兑现情况表,,
填报单位：滑县财政局,,单位：万元
序号,项目,金额
1,稳岗返还,856.4
"""


def test_a_note_in_brackets_heads_no_section(tmp_path: Path) -> None:
    _, chunks = read(tmp_path, NOTED, "通知.txt")
    assert holding(chunks, "50%").section == ("一、支持开拓市场",)
    assert "0372-2550066\n安阳市人民政府办公室\n2025年2月28日" in chunks[0].text


def test_a_form_is_of_the_office_that_fills_it_in_and_of_its_place(tmp_path: Path) -> None:
    metadata = read(tmp_path, FORM, "情况表.csv")[0].metadata
    assert (metadata.issuer, metadata.region) == ("滑县财政局", "滑县")
