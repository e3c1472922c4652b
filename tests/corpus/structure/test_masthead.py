"""Letterheads, numbers, speakers and signatures stand apart from title and text."""

from corpus.structure.blocks import BlockKind
from corpus.structure.document_structure import structure_of

NOTICE = """某市人民政府办公室文件

某政办〔2024〕18号

某市人民政府办公室
关于印发纾困措施的通知

各县、区人民政府：

现印发给你们，请认真执行。

    附件：1.纾困措施
          2.任务分工表

                    某市人民政府办公室
                      2024年5月20日

附件1

纾困措施

一、加大支持

（一）免征增值税。
"""
LETTER = """某市应急管理局
关于开展检查的通知
某应急〔2023〕15号
各有关单位：
一、工作要求
各单位要在5月30日前完成自查，逾期不报的，依法
处理。
联系人：王某某  电话：0372-2550123
某市应急管理局
2023年4月28日
"""


def test_the_title_is_without_letterhead_and_number() -> None:
    assert structure_of(NOTICE).title == "某市人民政府办公室关于印发纾困措施的通知"
    assert structure_of(LETTER).title == "某市应急管理局关于开展检查的通知"


def test_a_speech_is_titled_without_its_occasion_and_speaker() -> None:
    speech = (
        "政府工作报告\n——2024年1月15日在某市第十二届人民代表大会第三次会议上\n市长　李某某\n"
        "各位代表：\n我报告工作。\n"
    )
    structure = structure_of(speech)
    assert structure.title == "政府工作报告"
    assert [b.text.text for b in structure.blocks if b.kind is BlockKind.DATELINE][
        1
    ] == "市长李某某"
    feature = "锚定目标争一流\n——我市优化营商环境综述\n营商环境是土壤。\n"
    assert structure_of(feature).title == "锚定目标争一流——我市优化营商环境综述"


def test_a_signature_belongs_to_no_annex_list_contact_or_section() -> None:
    blocks = {block.text.text: block.path for block in structure_of(NOTICE).blocks}
    assert "2.任务分工表" in "".join(blocks)
    assert blocks["某市人民政府办公室"] == ()
    assert [one.label for one in structure_of(NOTICE).parts] == [None, "附件1"]
    letter = {block.text.text: block.path for block in structure_of(LETTER).blocks}
    assert letter["联系人：王某某 电话：0372-2550123"] == ("一、工作要求",)
    assert letter["某市应急管理局"] == letter["2023年4月28日"] == ()


def test_a_signature_is_no_paragraph_of_the_last_article() -> None:
    rule = (
        "某市管理办法\n第一条 为了规范管理，制定本办法。\n第二条 本办法自2023年7月1日起施行。\n"
        "某市财政局\n2023年6月12日\n"
    )
    paths = [block.path for block in structure_of(rule).blocks]
    assert paths == [(), ("第一条",), ("第二条",), (), ()]


def test_an_item_that_opens_with_a_year_is_an_item() -> None:
    source = "三、申报材料\n1.申请表；\n2.营业执照复印件；\n3.2023年度审计报告；\n4.承诺书。\n"
    blocks = structure_of(source).blocks
    assert {block.path for block in blocks} == {("三、申报材料",)}
    assert len(blocks) == 5


def test_a_heading_with_label_and_title_begins_an_annex() -> None:
    source = (
        "# 某市细则\n附件1：分类表\n\n第一条 为了分类，制定本细则。\n\n## 附件1：分类表\n\n甲类。\n"
    )
    parts = structure_of(source).parts
    assert [(part.label, part.title) for part in parts] == [(None, "某市细则"), ("附件1", "分类表")]


def test_paragraphs_set_in_by_spaces_and_what_follows_a_letter_stand_apart() -> None:
    source = (
        "某局公告\n2024年第7号\n    下列企业拟吊销执照：\n    一、甲公司（代码：1）\n"
        "    二、乙公司（代码：2）\n"
        "    上述企业可在20日内申辩。\n    此复\n    二○二四年七月三日\n抄送：市委办公室。\n"
    )
    texts = [block.text.text for block in structure_of(source).blocks]
    assert texts[0] == "某局公告"
    assert texts[-5:] == [
        "二、乙公司（代码：2）", "上述企业可在20日内申辩。", "此复", "二○二四年七月三日",
        "抄送：市委办公室。",
    ]  # fmt: skip
