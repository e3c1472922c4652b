from collections.abc import Callable

import pytest
from lxml import html

from corpus import chunk_document
from corpus.document import Document, Metadata
from corpus.formats import html as reader
from corpus.formats.html_facts import mark_labels
from corpus.formats.html_rendering import flat_text
from corpus.formats.html_totals import totals_below

Texts = Callable[[str, bytes], list[str]]
Lines = Callable[[str], list[str]]

PORTAL = """<!DOCTYPE html><html><head><meta charset="utf-8">
<meta name="ArticleTitle" content="鹤壁市人民政府关于印发惠企办法的通知">
<title>鹤壁市人民政府关于印发惠企办法的通知_政策文件_鹤壁市人民政府</title>
<script>var a = "脚本不是正文。";</script>
<style>.x::before {content: "样式不是正文。"}</style></head>
<body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>
<h1>鹤壁市人民政府关于印发惠企办法的通知</h1>
<div class="info"><span>来源：市政府办公室</span><span>发布时间：2021-08-27</span>
<span>【字号：<a>大</a> <a>中</a> <a>小</a>】</span><a>【打印】</a><a>【关闭】</a>
<span>分享到：<a>微信</a></span></div>
<div class="TRS_Editor">
<p align="center">鹤政〔2021〕5号</p>
<p>各县、区人民政府：</p>
<p style="text-indent: 2em">现将《惠企办法》印发给你们，请遵照执行。</p>
<p onclick="alert('点击不是正文。')">
&nbsp;&nbsp;&nbsp;&nbsp;第一条 为了优化营商环境，制定本办法。</p>
<p>　　第二条 申请人应当提交下列材料：<br>（一）申请书；<br>（二）营业执照。</p>
<p>短句。</p>
<table border=1><tr><th>单位</th><th>金额</th></tr>
<tr><td rowspan=2>财政局</td><td>5万元</td></tr><tr><td>6万元</td></tr></table>
<p>短句。</p>
<div>　　第三条 本办法自2021年9月1日起施行。</div>
<p style="display:none">隐藏的不是正文。</p>
<p style="text-align:right">鹤壁市人民政府</p><p style="text-align:right">2021年8月27日</p>
</div>
<div class="fj"><a href="./P0.docx">1.申请表</a><a href="./P1.xlsx?v=2">2.汇总表</a></div>
<div class="share">扫一扫在手机打开当前页，分享给好友。</div>
<div class="rel"><h3>相关阅读</h3><ul><li><a href="1.html">一图读懂，惠企办法。</a></li></ul></div>
<div class="footer"><p>主办：鹤壁市人民政府办公室，承办：鹤壁市大数据局。</p>
<p>豫ICP备05000000号</p></div>
</body></html>"""
EXPECTED = [
    "# 鹤壁市人民政府关于印发惠企办法的通知",
    "发布日期：2021-08-27",
    "来源：市政府办公室",
    "鹤政〔2021〕5号",
    "各县、区人民政府：",
    "\u3000\u3000现将《惠企办法》印发给你们，请遵照执行。",
    "\u3000\u3000第一条 为了优化营商环境，制定本办法。",
    "\u3000\u3000第二条 申请人应当提交下列材料：",
    "（一）申请书；",
    "（二）营业执照。",
    "短句。",
    "单位\t金额",
    "财政局\t5万元",
    "财政局\t6万元",
    "短句。",
    "\u3000\u3000第三条 本办法自2021年9月1日起施行。",
    "鹤壁市人民政府",
    "2021年8月27日",
    "附件：1.申请表",
    "2.汇总表",
]


@pytest.fixture
def lines(texts: Texts) -> Lines:
    """The non-blank lines that a page reads as."""

    def read(page: str) -> list[str]:
        (text,) = texts("a.html", page.encode())
        return [line for line in text.split("\n") if line]

    return read


