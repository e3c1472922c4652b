"""Whether a sentence names by a proper name who or what is asked by name.

委托第三方机构进行 tells that there is one, not what it is called; 局长汇报工作 not who the 局长 is.
"""

import re

from bot.evidence.fitting import introduces, longest_run
from corpus import Level, find_regions, split_clauses

_SURNAME = (
    "(?:欧阳|司马|上官|诸葛|皇甫|"
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程魏"
    "苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺顾毛郝龚邵"
    "万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关焦左柳甘祝包"
    "宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾"
    "尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬"
    "师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝洪])"
)
_GIVEN = r"[\u4e00-\u9fff]{1,2}"
_POST = (
    r"[省市县区镇乡州厅局处科部院校所会行司社团组队班]长|书记|主任|主席|秘书长|委员|代表|"
    r"经理|老板|法人|负责人|领导"
)
_ASKS_A_PERSON = re.compile(
    rf"哪一?[位个][^，。？]{{0,4}}?(?P<which>{_POST})|"
    rf"(?P<who>{_POST})的?(?:姓名|名字)?(?:是|叫)?(?:什么名|啥名|叫什么|叫啥|姓什么|姓啥)"
)
# What bears a name of its own, and how such names end.
_ENDS = {
    "银行": r"银行|分行|支行|农商行|农信社|信用社|[工农中建交]行",
    "公司": r"公司|集团",
    "机构": r"公司|集团|中心|协会|学会|研究院|[院所]|基金会|大学",
    "协会": r"协会|学会|商会|联合会",
    "医院": r"医院|卫生院",
    "学校": r"学校|[中小大]学|学院|幼儿园",
}
_BEARER = "|".join(_ENDS)
_ASKS_A_BODY = re.compile(
    rf"(?P<called>{_BEARER})(?:都|分别|各)?(?:的?名[字称])?(?:叫|是)(?:什么|啥)|"
    rf"(?P<listed>{_BEARER})(?:都|分别)?[是有]哪[几些两三四五六七八九十\d]*[家所个]|"
    rf"哪[几两三四五六七八九十\d]*[家所](?P<which>{_BEARER})"
)
# A company often goes by its brand, without a word for what it is.
_BRANDED = "公司"
# A bank's name stands right before 银行, unless that says of what kind it is.
_OF_A_KIND = (
    "合作 商业 相关 有关 贷款 放贷 承办 经办 参与 签约 指定 开户 托管 代理 受托 金融 中小 大型 "
    "国有 地方 法人 各家 [各该等家由向与和从为对在的到及或、，]"
).split()
_NAMED_BANK = re.compile(
    r"[\u4e00-\u9fff]{2}" + "".join(f"(?<!{kind})" for kind in _OF_A_KIND) + "银行"
)
_QUOTED = re.compile(r"[“《「][^”》」]{2,}[”》」]")
# What the name of one body begins with, its place apart.
_OF_ITS_OWN = (
    r"[省市县区州镇]|第[一二三四五六七八九十]|国家|中[国央华]|工商|农业|建设|交通|邮政|招商"
)
_NAME = r"[^，。；、（）由被对向与和将的局委聘请]{0,12}?"
_LEGAL_FORM = re.compile(
    r"有限(?:责任)?公司|股份公司|(?<!产业)(?<!企业)集团|事务所|[分支]行|农商行|邮储"
)


def names_nobody(question: str, sentence: str) -> bool:
    """Return whether a person is asked by name, and the post asked of bears none in a sentence."""
    asked = _ASKS_A_PERSON.search(question)
    if asked is None:
        return False
    post = asked["which"] or asked["who"]
    if post in ("领导", "负责人", "代表", "法人", "老板"):
        post = _POST
    person = _SURNAME + _GIVEN
    told = (
        rf"(?:{post})[：:、\s]*{person}|{person}[^，。；]{{0,3}}(?:{post})|"
        rf"{person}(?:同志|先生|女士)?(?:[任为是]|担任|出任|当选)[^，。；]{{0,12}}(?:{post})"
    )
    return re.search(told, sentence) is None


def names_no_body(question: str, sentence: str) -> bool:
    """Return whether bodies are asked by name, and a sentence speaks of some and names none."""
    asked = _ASKS_A_BODY.search(question)
    if asked is None or introduces(sentence):
        return False
    bearer = asked["called"] or asked["listed"] or asked["which"]
    ends = _ENDS[bearer]
    if bearer == _BRANDED and re.search(ends, sentence) is None:
        return False
    if bearer == "银行" and _NAMED_BANK.search(sentence):
        return False
    if _QUOTED.search(sentence) or _LEGAL_FORM.search(sentence) or _lists(sentence, ends):
        return False
    own = re.search(rf"(?:{_OF_ITS_OWN}){_NAME}(?:{ends})", sentence)
    return own is None and not _begins_with_a_place(sentence, ends)


def _lists(sentence: str, ends: str) -> bool:
    clauses = [sentence[start:end] for start, end in split_clauses(sentence, 0, len(sentence))]
    return any(longest_run(one) > 1 and re.search(ends, one) for one in clauses)


def _begins_with_a_place(sentence: str, ends: str) -> bool:
    name = re.compile(rf"{_NAME}(?:{ends})")
    return any(
        one.region.level is not Level.NATIONAL and name.match(sentence, one.end)
        for one in find_regions(sentence)
    )
