"""When and by whom a law was passed, promulgated and amended: its front matter in, enactments out.

A front matter states them one behind the other, in brackets below the title or a line each:
2020年3月27日北京市第十五届人民代表大会常务委员会第二十次会议通过, 2025年3月17日国务院令第802号修订.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from corpus.text.numerals import parse_numeral
from corpus.text.written_dates import DATE, day_of

_DATE = re.compile(DATE)
_QUOTED = re.compile(r"《[^《》]*》")
_ACT = re.compile("通过|批准|公布|发布|颁布|修订|修正|修改|施行|实施|废止")
_NUMBER = r"[\d一二三四五六七八九十百千零〇]+"
_CONGRESS = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{0,12}}?)第{_NUMBER}届(?P<nation>全国)?"
    r"(?:人民代表大会|人大)(?P<standing>常务委员会|常委会)?"
)
_STATE_COUNCIL = re.compile(rf"国务院(?:第{_NUMBER}次)?(?:常务会议|全体会议|令|关于)")
_ORGAN = "(?:政府|委员会|部|局|厅|署|院|银行)"
_MEETING = re.compile(
    rf"^(?:已?经|由)?(?P<body>[\u4e00-\u9fff]{{2,30}}?{_ORGAN})(?:\d{{4}}年度?)?(?:第{_NUMBER}次)?"
    "(?:[部局委署厅行院]务|常务|全体|主席|.?长办公|办公)?会议"
)
# The number may stand on a line of its own, below the name.
_ORDER = re.compile(
    rf"(?:^|(?<=[日，。；（据以由]))(?P<body>[\u4e00-\u9fff、]{{2,40}}?)令\s?"
    rf"(?:〔\d{{4}}〕|\d{{4}}年)?第?{_NUMBER}号",
    re.MULTILINE,
)
_NOTICE = re.compile(
    rf"^[\u4e00-\u9fff]{{2,30}}公告\s?(?:〔[^〔〕]{{1,8}}〕)?第?{_NUMBER}号", re.MULTILINE
)
_OFFICE = re.compile(rf"^(?:已?经|由)?(?P<body>[\u4e00-\u9fff]{{2,30}}?{_ORGAN})")
_ACTED_BY = re.compile("(?:已由|已经|由|经)(?P<who>.*会议)于?$")
_NATION = "中华人民共和国"
# The committee of a court passes what the court issues.
_COURT = re.compile("(?<=法院)审判委员会$|(?<=检察院)检察委员会$")
_PRESIDENT = "主席"

_EFFECTIVE = re.compile(
    rf"本(?:实施|暂行|试行|管理)?(?:法典?|条例|规定|办法|细则|规则|准则|决定|解释)自(?:{DATE}|(?:公布|发布|颁布|印发|通过)之日"
    rf"(?:起?满?(?P<n>{_NUMBER})(?P<unit>日|个月)后)?)(?:起|之日起)?(?:正式)?(?:施行|实施|生效|执行)"
)


class Act(StrEnum):
    """What was done to a law on a day."""

    PASSED = "通过"
    APPROVED = "批准"
    PROMULGATED = "公布"
    AMENDED = "修正"
    TAKES_EFFECT = "施行"


_ACTS = {
    "通过": Act.PASSED, "批准": Act.APPROVED,
    "公布": Act.PROMULGATED, "发布": Act.PROMULGATED, "颁布": Act.PROMULGATED,
    "修订": Act.AMENDED, "修正": Act.AMENDED, "修改": Act.AMENDED,
    "施行": Act.TAKES_EFFECT, "实施": Act.TAKES_EFFECT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Enactment:
    """One act on a law. `body` is who did it, None where the text does not say."""

    day: date
    act: Act
    body: str | None


def enactments_of(front: str) -> list[Enactment]:
    """Return the acts that a front matter states, in order of the text.

    Args:
        front: clean text of what stands around the title, without blanks, a paragraph a line.
    """
    found: list[Enactment] = []
    for line in front.splitlines():
        dates = list(_DATE.finditer(line))
        for at, match in enumerate(dates):
            end = dates[at + 1].start() if at + 1 < len(dates) else len(line)
            stated, day = line[match.end() : end], day_of(match)
            act = _ACT.search(_QUOTED.sub("", stated))
            if day and act and act[0] in _ACTS:
                before = line[dates[at - 1].end() if at else 0 : match.start()]
                found.append(Enactment(day, _ACTS[act[0]], _body(stated) or _body_before(before)))
    return found


def order_number(front: str) -> str | None:
    """Return the last order or notice by number that a front matter names: 国务院令第802号."""
    text = _QUOTED.sub("", front)
    found = [*_ORDER.finditer(text), *_NOTICE.finditer(text)]
    last = max(found, key=lambda match: match.start(), default=None)
    return re.sub(r"\s", "", last[0]) if last else None


def order_issuer(front: str) -> str | None:
    """Return who gave the last order by number that a front matter names."""
    found = [_issuer_of(match) for match in _ORDER.finditer(_QUOTED.sub("", front))]
    return found[-1] if found else None


def effective_day(articles: str, published: date | None) -> date | None:
    """Return the day on which the articles themselves say that the law takes effect."""
    last = None
    for match in _EFFECTIVE.finditer(articles):
        last = match
    if last is None:
        return None
    stated = day_of(last)
    if stated or published is None:
        return stated
    return _later(published, last["n"], last["unit"]) if last["n"] else published


def _body(stated: str) -> str | None:
    """Return who acted, out of what stands behind a date."""
    if congress := _CONGRESS.search(_QUOTED.sub("", stated)):
        place = "全国" if congress["nation"] else congress["place"]
        standing = "常务委员会" if congress["standing"] else ""
        return f"{place}人民代表大会{standing}"
    # 《国务院关于修改部分行政法规的决定》 names who amended only within the title.
    if _STATE_COUNCIL.search(stated):
        return "国务院"
    text = _QUOTED.sub("", stated)
    for pattern in (_ORDER, _MEETING, _OFFICE):
        if match := pattern.search(text):
            return _issuer_of(match)
    return None


def _issuer_of(match: re.Match[str]) -> str | None:
    """Return the body in a match; none for the president, who promulgates what others made."""
    body = _COURT.sub("", match["body"].removeprefix(_NATION))
    return None if body == _PRESIDENT else body


def _body_before(text: str) -> str | None:
    """Return who acted where that stands before the date: 已由北京市第十六届…第十三次会议于."""
    clause = re.split("[。；，]", _QUOTED.sub("", text))[-1]
    match = _ACTED_BY.search(clause)
    return _body(match["who"]) if match else None


def _later(day: date, count: str, unit: str) -> date | None:
    number = parse_numeral(count)
    if number is None:
        return None
    if unit == "日":
        return day + timedelta(days=int(number))
    months = day.month - 1 + int(number)
    try:
        return day.replace(year=day.year + months // 12, month=months % 12 + 1)
    except ValueError:  # the 31st of a month that has none
        return None
