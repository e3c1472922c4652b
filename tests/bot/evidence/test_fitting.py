"""What a sentence lacks of what a question wants."""

import pytest

from bot.evidence import contrasts, faults, fitting, holding, outcomes
from bot.understanding.intent import read_intent


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("支持了多少家企业？", "累计放款97.65亿元。", True),
        ("支持了多少家企业？", "支持企业1816家。", False),
        ("多少老师在领补贴？", "每人每月补贴300元，最多领6个月。", True),
        ("接进来多少老师？", "平台接入21万教师。", False),
        ("护林员一个月发多少？", "护林员每月轮休1天。", True),
        ("出让了多少公里？", "出让482宗。", True),
        ("失业保险最多能返多少？", "返还比例从60%最高提至90%。", False),
        ("试点选了哪几个市？", "确定了四个试点。", True),
        ("试点选了哪几个市？", "确定洛阳、南阳为试点。", False),
        ("除了洛阳还有哪几个市？", "洛阳等9个城市入选。", True),
        ("384家企业在各市分别有多少家？", "全省384家企业全部接入。", True),
        ("投诉电话是多少？", "设立投诉窗口。", True),
        ("投诉电话是多少？", "拨打12345投诉。", False),
        ("要传哪些材料？", "登记时需要上传：户口簿、父母身份证。", False),
    ],
)
def test_sentence_without_the_figure_asked_for_is_told(
    question: str, sentence: str, *, lacks: bool
) -> None:
    assert fitting.lacks_figure(read_intent(question), sentence, question) is lacks


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("那24家单位具体是哪些？", "8个市9个县（市、区）的24家单位违规。", True),
        ("选了哪三个地方？", "选取郑州、洛阳和鹤壁开展试点。", False),
        ("四条公路分别叫什么？", "打造“黄河”“太行”“伏牛”“大别”四条公路。", False),
        ("哪两个市没有拨付？", "2个市资金未拨付。", True),
    ],
)
def test_names_asked_of_a_number_of_things_have_to_be_told(
    question: str, sentence: str, *, lacks: bool
) -> None:
    assert fitting.lacks_list(read_intent(question), sentence, "", sentence) is lacks


def test_item_of_another_enumeration_is_not_the_list_asked_for() -> None:
    intent = read_intent("四类台账是哪四类？")
    item = "四是畅通渠道，建立四类台账。"

    assert fitting.lacks_list(intent, item, "", item)
    assert not fitting.lacks_list(
        intent, "一是投诉台账。", "建立四类台账", "建立四类台账 一是投诉台账。"
    )


def test_head_that_counts_its_items_may_go_on_elsewhere() -> None:
    intent = read_intent("五个“全覆盖”是哪五个？")

    def lacks(head: str, n_items: int, *, goes_on: bool = True) -> bool:
        return fitting.lacks_list(intent, head, "", "", n_items=n_items, goes_on=goes_on)

    assert not lacks("推进五个“全覆盖”。", 2)
    assert lacks("推进五个“全覆盖”。", 2, goes_on=False)
    assert lacks("推进五个“全覆盖”。", 1)
    assert lacks("推进“全覆盖”。", 2)


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("单笔最高能贷多少钱？", "累计放款97.65亿元。", True),
        ("单笔最高能贷多少钱？", "单笔不超过500万元。", False),
        ("招一个人能领多少补贴？", "发放补贴71万元。", True),
        ("招一个人能领多少补贴？", "每人补贴1000元。", False),
        ("一共发了多少补贴？", "发放补贴71万元。", False),
    ],
)
def test_total_does_not_answer_what_one_may_have(
    question: str, sentence: str, *, lacks: bool
) -> None:
    assert fitting.lacks_narrowing(read_intent(question), sentence, "") is lacks


def test_only_a_figure_offered_to_choose_from_answers() -> None:
    intent = read_intent("现在按75%还是100%扣？")

    assert fitting.lacks_choice(intent, "完善加计扣除机制。")
    assert not fitting.lacks_choice(intent, "扣除比例提高到100%。")
    assert fitting.lacks_choice(read_intent("要5天还是10天？"), "压缩到15天。")


def test_thing_of_another_number_is_another_thing() -> None:
    assert contrasts.is_of_another_number("雷霆3号行动抓了多少人", "雷霆4号行动抓获1484名")
    assert not contrasts.is_of_another_number("雷霆4号行动抓了多少人", "雷霆4号行动抓获1484名")
    assert not contrasts.is_of_another_number("行动抓了多少人", "雷霆4号行动抓获1484名")


def test_kind_that_excludes_the_one_asked_of_does_not_answer_for_it() -> None:
    assert not contrasts.is_of_another_kind("进口要几天", "进出口通关压缩到3天")
    assert contrasts.is_of_another_kind("进口要几天", "出口通关压缩到3天")