def test_the_document_of_a_portal_page_is_read_and_nothing_around_it(lines: Lines) -> None:
    assert lines(PORTAL) == EXPECTED


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("gb2312", "gb18030"), ("gbk", "gb18030"), ("utf-8", "gb18030"), ("gb2312", "utf-8"),
     ("utf-8", "utf-16"), ("big5", "gb18030")],
)  # fmt: skip
def test_the_bytes_decide_where_a_page_names_its_encoding_wrongly(
    texts: Texts, charset: str, encoding: str
) -> None:
    page = PORTAL.replace("utf-8", charset, 1).encode(encoding)
    (text,) = texts("a.htm", page)
    assert [line for line in text.split("\n") if line] == EXPECTED


def test_one_wrong_byte_does_not_stop_a_page(texts: Texts) -> None:
    page = PORTAL.replace("utf-8", "gb2312", 1).encode("gb18030") + b"<!-- \xff -->"
    (text,) = texts("a.html", page)
    assert text.startswith(EXPECTED[0])


def test_facts_in_a_table_above_the_text_are_kept_as_lines(lines: Lines) -> None:
    page = """<title>国务院办公厅关于进一步优化营商环境的意见_中国政府网</title><body>
    <table><tr><td>索引号：</td><td>000014349</td><td>主题分类：</td><td>商贸</td></tr>
    <tr><td>发文机关：</td><td>国务院办公厅</td><td>成文日期：</td><td>2022年09月07日</td></tr>
    <tr><td>标题：</td><td>国务院办公厅关于进一步优化营商环境的意见</td></tr>
    <tr><td>发文字号：</td><td>国办发〔2022〕30号</td><td>发布日期：</td><td>2022年09月15日</td></tr></table>
    <div id="UCAP-CONTENT"><p>各省、自治区、直辖市人民政府：</p>
    <p>为进一步优化营商环境，提出以下意见。</p></div>"""
    assert lines(page) == [
        "# 国务院办公厅关于进一步优化营商环境的意见",
        "发文字号：国办发〔2022〕30号",
        "发文机关：国务院办公厅",
        "成文日期：2022年09月07日",
        "发布日期：2022年09月15日",
        "各省、自治区、直辖市人民政府：",
        "为进一步优化营商环境，提出以下意见。",
    ]


def test_labels_in_cells_without_a_colon_are_labels(lines: Lines) -> None:
    page = """<title>关于企业上市的意见_某市人民政府</title><body>
    <div><a>首页</a> | <a href=1>政务公开</a></div>
    <table><tr><td>索 引 号</td><td>005904321</td><td>主题分类</td><td>财政、金融</td></tr>
    <tr><td>发布机构</td><td>某市人民政府</td><td>成文日期</td><td>2024年03月08日</td></tr>
    <tr><td>文　　号</td><td>某政〔2024〕6号</td><td>标题</td><td>关于企业上市的意见</td></tr>
    </table><div><p>各县人民政府，各部门：</p><p>累计最高奖励800万元，现提出以下意见。</p>
    <p>附件：1.申报表.docx</p></div>"""
    assert lines(page) == [
        "# 关于企业上市的意见",
        "发文字号：某政〔2024〕6号",
        "发布机关：某市人民政府",
        "成文日期：2024年03月08日",
        "各县人民政府，各部门：",
        "累计最高奖励800万元，现提出以下意见。",
        "附件：1.申报表.docx",
    ]


def test_stated_facts_are_read_as_metadata_and_are_not_part_of_the_text(texts: Texts) -> None:
    (text,) = texts("a.html", PORTAL.encode())
    document = Document("a", "", text, Metadata("a"))
    said = "\n".join(chunk.text for chunk in chunk_document(document))
    assert "第一条 为了优化营商环境" in said
    assert "来源：" not in said
    assert "发布日期" not in said


