import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from api.messaging.bubbles import into_bubbles
from api.messaging.rendering import Markup, Wording, plain_lines
from bot.answer import Answer, Clarification, Notice, NoticeKind, Status
from prompts import message

WORDING = Wording("https://zc.example.cn", "12345", {"mp": Markup.TAPS, "aibot": Markup.MARKDOWN})
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
    assert f'[1] <a href="{href}">关于科技贷的报告（鹤壁市人民政府） 2021-08-27</a>' in bubble
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
    clarify = Answer("a", "s", Status.CLARIFY, "…", clarify=asked)
    (bubble,) = WORDING.on("mp").bubbles(clarify, token="t")
    assert 'B. <a href="weixin://bizmsgmenu?msgmenucontent=%E8%AE%B8%E6%98%8C' in bubble
    # No other client knows what to do with such a link.
    (typed,) = WORDING.on("wecom").bubbles(clarify, token="t")
    assert "B. 许昌市" in typed
    assert message("messaging.options_typed") in typed
    assert "weixin://" in WORDING.on("mp").told("looking", token="t")
    assert "weixin://" not in WORDING.on("kf").told("looking", token="t")


def test_who_got_no_answer_is_told_the_hotline():
    (bubble,) = WORDING.bubbles(Answer("a", "s", Status.INSUFFICIENT, "资料中没有。"), token="t")
    assert "12345" in bubble
    assert "转人工" in bubble


def test_without_an_address_sources_are_named_and_nothing_leads_nowhere(answer):
    unlinked = Wording("", "12345", {"mp": Markup.TAPS}).on("mp")
    (bubble,) = unlinked.bubbles(replace(answer, answer="很多。[1]" * 400), token="t", limit=1)
    assert bubble.endswith(message("messaging.more_unlinked"))
    (short,) = unlinked.bubbles(answer, token="t")
    assert "[1] 关于科技贷的报告" in short
    assert "href" not in short + bubble + unlinked.told("last_answer", token="t")


def test_a_bot_that_knows_markdown_gets_its_links_and_one_label(answer):
    long = replace(answer, answer="科技贷放款很多。[1]\n\n" * 200, generated=True)
    (whole,) = WORDING.on("aibot", max_bytes=18_000).bubbles(long, token="t", limit=1)
    assert "[1] [关于科技贷的报告（鹤壁市人民政府） 2021-08-27](https://zc.example.cn/doc" in whole
    assert "<a " not in whole
    assert whole.count(LABEL) == 1


def test_the_note_of_another_answer_is_within_the_limit_and_before_the_label(answer):
    note = message("messaging.others")
    for count in range(60, 100):
        long = replace(answer, answer="科技贷放款很多。[1]" * count, generated=True)
        (bubble,) = WORDING.on("mp").bubbles(long, token="t", limit=1, note=note)
        assert len(bubble.encode()) <= 2000
        assert bubble.endswith(f"{note}\n{LABEL}")


def test_a_link_that_fills_a_bubble_is_none(answer):
    long = replace(answer.citations[0], href="/documents/" + "长" * 300)
    (bubble,) = WORDING.bubbles(replace(answer, citations=(long,)), token="t")
    assert "[1] 关于科技贷的报告" in bubble
    assert "<a " not in bubble


def test_an_answer_without_words_is_said_to_have_failed(answer):
    empty = replace(answer, answer="", citations=(), notices=())
    (bubble,) = WORDING.bubbles(empty, token="t")
    assert bubble == WORDING.told("failed")


@given(
    st.lists(st.text("政策。；😀a\n", max_size=900) | st.just('<a href="https://x.cn/1">文件</a>')),
    st.integers(1, 3),
    st.sampled_from(["", "还有一个答案，回复 1 获取。"]),
)
def test_no_bubble_is_too_long_and_no_tag_is_cut(lines, limit, note):
    tail = '<a href="https://x.cn/a/t">全文</a>'
    bubbles = into_bubbles(lines, label="（AI生成）", tail=tail, note=note, limit=limit)
    assert len(bubbles) <= limit
    assert all(note in bubble for bubble in bubbles[-1:])
    for bubble in bubbles:
        assert len(bubble.encode()) <= 2000
        assert len(re.findall("<a ", bubble)) == bubble.count("</a>")


@given(st.lists(st.text("政策。；a", min_size=1, max_size=500), max_size=4))
def test_nothing_is_lost_where_it_fits(lines):
    joined = "".join(into_bubbles(lines, limit=99))
    assert joined.replace("\n", "") == "".join(lines)