def test_supplies_named_in_one_breath_are_all_meant() -> None:
    assert not contrasts.is_of_another_kind("用电报装几天", "水电气暖报装3天办结")
    assert not contrasts.is_of_another_kind("接暖气几天", "水电气暖报装3天办结")
    assert contrasts.is_of_another_kind("用电报装几天", "供水报装3天办结")


@pytest.mark.parametrize(
    ("question", "sentence", "met"),
    [
        ("啥时候建成", "项目年底建成。", True),
        ("啥时候建成", "项目正在建设。", False),
        ("哪个地方在试", "在郑州航空港区试点。", True),
        ("哪个县先做的", "我县率先推行。", True),
        ("去哪办", "可在各社区服务站办理。", True),
    ],
)
def test_time_and_place_are_told_without_a_day_or_a_county(
    question: str, sentence: str, *, met: bool
) -> None:
    assert fitting.lacks_figure(read_intent(question), sentence, question) is not met


def test_day_asked_for_in_particular_is_no_list() -> None:
    assert not read_intent("具体哪天开始的").is_stated_list
    assert read_intent("那63类具体是哪些").is_stated_list


def test_who_asks_whether_it_is_done_may_be_told_that_it_is_not() -> None:
    assert faults.asks_of_faults("那个办法出台了没有？")
    assert faults.asks_of_faults("平台建好了吗")
    assert not faults.asks_of_faults("办证要钱吗")


def test_title_of_a_problem_states_nothing() -> None:
    assert fitting.states_nothing("关于“网上政务大厅服务功能不完善”的问题。", "")
    assert not fitting.states_nothing("关于该问题，已建成平台并投入使用。", "")


def test_longest_enumeration_is_counted_outside_brackets() -> None:
    assert fitting.longest_run("在县（市、区）选取郑州、洛阳和鹤壁，开展试点") == 3
    assert fitting.longest_run("开展试点") == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "个别地方政府仍然存在拖欠中小企业账款的情况。",
        "与企业互动不够、沟通不畅。",
        "政策宣传还不到位，部分企业不了解。",
    ],
)
def test_what_is_amiss_is_a_fault(sentence: str) -> None:
    assert faults.tells_fault(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["截至6月末，累计放款97.65亿元。", "研究《政务环境建设存在问题剖析》，制定改革方案。"],
)
def test_what_holds_is_no_fault(sentence: str) -> None:
    assert not faults.tells_fault(sentence)


def test_who_asks_of_problems_asks_of_faults() -> None:
    assert faults.asks_of_faults("企业注销难主要有哪些问题？")
    assert not faults.asks_of_faults("简易注销要公示几天？")


def test_what_is_there_in_all_is_not_what_came_new() -> None:
    intent = read_intent("上半年新增了多少市场主体？")
    assert fitting.lacks_narrowing(intent, "全省实有市场主体914万户。", "")
    assert not fitting.lacks_narrowing(intent, "全省新设市场主体91万户。", "")


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("电力报装要多久", "水、气经营企业内部办理时限不超过2.5个工作日。", True),
        ("装暖气几个工作日", "水、气经营企业内部办理时限不超过2.5个工作日。", True),
        ("自来水报装几天", "水、气经营企业内部办理时限不超过2.5个工作日。", False),
        ("水电气报装几天", "供气时限压缩至6天。", False),
        ("企业开办几天", "供气时限压缩至6天。", False),
    ],
)
def test_one_supply_does_not_answer_for_another(
    question: str, sentence: str, *, other: bool
) -> None:
    assert contrasts.is_of_another_kind(question, sentence) is other


@pytest.mark.parametrize(
    ("sentence", "met"),
    [
        ("拨打12345热线反映。", True),
        ("由市科技局负责受理。", True),
        ("选派服务专员帮扶企业。", True),
        ("企业反映的问题得到解决。", False),
    ],
)
def test_whom_to_turn_to_is_met_by_who_or_where(sentence: str, *, met: bool) -> None:
    intent = read_intent("企业有困难找谁反映")
    assert intent.wants == ("contact",)
    assert fitting.lacks_figure(intent, sentence) is not met


@pytest.mark.parametrize(
    "sentence",
    ["个别地方仍拖欠账款。", "省级联动机制尚未建立。", "一些县区逾期情况经常发生。"],
)
def test_what_is_amiss_in_some_places_is_a_fault(sentence: str) -> None:
    assert faults.tells_fault(sentence)


def test_a_department_to_turn_to_is_whom_to_turn_to() -> None:
    sentence = "可以向所在地县级以上人民政府负责中小企业促进工作的部门申请认定。"
    assert not fitting.lacks_figure(read_intent("为这事扯皮，能找谁给认定？"), sentence)


