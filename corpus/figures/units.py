"""The units of figures: a measure word in, its kind, its base unit and its factor out.

A measure word is no unit where it begins another word (`3分之一`, `5日常`): `NOT_BEFORE` lists
what may not follow it. Units that mean the same share one base unit (日 and 天, ㎡ and 平方米);
those that can be confused stay apart (家 and 户, 人 and 人次, 天 and 工作日).
"""

from dataclasses import dataclass

from corpus.figures.kinds import FigureKind


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a value: what it measures, the unit values are kept in, and how many of those."""

    kind: FigureKind
    base: str
    factor: int = 1


def _words(text: str) -> list[str]:
    return text.split()


_COUNTED = _words(
    "家 户 个 件 项 种 起 人 名 位 人次 家次 户次 场次 辆次 台次 趟次 车次 班次 批次 件次 篇次 项次"
    " 次 场 所 条 类 批 组 份 处 座 辆 部 篇 台 套 张 本 册 期 届 笔 宗 例 款 轮 倍 档 级 层 间"
    " 栋 幢 艘 架 列 趟 班 枚 块 片 支 门 头 只 株 棵 句 字 页 页次 版 岁 折 强 成员 位次 名次"
    " 部委 部门 单位 环节 窗口 事项 系统 市县 地市 省辖市 县区 县市 村 乡镇 街道 社区 国 方面 步 遍"
    " 点 对 双 股 床 桩 幅 封 卡 号线 键 码 证 票 趟次 班列 标箱 床位 车位 泊位 课时 学时 学分"
    " 节 单 问 大项 大类"
)

UNITS: dict[str, Unit] = {word: Unit(FigureKind.COUNT, word) for word in _COUNTED}
UNITS |= {"周岁": Unit(FigureKind.COUNT, "岁")}
UNITS |= {
    word: Unit(FigureKind.AMOUNT, base, factor)
    for word, base, factor in (
        ("元", "元", 1),
        ("元人民币", "元", 1),
        ("块钱", "元", 1),
        ("美元", "美元", 1),
        ("欧元", "欧元", 1),
        ("港元", "港元", 1),
        ("港币", "港元", 1),
        ("日元", "日元", 1),
    )
}
UNITS |= {
    word: Unit(FigureKind.DURATION, base)
    for word, base in (
        ("天", "天"),
        ("日", "天"),
        ("个工作日", "工作日"),
        ("工作日", "工作日"),
        ("个自然日", "自然日"),
        ("自然日", "自然日"),
        ("个月", "个月"),
        ("年", "年"),
        ("周年", "年"),
        ("个年度", "年"),
        ("小时", "小时"),
        ("个小时", "小时"),
        ("工作小时", "工作小时"),
        ("个工作小时", "工作小时"),
        ("分钟", "分钟"),
        ("秒", "秒"),
        ("秒钟", "秒"),
        ("周", "周"),
        ("个星期", "周"),
        ("星期", "周"),
        ("个季度", "个季度"),
    )
}
UNITS |= {
    "%": Unit(FigureKind.PERCENTAGE, "%"),
    "‰": Unit(FigureKind.PERCENTAGE, "‰"),
    "成": Unit(FigureKind.PERCENTAGE, "%", 10),
    "个百分点": Unit(FigureKind.PERCENTAGE, "个百分点"),
    "百分点": Unit(FigureKind.PERCENTAGE, "个百分点"),
    "个基点": Unit(FigureKind.PERCENTAGE, "个基点"),
    "基点": Unit(FigureKind.PERCENTAGE, "个基点"),
    "BP": Unit(FigureKind.PERCENTAGE, "个基点"),
    "bp": Unit(FigureKind.PERCENTAGE, "个基点"),
    "分": Unit(FigureKind.SCORE, "分"),
    "亩": Unit(FigureKind.AREA, "亩"),
    "公顷": Unit(FigureKind.AREA, "公顷"),
    "平方米": Unit(FigureKind.AREA, "平方米"),
    "㎡": Unit(FigureKind.AREA, "平方米"),
    "平米": Unit(FigureKind.AREA, "平方米"),
    "平方公里": Unit(FigureKind.AREA, "平方米", 10**6),
    "平方千米": Unit(FigureKind.AREA, "平方米", 10**6),
    "公里": Unit(FigureKind.LENGTH, "米", 1000),
    "千米": Unit(FigureKind.LENGTH, "米", 1000),
    "米": Unit(FigureKind.LENGTH, "米"),
    "厘米": Unit(FigureKind.LENGTH, "厘米"),
    "毫米": Unit(FigureKind.LENGTH, "毫米"),
    "海里": Unit(FigureKind.LENGTH, "海里"),
    "吨": Unit(FigureKind.WEIGHT, "千克", 1000),
    "公斤": Unit(FigureKind.WEIGHT, "千克"),
    "千克": Unit(FigureKind.WEIGHT, "千克"),
    "微克/立方米": Unit(FigureKind.CONCENTRATION, "微克/立方米"),
    "μg/m³": Unit(FigureKind.CONCENTRATION, "微克/立方米"),
    "毫克/立方米": Unit(FigureKind.CONCENTRATION, "微克/立方米", 1000),
    "mg/m³": Unit(FigureKind.CONCENTRATION, "微克/立方米", 1000),
    "立方米": Unit(FigureKind.MEASURE, "立方米"),
    "千瓦": Unit(FigureKind.MEASURE, "千瓦"),
    "兆瓦": Unit(FigureKind.MEASURE, "千瓦", 1000),
    "千伏": Unit(FigureKind.MEASURE, "千伏"),
    "千瓦时": Unit(FigureKind.MEASURE, "千瓦时"),
    "千伏安": Unit(FigureKind.MEASURE, "千伏安"),
    "度电": Unit(FigureKind.MEASURE, "千瓦时"),
    "摄氏度": Unit(FigureKind.MEASURE, "℃"),
    "℃": Unit(FigureKind.MEASURE, "℃"),
    "吨公里": Unit(FigureKind.MEASURE, "吨公里"),
}

NOT_BEFORE: dict[str, str] = {
    "BP": "A-Za-z",
    "bp": "A-Za-z",
    "成": "员立为本熟功品效分长交就果套都绩片型批年活",
    "节": "能假点约日",
    "单": "位独笔一项个",
    "问": "题",
    "分": "之别类批公局管支级包析配层散店行校院部阶",
    "日": "常前益报调程志期均用子间历",
    "年": "代均轻审检龄级会",
    "天": "然津河网上下使府",
    "人": "民才社员工均力大事",
    "家": "庭长具",
    "户": "外均籍口型",
    "条": "件例",
    "部": "分署队长级位件属",
    "所": "有以在得属谓需",
    "种": "植子养类业",
    "类": "型似别",
    "名": "称录誉义牌",
    "起": "来草步诉点源算始",
    "台": "湾风州账帐前阶",
    "次": "日年月生级要序产",
    "件": "事",
    "位": "于列居",
    "本": "地市省县级次报年月届科身单部机",
    "门": "户槛类",
    "点": "击燃位评名赞",
    "对": "接于标象口照比策",
    "支": "持付撑出部行局",
    "国": "家务内际有道企",
    "版": "权",
    "期": "间限",
    "级": "别以",
    "字": "节号",
    "成员": "单国",
    "村": "民镇级委",
    "证": "照明件券",
    "双": "方重向创",
    "票": "据",
    "码": "头",
    "层": "面级",
    "间": "隔",
    "股": "份权东",
    "头": "部",
    "周": "边期围转",
    "处": "理置罚于在分",
    "款": "项",
    "组": "织成建",
    "强": "化调制度",
    "步": "伐",
    "页": "面",
    "套": "餐路",
    "篇": "章",
    "列": "入为车席",
    "班": "子组",
    "秒": "杀批推办",
}

# Measure words after which a Chinese numeral counts as a quantity. 三大, 四方, 五位一体, 两点 and
# the like are manners of speaking, so the list is shorter than that for digits.
CHINESE_COUNTED = frozenset(
    _words(
        "家 户 个 件 项 种 起 人 名 人次 家次 户次 次 场 场次 所 条 类 批次 份 处 辆 篇 台 套 册"
        " 期 届 笔 宗 例 款 轮 倍 岁 周岁 部门 部委 元 块钱 美元 天 日 个工作日 工作日 个自然日"
        " 自然日 个月 年"
        " 周年 个年度 小时 个小时 工作小时 个工作小时 分钟 周 个星期 星期 个季度 个百分点 百分点 成"
        " 亩 公顷 平方米 平方公里 公里 米 吨 公斤 千克 度电 立方米 环节"
    )
)
