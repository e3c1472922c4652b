"""What no document of policy answers, whatever words it shares with one: the weather, the clock.

First of all steps: 明天天气怎么样 shares its words with 重污染天气 and asks nothing of policy. Only
what is nothing else is recognised; all other questions are looked for.
"""

import re

from retrieval import simplified

_OPENS = r"^(?:那么?|请问|对了|另外|再?问一下|顺便问一下)?[，, ]*"
_OFF_TOPIC = re.compile(
    rf"{_OPENS}(?:"
    r"(?:[今明后]天|今晚|这?周末|下周|现在|最近)?[^，。？]{0,6}?(?<!污染)天气(?:预报)?(?:怎么样|如何|好不好|好吗|咋样|冷不冷|热不热|呢)?|"
    r"(?:[今明后]天|今晚|周末|现在)[^，。？]{0,6}?(?:下雨|下雪|刮风|多少度|冷不冷|热不热)(?:吗|不|没)?|"
    r"(?:现在)?几点(?:钟)?了?|今天(?:是)?(?:星期|周|礼拜)几|今天(?:是)?几号|"
    r"(?:给我|帮我|请)?(?:写|作|来)(?:一?[首个段篇])(?:诗|情诗|歌|故事|小说|笑话|对联)|"
    r"(?:给我|帮我|请)?(?:写|编|做)(?:一?[个段份篇]|点)?[^，。？]{0,10}(?:代码|爬虫|脚本|程序|作文|小说|情书)(?:[,，].*)?|"
    r"(?:给我|请)?(?:讲|说)(?:一?个)?(?:笑话|故事)|你?会?(?:唱歌|跳舞)|"
    r"(?:给我|帮我)?(?:推荐|买)(?:一?[只支个])?(?:股票|基金|彩票)(?:一?[只支个])?|股票推荐(?:一?[只支个])?|"
    r"[^，。？]{0,12}(?:股票|股价|彩票)[^，。？]{0,8}(?:能买|能不能买|可以买|值得买|会涨|会跌|涨不涨|中奖)(?:[^。？]{0,12})?"
    r")(?:吧|吗|呀|啊|呢)?[?？。!！]*$"
)


def is_off_topic(text: str) -> bool:
    """Return whether a message asks for what is no matter of policy at all."""
    return _OFF_TOPIC.match(simplified(text.strip())) is not None