def test_who_asks_what_is_still_missing_is_told_it() -> None:
    assert faults.asks_of_faults("该进没进的还差哪两家？")
    assert not faults.asks_of_faults("进驻了多少家？")


@pytest.mark.parametrize(
    ("question", "sentence", "is_beyond"),
    [
        ("外线超过150米的工程多少天完工", "接入管线在150米以下的小型工程，10天内完成施工", True),
        ("150米以内的外线多少天完工", "接入管线在150米以下的小型工程，10天内完成施工", False),
        ("不超过3000平方米的厂房谁来验收", "建筑面积3000平方米以上的，由市级验收", True),
        ("超过100人的企业怎么报", "100人以上的企业报省厅，100人以下的报市局", False),
        ("超过30天没批怎么办", "应当在30天以内办结", False),
    ],
)
def test_other_side_of_a_bound_is_told_apart(question: str, sentence: str, is_beyond: bool) -> None:
    assert contrasts.is_beyond_the_bound(question, sentence) is is_beyond


def test_quoted_words_have_to_be_spoken_of() -> None:
    around = "郑州市 惠企措施 “亲清”直通车每月开行。已受理问题39个。"

    assert contrasts.leaves_out_the_quoted("“绿盾贷”放了多少", around)
    assert not contrasts.leaves_out_the_quoted("“亲清直通车”受理了几个问题", around)
    assert not contrasts.leaves_out_the_quoted("直通车受理了几个问题", around)


@pytest.mark.parametrize(
    ("question", "is_together"),
    [
        ("一共派了多少名首席金融服务员？", True),
        ("首席金融服务员、警务专员、法律服务专员一共多少名？", False),
        ("首席金融服务员做什么？", False),
        ("营商环境监督员有多少名？", False),
    ],
)
def test_number_of_several_kinds_is_not_that_of_one(question: str, is_together: bool) -> None:
    sentence = "选派了90名营商环境监督员和1766名首席金融服务员、警务专员、法律服务专员。"
    assert contrasts.is_counted_together(question, sentence) is is_together


@pytest.mark.parametrize(
    ("question", "is_together"),
    [
        ("省先进性企业有多少家？", True),
        ("318家绩效引领和省先进性企业中，省先进性企业有多少家？", True),
        ("绩效引领和省先进性企业有多少家？", False),
        ("A级企业有多少家？", False),
    ],
)
def test_last_of_several_kinds_is_known_though_its_verb_follows(
    question: str, is_together: bool
) -> None:
    sentence = "目前已对430家A级企业、318家绩效引领和省先进性企业实施自主减排。"
    assert contrasts.is_counted_together(question, sentence) is is_together


def test_last_day_is_no_thing_that_came_true() -> None:
    assert not outcomes.is_only_planned("补齐材料的最后期限是哪天？", "12月底前补齐材料。")
    assert outcomes.is_only_planned("最终完成了多少公里？", "力争新增800公里。")


def test_deadline_is_told_by_the_day_up_to_which_it_runs() -> None:
    question = "最晚什么时候申报？"
    assert not fitting.lacks_figure(read_intent(question), "申报截止到2022年9月30日。", question)


@pytest.mark.parametrize("question", ["这个政策有几点变化？", "一共分哪几点？", "提了几点建议？"])
def test_points_of_a_paper_are_no_hour(question: str) -> None:
    assert "clock" not in read_intent(question).wants


def test_plan_does_not_tell_what_came_true() -> None:
    planned = "年底前新增通车里程800公里以上。"
    assert outcomes.is_only_planned("实际通车了多少公里？", planned)
    assert not outcomes.is_only_planned("年底前要通车多少公里？", planned)
    assert not outcomes.is_only_planned("实际通车了多少公里？", "已通车813公里。")


def test_until_when_something_was_counted_is_not_when_it_is() -> None:
    intent = read_intent("什么时候注资到位？")
    assert fitting.lacks_figure(intent, "截至8月末，已注资5000万元。", "什么时候注资到位？")
    assert fitting.lacks_figure(intent, "2022年以来，累计拨付2650万元。", "什么时候注资到位？")
    assert not fitting.lacks_figure(intent, "12月10日前注资到位。", "什么时候注资到位？")


def test_hour_is_asked_of_hours() -> None:
    intent = read_intent("窗口几点下班？")
    assert fitting.lacks_figure(intent, "窗口共受理业务6212件。", "窗口几点下班？")
    assert not fitting.lacks_figure(intent, "窗口上班时间为9:00至17:00。", "窗口几点下班？")


def test_list_in_brackets_is_a_list() -> None:
    sentence = "围绕“4个深化”（技术改造、研发覆盖、上市培育、管理创新）开展宣讲。"
    assert fitting.longest_run(sentence) == 4


