"""What kind of paper a document is (通知, 办法, 简报): its name, tail and text in, the kind out."""

import re
from collections.abc import Sequence

_GUIDE_LABELS = re.compile(
    "事项名称|实施主体|办理地点|办理时间|承诺办结时限|法定办结时限|咨询电话|受理条件|申请材料|办理流程|办理程序"
)
_MIN_GUIDE_LABELS = 5
_FORM = re.compile("(?:一次性)?(?:告知单|告知书)$|(?:办事|服务|办理|申请|申报)指南$")
_MATTER = re.compile(r"事项名称：?\s*([\u4e00-\u9fff（）()、]{2,30})$")
_KINDS = (
    "条例", "实施细则", "规定", "办法", "意见", "通知", "方案", "报告", "汇报", "答复", "简报",
    "公报", "通报", "复函", "函", "指引", "手册", "规程", "章程", "目录", "决定", "公告", "通告",
    "批复", "规划", "纲要", "计划", "措施", "指南", "问答", "解读", "纪要", "白皮书", "告知单",
    "裁量基准", "清单", "决议", "请示", "法",
)  # fmt: skip
# （2024年）, （试行） behind the name.
_EDITION = re.compile("（[^（）]{1,12}）$")
# A reply to delegates is told from one to citizens; a feature sums up for readers of a paper.
_TITLED = (
    (re.compile("建议的?答复$"), "建议答复"),
    (re.compile("提案的?答复$"), "提案答复"),
    (re.compile("综述$"), "新闻综述"),
)
# A briefing is no letter: it ends with those to whom it is sent up (报), over (送) and down (发).
_SENT_UP, _SENT_OVER = re.compile("^报[：:]"), re.compile("^送[：:]")


def kind_of(name: str, tail: Sequence[str], text: str) -> str | None:
    """Return the kind that the name, the end or the whole of a text tells; None where none does.

    Args:
        name: the title without marks.
        tail: the last lines, clean.
        text: the text without blanks.
    """
    return _named_kind(name, tail) or _guide(text)


def _named_kind(name: str, tail: Sequence[str]) -> str | None:
    for pattern, kind in _TITLED:
        if pattern.search(name):
            return kind
    plain = _EDITION.sub("", name)
    named = next((kind for kind in _KINDS if plain.endswith(kind)), None)
    if named is None and all(any(p.match(line) for line in tail) for p in (_SENT_UP, _SENT_OVER)):
        return "简报"
    return named


def _guide(text: str) -> str | None:
    """Return 指南 where a text sets out how a matter is handled, as pages of service halls do."""
    return "指南" if len(set(_GUIDE_LABELS.findall(text))) >= _MIN_GUIDE_LABELS else None


def title_with_matter(name: str, head: Sequence[str]) -> str:
    """Return a title that only names the form (办事指南) with the matter that the head states."""
    if not _FORM.match(name):
        return name
    matter = next((match[1] for line in head if (match := _MATTER.match(line))), "")
    return f"{matter}{name}"
