"""What is amiss: whether a sentence tells it, and whether a question may ask for it."""

import re

# What is amiss, which answers only who asks for it: 仍然拖欠账款 is no way to get one's money.
_FAULT = re.compile(
    r"不够(?!格)|不到位|不畅|不完善|不健全|不透明|不及时|不强|(?<!问题)(?<!差距)(?<!找)不足(?!年限|部分|的部分|[\d一二两三四五六七八九十百千万])|不深|不严|滞后|有待|仍然存在|"
    r"(个别|有的|一些|少数)(地方|地区|县|市|部门|单位|基层|窗口|干部|企业)|仍(然|旧)?(拖欠|不|未|没)|"
    r"有企业反映|尚未|(依然|仍然|愈发|比较|较为|更加)(突出|明显|严重)|经常发生|屡有发生|问题突出|"
    r"没有(完成|建立|落实|做到|跟上)|时有发生|缺乏|存在[^。]{0,12}(问题|现象|差距|不足)(?![^。]{0,6}》)"
)
_QUOTED = re.compile(r"“[^”]*”")
# 考虑到站点不足，允许… lays down what the fault is only the reason for.
_REASON = re.compile(
    r"(?:^|(?<=[。；，：]))(?:考虑到?|鉴于|由于|因为?|针对|为(?:了)?(?:解决|缓解|破解|改变|弥补))[^，。；]+，"
    r"(?=[^。；]*?(?:允许|可以?|应当?|不得|一律|予以|给予|实行|执行|延长|推迟|暂缓|按))"
)
_ASKS_OF_FAULTS = re.compile(
    r"还(差|缺|没)|牵头|尚未|问题|不足|(哪些|什么|啥|主要|存在)[^，。]{0,3}困难|原因|难点|难题|难在|难不难|毛病|短板|薄弱|"
    r"差距|不够|欠缺|堵点|痛点|为什么|为啥|为何|咋还?[没不]|怎么还?[没不]|[没未][^，。？]{0,4}(落实|完成|做|干|到位|建|办|拨|解决|整改)|"
    r"(透明|到位|完善|健全|规范|及时|畅通|充分|够)[^，。？]{0,4}([吗么不没]|[?？]$)|怎么?样|咋样|现状|情况|评价|进展|进度|"
    r"(出台|印发|开通|上线|到位|落地|实施|启动|成立|建|修|通|办|弄)[好成完]?了?(没有?|吗|么)[?？。]*$"
)


def tells_fault(sentence: str) -> bool:
    """Return whether a sentence tells what is amiss or lacking, in its own words.

    针对“平台尚未建成”的问题，加快建设 tells what is done about it.
    """
    return _FAULT.search(_REASON.sub("", _QUOTED.sub("", sentence))) is not None


def asks_of_faults(question: str) -> bool:
    """Return whether a question may ask for what is amiss or lacking."""
    return _ASKS_OF_FAULTS.search(question) is not None
