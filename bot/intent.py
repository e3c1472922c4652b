"""What kind of answer a question wants, and whether it may be answered at all.

First step of understanding: question text in, `Intent` out. Pure; no documents are looked at.
"""

import re
import unicodedata
from dataclasses import dataclass

from corpus import CHINESE_NUMERAL_CHARS, parse_numeral
from prompts import refusal_patterns

# What is asked for, by the question's own words. Several may hold; the order is that of naming.
# `units` are the measure words that the question itself gives (多少家 → 家); empty: any.
MEASURES = "家户个件项种类次场起人名条位笔宗套处所辆篇张台座栋艘架份册期"
_WANTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("document_number", re.compile(r"文号|发文字号|几号文|哪个文件|什么文件")),
    (
        "materials",
        re.compile(r"(哪些|什么|啥)(样的)?(材料|资料|证件|手续材料)|材料(有|要|是)?(哪些|什么|啥)"),
    ),
    ("web_address", re.compile(r"网址|网站(地址|是(多少|什么|哪))|域名")),
    ("phone", re.compile(r"(?<![接听])电话|号码|联系方式|手机号|[打拨](哪个|几|什么|啥)号")),
    ("street", re.compile(r"(哪|什么|啥)(一)?(条|个)?(路|街|大道|胡同)(?!线|径|由|演)|门牌")),
    (
        "address",
        re.compile(
            r"地址|在哪(里|儿|办|个地方)|去哪(里|儿|办)?|哪(里|儿)(能|可以|有)?[领办买看查找取]|什么地方|哪个窗口"
        ),
    ),
    ("score", re.compile(r"多少分|得分|几分(?![钟之])|平均分|总分|分数|评分")),
    ("rank", re.compile(r"第几|排名|名次|排(在|到)?(多少|哪|几)")),
    (
        "amount",
        re.compile(
            r"多少万(?![家户人个件张条次亩公平吨])|罚(?:款|钱|他|它|我|本人|公司|单位)*(?:多少|几)(?![家户个件项种次条起类])|"
            r"几[百千万]+(?:块|元)|"
            r"[减省降](?:轻|低)?了?(?:多少|几)(?:负担|成本|税)|"
            r"多少(个)?亿|多少[\u4e00-\u9fff]{0,3}(?<!减)(?<!学)费(?!用)|多少(钱|资金|金额|万元|元|贷款|补贴|补助|奖励|费)|几(个)?亿|几(百|千)?万(块|元)|"
            r"(金额|额度|资金|规模|总额|余额|投资|放款|授信|融资|贷款|费用|补贴|补助|欠款|保费)"
            r"(总共|一共|合计|累计|共|是|有|达到|达|能|最高|最多|各)*(多少|几|多大)|多大(规模|额度|金额)"
        ),
    ),
    (
        "fee",
        re.compile(
            r"(要不要|用不用|需不需要|花不花|收不收|交不交)(另外|再)?(花|交|掏|收)?(钱|费)|"
            r"(?<!多)(要|花|收|交|掏)(钱|费)(不|吗|么|没|嘛)(?!能|用|要|好)|免(不免)?费(不|吗|么)"
        ),
    ),
    (
        "entitlement",
        re.compile(
            r"([领补奖给发返赔罚拿]|享受|便宜|优惠|减免)(到|给|贴|助|励|还|付)?(多少|几折)"
            r"(?![家户人个件张条次项])"
        ),
    ),
    (
        "percentage",
        re.compile(
            r"(率|比例|占比|比重|权重|增速|增幅|涨幅|降幅|利息)(分别|各|是|为|有|达到|达|能)*(多少|几|多高|怎)|"
            r"百分之(几|多少)|几分之几|多大比例|几成(?!立)|(增长|提高|下降|上升|增加|减少|涨|降)(了|到)*(多少|几)|占(了)?多少|打几折"
        ),
    ),
    (
        "duration",
        re.compile(
            r"多久|多长(时间)?|几(个)?(天|日|年|小时|工作日)|几个月|多少(天|日|个月|年|小时|个工作日)|"
            r"(时限|期限|时间|周期)(是|为|有|要|压到|压缩到|缩短到|最长|最短)*(多少|多长|几|怎)|"
            r"(多少|几).{0,2}(天|日)(之)?内"
        ),
    ),
    (
        "clock",
        re.compile(
            r"(?<![哪这那有出了说讲分成])几点(?:钟|半|(?=[上下开关]|到|能|可以|去|来|结束|之?[前后]|[?？。，]|$))|"
            r"[上下]班时间|营业时间|办公时间|开门时间"
        ),
    ),
    (
        "date",
        re.compile(
            r"什么时候|啥时候|何时|哪(一)?(天|年|月|日)|几月|几号|(截至|截止|到)(什么时|哪|几)|多会儿|"
            r"从.{0,4}(哪|什么时候|几).{0,3}(起|开始)|有效期"
        ),
    ),
    (
        "count",
        re.compile(
            rf"(多少|(?<!哪)几)(万|千|百)*(多)?(?!个(月|小时|工作日|钟头|点|百分点))[{MEASURES}](?![亿万百千])|"
            r"多少(企业|人|案|单位|部门)"
        ),
    ),
    (
        "as_of",
        re.compile(r"截(至|止)?到?(哪|什么|几)|(统计)?到(哪一?天|几月|什么时候)|几月几号"),
    ),
    ("length", re.compile(r"多少万?(公里|千米|米)")),
    ("area", re.compile(r"多少万?(亩|公顷|平方|平米)|多大面积|面积(是|有|为)*多(少|大)")),
    ("weight", re.compile(r"多少万?(吨|公斤)")),
    ("concentration", re.compile(r"多少(微克|毫克)")),
    (
        "place",
        re.compile(
            r"哪(些|几|一|[两二三四五六七八九十\d]+)?(个|座)?(省辖)?(市|县|区|城市|地方|地市|地区)(?!场|级)|"
            r"(市|县|地方|地区)(都)?(是|叫)(哪(?!一?[年天月日次])|(什么|啥)(?!时))"
        ),
    ),
    (
        "organisation",
        re.compile(
            r"(哪|什么|啥|几)(些|几|一|[两二三四五六七八九十\d]+)?(家|个)?(省直)?"
            r"(单位|部门|厅局|厅|局|委|机构|银行|公司)|谁(发的|印的)"
        ),
    ),
    (  # a person, or whose task it is
        "person",
        re.compile(
            r"由谁|归谁|谁(牵头|负责|管|来|去|主管|当|任|担任|挂帅|主持|出席|参加|提|组织)|"
            r"(组长|主任|代表|负责人|领导|局长|厅长|市长|县长)(是|叫)(谁|哪)|哪(位|个)(领导|代表|负责人|同志)"
        ),
    ),
    (
        "contact",
        re.compile(
            r"(?<!由)(找|向|跟|问|联系|咨询)(谁|哪(个|家|些)?(部门|单位|人))|打给谁|谁能(帮|管|给)|"
            r"(去|到|上|在)?(哪|哪里|哪儿|什么地方|啥地方)(去|能|可以)?(投诉|反映|举报|咨询|说理|告状|问|求助)"
        ),
    ),
    ("figure", re.compile(r"多少")),
)
WANTED = tuple(kind for kind, _ in _WANTS)
_GIVEN_UNIT = re.compile(rf"(?:多少|几)(?:万|千|百)*(?:多)?([{MEASURES}])(?![亿万百千])")
# 这几家, 好几年: a number left open, not asked for.
_NOT_ASKED = re.compile(rf"[这那头前好后每]几[{MEASURES}年天月]")
# Words that narrow a figure: a total does not answer 单笔最高. For each, what evidence must say.
_QUALIFIERS = (
    (
        re.compile(r"最高(?![点峰位人法检]|水平)|最多(?!跑)|上限|封顶|顶格|限额"),
        re.compile(r"最高|最多|不超过|上限|以内|以下|封顶|限额|最大|不高于|可支持|满足|可容纳"),
    ),
    (
        re.compile(r"最低(?![点谷位]|水平)|最少|下限"),
        re.compile(r"最低|最少|至少|不低于|不少于|以上|门槛|起点"),
    ),
    (
        re.compile(
            r"单笔|单户|每户|每家|每人|每个|每笔|每张|人均|户均|"
            r"(?<![那这几某各每两])个人(?![大民才们])|"
            r"(?:多少|几)[^，。？]{0,3}一个?[人家户件份张次台套本](?![起共])|"
            r"一(?:家|户|人|个|名|笔)(?=.{0,12}(?:最|能|可|给|奖|补|领|贷|拿|顶格))"
        ),
        re.compile(
            r"单笔|单户|每户|每家|每人|每个|每笔|每张|人均|户均|一次性(?:给|奖|补(?:助|贴)?(?=\d))|标准|个人|最高|不超过"
        ),
    ),
    (  # what one asker is entitled to is not what was paid out to all
        re.compile(
            r"(?:能|可以|可|会|给|该)[^，。？]{0,6}?(?:领|拿|享受|得|补|奖|返|便宜|优惠|贷)"
            r"(?:到|给|贴|助|励|还|付)?(?:多少|几)|(?:奖|补)(?:励|贴|助)?(?:多少|几)(?:钱|万|元)"
        ),
        re.compile(
            r"每|一次性(?:给|奖|补)|标准|最高|不超过|比例|按|提[至高]|[元%](?:的|以内|以下)|给予|额度|上限"
        ),
    ),
    (re.compile(r"平均|均值"), re.compile(r"平均|均")),
    (  # what is to be paid is not what is paid back
        re.compile(
            r"(?:百分之(?:几|多少)|几个点)[^,，。?？]{0,2}[交缴]|[交缴](?:纳|费)?(?:百分之|多少比例|几个点)"
        ),
        re.compile(r"[交缴]|费率|税率|征|计收"),
    ),
    (  # a fine is told as one
        re.compile(rf"罚(?:款|钱|的)?(?:他|它|我|本人|公司|单位)*(?:多少|几)(?![{MEASURES}])"),
        re.compile(r"处[^，。；]{0,20}罚款|罚款[^，。；]{0,8}(?:元|%|倍|百分)|免罚"),
    ),
    (  # 收费标准是多少: what was taken or spared in all is no rate
        re.compile(r"标准(?:是|为|有)?(?:多少|几|怎么)"),
        re.compile(r"标准|每|/|按"),
    ),
    (  # what is to be paid is no money of another kind
        re.compile(
            r"(?:[交缴付掏花]|(?<!支)出)(?:纳|得)?(?:多少|几)(?:钱|块|费|元)|[要得该]收(?:多少|几)(?:钱|块|费|元)"
        ),
        re.compile(r"[交缴付收支]|费|[免罚]|工本|价|成本"),
    ),
    (  # 罚得最狠的一家: one out of all, which a total says nothing of
        re.compile(r"最[\u4e00-\u9fff]{1,2}的(?:一?[家户个件笔项次]|那?[家户个件笔项]|是)"),
        re.compile(r"最|第[一1]|首位|居首"),
    ),
    (re.compile(r"(?<![哪近])几年(?![级度来])|多少年"), re.compile(r"年|个月|长期|周期")),
    (  # what is there in all is not what came new
        re.compile(r"新增|新设|新登记|新注册|新开办|净增"),
        re.compile(r"新|净增|增加|增至"),
    ),
)
_LIST = re.compile(
    r"哪(些|几|[一二两三四五六七八九十\d]+)|有(啥|什么)(样的)?|包括(什么|啥)|分别(是|叫|有)|都有(什么|谁)|列(一下|出|举)"
)
_HOW_TO = re.compile(
    r"怎(么|样|么样)?(才能)?(?:简易|网上|线上|在线|快速)?(办|走|弄|申请|申报|注销|开|做|操作|关|报|领|整)|如何|咋|流程|手续|步骤|"
    r"怎么(?:才能|去)?(?:要|讨|追|退|取|拿|还|缴|交|投诉|举报|反映|告|维权|查|选|找|享受|兑现|解决|处理|避免|修复|恢复|证明|签|改|转|续|贷|借|招|买)|"
    r"条件|材料|要求是|需要(什么|啥|哪)"
)
_STEPS = re.compile(
    r"(?:怎么?样?|如何|咋)(?:才能|能|去)?(?:简易|网上|线上|在线|快速)?"
    r"(?:办|走|弄|申请|申报|注销|开办|报名|领取?|登记|变更|补办|预约)|流程|手续|步骤"
)
_YES_NO = re.compile(
    r"(吗|么|没有?|不)[?？。！]?$|是不是|能不能|会不会|可不可以|要不要|有没有|用不用|是否|能否|可否"
)
_APIECE = re.compile(r"各|分别|都是|一样")
_COMPARE = re.compile(
    r"(跟|和|与|比).{1,20}(比|哪个|谁|差|区别|不同|一样|一回事)|对比|相比|哪个(更|多|高|短|快|对|准)|区别|"
    r"差多少|对(不|得)上|不一样|一样吗|还是.{2,}|一处.{1,20}一处|两(家|处|边).{0,6}(报|写|说)|怎么对|为什么不同|"
    r"谁(大|高|多|快|短|少)|到底.*(还是|没|哪个)|有的(说|写|是).{1,20}有的|一会儿.{1,20}(一会儿|又)|矛盾|怎么回事|咋回事|叫法|"
    r"说法(不|也?一)|(跟|和|与).{1,20}(一个|同一)|两个(数|说法)|(数|说).{0,4}差|不同地方"
)


