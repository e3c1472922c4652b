from corpus.metadata.repeal_lists import listed_repeals
from corpus.structure.document_structure import structure_of

DECISION = """驻马店市人民政府关于废止、修改和宣布失效一批规范性文件的决定

驻政〔2023〕30号

　　经清理，市政府决定废止2件、修改1件规范性文件。

　　附件：1.予以废止的规范性文件目录

　　　　　2.予以修改的规范性文件目录

驻马店市人民政府

2023年9月12日

附件1

予以废止的规范性文件目录

序号\t文件名称\t文号
1\t驻马店市招商引资奖励办法\t驻政〔2016〕18号
2\t驻马店市户外广告管理规定\t

附件2

予以修改的规范性文件目录

序号\t文件名称\t文号
1\t驻马店市限价商品房管理办法\t驻政〔2011〕7号
"""


def test_the_annex_of_a_decision_lists_what_it_repeals_not_what_it_changes() -> None:
    structure = structure_of(DECISION)
    assert listed_repeals(DECISION, structure.title, structure.parts) == (
        "驻马店市招商引资奖励办法",
        "驻政〔2016〕18号",
        "驻马店市户外广告管理规定",
    )


def test_a_list_in_the_text_itself_is_read() -> None:
    source = (
        "关于废止部分规范性文件的通知\n下列文件自即日起废止：\n"
        "1.《焦作市商务局关于展会补助的通知》（焦商〔2020〕9号）；\n"
        "2.焦作市菜市场管理办法（焦政〔2009〕3号）。\n"
    )
    assert listed_repeals(source, "关于废止部分规范性文件的通知", ()) == (
        "焦作市商务局关于展会补助的通知",
        "焦商〔2020〕9号",
        "焦作市菜市场管理办法",
        "焦政〔2009〕3号",
    )


def test_what_explains_or_proposes_repeals_lists_none() -> None:
    source = "1.《焦作市菜市场管理办法》（焦政〔2009〕3号）\n"
    for title in ("关于拟废止部分文件的公告", "废止部分文件的解读", "焦作市菜市场管理办法"):
        assert listed_repeals(source, title, ()) == ()
