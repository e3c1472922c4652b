"""What stands around a title is no title; names of a list and closing formulas stand apart."""

from datetime import date
from pathlib import Path

import pytest

from corpus import Chunk, Document, chunk_document, load_paths

HEADS = {
    "office_before_number_with_class": (
        "沈 阳 市 教 育 局\n\n沈教提复〔2023〕41号            （A类）\n\n"
        "对政协沈阳市第十六届委员会第二次会议\n"
        "《关于加强托管机构监管的提案》的答复\n\n王委员：\n",
        "沈阳市教育局对政协沈阳市第十六届委员会第二次会议《关于加强托管机构监管的提案》的答复",
    ),
    "minutes_by_signer": (
        "兰考县人民政府\n\n会 议 纪 要\n\n〔2024〕18号        签发人：周某某\n\n"
        "企业服务专题会议纪要\n\n"
        "会议研究了问题。\n",
        "兰考县人民政府企业服务专题会议纪要",
    ),
    "minutes_counted": (
        "咸 阳 市 人 民 政 府\n\n专 项 问 题 会 议 纪 要\n\n〔2024〕第9次\n\n"
        "关于扬尘治理的会议纪要\n\n会议指出问题。\n",
        "咸阳市人民政府关于扬尘治理的会议纪要",
    ),
    "note_of_a_congress": (
        "南阳市人民代表大会常务委员会\n关于加强公益诉讼工作的决议\n\n"
        "（2022年8月26日南阳市第七届人民代表大会常务委员会第四次会议通过）\n\n会议认为成效明显。\n",
        "南阳市人民代表大会常务委员会关于加强公益诉讼工作的决议",
    ),
    "speaker_of_an_office": (
        "关于信阳市2023年财政预算执行情况的报告\n\n——2024年1月16日在信阳市第六届人民代表大会第三次会议上\n\n"
        "信阳市财政局局长　李　某\n\n各位代表：\n我受委托报告。\n",
        "关于信阳市2023年财政预算执行情况的报告",
    ),
    "number_of_a_notice": (
        "财政部 税务总局\n关于小微企业所得税优惠政策的公告\n财政部 税务总局公告2022年第13号\n\n"
        "现公告如下：\n",
        "财政部税务总局关于小微企业所得税优惠政策的公告",
    ),
    "booklet": (
        "株洲市渌口区惠企政策汇编\n——人才引进专篇\n\n株洲市渌口区营商环境事务中心    编印\n"
        "2024年5月\n\n"
        "编 印 说 明\n\n为方便企业查找，编印本辑。\n",
        "株洲市渌口区惠企政策汇编——人才引进专篇",
    ),
    "volumes": (
        "# 开封市第十四个五年规划纲要\n\n"
        "（2021年3月1日开封市第十五届人民代表大会第五次会议批准）\n\n"
        "# 第一篇 开启新征程\n\n## 第一章 发展基础\n\n全市发展平稳。\n",
        "开封市第十四个五年规划纲要",
    ),
}  # fmt: skip


