import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from api.messaging.bubbles import into_bubbles
from api.messaging.rendering import Wording, plain_lines
from bot.answer import Answer, Clarification, Notice, NoticeKind, Status
from prompts import message

WORDING = Wording("https://zc.example.cn", "12345")
LABEL = message("messaging.label")


def test_points_are_circled_and_markdown_is_gone():
    assert plain_lines("## 条件\n\n- **一**是`A`[1]\n- 二[2]\n\n|x|y|\n|--|---|\n<b>三</b>") == [
        "条件",
        "① 一是A[1]",
        "② 二[2]",
        "x y",
        "＜b＞三＜/b＞",
    ]


def test_sources_are_numbered_links_to_the_span(answer):
    (bubble,) = WORDING.bubbles(answer, token="t")
    href = "https://zc.example.cn/documents/hebi#s21-36"
    assert f'[1] <a href="{href}">关于科技贷的报告 2021-08-27</a>' in bubble
    assert LABEL not in bubble


def test_every_bubble_of_a_generated_answer_is_labelled(answer):
    notice = Notice(NoticeKind.AI_GENERATED, "本回答由人工智能生成")
    long = replace(answer, answer="科技贷放款很多。[1]" * 400, generated=True, notices=(notice,))
    bubbles = WORDING.bubbles(long, token="t")
    assert len(bubbles) == 3
    assert all(bubble.endswith(LABEL) and len(bubble.encode()) <= 2000 for bubble in bubbles)
    assert "https://zc.example.cn/a/t" in bubbles[-1]
    assert notice.text not in "".join(bubbles)


def test_options_can_be_tapped_or_typed():
    asked = Clarification("您在哪个市？", ("鹤壁市", "许昌市"))
    (bubble,) = WORDING.bubbles(Answer("a", "s", Status.CLARIFY, "…", clarify=asked), token="t")
    assert 'B. <a href="weixin://bizmsgmenu?msgmenucontent=%E8%AE%B8%E6%98%8C' in bubble
    plain = replace(WORDING, has_menu_links=False)
    (typed,) = plain.bubbles(Answer("a", "s", Status.CLARIFY, "…", clarify=asked), token="t")
    assert "B. 许昌市" in typed


def test_who_got_no_answer_is_told_the_hotline():
    (bubble,) = WORDING.bubbles(Answer("a", "s", Status.INSUFFICIENT, "资料中没有。"), token="t")
    assert "12345" in bubble
    assert "转人工" in bubble


@given(
    st.lists(st.text("政策。；😀a\n", max_size=900) | st.just('<a href="https://x.cn/1">文件</a>')),
    st.integers(1, 3),
)
def test_no_bubble_is_too_long_and_no_tag_is_cut(lines, limit):
    tail = '<a href="https://x.cn/a/t">全文</a>'
    bubbles = into_bubbles(lines, label="（AI生成）", tail=tail, limit=limit)
    assert len(bubbles) <= limit
    for bubble in bubbles:
        assert len(bubble.encode()) <= 2000
        assert len(re.findall("<a ", bubble)) == bubble.count("</a>")


@given(st.lists(st.text("政策。；a", min_size=1, max_size=500), max_size=4))
def test_nothing_is_lost_where_it_fits(lines):
    joined = "".join(into_bubbles(lines, limit=99))
    assert joined.replace("\n", "") == "".join(lines)