def test_a_short_notice_is_told_from_the_imprint_below_it(lines: Lines) -> None:
    page = """<title>关于开展认定工作的通知-某市科学技术局</title><body>
    <div class="dh"><a href=#>网站首页</a>|<a href=#>信息公开</a></div>
    <div class="wrap"><div class="tit">关于开展认定工作的通知</div>
    <div>作者：高新科 &nbsp; 来源：市科技局 &nbsp; 更新时间：2022-05-06 &nbsp; 点击数：1234</div>
    <div id="zoom">各县（市、区）：<br>&nbsp;&nbsp;&nbsp;&nbsp;现将有关事项通知如下：<br>
    &nbsp;&nbsp;&nbsp;&nbsp;第一批截止6月10日。<br><div>某市科学技术局<br>2022年5月6日</div></div>
    <div class="pg">上一篇：<a href=1>关于甲</a><br>下一篇：<a href=2>关于乙</a></div></div>
    <div class="bt"><p>版权所有：某局，未经授权不得转载。</p>
    <p>地址：某路，电话：2965666。</p></div>"""
    assert lines(page) == [
        "# 关于开展认定工作的通知",
        "来源：市科技局",
        "各县（市、区）：",
        "\u3000\u3000现将有关事项通知如下：",
        "\u3000\u3000第一批截止6月10日。",
        "某市科学技术局",
        "2022年5月6日",
    ]


def test_headings_beside_the_prose_are_part_of_the_text(lines: Lines) -> None:
    page = """<title>指南</title><body><div><h2>指南</h2><h3>一、条件</h3>
    <div><p>在本市注册，正常经营。</p></div><h3>二、联系方式</h3><p>窗口电话 12345</p></div>"""
    assert lines(page) == [
        "# 指南",
        "### 一、条件",
        "在本市注册，正常经营。",
        "### 二、联系方式",
        "窗口电话 12345",
    ]


def test_a_table_laid_out_page_is_read(lines: Lines) -> None:
    page = """<table><tr><td><a href=1>首页</a></td></tr><tr><td width=200><a href=2>栏目</a></td>
    <td><table><tr><td><p>第一条 甲，乙。</p><p>第二条 丙，丁。</p></td></tr></table></td></tr>
    </table>"""
    assert lines(page) == ["第一条 甲，乙。", "第二条 丙，丁。"]


def test_a_table_beside_the_prose_is_kept(lines: Lines) -> None:
    page = """<div><div>现将名单公布如下，请知悉。本通知自印发之日起施行，有效期两年。</div>
    <table><tr><th>企业名称</th><th>支持金额（万元）</th></tr><tr><td>某某科技有限公司</td><td>50</td></tr>
    <tr><td>某某实业有限公司</td><td>60</td></tr></table></div>"""
    assert lines(page)[1:] == [
        "企业名称\t支持金额（万元）", "某某科技有限公司\t50", "某某实业有限公司\t60",
    ]  # fmt: skip


def test_lists_show_what_a_browser_shows(lines: Lines) -> None:
    page = "<ol start=3><li>甲。</li><li>乙。</li></ol><ul><li>丙。</li></ul>"
    assert lines(page) == ["3. 甲。", "4. 乙。", "- 丙。"]


def test_headings_keep_their_level_and_articles_are_none(lines: Lines) -> None:
    page = "<h2>第一章 总则</h2><h3>第一条 目的</h3><p>甲。</p><h2>这是一句完整的话。</h2>"
    assert lines(page) == ["## 第一章 总则", "第一条 目的", "甲。", "这是一句完整的话。"]


def test_links_below_the_text_are_left_out_links_within_it_stay(lines: Lines) -> None:
    page = """<div><p>根据<a href=x>《民法典》</a>，制定本办法。</p><p>甲，乙。</p>
    <p>相关阅读：</p><p><a href=1>一图读懂</a></p><p><a href=2>新闻发布会实录</a></p></div>"""
    assert lines(page) == ["根据《民法典》，制定本办法。", "甲，乙。"]