# How many there are of what is listed, where it is too large to be anything but the source's own.
_LARGE_NUMBER = re.compile(rf"(?<![\d.])([1-9]\d+)(?=[{MEASURES}大])")
# 接了多少个投诉电话 counts calls.
_COUNTED_CALLS = re.compile(rf"(?:多少|几)[{MEASURES}通][^，。？]{{0,4}}电话")
_POINTS = re.compile(r"几个(百分)?点")
# 哪四张, 那63类具体是哪些: with the number of things stated, only their enumeration answers.
_STATED_LIST = re.compile(
    rf"(\d+|[两二三四五六七八九十]+)(?=[{MEASURES}大])"
    # 六个检查组下去督查，都用了哪些方式 asks the names of something else
    r"([^,，。;；?？]{0,20}|.{0,20}[,，](?=(?:分别|具体|都)*[是叫指有]|具体))"
    r"(哪(?!个?[市县区省]|里|儿)|分别是|具体|都是|都有|叫什么|各指)|"
    rf"哪(\d+|[两二三四五六七八九十]+)[{MEASURES}大]|、\d+、?\d*各指|"
    r"名单(是|有|上|里)?.{0,4}(哪|谁|什么)|具体(是|有|包括)?哪(?!一?[天年月日]|[里儿]|个月)|分别是(哪|什么)"
)
_LIST_COUNT = re.compile(rf"(\d+|[{CHINESE_NUMERAL_CHARS}]+)[{MEASURES}大]")
# 按75%还是100%: only a sentence with one of them answers.
_CHOICE = re.compile(r"(\d+(?:\.\d+)?%?)[^，。？]{0,6}还是[^，。？]{0,6}?(\d+(?:\.\d+)?%?)")


