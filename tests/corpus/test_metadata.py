from datetime import date

from corpus import Level
from corpus.metadata import read_metadata

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


def test_a_document_number_in_the_head_is_read() -> None:
    source = "河南省人民政府办公厅文件\n豫政办〔2021〕54号\n\n关于印发方案的通知\n\n正文。"
    assert read_metadata(source, "关于印发方案的通知", "a.txt").doc_no == "豫政办〔2021〕54号"


def test_an_impossible_date_is_no_date() -> None:
    assert read_metadata("通知\n2021年13月40日\n正文。", "通知", "a.txt").published is None
