"""Whose case evidence is of, where what holds for some is not what holds for others.

居民医保 has other rates than 职工医保, 住院 than 门诊; what graduates get veterans may not.
Told of the others alone, a sentence does not answer.
"""

import re
from functools import lru_cache

_Family = tuple[re.Pattern[str], ...]


def _family(*members: str) -> _Family:
    return tuple(re.compile(member) for member in members)


_ALL_INSURANCES = r"社会保险(?!卡)|社保(?!卡)"  # is of each of them

# Each line: those that exclude one another, however they are called.
_FAMILIES = (
    _family(
        r"职工(?:基本)?医(?:疗保险|保)",
        r"(?:城乡)?居民(?:基本)?医(?:疗保险|保)",
    ),
    _family(r"门诊", r"住院"),
    _family(r"大专|专科|高职", r"本科", r"硕士", r"博士"),
    _family(
        r"退役军人|退伍",
        r"(?:高校|应届|大学)毕业生|大学生",
        r"脱贫人口|贫困劳动力",
        r"残疾人",
        r"农民工|农村劳动力",
        r"(?:就业困难|4050)人员",
    ),
    _family(r"首套", r"(?:二|第二)套"),
    _family(r"新建商品|(?<![更翻])新房(?!屋)|期房", r"二手房|存量房"),
    _family(r"购房|买房", r"租房|租赁.{0,3}房|房屋租赁|住房租赁"),
    _family(r"(?<![更创翻])新车(?![辆间站型])", r"二手车"),
    _family(r"燃油车|汽油车|柴油车", r"新能源"),
    _family(r"公办(?![理事法公])", r"民办|民营|社会(?:力量|办|资本)"),
    _family(r"执行(?:案|局|到位|实施|完毕)|(?<=法院)执行", r"一审", r"二审", r"再审"),
    _family(r"民事(?!主体|权|行为)", r"刑事", r"行政(?:案|诉讼|官司|一审|二审|审判)|民告官"),
    _family(
        r"免罚|免[予于](?:行政)?处罚|不予(?:行政)?处罚|不罚|不处罚",
        r"从轻",
        r"减轻(?:行政)?处罚|从轻(?:或者?|、)减轻",
    ),
    _family(
        r"大型企业|(?<![扩加重])大企业|大公司|大中型|大中小",
        r"中小(?!学)|小微|小型企业|微型企业|中型企业|大中型",
    ),
    _family(r"城镇(?:居民|常住)", r"农村(?:居民|常住)"),
    _family(r"城市(?:居民)?(?:最低生活保障|低保)", r"农村(?:居民)?(?:最低生活保障|低保)"),
    _family(
        *(
            f"{one}|{_ALL_INSURANCES}"
            for one in ("养老保险", "失业保险", "工伤保险", "生育保险", "医疗保险|医保")
        )
    ),
    _family(r"在职", r"退休"),
    _family(r"(?:预算|财政)收入", r"(?:预算|财政)支出"),
    _family(r"(?<!非)居民(?:生活)?用[水电气]", r"非居民", r"特种行业"),
    _family(r"网约车|网络预约出租", r"(?<!网络预约)出租汽?车|巡游"),
    _family(r"白天|日间", r"夜间|晚上"),
    _family(
        r"幼儿园|学前",
        r"(?<!(?<!其)中)小学|义务教育",
        r"初中|义务教育",
        r"高中",
        r"(?<!其)中[职专]|中等职业|职业高中|(?<!高)职高(?!专)|技校|技工[学院]|技师学院|高中阶段",
        r"高校|高等(?:学校|教育)|大学(?!生)",
    ),
    _family(r"一孩|头胎", r"二孩|二胎", r"三孩|三胎"),
    _family(r"第一产业", r"第二产业", r"第三产业"),
    _family(r"一等奖", r"二等奖", r"三等奖"),
)
# 除新生儿、职工医保中断转入人员外: of these it is not; but 除毕业生外，退役军人也可.
_EXCEPTED = re.compile(r"(?<![免解清扣删])除[^。；：]{1,60}?外(?![^。；]{0,20}[也还均])")
_BESIDE = re.compile(r"除了[^，。？]{1,10}?(?:以外|之外|外|，|还)")
# 本科及以上 holds for 硕士 too.
_AND_MORE = re.compile(r"[及和]?以[上下]")
# So much for one: 每家 is not 每个村. Measure words of one line are of the same.
_FOR_ONE_ASKED = re.compile(r"[每一]([家户人辆张件])(?=[^，。？]{0,10}(?:多少|几))")
_FOR_ONE_TOLD = re.compile(r"每个?([家户人名辆张件村镇县乡])")
_SAME_ONE = ("家户", "人名")
# 企业创业担保贷款 and 个人创业担保贷款 are two things: who may have it, and what it is.
_APPLIED_FOR = re.compile(r"(?=(企业|公司|单位|个人|居民|家庭)([\u4e00-\u9fff]{4}))")


def is_for_others_each(question: str, sentence: str) -> bool:
    """Return whether it is asked what one has, and a sentence tells what one of others has.

    Args:
        question: as asked, about a sum: 每家补贴多少.
        sentence: of a source: 每个村安排500万元.
    """
    asked = _FOR_ONE_ASKED.search(question)
    if asked is None:
        return False
    alike = next((same for same in _SAME_ONE if asked[1] in same), asked[1])
    told = set(_FOR_ONE_TOLD.findall(sentence))
    return bool(told) and told.isdisjoint(alike)


def is_for_another_applicant(question: str, sentence: str, title: str) -> bool:
    """Return whether a title names the thing asked of as that of another applicant.

    A sentence that names the applicant asked of speaks of that one all the same.
    """
    things = {thing for _, thing in _APPLIED_FOR.findall(title)}
    return any(
        thing in things and who not in title and who not in sentence
        for who, thing in _APPLIED_FOR.findall(question)
    )


def is_of_other_members(question: str, sentence: str, context: str) -> bool:
    """Return whether evidence is of others than those whom the question names.

    Args:
        question: with what it leans on.
        sentence: what it names itself goes before what stands above it.
        context: the sentence with what stands above it.
    """
    sentence, context = _EXCEPTED.sub("", sentence), _EXCEPTED.sub("", context)
    for family, asked in _asked_of(_BESIDE.sub("", question)):
        told = [member for member in family if member.search(sentence)]
        told = told or [member for member in family if member.search(context)]
        if told and not set(asked) & set(told):
            return not any(_goes_beyond(member, context) for member in told)
    return False


@lru_cache(maxsize=64)  # one question is held against a hundred sentences
def _asked_of(question: str) -> tuple[tuple[_Family, _Family], ...]:
    """Return the families that a question names members of, with those members."""
    named = ((family, tuple(one for one in family if one.search(question))) for family in _FAMILIES)
    return tuple((family, members) for family, members in named if members)


def _goes_beyond(member: re.Pattern[str], context: str) -> bool:
    return any(_AND_MORE.match(context, found.end()) for found in member.finditer(context))
