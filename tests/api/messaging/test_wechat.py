import random
import re
import sqlite3
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy.exc import OperationalError

from api import messaging
from api.messaging import steps
from api.messaging.counters import counts
from api.messaging.job import LEASE_S
from api.messaging.xml_bodies import xml_of
from api.routes import metrics
from api.wechat.messages import Incoming, Kind
from bot.answer import Clarification, Status
from prompts import message


def long_ago():
    """When a message was written whose last attempt is made now."""
    return int(time.time()) - 10


def told(key):
    return message(f"messaging.{key}").split("{")[0]


def test_the_address_is_checked_with_what_was_sent_verbatim(account):
    echo = account.client.get("/wechat", params=account.query() | {"echostr": "583字"})
    assert (echo.status_code, echo.text) == (200, "583字")
    assert echo.headers["content-type"].startswith("text/plain")


def test_an_answer_in_time_is_the_reply(account, gated):
    before = counts().get(("delivered", "mp", "passive"), 0)
    assert "① " not in (text := account.say("科技贷累计放款多少？"))
    assert "97.65亿元。[1]" in text
    assert counts()["delivered", "mp", "passive"] == before + 1
    # A further attempt at the same message gets the same reply, and nothing is asked again.
    assert account.say("科技贷累计放款多少？") == text
    assert len(gated.asked) == 1


def test_a_slow_answer_is_fetched_once_by_its_asker(hasty, gated):
    gated.is_open = False
    assert hasty.say("一", id="1", CreateTime=long_ago()).startswith(told("looking"))
    assert hasty.say("1", id="2", user="oB") == message("messaging.no_waiting")
    assert hasty.say("1", id="3").startswith(told("still_looking"))
    gated.is_open = True
    hasty.until_done()
    fetched = hasty.say("1", id="4")
    assert "97.65" in fetched
    assert hasty.say("1", id="4") == fetched  # its reply was lost, so it is sent again
    assert hasty.say("1", id="5").startswith(told("last_answer"))


def test_another_question_is_not_taken_for_a_fetch(hasty, gated):
    gated.is_open = False
    hasty.say("一", id="1", CreateTime=long_ago())
    gated.is_open = True
    hasty.until_done()
    hasty.say("1", id="9")
    hasty.say("二", id="2", CreateTime=long_ago())
    hasty.until_done()
    assert "97.65" in hasty.say("二", id="2")
    assert [question.text for question in gated.asked] == ["一", "二"]


def test_the_page_shows_the_answer_to_who_has_the_link(hasty, gated):
    gated.is_open = False
    (page,) = re.findall(r'cn(/a/[\w-]+)"', hasty.say("一", CreateTime=long_ago()))
    assert message("messaging.page_wait") in hasty.client.get(page).text
    gated.is_open = True
    hasty.until_done()
    response = hasty.client.get(page)
    assert "97.65亿元" in response.text
    assert "noindex" in response.headers["x-robots-tag"]
    assert hasty.client.get("/a/nobody").status_code == 404


def test_followers_are_greeted_and_leavers_forgotten(account, bridge_settings):
    greeting = account.say(None, id=None, MsgType="event", Event="subscribe", EventKey=None)
    assert greeting.startswith(message("messaging.greeting"))
    account.say("问", id="7")
    assert account.say(None, id=None, MsgType="event", Event="unsubscribe") is None
    path = bridge_settings.database_url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as database:
        assert database.execute("select count(*) from message_jobs").fetchone() == (0,)
    database.close()


def test_a_voice_is_read_where_it_was_recognised(account, gated):
    voice = {"MsgType": "voice", "MediaId": "m"}
    assert account.say(None, id="1", **voice) == message("messaging.not_heard")
    assert "97.65" in account.say(None, id="2", Recognition="放款多少", **voice)
    assert gated.asked[0].text == "放款多少"


