"""Words around region names: what tells a region from an ordinary word; tables, nothing else."""

_ABBREVIATED = """
京北京 津天津 冀河北 晋山西 蒙内蒙古 辽辽宁 吉吉林 黑黑龙江 沪上海 苏江苏
浙浙江 皖安徽 闽福建 赣江西 鲁山东 豫河南 鄂湖北 湘湖南 粤广东 桂广西 琼海南
渝重庆 川四川 蜀四川 贵贵州 黔贵州 云云南 滇云南 藏西藏 陕陕西 秦陕西 甘甘肃
陇甘肃 青青海 宁宁夏 新新疆 台台湾 港香港 澳澳门
"""
_GENERIC = """
城区 郊区 矿区 东区 西区 南区 北区 老城区 新城区 解放区 市中区 城中区 城东区
城西区 城北区 城关区 港口区 海港区 工农区 回民区 新市区 站前区 河口区 上街区
友好区 前进区 江北区 江南区 滨海新区 滨湖区 滨江区 湖滨区 河北区 河东区 河西区
江岸区 南岸区 西市区 古城区 市南区 市北区 海南区
"""

# The one-character names of provinces, as in 豫政办; too short to be looked for in running text.
ABBREVIATIONS = {entry[0]: entry[1:] for entry in _ABBREVIATED.split()}

# Names of districts that are ordinary words: read only right after the region above them.
GENERIC_NAMES = frozenset(_GENERIC.split())

# What may not follow a name that ends so: 河口区|域, 西平县|级, 鹤壁市|场.
NOT_AFTER_SUFFIX = {"区": "域别分划块", "县": "级域", "市": "场值"}

# What may not follow a short form: 中山|路, 郑州|银行.
NOT_AFTER_SHORT_FORM = (
    *"路街巷桥",
    *("大道", "大街", "东路", "西路", "南路", "北路", "中路"),
    *("大学", "学院", "师范", "银行", "证券"),
    *("段", "高速", "铁路", "高铁"),
)

# Words that begin with a short form: 长治|久安.
NOT_BEFORE: dict[str, str] = {"长治": "久", "海口": "岸味", "大连": "接续通锁片", "四平": "方"}
NOT_BEFORE |= {"六安": "全", "中卫": "生", "大理": "论石由想念性赔", "大庆": "典祝", "三明": "治"}
NOT_BEFORE |= {"开封": "前后口箱盖", "大同": "小", "南通": "过道往", "中山": "装陵", "和田": "玉"}
NOT_BEFORE |= {"吉安": "全", "西安": "全", "延安": "全", "泰安": "全", "保定": "金额"}

# Words that end with a short form: 美|丽水, 推|广东, 黄|河南岸.
NOT_BEHIND: dict[str, str] = {"丽水": "美秀壮", "广东": "推", "广西": "推", "河南": "黄"}
NOT_BEHIND |= {"河北": "黄", "湖南": "太", "湖北": "太", "保山": "环", "海南": "东黄渤"}
NOT_BEHIND |= {"全国": "健安完"}

# What may stand before a county of one character (not 市|和县) or a short form (not 组|织金).
BOUNDARY = "在到于按年、，。；：（）《》“”的是请问去从赴及与和跟同比对俺我咱住回\n "
