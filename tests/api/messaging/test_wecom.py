import json
import time

import httpx
import pytest
import respx

from api.messaging import jobs
from api.messaging.counters import counts
from api.messaging.crypto import MessageCrypt
from api.messaging.xml_bodies import fields_of, xml_of
from bot.settings import Settings
from prompts import message

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
API = "https://qyapi.weixin.qq.com/cgi-bin"


@pytest.fixture
def wecom_settings(tmp_path):
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path / 'bridge.db'}",
        public_url="https://zc.example.cn",
        wecom={
            "token": "t",
            "encoding_aes_key": KEY,
            "corp_id": "corp",
            "secret": "s",
            "agent_id": 7,
            "bot_token": "b",
            "bot_encoding_aes_key": KEY,
            "kf_secret": "k",
        },
    )


@pytest.fixture
def platform():
    with respx.mock(assert_all_called=False) as platform:
        token = {"errcode": 0, "access_token": "a", "expires_in": 7200}
        platform.get(f"{API}/gettoken").respond(json=token)
        yield platform


@pytest.fixture
def client(platform, serve_bridge, wecom_settings):
    with serve_bridge(wecom_settings) as client:
        yield client


def query_for(crypt, sealed):
    timestamp = str(int(time.time()))
    signed = crypt.sign(timestamp, "n", sealed)
    return {"msg_signature": signed, "timestamp": timestamp, "nonce": "n"}


def say(client, **fields: str):
    crypt = MessageCrypt("t", KEY, "corp")
    message = {"ToUserName": "corp", "CreateTime": str(int(time.time()))} | fields
    sealed = crypt.encrypt(xml_of(message))
    content = xml_of({"ToUserName": "corp", "Encrypt": sealed})
    response = client.post("/wecom", params=query_for(crypt, sealed), content=content)
    assert response.status_code == 200
    return fields_of(crypt.decrypt(fields_of(response.text)["Encrypt"])) if response.text else None


def say_to_bot(client, **fields):
    crypt = MessageCrypt("b", KEY, "")
    sealed = crypt.encrypt(json.dumps(fields))
    response = client.post("/wecom/bot", params=query_for(crypt, sealed), json={"encrypt": sealed})
    reply = response.json()
    opened = crypt.open(
        reply["encrypt"],
        signature=reply["msgsignature"],
        timestamp=str(reply["timestamp"]),
        nonce=reply["nonce"],
    )
    return json.loads(opened)


def until(condition):
    while not condition():
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("path", "token", "receiver"), [("/wecom", "t", "corp"), ("/wecom/bot", "b", "")]
)
def test_the_address_is_checked_with_what_was_sealed(client, path, token, receiver):
    crypt = MessageCrypt(token, KEY, receiver)
    sealed = crypt.encrypt("1616140317555161061")
    query = query_for(crypt, sealed) | {"echostr": sealed}
    assert client.get(path, params=query).text == "1616140317555161061"
    assert client.get(path, params=query | {"nonce": "m"}).status_code == 403


def test_a_member_is_answered_in_time(client):
    reply = say(client, FromUserName="li", MsgType="text", Content="放款多少", MsgId="1")
    assert "97.65" in reply["Content"]
    assert (reply["ToUserName"], reply["FromUserName"]) == ("li", "corp")


def test_a_member_is_sent_what_came_late(client, gated, platform):
    send = platform.post(url__startswith=f"{API}/message/send").respond(json={"errcode": 0})
    gated.is_open = False
    desk = client.app.state.zhengce.bridges.desk
    desk.settings = desk.settings.model_copy(update={"wait_s": 0.05})
    assert say(client, FromUserName="li", MsgType="text", Content="问", MsgId="1") is None
    gated.is_open = True
    until(lambda: send.called)
    sent = json.loads(send.calls[0].request.content)
    assert (sent["touser"], sent["agentid"]) == ("li", 7)
    assert "97.65" in sent["text"]["content"]


def test_what_a_member_will_never_get_is_not_counted_as_delivered(client, gated, platform):
    platform.post(url__startswith=f"{API}/message/send").respond(json={"errcode": 40003})
    delivered = counts().get(("delivered", "wecom", "push"), 0)
    refused = counts().get(("undeliverable", "wecom", "40003"), 0)
    gated.is_open = False
    desk = client.app.state.zhengce.bridges.desk
    desk.settings = desk.settings.model_copy(update={"wait_s": 0.05})
    assert say(client, FromUserName="li", MsgType="text", Content="问", MsgId="1") is None
    gated.is_open = True
    until(lambda: counts().get(("undeliverable", "wecom", "40003"), 0) == refused + 1)
    assert counts().get(("delivered", "wecom", "push"), 0) == delivered