def test_what_is_no_text_gets_a_hint(account):
    assert account.say(None, MsgType="image", PicUrl="x") == message("messaging.only_text")
    unsupported = "【收到不支持的消息类型，暂无法显示】"
    assert account.say(unsupported, id="2") == message("messaging.only_text")
    assert "12345" in account.say("转人工", id="3")
    assert account.say("长" * 1001, id="4") == message("messaging.too_long")


def test_a_choice_is_taken_by_letter_and_its_place_remembered(account, gated):
    asked = Clarification("您在哪个市？", ("许昌市", "鹤壁市"))
    gated.result = replace(gated.result, status=Status.CLARIFY, clarify=asked)
    account.say("补贴", id="1")
    gated.result = replace(gated.result, status=Status.ANSWERED, clarify=None)
    account.say("b", id="2")
    account.say("还有呢", id="3")
    assert [question.text for question in gated.asked] == ["补贴", "鹤壁市", "还有呢"]
    assert [question.region for question in gated.asked] == [None, "鹤壁市", "鹤壁市"]
    assert gated.asked[1].session_id == "s1"


@pytest.mark.parametrize(("said", "meant"), [("1", "许昌市"), ("１。", "许昌市"), ("2", "鹤壁市")])
def test_a_choice_is_taken_by_number_where_nothing_waits_to_be_fetched(account, gated, said, meant):
    asked = Clarification("您在哪个市？", ("许昌市", "鹤壁市"))
    gated.result = replace(gated.result, status=Status.CLARIFY, clarify=asked)
    account.say("补贴", id="1")
    gated.result = replace(gated.result, status=Status.ANSWERED, clarify=None)
    chosen = account.say(said, id="2")
    assert gated.asked[1].text == meant
    assert account.say(said, id="2") == chosen  # its reply was lost, so it is sent again
    assert account.say("1", id="3").startswith(told("last_answer"))


def test_what_waits_is_fetched_before_a_choice_is_taken(hasty, gated):
    asked = Clarification("您在哪个市？", ("许昌市", "鹤壁市"))
    gated.result = replace(gated.result, status=Status.CLARIFY, clarify=asked)
    gated.is_open = False
    hasty.say("补贴", id="1", CreateTime=long_ago())
    gated.is_open = True
    hasty.until_done()
    assert "许昌市" in hasty.say("1", id="2")
    assert len(gated.asked) == 1


def test_a_place_is_remembered_however_it_is_said(account, gated):
    asked = Clarification("您在哪个市？", ("许昌市", "鹤壁市"))
    gated.result = replace(gated.result, status=Status.CLARIFY, clarify=asked)
    account.say("补贴", id="1")
    account.say("我在鹤壁", id="2")
    gated.result = replace(gated.result, status=Status.ANSWERED, clarify=None)
    account.say("许昌", id="3")
    account.say("许昌", id="4")
    account.say("还有呢", id="5")
    assert [question.region for question in gated.asked] == [
        None,
        "鹤壁市",
        "许昌市",
        *["许昌市"] * 2,
    ]


def test_a_menu_asks_what_its_key_says(account, gated):
    click = {"MsgType": "event", "Event": "CLICK", "EventKey": "放款多少"}
    assert "97.65" in account.say(None, id=None, **click)
    assert gated.asked[0].text == "放款多少"
    assert "12345" in account.say(None, id=None, **click | {"EventKey": "转人工"})
    view = {"MsgType": "event", "Event": "VIEW", "EventKey": "https://zc.example.cn"}
    assert account.say(None, id=None, **view) is None


@pytest.mark.parametrize("text", ["转人工。", "转人工！", " 人工 "])
def test_a_voice_that_asks_for_people_is_heard(account, gated, text):
    assert "12345" in account.say(None, MsgType="voice", MediaId="m", Recognition=text)
    assert gated.asked == []