def read(folder: Path, text: str, name: str = "文件.txt") -> tuple[Document, list[Chunk]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (document,) = load_paths([path])
    assert isinstance(document, Document)
    return document, chunk_document(document)


@pytest.mark.parametrize(("text", "title"), HEADS.values(), ids=HEADS.keys())
def test_a_title_is_without_what_stands_around_it(text: str, title: str, tmp_path: Path) -> None:
    assert read(tmp_path, text)[0].metadata.title == title


def test_a_volume_holds_its_chapters(tmp_path: Path) -> None:
    _, chunks = read(tmp_path, HEADS["volumes"][0])
    assert chunks[0].section == ("第一篇 开启新征程", "第一章 发展基础")


def test_names_of_a_list_stand_a_line_each(tmp_path: Path) -> None:
    names = "某市毛尖集团有限公司\n某市制药股份有限公司\n某市水泥有限公司\n某市光学有限公司\n"
    text = (
        "某市人民政府关于表彰先进企业的决定\n\n为推进质量强市战略，经评审委员会评审，市政府决定授予下列企业市长质量奖"
        f"荣誉称号，并给予奖励。\n\n一、获奖企业\n\n{names}\n2024年3月11日\n"
    )
    _, chunks = read(tmp_path, text)
    assert names.strip() in chunks[-1].text


def test_lines_of_a_printed_sentence_are_no_list_of_names(tmp_path: Path) -> None:
    text = (
        "某市报告\n\n全市累计办理企业开办业务\n其中通过网上办理的占总量\n"
        "的八成以上并且仍在增加\n比上年多一千件。\n"
    )
    _, chunks = read(tmp_path, text)
    assert "全市累计办理企业开办业务其中通过网上办理的占总量的八成以上" in chunks[-1].text


def test_a_whole_sentence_numbered_as_a_section_stands_under_no_other(tmp_path: Path) -> None:
    text = (
        "某市公告\n\n一、地块的基本情况\n\n宗地编号\t面积\nA-1\t100\nA-2\t200\n\n"
        "二、境内外的法人均可申请。\n\n三、按价高者得的原则确定竞得人。\n\n特此公告。\n"
    )
    _, chunks = read(tmp_path, text)
    (last,) = [chunk for chunk in chunks if "价高者得" in chunk.text]
    assert last.section == ()
    assert "特此公告。" in last.text


def test_a_title_of_a_notice_above_a_measure_ends_before_its_addressees(tmp_path: Path) -> None:
    text = (
        "桂林市人民政府办公室关于印发\n《桂林市网约车管理实施细则》的通知\n\n各县（市、区）人民政府：\n\n"
        "《桂林市网约车管理实施细则》已经2018年6月22日市五届人民政府第三十七次常务会议审议通过，现印发给你们。\n\n"
        "桂林市人民政府办公室\n2018年7月5日\n\n桂林市网约车管理实施细则\n\n"
        "第一条 为规范网约车管理，制定本细则。\n\n"
        "第二条 本细则自2018年8月1日起施行。\n"
    )
    document, chunks = read(tmp_path, text)
    assert "桂林市人民政府办公室关于印发《桂林市网约车管理实施细则》的通知\n各县" in chunks[0].text
    assert document.metadata.issuer == "桂林市人民政府"
    assert document.metadata.published == date(2018, 7, 5)


def test_an_interpretation_of_a_court_is_titled_and_issued_by_it(tmp_path: Path) -> None:
    text = (
        "最高人民法院\n关于适用公司法时间效力的若干规定\n\n"
        "（2024年6月27日最高人民法院审判委员会第1922次会议通过，自2024年7月1日起施行）\n\n"
        "第一条　公司法施行后的法律事实引起的案件，适用公司法的规定。\n\n"
        "第二条　本规定自2024年7月1日起施行。\n"
    )
    metadata = read(tmp_path, text)[0].metadata
    assert metadata.title == "最高人民法院关于适用公司法时间效力的若干规定"
    assert metadata.issuer == "最高人民法院"


GAZETTE = """安阳市人民政府公报　　2023年第5期

安阳市人民政府办公室
关于促进餐饮业恢复发展的通知

各县（市、区）人民政府：

一、加大信贷支持。对餐饮企业新增贷款给予贴息，单户最高20万
— 5 —
安阳市人民政府公报　　2023年第5期
元。
二、减免租金。对承租国有房屋的餐饮企业，减免3个月租金。
— 6 —
安阳市人民政府公报　　2023年第5期
2023年3月15日
"""


def test_the_running_head_of_a_gazette_stops_no_sentence(tmp_path: Path) -> None:
    _, chunks = read(tmp_path, GAZETTE)
    text = "\n".join(chunk.text for chunk in chunks)
    assert "单户最高20万元。" in text
    assert text.count("安阳市人民政府公报") == 1


def test_a_unit_beside_each_page_number_is_no_running_head(tmp_path: Path) -> None:
    text = (
        "某市决算表\n\n单位：万元\n— 1 —\n单位：万元\n甲\t100\n乙\t200\n— 2 —\n单位：万元\n"
        "丙\t300\n丁\t50\n"
    )
    _, chunks = read(tmp_path, text)
    assert sum(chunk.text.count("单位：万元") for chunk in chunks) == 3


def test_a_numbered_clause_that_fills_its_printed_line_goes_on(tmp_path: Path) -> None:
    text = (
        "某市医疗保障局\n关于调整门诊待遇的通知\n各县区医疗保障局：\n"
        "　　经研究，现将职工医保门诊待遇调整如下：\n　　一、起付标准由每年500元降至300元。\n"
        "　　二、在职职工报销比例由55%提高到60%，退休\n人员提高到70%，年度限额3000元。\n"
        "　　三、加强宣传，做好服务\n　　各县区要广泛宣传。\n"
    )
    _, chunks = read(tmp_path, text)
    whole = "\n".join(chunk.text for chunk in chunks)
    assert "报销比例由55%提高到60%，退休人员提高到70%，年度限额3000元。" in whole
    assert chunks[-1].section == ("三、加强宣传，做好服务",)
