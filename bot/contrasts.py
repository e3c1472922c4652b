"""Whether evidence speaks of another thing than the question: question and context in, yes or no.

A sentence on 大型企业, 出口 or 雷霆4号 holds the figure asked for and is of something else.
"""

import re

# Kinds that exclude one another: told of one, a sentence does not answer for another.
_CONTRASTS = (
    ("大型企业", "小微企业"),
    ("大型企业", "中小企业"),
    ("进口", "出口"),
    ("公办", "民办"),
    ("公立", "民营"),
    ("一审", "二审"),
    ("报告书", "报告表", "登记表"),
    ("增值税", "所得税"),
    ("新办", "变更", "延续", "注销", "补办"),
)
# What is supplied to a business; of one of them nothing told of the others holds.
_SUPPLIES = (
    re.compile(r"供水|用水|自来水|水费|水(?=报装|[、和及电气暖热]|经营|接入)"),
    re.compile(r"供电|用电|电力|电费|电(?=报装|[、和及水气暖热]|接入)"),
    re.compile(r"供气|用气|燃气|天然气|煤气|气费|气(?=报装|[、和及水电暖热]|经营|接入)"),
    re.compile(
        r"供暖|供热|用热|用暖|热力|暖气|(?<=[水电气])[暖热]|暖(?=报装|[、和及]|接入)|热(?=报装|经营|接入)"
    ),
)
_CODE = re.compile(r"([\u4e00-\u9fffA-Za-z“\"]{2})(\d+)(?=号|期|版|条|批|问)")


def is_of_another_number(question: str, context: str) -> bool:
    """Return whether evidence names a thing by another number: 雷霆3号 asked, 雷霆4号 told."""
    for name, number in _CODE.findall(question):
        told = {found for other, found in _CODE.findall(context) if other == name}
        if told and number not in told:
            return True
    return False


def is_of_another_kind(question: str, context: str) -> bool:
    """Return whether evidence speaks only of a kind that excludes the one asked of."""
    context = context.replace("进出口", "进口出口")
    for kinds in _CONTRASTS:
        asked = [kind for kind in kinds if kind in question]
        told = [kind for kind in kinds if kind in context]
        if len(asked) == 1 and told and asked[0] not in told:
            return not any(asked[0] in other or other in asked[0] for other in told)
    supplied = [kind for kind in _SUPPLIES if kind.search(question)]
    if len(supplied) != 1 or supplied[0].search(context):
        return False
    return any(kind.search(context) for kind in _SUPPLIES)
