"""Words that narrow the figure asked for, each with what evidence must say: 单笔最高, 新增, 罚多少.

A total does not answer what the most for one is, nor money paid back what is to be paid.
"""

import re
from typing import NamedTuple

from bot.understanding.wants import MEASURES


class Qualifier(NamedTuple):
    """A way to narrow a figure: how a question says it, and what must be told with the figure.

    `own_clause`: it must be told in the figure's own clause; else it may stand above, in a heading.
    """

    asked: re.Pattern[str]
    told: re.Pattern[str]
    own_clause: bool = False


_AT_MOST = Qualifier(
    re.compile(r"最高(?![点峰位人法检那时]|水平)|最多(?!跑)|上限|封顶|顶格|限额"),
    re.compile(
        r"最高|最多|最长|期限|不超过|上限|以内|[天日月时]内|以下|封顶|限额|最大|不高于|可支持|满足|可容纳|"
        r"不得[^，。；]{0,10}(?:超过|高于|多于)"
    ),
)
_AT_LEAST = Qualifier(
    re.compile(r"最低(?![点谷位]|水平)|最少|下限"),
    re.compile(r"最低|最少|至少|不得?[低少]于|以上|门槛|起点"),
)
_EACH = Qualifier(
    re.compile(
        r"单笔|单户|每户|每家|每人|每个|每笔|每张|人均|户均|"
        r"(?<![那这几某各每两])个人(?![大民才们])|"
        r"(?:多少|几)[^，。？]{0,3}一个?[人家户件份张次台套本](?![起共])|"
        r"一(?:家|户|人|个(?![月年小工星])|名|笔)(?=.{0,12}(?:最|能|可|给|奖|补|领|贷|拿|顶格))"
    ),
    re.compile(
        r"单笔|单户|每户|每家|每人|每个|每笔|每张|每[\u4e00-\u9fff]{1,4}1[人家户件个名]|人均|户均|一次性(?:给|奖|补(?:助|贴)?(?=\d))|标准|个人|最高|不超过"
    ),
)
# What one asker is entitled to is not what was paid out to all.
_ENTITLED = Qualifier(
    re.compile(
        r"(?:能|可以|可|会|给|该)[^，。？]{0,6}?(?:领|拿|享受|得|补|奖|返|便宜|优惠|贷)"
        r"(?:到|给|贴|助|励|还|付)?(?:多少|几)(?!个?(?:月|年|天|小时|工作日))|(?:奖|补)(?:励|贴|助)?(?:多少|几)(?:钱|万|元)"
    ),
    re.compile(
        r"每|一次性(?:给|奖|补)|标准|最高|不超过|比例|按|提[至高]|[元%](?:的|以内|以下)|给予|额度|上限|"
        r"元/[\u4e00-\u9fff]"
    ),
)
_AVERAGE = Qualifier(re.compile(r"平均|均值"), re.compile(r"平均|均"))
# What is to be paid is not what is paid back.
_SHARE_TO_PAY = Qualifier(
    re.compile(
        r"(?:百分之(?:几|多少)|几个点)[^,，。?？]{0,2}[交缴]|[交缴](?:纳|费)?(?:百分之|多少比例|几个点)"
    ),
    re.compile(r"[交缴]|费率|税率|征|计收"),
)
_FINE = Qualifier(
    re.compile(rf"罚(?:款|钱|的)?(?:他|它|我|本人|公司|单位)*(?:多少|几)(?![{MEASURES}])"),
    re.compile(r"处[^，。；]{0,20}罚款|罚款[^，。；]{0,8}(?:元|%|倍|百分)|免罚"),
)
# 收费标准是多少: what was taken or spared in all is no rate.
_RATE = Qualifier(re.compile(r"标准(?:是|为|有)?(?:多少|几|怎么)"), re.compile(r"标准|每|/|按"))
# What is to be paid is no money of another kind.
_TO_PAY = Qualifier(
    re.compile(
        r"(?:[交缴付掏花]|(?<!支)出)(?:纳|得)?(?:多少|几)(?:钱|块|费|元)|[要得该]收(?:多少|几)(?:钱|块|费|元)"
    ),
    re.compile(r"[交缴付收支]|费|[免罚]|工本|价|成本"),
)
# 罚得最狠的一家: one out of all, which a total says nothing of.
_ONE_OUT_OF_ALL = Qualifier(
    re.compile(r"最[\u4e00-\u9fff]{1,2}的(?:[一那]?[家户个件笔项]|是)"),
    re.compile(r"最|第[一1]|首位|居首"),
    own_clause=True,
)
_IN_YEARS = Qualifier(
    re.compile(r"(?<![哪近])几年(?![级度来])|多少年"), re.compile(r"年|个月|长期|周期")
)
# What is there in all is not what came new.
_NEW = Qualifier(
    re.compile(r"新增|新设|新登记|新注册|新开办|净增"), re.compile(r"新|净增|增加|增至")
)
_QUALIFIERS = (
    *(_AT_MOST, _AT_LEAST, _EACH, _ENTITLED, _AVERAGE, _SHARE_TO_PAY),
    *(_FINE, _RATE, _TO_PAY, _ONE_OUT_OF_ALL, _IN_YEARS, _NEW),
)


def qualifiers_of(text: str) -> tuple[Qualifier, ...]:
    """Return how a folded question narrows the figure that it asks for."""
    return tuple(one for one in _QUALIFIERS if one.asked.search(text))