@dataclass(frozen=True, slots=True)
class Intent:
    """What the question wants.

    `wants` are kinds of figure, `units` the question's own measure words, `qualifiers` which of the
    words that narrow a figure it uses, `numbers` of how many things it speaks, `list_count` how
    many names it asks for, `choices` the figures it offers to choose from.
    """

    wants: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    qualifiers: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    list_count: int | None = None
    is_list: bool = False
    is_stated_list: bool = False
    is_how_to: bool = False
    is_yes_no: bool = False
    is_comparison: bool = False
    is_apiece: bool = False


def read_intent(text: str) -> Intent:
    """Read off the question what kind of answer it wants."""
    folded = _NOT_ASKED.sub("，", unicodedata.normalize("NFKC", text))
    return Intent(
        wants=_wants(folded),
        units=tuple(dict.fromkeys(_GIVEN_UNIT.findall(folded))),
        qualifiers=tuple(
            index for index, (asked, _) in enumerate(_QUALIFIERS) if asked.search(folded)
        ),
        numbers=tuple(_LARGE_NUMBER.findall(folded)),
        choices=next(iter(_CHOICE.findall(folded)), ()),
        list_count=_list_count(folded),
        is_list=_LIST.search(folded) is not None,
        is_stated_list=_STATED_LIST.search(folded) is not None and not _COMPARE.search(folded),
        is_how_to=(_HOW_TO.search(folded) or _STEPS.search(folded)) is not None,
        is_yes_no=_YES_NO.search(folded) is not None,
        is_comparison=_COMPARE.search(folded) is not None,
        is_apiece=_APIECE.search(folded) is not None,
    )


