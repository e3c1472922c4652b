"""A topic instead of a question: 科技贷, 说说科技贷, 科技贷是什么."""

import re

from bot.understanding.wants import wants_of

_TOPIC = r"[^\s，。？！；：?!;:]{2,12}"
# 科技贷, 说说科技贷, 科技贷是什么: a name, and nothing in particular asked of it.
_NAMES_IT = re.compile(
    r"^(?:请?(?:介绍|说明|讲解|解释|说说|讲讲|谈谈|了解|查询?|看看)(?:一下|下)?(?:关于|有关)?|"
    r"什么[是叫]|啥[是叫]|何谓)?"
    rf"(?P<topic>{_TOPIC}?)"
    r"(?:[是指](?:的是|个)?(?:什么|啥)(?:东西|政策|概念|玩意儿?)?|[是指]?(?:什么|啥)意思|"
    r"是?(?:怎么|咋)回事)?[呢啊呀]?[?？。.!！]*$"
)
# What asks, orders or states is no mere name.
_SAYS_MORE = re.compile(
    r"[几哪谁怎啥咋吗吧]|什么|[如为]何|何[时地处]|多[少久长大高远快]|[么没不了呢]$|没有$|[能可是]否|(.)不\1|"
    r"^[我你您他她它帮给请把让替]"
)


def topic_of(text: str) -> str:
    """Return the name that stands there with nothing in particular asked of it, else nothing."""
    found = _NAMES_IT.match(text)
    if found is None or _SAYS_MORE.search(found["topic"]) or wants_of(found["topic"]):
        return ""
    return found["topic"]