def test_a_bot_streams_until_it_is_finished(client, gated):
    gated.is_open = False
    who = {"from": {"userid": "li"}, "chattype": "single"}
    text = {"msgtype": "text", "msgid": "1", "text": {"content": "问"}}
    begun = say_to_bot(client, **text, **who)["stream"]
    assert begun["finish"] is False
    asked = {"msgtype": "stream", "stream": {"id": begun["id"]}}
    assert say_to_bot(client, **asked, **who)["stream"]["finish"] is False
    gated.is_open = True
    read = client.app.state.zhengce.bridges.desk.read
    until(lambda: not client.portal.call(read, jobs.is_any_running))
    done = say_to_bot(client, **asked, **who)["stream"]
    assert done["finish"] is True
    assert "97.65" in done["content"]
    other = say_to_bot(client, **asked, **{"from": {"userid": "wang"}})["stream"]
    assert "97.65" not in other["content"]


def kf(message_id, content, customer="wm1"):
    return {
        "msgid": message_id,
        "open_kfid": "wk1",
        "external_userid": customer,
        "origin": 3,
        "msgtype": "text",
        "text": {"content": content},
    }


def test_a_customer_is_answered_once_though_a_page_is_read_twice(client, gated, platform):
    page = {"errcode": 0, "next_cursor": "c1", "has_more": 0, "msg_list": [kf("m1", "放款多少")]}
    sync = platform.post(url__startswith=f"{API}/kf/sync_msg").respond(json=page)
    send = platform.post(url__startswith=f"{API}/kf/send_msg").respond(json={"errcode": 0})
    for _ in range(2):
        assert say(client, MsgType="event", Event="kf_msg_or_event", Token="x", OpenKfId="wk1") is (
            None
        )
    until(lambda: sync.call_count == 2 and send.called)
    assert len(gated.asked) == 1
    assert json.loads(sync.calls[1].request.content)["cursor"] == "c1"
    assert "97.65" in json.loads(send.calls[0].request.content)["text"]["content"]


def test_a_customer_who_asks_too_fast_is_told_once_and_others_are_answered(
    client, gated, platform, wecom_settings
):
    limit = wecom_settings.messaging.questions_per_minute
    asked = [kf(f"m{number}", f"问{number}") for number in range(limit + 1)]
    page = {"errcode": 0, "next_cursor": "", "has_more": 0}
    page["msg_list"] = [*asked, kf("m0", "问", customer="wm2")]
    platform.post(url__startswith=f"{API}/kf/sync_msg").respond(json=page)
    send = platform.post(url__startswith=f"{API}/kf/send_msg").respond(json={"errcode": 0})

    def sent(customer):
        bodies = [json.loads(call.request.content) for call in send.calls]
        return [
            (one["text"]["content"], one["msgid"]) for one in bodies if one["touser"] == customer
        ]

    # The page is read twice: the platform drops what is sent with an id that it got already.
    say(client, MsgType="event", Event="kf_msg_or_event", Token="x", OpenKfId="wk1")
    say(client, MsgType="event", Event="kf_msg_or_event", Token="x", OpenKfId="wk1")
    until(lambda: len(set(sent("wm1"))) == limit + 1 and sent("wm2"))
    too_fast = {key for text, key in sent("wm1") if text == message("messaging.too_fast")}
    assert len(too_fast) == 1
    assert len(gated.asked) == limit + 1
    assert [text for text, _ in sent("wm2")] != [message("messaging.too_fast")]


def test_a_customer_who_asks_for_people_is_handed_over(client, platform):
    page = {"errcode": 0, "next_cursor": "c1", "has_more": 0, "msg_list": [kf("m1", "转人工")]}
    platform.post(url__startswith=f"{API}/kf/sync_msg").respond(json=page)
    send = platform.post(url__startswith=f"{API}/kf/send_msg").respond(json={"errcode": 0})
    state = {"errcode": 0, "service_state": 1}
    platform.post(url__startswith=f"{API}/kf/service_state/get").respond(json=state)
    trans = platform.post(url__startswith=f"{API}/kf/service_state/trans")
    trans.mock(return_value=httpx.Response(200, json={"errcode": 0}))
    say(client, MsgType="event", Event="kf_msg_or_event", Token="x", OpenKfId="wk1")
    until(lambda: trans.called)
    assert json.loads(trans.calls[0].request.content)["service_state"] == 2
    told = json.loads(send.calls[0].request.content)["text"]["content"]
    assert told == message("messaging.transferred")


@pytest.mark.parametrize("body", ["[]", "{", "{}", '{"encrypt": 1}', "[" * 60000])
def test_a_bot_refuses_what_is_no_message(client, body):
    timestamp = str(int(time.time()))
    query = {"msg_signature": "0", "timestamp": timestamp, "nonce": "n"}
    response = client.post("/wecom/bot", params=query, content=body)
    assert (response.status_code, response.text) == (403, "forbidden")