@pytest.mark.parametrize(
    "title",
    [
        "锚定目标争一流——某市以优化营商环境赋能发展综述",
        "关于加强科技-金融合作的通知",
        "某市营商环境办公室",
    ],
)
def test_a_title_keeps_its_dashes(lines: Lines, title: str) -> None:
    assert lines(f"<title>{title}</title><p>甲，乙。</p>")[0] == f"# {title}"


def test_a_page_without_text_says_so(reasons: Callable[[str, bytes], list[str]]) -> None:
    page = b"<html><body><div id=app></div><script>load('x');</script></body></html>"
    (reason,) = reasons("a.html", page)
    assert reason.startswith("网页里没有正文")


def test_a_page_too_long_is_refused(
    reasons: Callable[[str, bytes], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_HTML_BYTES", 10)
    assert reasons("a.html", PORTAL.encode()) == ["网页太大，上限是 0 MB"]


def test_a_cell_that_claims_a_million_columns_costs_nothing(lines: Lines) -> None:
    rows = "<tr><td colspan=99999 rowspan=99999>甲</td><td>乙</td></tr><tr><td>丙</td></tr>"
    assert "甲" in lines(f"<table>{rows}</table>")[0]


def test_spans_that_claim_more_places_than_memory_holds_are_refused(
    reasons: Callable[[str, bytes], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.formats.grid.MAX_SLOTS", 1000)
    cells = "<td rowspan=9999>甲</td>" * 20
    page = f"<table><tr>{cells}</tr>{'<tr></tr>' * 100}</table>"
    (reason,) = reasons("a.html", page.encode())
    assert reason.startswith("表格超过")


def test_nothing_is_fetched_that_a_page_names(lines: Lines) -> None:
    page = """<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><body>
    <iframe src="http://127.0.0.1:9/"></iframe><p>甲&x;，乙。</p></body>"""
    assert "root:" not in "".join(lines(page))


def test_a_title_set_in_two_lines_is_told_once(lines: Lines) -> None:
    page = (
        "<title>国务院办公厅关于进一步优化营商环境的意见_中国政府网</title><body>"
        "<p><b>国务院办公厅关于进一步<br>优化营商环境的意见</b></p><p>国办发〔2022〕30号</p>"
        "<p>各省人民政府：</p><p>优化营商环境是重要举措。</p></body>"
    )
    assert lines(page)[:2] == ["# 国务院办公厅关于进一步优化营商环境的意见", "国办发〔2022〕30号"]


GUIDE = """<html><head><meta charset="utf-8"><title>食品经营许可（新办）_办事指南</title></head>
<body>
<div class="main"><h2>食品经营许可（新办）</h2>
<ul><li><a href="#a">基本信息</a></li><li><a href="#b">材料</a></li>
<li><a href="#c">流程</a></li></ul>
<div id="c"><h3>办理流程</h3>
<div><span>1</span><b>申请</b><p>申请人登录政务服务网提交申请材料，材料一式两份。</p></div>
<div><span>2</span><b>受理</b><p>材料齐全的，当场受理。</p><p>办理时限：即时</p></div>
<div><span>3</span><b>审查</b><p>需要现场核查的，2个工作日内完成。</p></div>
<div><b>3</b><span>个工作日</span></div></div></div></body></html>"""


def test_steps_of_a_guide_are_numbered_lines_and_its_tabs_are_left_out(texts: Texts) -> None:
    (text,) = texts("a.html", GUIDE.encode())
    assert [line for line in text.split("\n") if line] == [
        "# 食品经营许可（新办）",
        "### 办理流程",
        "1. 申请",
        "申请人登录政务服务网提交申请材料，材料一式两份。",
        "2. 受理",
        "材料齐全的，当场受理。",
        "办理时限：即时",
        "3. 审查",
        "需要现场核查的，2个工作日内完成。",
        "3个工作日",
    ]


def test_text_between_scripts_is_kept_in_order(texts: Texts) -> None:
    words = [f"第{number}段有文字，说明。" for number in range(1, 20_001)]
    body = "<script>x</script><script>y</script>".join(words)
    (text,) = texts("page.html", f"<html><body><p>{body}</p></body></html>".encode())

    assert text == "".join(words)


def test_lists_of_links_within_lists_lead_within_the_page(lines: Lines) -> None:
    inner = '<ul><li><a href="#x">甲</a></li><li><a href="#y">乙</a></li>'
    tabs = inner * 100 + "</ul>" * 100
    page = f"<html><body>{tabs * 100}<p>正文在此，有标点。</p></body></html>"

    assert lines(page) == ["正文在此，有标点。"]


def test_a_node_holds_what_stands_below_it() -> None:
    root = html.document_fromstring(
        '<div id="a">甲，乙 <a href="#x">丙 丁，</a>尾<p id="b">戊。<b>己</b>，庚</p></div>'
    )
    found = {node.get("id"): totals for node, totals in totals_below(root) if node.get("id")}

    assert (found["b"].chars, found["b"].prose_chars) == (5, 4)  # 戊。 and ，庚
    assert (found["a"].chars, found["a"].prose_chars) == (12, 7)  # 甲，乙, and those of b
    assert (found["a"].n_links, found["a"].n_within, found["a"].link_chars) == (1, 1, 4)


def test_facts_set_apart_by_markup_alone_are_read(texts: Texts) -> None:
    page = """<html><head><meta charset="utf-8">
<title>某市人民政府门户网站 关于印发服务规范的通知</title></head>
<body><div class="xx"><div><label>索 引 号</label><span>005/2024</span></div>
<div><label>发布机构</label><span>某市人民政府办公室</span></div>
<div><label>文 号</label><span>某政办〔2024〕9号</span></div>
<dl><dt>发文日期</dt><dd>2024-04-03</dd></dl></div>
<div><div>某市人民政府办公室</div><div>关于印发服务规范的通知</div>
<p>各县（市、区）人民政府：</p><p>现印发给你们，请认真贯彻执行。</p></div></body></html>"""
    (text,) = texts("a.html", page.encode())
    assert text.split("\n\n") == [
        "# 某市人民政府办公室 关于印发服务规范的通知", "发文字号：某政办〔2024〕9号",
        "发布机关：某市人民政府办公室", "成文日期：2024-04-03", "各县（市、区）人民政府：",
        "现印发给你们，请认真贯彻执行。",
    ]  # fmt: skip


def test_what_stands_behind_a_description_stays() -> None:
    root = html.fromstring("<dl><dt>发文日期</dt> <dd>2024-04-03</dd>逾期不再受理。</dl>")
    mark_labels(root)
    assert flat_text(root) == "发文日期：2024-04-03 逾期不再受理。"


def test_tabs_that_name_the_headings_below_are_no_text(texts: Texts) -> None:
    page = """<html><head><meta charset="utf-8">
<title>设立登记</title></head><body><h2>设立登记</h2>
<div><span>基本信息</span><span>受理条件</span><span>申请材料</span><span>办理流程</span></div>
<h3>受理条件</h3><p>有符合规定的出资额，有公司章程。</p><h3>申请材料</h3><p>申请书，原件1份。</p>
<h3>办理流程</h3><p>提出申请，当场受理。</p></body></html>"""
    (text,) = texts("a.html", page.encode())
    assert "基本信息" not in text
    assert "### 受理条件\n\n有符合规定的出资额" in text


def test_a_page_of_frames_is_told(reasons: Callable[[str, bytes], list[str]]) -> None:
    page = (
        "<html><head><title>政策</title></head><frameset cols='20%,80%'><frame src='a.html'>"
        "<noframes><body>您的浏览器不支持框架。</body></noframes></frameset></html>"
    )
    (reason,) = reasons("a.html", page.encode())
    assert reason.startswith("网页由框架组成")
