"""What a question wants, by its own words: question in, kinds of figure and measure words out."""

import re

# What is asked for, by the question's own words. Several may hold; the order is that of naming.
# `units` are the measure words that the question itself gives (多少家 → 家); empty: any.
MEASURES = "家户个件项种类次场起人名条位笔宗套处所辆篇张台座栋艘架份册期"
PEOPLE = (
    "老年?人|职工|员工|工人|农民工?|村民|居民|群众|学生|儿童|孩子|婴幼儿|妇女|青年|残疾人|毕业生|"
    "干部|教师|老师|医生|护士|党员|会员|人员|[患学作]者|劳动者|志愿者"
)
# 多少老人在领 counts people; 多少职工工资 does not.
_PEOPLE_COUNTED = re.compile(
    rf"多少[\u4e00-\u9fff]{{0,4}}?(?:{PEOPLE})"
    r"(?![^，。？在领拿得享有能可获被已]{0,2}(?:补贴|补助|津贴|工资|待遇|[费金钱]))"
)
_WANTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("document_number", re.compile(r"文号|发文字号|几号文|哪个文件|什么文件")),
    (
        "materials",
        re.compile(
            r"(哪些|什么|啥|[哪几]几?[样种份个])(样的)?(材料|资料|证件|手续材料)|"
            r"材料(有|要|是)?(哪些|什么|啥)|"
            r"(?:[交带]|提交|准备|携带)(?:些|齐|好)?(?:哪[些几][样种份个]?|什么|啥)(?:东西)?(?=[？?。，,]|$)"
        ),
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
            r"(?:一个?月|每个?月|一年|每年)[能会给发领拿补交缴]{0,2}到?多少(?=[？?。，,钱]|$)|"
            r"[减省降](?:轻|低)?了?(?:多少|几)(?:负担|成本|税)|"
            r"多少(个)?亿|多少[\u4e00-\u9fff]{0,3}(?<!减)(?<!学)费(?!用)|多少(钱|资金|金额|万元|元|贷款|补贴|补助|奖励|费)|几(个)?亿|几(百|千)?万(块|元)|"
            # 发了多少安家补贴, 劳务费多少
            rf"多少(?![{MEASURES}人])[^，。？多少几]{{1,4}}(?<!减)(?:补贴|补助|奖励|贷款|资金|津贴|奖金)|"
            r"(?:[费租价]|租金|房租|工资|津贴|奖金|押金|税款)(?:用|钱|格)?(?:是|为|要|得|一共|大概)*"
            rf"(?:多少|几块|几元)(?![{MEASURES}人倍分])|"
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
            r"([领补奖给发返赔罚拿]|享受|便宜|优惠|减免)(到|给|贴|助|励|还|付)?(多少|几折|几[百千万]+)"
            r"(?![家户人个件张条次项])"
        ),
    ),
    (
        "percentage",
        re.compile(
            r"(率|比例|占比|比重|权重|增速|增幅|涨幅|降幅|利息)(分别|各|是|为|有|达到|达|能|最[高低多少]|到)*(多少|几|多高|怎)|"
            r"百分之(几|多少)|几分之几|多大比例|几成(?!立)|(增长|提高|下降|上升|增加|减少|涨|降)了?(多少|几)|占(了)?多少|打几折"
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
            r"什么时候|啥时候|何时|哪(一)?(天|年|月|日)|几月|几号|(截至|截止|到)(什么时|哪(?![些里儿个步])|几)|多会儿|"
            r"从.{0,4}(哪|什么时候|几).{0,3}(起|开始)|有效期(?!内|里|外|限?以?内|的)"
        ),
    ),
    (
        "count",
        re.compile(
            rf"(多少|(?<!哪)几)(万|千|百)*(多)?(?!个(月|小时|工作日|钟头|点|百分点))[{MEASURES}](?![亿万百千])|"
            rf"(?:多少|几)倍|多少(企业|人|案|单位|部门)|{_PEOPLE_COUNTED.pattern}"
        ),
    ),
    (
        "as_of",
        re.compile(
            r"截(至|止)?到?(哪(?![些里儿个步])|什么|几)|(统计)?到(哪一?天|几月|什么时候)|几月几号"
        ),
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
            r"(组长|主任|代表|负责人|领导|[局厅市县科处院校所]长)(是|叫|姓)(谁|哪|什么|啥)|哪(位|个)(领导|代表|负责人|同志)"
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
_GIVEN_UNIT = re.compile(rf"(?:多少|几)(?:万|千|百)*(?:多)?([{MEASURES}倍])(?![亿万百千])")
# 接了多少个投诉电话 counts calls.
_COUNTED_CALLS = re.compile(rf"(?:多少|几)[{MEASURES}通][^，。？]{{0,4}}电话")
_POINTS = re.compile(r"几个(百分)?点")


def wants_of(text: str) -> tuple[str, ...]:
    """Return the kinds of figure that a folded question asks for, in the order of `WANTED`."""
    found = [kind for kind, pattern in _WANTS if pattern.search(text)]
    if _COUNTED_CALLS.search(text):
        found = [kind for kind in found if kind != "phone"]
    if _PEOPLE_COUNTED.search(text):  # 多少老人领补贴 asks for no sum
        found = [kind for kind in found if kind not in ("amount", "entitlement")]
    if _POINTS.search(text):  # 利息几个点 counts nothing
        found = [kind for kind in found if kind != "count"] or ["percentage"]
    if len(found) > 1:  # 是多少 beside a kind named adds nothing
        found = [kind for kind in found if kind != "figure"]
    return tuple(found)


def units_of(text: str) -> tuple[str, ...]:
    """Return the measure words that a folded question itself gives (多少家: 家), in order."""
    people = ["人"] if _PEOPLE_COUNTED.search(text) else []
    return tuple(dict.fromkeys([*_GIVEN_UNIT.findall(text), *people]))
