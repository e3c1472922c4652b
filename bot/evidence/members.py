"""Whose case evidence is of, where what holds for some is not what holds for others.

居民医保 has other rates than 职工医保, 住院 than 门诊; what graduates get veterans may not.
Told of the others alone, a sentence does not answer.
"""

import re


def _family(*members: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(member) for member in members)


# Each line: those that exclude one another, however they are called.
_FAMILIES = (
    _family(
        r"职工(?:基本)?医(?:疗保险|保)",
        r"(?:城乡)?居民(?:基本)?医(?:疗保险|保)",
    ),
    _family(r"门诊", r"住院"),
    _family(r"大专|专科生|高职", r"本科", r"硕士", r"博士"),
    _family(
        r"退役军人|退伍",
        r"(?:高校|应届|大学)毕业生|大学生",
        r"脱贫人口|贫困劳动力",
        r"残疾人",
        r"农民工|农村劳动力",
        r"(?:就业困难|4050)人员",
    ),
    _family(r"首套", r"(?:二|第二)套"),
    _family(r"燃油车|汽油车|柴油车", r"新能源"),
    _family(r"公办", r"民办|民营|社会(?:力量|办|资本)"),
    _family(
        r"执行(?:案|局|到位|实施|完毕)|(?<=法院)执行",
        r"一审",
        r"二审|再审",
    ),
    _family(r"城镇(?:居民|常住)", r"农村(?:居民|常住)"),
)


def is_of_other_members(question: str, sentence: str, context: str) -> bool:
    """Return whether evidence is of others than those whom the question names.

    Args:
        question: with what it leans on.
        sentence: what it names itself goes before what stands above it.
        context: the sentence with what stands above it.
    """
    for family in _FAMILIES:
        asked = [member for member in family if member.search(question)]
        told = [member for member in family if member.search(sentence)]
        told = told or [member for member in family if member.search(context)]
        if asked and told and not set(asked) & set(told):
            return True
    return False
