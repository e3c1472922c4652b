"""What of a procedure a sentence tells: who may, conditions, materials, time limit, channel.

Asked how to get something done, the points are told in this order, each under what it tells; one
whose words are clear of none goes without.
"""

import re
from collections.abc import Sequence

from bot.evidence.points import Point
from prompts import message

# In the order told. What a sentence is told under must be plain from its own words.
_PARTS = (
    (
        "who",
        re.compile(
            r"^[^，。]{2,30}(?<!不)(?:可以?|均可|有权)(?:自主|自愿|向[^，。]{2,16})?(?:申请|申报)"
        ),
    ),
    (
        "condition",
        re.compile(r"符合[^，。；]{2,30}的|具备[^，。；]{0,16}条件|适用于|方可|前提是"),
    ),
    (
        "materials",
        re.compile(
            r"(?:提交|提供|出具|携带|持|凭|填写|备齐)[^。；]{0,40}?(?:材料|申请书|申请表|承诺书|证明|文件|执照|身份证)"
        ),
    ),
    (
        "time_limit",
        re.compile(
            r"(?:[\d一二三四五六七八九十百]+个?(?:工作日|小时|分钟|[日天])|[\d一二三四五六七八九十]+个月)(?:以?内|办|完成|的期限|前)|"
            r"(?:期限?|时限|时间)[^，。；]{0,8}?[\d一二三四五六七八九十]+个?(?:工作日|小时|[日天月年])|当[场日天][^，。；]{0,6}(?:办|发|予以|登记)"
        ),
    ),
    (
        "channel",
        re.compile(
            r"(?:通过|登录|进入|到|向|在)[^，。；]{2,28}(?:平台|系统|网站?|网|APP|小程序|窗口|大厅|机关|部门)[^，。；]{0,6}"
            r"(?:申请|办理|提交|申报|公示|受理|填报|预约|查询)|(?:网上|线上|在线|掌上)(?:申请|办理|提交|申报|填报)"
        ),
    ),
    (
        "special",
        re.compile(r"除外|不适用|不得(?:申请|适用)|无需|无须|不再(?:重复|重新|另行)"),
    ),
)
_MOST = 2  # a sentence that tells more than these is told under none: it tells all of it
_STEP = re.compile(r"\s*(?:第[一二三四五六七八九十]步|步骤[一二三四五六七八九十\d])")
_STEPS = re.compile("(?:流程|程序|步骤)$")
_ARTICLE = re.compile(r"^\s*第[一二三四五六七八九十百零〇]+条\s*")


def grouped(points: Sequence[Point]) -> list[tuple[Point, str]]:
    """Return the points in the order of a procedure, each with what it is told under, or nothing.

    Points that fall under fewer than two parts stay as they are: there is nothing to tell apart.
    Steps of one guide are told one after the other, as it sets them out, and under nothing.
    """
    points = _with_steps_in_order(points)
    parts = [[] if _is_step(point) else _parts(point.evidence.text) for point in points]
    if len({part for told in parts for part in told}) < 2:
        return [(point, "") for point in points]
    order = [part for part, _ in _PARTS]
    # What is clear of none is mostly a step: it comes where the steps do, before the materials.
    step = order.index("materials") - 0.5
    ranked = sorted(
        zip(points, parts, strict=True),
        key=lambda one: order.index(one[1][0]) if one[1] else step,
    )
    return [(point, "、".join(message(f"asked.{part}") for part in told)) for point, told in ranked]


def _with_steps_in_order(points: Sequence[Point]) -> list[Point]:
    """Return the points with the steps of a guide in its order, where the first of them stood."""
    guides = {point.evidence.passage.chunk.document_id for point in points if _is_step(point)}
    if len(guides) != 1:
        return list(points)
    steps = sorted(filter(_is_step, points), key=_place)
    first = next(at for at, point in enumerate(points) if _is_step(point))
    rest = [point for point in points if not _is_step(point)]
    return [*rest[:first], *steps, *rest[first:]]


def _is_step(point: Point) -> bool:
    chunk = point.evidence.passage.chunk
    above = chunk.section[-2] if len(chunk.section) > 1 and not chunk.article else ""
    is_of_steps = _STEPS.search(above) is not None
    return is_of_steps or _STEP.match(point.evidence.text) is not None


def _place(point: Point) -> tuple[int, int]:
    return point.evidence.passage.chunk.ordinal, point.evidence.start


def parts_of(text: str) -> list[str]:
    """Return the parts of a procedure that a sentence tells, in their order."""
    plain = _ARTICLE.sub("", text)
    return [part for part, words in _PARTS if words.search(plain)]


def _parts(text: str) -> list[str]:
    found = parts_of(text)
    return found if len(found) <= _MOST else []