def test_a_wrong_date_of_the_message_does_not_cut_the_wait(account, gated):
    gated.is_open = False
    opening = Timer(0.5, lambda: setattr(gated, "is_open", True))
    opening.start()
    # No attempt is made half a year after: the date says nothing.
    assert "97.65" in account.say("问", CreateTime=1409735669)
    opening.join()


def test_the_last_attempt_waits_where_it_is_told_to(account, gated):
    account.client.app.state.zhengce.bridges.wechat.replies.placeholder_at = 3
    gated.is_open = False
    opening = Timer(0.5, lambda: setattr(gated, "is_open", True))
    opening.start()
    assert "97.65" in account.say("问", CreateTime=long_ago())
    opening.join()


def test_a_failure_is_said(account, gated):
    gated.result = RuntimeError("boom")
    assert account.say("问").startswith(told("failed"))


def test_who_asks_too_fast_is_told_and_a_retry_is_not_a_question(account):
    for number in range(5):
        assert "97.65" in account.say("问", id=str(number))
    assert account.say("问", id="5") == message("messaging.too_fast")
    assert "97.65" in account.say("问", id="4")
    assert "97.65" in account.say("问", id="6", user="oB")


def test_the_note_of_another_answer_keeps_within_the_limit(hasty, gated, answer):
    gated.result = replace(answer, answer="科技贷放款很多。[1]" * 73)
    gated.is_open = False
    hasty.say("一", id="1", CreateTime=long_ago())
    gated.is_open = True
    hasty.until_done()
    told_of_both = hasty.say("二", id="2") or hasty.say("二", id="2")
    assert message("messaging.others") in told_of_both
    assert len(told_of_both.encode()) <= 2000


def test_nothing_readable_of_a_person_is_stored(account, bridge_settings, tmp_path):
    account.say("我的身份证号码", user="oSecretOpenid")
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("bridge.db*"))
    assert b"oSecretOpenid" not in stored
    assert "身份证号码".encode() not in stored


def test_whatever_comes_is_refused_or_succeeds(account, caplog):
    caplog.set_level("INFO", logger="api.messaging.callbacks")
    plain = xml_of({"FromUserName": "o", "MsgType": "text", "Content": "x", "MsgId": "1"})
    post, query = account.client.post, account.query()
    refused = [
        post("/wechat", params=query, content=plain),  # signed, but not the body
        post("/wechat", params=query | {"signature": "0"}, content=plain),
        post("/wechat", content=plain),
        post("/wechat", params=account.query(age_s=3600), content=plain),
        post("/wechat", params=query | {"timestamp": "1e999"}, content=plain),
        post("/wechat", params=query | {"encrypt_type": "aes"}, content=b"x" * 10_000_000),
        post("/wechat", params=query | {"encrypt_type": "aes"}, content=b"<!DOCTYPE x><xml/>"),
        account.post("<xml><MsgType>text"),
        account.post("<xml/>"),
        account.post(plain, msg_signature=query["signature"]),
    ]
    assert {one.status_code for one in refused} == {403}
    assert {one.text for one in refused} == {"forbidden"}
    assert len(caplog.records) == len(refused)


def test_noise_never_fails(account):
    chance = random.Random(6)
    whole = xml_of({"FromUserName": "o", "CreateTime": 1, "MsgType": "event", "Event": "VIEW"})
    for _ in range(150):
        noisy = "".join(
            chance.choice('<>&"\0é政]') if chance.random() < 0.03 else letter for letter in whole
        )
        response = account.post(noisy)
        assert (response.status_code, response.text) in ((200, "success"), (403, "forbidden")) or (
            response.status_code == 200 and "<Encrypt>" in response.text
        )


@contextmanager
def stalled(settings):
    """Hold the lock of the database, so that nobody else may write."""
    path = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")