def _list_count(text: str) -> int | None:
    counts = [parse_numeral(number) for number in _LIST_COUNT.findall(text)]
    told = [int(count) for count in counts if count is not None and count > 1]
    return told[-1] if told else None


def _wants(text: str) -> tuple[str, ...]:
    found = [kind for kind, pattern in _WANTS if pattern.search(text)]
    if _COUNTED_CALLS.search(text):
        found = [kind for kind in found if kind != "phone"]
    if _POINTS.search(text):  # 利息几个点 counts nothing
        found = [kind for kind in found if kind != "count"] or ["percentage"]
    if len(found) > 1:  # 是多少 beside a kind named adds nothing
        found = [kind for kind in found if kind != "figure"]
    return tuple(found)


def qualifier_in_evidence(at: int) -> re.Pattern[str]:
    """Return what evidence must say where the question narrows its figure by qualifier `at`."""
    return _QUALIFIERS[at][1]


def asks_for_steps(text: str) -> bool:
    """Return whether a question asks how to get something done, and for nothing in particular."""
    intent = read_intent(text)
    is_plain = not (intent.wants or intent.is_list or intent.is_comparison or intent.is_yes_no)
    return is_plain and _STEPS.search(unicodedata.normalize("NFKC", text)) is not None


def asks_to_break_rules(text: str) -> bool:
    """Return whether the question demands to invent, to drop sources, or to reveal instructions."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    return any(pattern.regex.search(folded) for pattern in refusal_patterns())
