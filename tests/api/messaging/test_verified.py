"""A verified account: what is late is pushed, by the platform's interfaces as documented."""

import json
import time
from typing import Any

import httpx
import pytest
import respx
from pydantic import SecretStr

from api.messaging import jobs, pushes
from api.messaging.counters import counts
from api.messaging.job import Arrival, job_of, row_of
from api.messaging.pushes import PushOutcome
from prompts import message

API = "https://api.weixin.qq.com/cgi-bin"


@pytest.fixture
def platform():
    with respx.mock(assert_all_called=False) as platform:
        token = {"access_token": "a1", "expires_in": 7200}
        platform.post(f"{API}/stable_token").respond(json=token)
        yield platform


@pytest.fixture
def verified(platform, serve_bridge, bridge_settings, account_of):
    """A verified account that does not wait for answers."""
    more = {"app_secret": SecretStr("s"), "verified": True}
    hasty = bridge_settings.messaging.model_copy(update={"wait_s": 0.05})
    update = {"wechat": bridge_settings.wechat.model_copy(update=more), "messaging": hasty}
    with serve_bridge(bridge_settings.model_copy(update=update)) as client:
        yield account_of(client)


def until(condition):
    while not condition():
        time.sleep(0.01)


def is_left(account, user="oA"):
    """Whether an answer waits to be fetched."""
    desk = account.client.app.state.zhengce.bridges.desk
    name = desk.sealer.pseudonym("mp", user)
    job = account.client.portal.call(lambda: desk.read(jobs.waiting, name, since=0))
    return job is not None and job.is_done


def ask_slowly(account, gated, **fields):
    """Ask, and have the answer after the callback was given up; return its reply."""
    gated.is_open = False
    reply = account.say(**{"text": "放款多少"} | fields)
    gated.is_open = True
    return reply


def test_a_late_answer_is_pushed_in_plain_characters(verified, gated, platform):
    send = platform.post(url__startswith=f"{API}/message/custom/send").respond(json={"errcode": 0})
    assert ask_slowly(verified, gated) is None
    until(lambda: send.called)
    request = send.calls[0].request
    assert request.url.params["access_token"] == "a1"
    assert "科技贷" in request.content.decode()  # not escaped, or the user sees \uXXXX
    sent = json.loads(request.content)
    assert (sent["touser"], sent["msgtype"]) == ("oA", "text")
    wanted = json.loads(platform.calls[0].request.content)
    assert wanted["grant_type"] == "client_credential"
    assert wanted["force_refresh"] is False
    assert verified.say("放款多少") is None  # a further attempt gets no second answer


@pytest.mark.parametrize("code", [45015, 45047, 45009, 48004, 45002, 47001])
def test_what_cannot_be_pushed_is_fetched(verified, gated, platform, code):
    refusal = {"errcode": code, "errmsg": ""}
    send = platform.post(url__startswith=f"{API}/message/custom/send").respond(json=refusal)
    before = counts().get(("refused", "mp", str(code)), 0)
    ask_slowly(verified, gated)
    until(lambda: send.called and is_left(verified))
    assert "97.65" in verified.say("1", id="2")
    assert send.call_count == 1
    assert counts()["refused", "mp", str(code)] == before + 1


def test_an_account_without_the_permission_goes_on_passively(verified, gated, platform):
    refusal = {"errcode": 48001, "errmsg": ""}
    send = platform.post(url__startswith=f"{API}/message/custom/send").respond(json=refusal)
    ask_slowly(verified, gated)
    until(lambda: send.called and is_left(verified))
    late = int(time.time()) - 10
    looking = ask_slowly(verified, gated, text="二", id="2", CreateTime=late, user="oB")
    assert looking.startswith(message("messaging.looking").split("{")[0])
    assert "97.65" in verified.say("1", id="3", user="oB")
    assert send.call_count == 1


def test_who_left_is_dropped(verified, gated, platform):
    refusal = {"errcode": 43004, "errmsg": ""}
    send = platform.post(url__startswith=f"{API}/message/custom/send").respond(json=refusal)
    before = counts().get(("undeliverable", "mp", "43004"), 0)
    ask_slowly(verified, gated)
    until(lambda: counts().get(("undeliverable", "mp", "43004"), 0) == before + 1)
    assert send.call_count == 1


def test_a_tap_on_the_menu_is_told_what_to_do_should_the_push_come_too_late(
    verified, gated, platform
):
    send = platform.post(url__startswith=f"{API}/message/custom/send")
    send.side_effect = [httpx.Response(200, json={"errcode": 45015, "errmsg": ""})]
    click = {"text": None, "id": None, "MsgType": "event", "Event": "CLICK", "EventKey": "放款多少"}
    looking = ask_slowly(verified, gated, **click)
    assert looking.startswith(message("messaging.looking").split("{")[0])
    until(lambda: send.called and is_left(verified))
    assert "97.65" in verified.say("1", id="2")


def test_a_tap_on_a_choice_opens_no_more_than_the_menu_does(verified, gated, platform):
    send = platform.post(url__startswith=f"{API}/message/custom/send")
    send.side_effect = [httpx.Response(200, json={"errcode": 45015, "errmsg": ""})]
    looking = ask_slowly(verified, gated, text="鹤壁市", bizmsgmenuid="option")
    assert looking.startswith(message("messaging.looking").split("{")[0])
    until(lambda: send.called and is_left(verified))


def test_a_push_is_tried_ever_more_rarely_and_not_for_ever(verified):
    waiting = verified.client.app.state.zhengce.bridges.desk.pushes
    outcome = PushOutcome(is_over=False, again_after_s=5)

    def pause_s(age_s):
        now = time.time()
        row = row_of(Arrival("k", "mp", "u", "", ""), worker="w", now=now - age_s, push_from=None)
        whole: Any = {"answer": None, "delivered_via": None, "delivered_to": None, **row}
        again = waiting._again_at(job_of(whole), outcome)
        return None if again is None else again - now

    assert pause_s(1) == pytest.approx(5, abs=1)
    assert pause_s(400) == pytest.approx(100, abs=1)
    assert pause_s(40_000) == pytest.approx(pushes._LONGEST_PAUSE_S, abs=1)
    assert pause_s(3 * 86400) is None