def test_country_is_not_which_place() -> None:
    assert not holding.holds("place", "建设中国历史文化展示地。")
    assert holding.holds("place", "建在郑州市。")


def test_count_is_told_by_something_counted() -> None:
    question = "一年接了多少个投诉电话？"
    assert fitting.lacks_figure(read_intent(question), "建立了热线，24小时受理投诉。", question)
    assert not fitting.lacks_figure(read_intent(question), "共接到投诉123件。", question)


def test_price_of_one_is_no_sum_of_all() -> None:
    question = "一次性吸纳补贴给多少钱一个人？"
    intent = read_intent(question)
    assert fitting.lacks_narrowing(intent, "发放一次性吸纳就业补贴71万元。", "")
    assert not fitting.lacks_narrowing(intent, "每人给予一次性补贴1000元。", "")


def test_thing_asked_to_be_among_others_has_to_be_named() -> None:
    question = "67种首次不罚的行为里，占道经营算不算？"
    assert contrasts.leaves_out_the_member(question, "推出67种首错免罚清单。")
    assert not contrasts.leaves_out_the_member(question, "占道经营首次不罚。")


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("不动产登记压成几个环节了", "将业务流程压缩为受理、登记发证2个环节；", False),
        ("不动产登记涉及多少件", "将业务流程压缩为受理、登记发证2个环节；", True),
        ("直播啥时候搞", "每周一固定时间进行金融产品直播。", False),
        ("领导小组由谁当组长", "成立以市人大常委会主任任组长的领导小组。", False),
        ("领导小组由谁当组长", "领导小组印发方案，明确时限。", True),
    ],
)
def test_want_is_met_by_its_own_kind(question: str, sentence: str, *, lacks: bool) -> None:
    assert fitting.lacks_figure(read_intent(question), sentence, question) is lacks


def test_share_to_be_paid_is_not_the_share_paid_back() -> None:
    asked = read_intent("失业保险单位按百分之几交？")
    assert fitting.lacks_narrowing(asked, "中小企业返还比例从60%提至90%。", "失业保险")
    assert not fitting.lacks_narrowing(asked, "单位按0.7%缴纳。", "失业保险")


def test_years_asked_for_are_not_met_by_days() -> None:
    asked = read_intent("这个贷款能用几年？")
    assert fitting.lacks_narrowing(asked, "平均放款时间15个工作日内。", "")
    assert not fitting.lacks_narrowing(asked, "贷款期限最长3年。", "")


def test_problems_looked_for_are_no_fault() -> None:
    assert not faults.tells_fault("满5年不足10年的，领取18个月。")
    assert not faults.tells_fault("会议总结成效，查找问题不足，安排下一步工作。")
    assert faults.tells_fault("窗口人员服务意识不足。")


def test_question_of_a_guide_states_nothing() -> None:
    assert fitting.states_nothing("问3：普通门诊报销的比例是多少？", "")
    assert not fitting.states_nothing("普通门诊报销比例为55%。", "")


def test_title_told_once_more_over_its_text_states_nothing() -> None:
    title = "某市2023年国民经济和社会发展统计公报"

    assert fitting.states_nothing(f"{title} 某市统计局", title)
    assert not fitting.states_nothing(f"《{title}》已经发布，共12项内容。", title)


def test_months_that_one_is_entitled_to_need_no_rate() -> None:
    intent = read_intent("失业期间能领几个月的生育补助？")
    told = "可以一次性领取相当于3个月失业保险金的生育补助。"
    assert not fitting.lacks_narrowing(intent, told, "")
    assert fitting.lacks_narrowing(read_intent("能领多少生育补助？"), "共发放补助71万元。", "")


def test_term_of_months_is_no_date() -> None:
    assert not holding.holds("date", "租房补贴期限减为24个月。")
    assert holding.holds("date", "应当在6个月内申请。")
    assert holding.holds("date", "账户封存满6个月的，可以提取。")
    assert holding.holds("date", "今年前7个月，全市企业同比增长11.7%。")


def test_age_is_no_duration() -> None:
    assert not holding.holds("duration", "女性不超过55周岁。")
    assert holding.holds("duration", "连续领取55周。")


def test_those_whom_a_paper_is_sent_to_state_nothing() -> None:
    sent = "关于印发《渔港管理细则》的通知各县区渔政服务站、财政局，各沿海企业："
    assert fitting.states_nothing(sent, "")
    assert not fitting.states_nothing("各县区渔政服务站负责受理申请，审核材料包括：", "")


def test_sum_for_one_written_with_a_slash_is_what_one_is_entitled_to() -> None:
    intent = read_intent("装一台净水机能补贴多少？")
    assert not fitting.lacks_narrowing(intent, "净水机，补贴金额300元/台", "")
    assert fitting.lacks_narrowing(intent, "净水机补贴资金共发放300万元", "")
