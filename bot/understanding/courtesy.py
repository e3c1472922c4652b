"""Take away what politeness says around a question (您好，请问…谢谢您).

First of all steps of understanding: it would be read as a further thing asked, and it moves the
question's vector.
"""

import re

_OPENING = re.compile(
    r"^\s*(?:(?:您|你|大家)好|请问(?:一下|下)?|请教(?:一下|下)?|劳驾|打扰(?:一下|了|您了)?|不好意思(?:打扰(?:一下|了)?)?|"
    r"(?:我)?(?:想|想要)?(?:咨询|问|了解|打听)(?:一下|下|个事儿?|个问题)|"
    r"麻烦(?:您|你)?(?=[，,])|麻烦(?:您|你)?(?:问|帮我|帮忙|告诉我|查|看|说)+(?:一下|下)?)[\s，,。.!！、：:~～啊呀哈]*"
)
_CLOSING = re.compile(
    r"(?:^|[\s，,。.!！？?、~～]+|(?=谢谢))(?:(?:非常|十分|万分)?(?:感谢|谢谢|多谢|拜谢|谢)(?:您|你|了|啦|啊|大家)*|麻烦(?:您|你)?了|辛苦(?:您|你)?了|拜托(?:您|你)?了?|"
    r"请(?:您|你)?(?:告诉|告知|回复|解答)(?:我|一下|下)*|盼复|在线等)[\s，,。.!！~～]*$"
)


def without_courtesy(text: str) -> str:
    """Return a question without greetings before and thanks behind it; never an empty one."""
    bare, former = text, ""
    while bare != former:
        former = bare
        bare = _CLOSING.sub("", _OPENING.sub("", bare))
    if not any(char.isalnum() for char in bare):
        return text
    return bare if bare == text or bare[-1] in "？?。！!" else f"{bare}？"