def test_who_asks_while_the_database_stalls_is_replied_to_and_answered(
    account, gated, bridge_settings
):
    replies = account.client.app.state.zhengce.bridges.wechat.replies
    with stalled(bridge_settings):
        replies.reply_by_s = replies.cut_s = 0.2
        last = account.say("一", CreateTime=long_ago())
        # An earlier attempt is not ended by `success`: it hangs until the platform cuts it.
        assert account.say("二", id="2") == last
    assert last.startswith(told("busy"))
    replies.reply_by_s = 4.7
    # Both were stored when the database came back, and begun though nobody waited for them.
    while len(gated.asked) < 2:
        time.sleep(0.01)
    assert "97.65" in account.say("二", id="2")


def test_a_question_outlives_a_fault_of_the_database(hasty, gated, answer):
    gated.result = OperationalError("", {}, sqlite3.OperationalError("database is locked"))
    assert hasty.say("一", CreateTime=long_ago()).startswith(told("looking"))
    gated.result = answer
    desk = hasty.client.app.state.zhengce.bridges.desk
    desk.clock = lambda: time.time() + 2 * LEASE_S
    hasty.until_done()
    assert "97.65" in hasty.say("1", id="2")


def test_an_answer_that_could_not_be_stored_is_not_replied(account, gated, monkeypatch):
    store, failures = steps.store, [OperationalError("", {}, sqlite3.OperationalError("disk full"))]

    def failing(*given, **more):
        if failures:
            raise failures.pop()
        return store(*given, **more)

    monkeypatch.setattr(steps, "store", failing)
    bridges = account.client.app.state.zhengce.bridges
    bridges.wechat.replies.cut_s = 0
    assert account.say("问").startswith(told("busy"))
    bridges.desk.clock = lambda: time.time() + 2 * LEASE_S
    account.until_done()
    assert "97.65" in account.say("问")
    assert len(gated.asked) == 2


def test_an_answer_is_not_given_to_a_connection_that_was_cut(account):
    async def gone():
        return True

    bridge = account.client.app.state.zhengce.bridges.wechat
    message = Incoming("1", "oA", "gh", time.time(), Kind.QUESTION, "问")
    attempt = partial(bridge.replies.to, message, arrived=time.time(), is_gone=gone)
    assert account.client.portal.call(attempt) is None
    assert "97.65" in account.say("问")  # the next attempt


def test_a_last_attempt_that_was_cut_before_its_turn_is_still_answered(account, gated):
    async def gone():
        return True

    bridge = account.client.app.state.zhengce.bridges.wechat

    def attempt(created, text="问"):
        message = Incoming("1", "oA", "gh", created, Kind.QUESTION, text, attempted=time.time())
        to = partial(bridge.replies.to, message, arrived=time.time(), is_gone=gone)
        assert account.client.portal.call(to) is None

    attempt(time.time())  # it comes again
    attempt(time.time() - 10, text="1")  # a fetch may be repeated by its asker
    assert gated.asked == []
    attempt(time.time() - 10)
    account.until_done()
    assert "97.65" in account.say("1", id="2")


def test_operators_read_counts_by_path_and_error_code(account):
    def counted(sample):
        response = account.client.get("/metrics")
        assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
        lines = [line for line in response.text.splitlines() if not line.startswith("#")]
        return dict(line.rsplit(" ", 1) for line in lines).get(sample, "0")

    passive = 'zhengce_messaging_deliveries_total{channel="mp",path="passive"}'
    refused = 'zhengce_messaging_refused_callbacks_total{channel="mp",reason="signature"}'
    before = [int(counted(passive)), int(counted(refused))]
    account.say("问")
    account.client.post("/wechat", params=account.query() | {"signature": "0"}, content="<xml/>")
    assert [int(counted(passive)), int(counted(refused))] == [before[0] + 1, before[1] + 1]


def test_every_event_that_is_counted_is_among_the_metrics():
    sources = Path(messaging.__file__).parents[1].rglob("*.py")
    events = {
        event
        for source in sources
        for event in re.findall(r'\bcount\("(\w+)"', source.read_text(encoding="utf-8"))
    }
    assert events == set(metrics._FAMILIES)
