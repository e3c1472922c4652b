import json
import time
from pathlib import Path

import httpx
import pytest
import respx
from pydantic import SecretStr

from api.messaging import jobs
from api.messaging.counters import counts
from api.messaging.crypto import MessageCrypt
from api.messaging.xml_bodies import fields_of, xml_of
from api.wecom import service
from bot.settings import Settings
from prompts import message

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
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


@pytest.mark.parametrize("vector", VECTORS["known_answers"], ids=lambda vector: vector["name"])
def test_the_sample_of_the_platform_is_echoed_but_no_message_is(
    platform, serve_bridge, wecom_settings, vector
):
    secret = {name: SecretStr(vector[name]) for name in ("token", "encoding_aes_key")}
    wecom = wecom_settings.wecom.model_copy(update=secret | {"corp_id": vector["receive_id"]})
    query = {name: vector[name] for name in ("msg_signature", "timestamp", "nonce")}
    with serve_bridge(wecom_settings.model_copy(update={"wecom": wecom})) as client:
        echo = client.get("/wecom", params=query | {"echostr": vector["encrypt"]})
    # Who saw a message on its way could have it opened by the check of the address.
    is_message = vector["plaintext"].startswith("<")
    assert echo.text == ("forbidden" if is_message else vector["plaintext"])


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


def test_a_member_who_opens_the_app_is_greeted_once(client):
    entered = {"FromUserName": "li", "MsgType": "event", "Event": "enter_agent", "AgentID": "7"}
    greeting = say(client, **entered, CreateTime=str(int(time.time()) - 5))
    assert greeting["Content"].startswith(message("messaging.greeting"))
    assert say(client, **entered) is None


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


@pytest.mark.parametrize(
    "fields",
    [
        {"msgtype": "text", "text": {"content": "@政策助手 放款多少"}},
        {"msgtype": "text", "text": {"content": "放款多少 @政策助手"}},
        {"msgtype": "mixed", "mixed": {"msg_item": [
            {"msgtype": "text", "text": {"content": "@政策助手 放款多少"}},
            {"msgtype": "image", "image": {"url": "https://x.cn/1"}},
        ]}},
    ],
    ids=["before", "behind", "with a picture"],
)  # fmt: skip
def test_the_name_of_a_bot_is_no_part_of_the_question(client, gated, fields):
    in_group = {"from": {"userid": "li"}, "chattype": "group", "chatid": "c", "msgid": "1"}
    content = say_to_bot(client, **fields, **in_group)["stream"]["content"]
    assert gated.asked[0].text == "放款多少"
    assert "](https://zc.example.cn/documents/" in content  # it knows Markdown, and no tags


@pytest.mark.parametrize("mixed", [None, "x", {}, {"msg_item": "x"}, {"msg_item": [1, {}]}])
def test_a_bot_is_asked_in_words(client, gated, mixed):
    asked = {"msgtype": "mixed", "mixed": mixed, "from": {"userid": "li"}, "msgid": "1"}
    assert say_to_bot(client, **asked)["stream"]["content"] == message("messaging.only_text")
    assert gated.asked == []


def kf(message_id, content, customer="wm1"):
    return {
        "msgid": message_id,
        "open_kfid": "wk1",
        "external_userid": customer,
        "origin": 3,
        "msgtype": "text",
        "text": {"content": content},
    }


def ring(client):
    event = {"MsgType": "event", "Event": "kf_msg_or_event", "Token": "x", "OpenKfId": "wk1"}
    assert say(client, **event) is None


def test_a_customer_is_answered_once_though_a_page_is_read_twice(client, gated, platform):
    page = {"errcode": 0, "next_cursor": "c1", "has_more": 0, "msg_list": [kf("m1", "放款多少")]}
    sync = platform.post(url__startswith=f"{API}/kf/sync_msg").respond(json=page)
    send = platform.post(url__startswith=f"{API}/kf/send_msg").respond(json={"errcode": 0})
    ring(client)
    ring(client)
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
    ring(client)
    ring(client)
    until(lambda: len(set(sent("wm1"))) == limit + 1 and sent("wm2"))
    too_fast = {key for text, key in sent("wm1") if text == message("messaging.too_fast")}
    assert len(too_fast) == 1
    assert len(gated.asked) == limit + 1
    assert [text for text, _ in sent("wm2")] != [message("messaging.too_fast")]


def test_what_was_sent_before_the_assistant_was_there_is_left_alone(client, gated, platform):
    old = kf("m0", "两天前问的") | {"send_time": int(time.time()) - 2 * 86400}
    new = kf("m1", "放款多少") | {"send_time": int(time.time())}
    pages = [
        {"errcode": 0, "next_cursor": "c1", "has_more": 1, "msg_list": [old]},
        {
            "errcode": 0,
            "next_cursor": "c2",
            "has_more": 0,
            "msg_list": [old | {"msgid": "m2"}, new],
        },
        # The server was away meanwhile: whoever wrote then is answered.
        {"errcode": 0, "next_cursor": "c3", "has_more": 0, "msg_list": [old | {"msgid": "m3"}]},
    ]
    sync = platform.post(url__startswith=f"{API}/kf/sync_msg")
    sync.side_effect = [httpx.Response(200, json=page) for page in pages]
    send = platform.post(url__startswith=f"{API}/kf/send_msg").respond(json={"errcode": 0})
    ring(client)
    until(lambda: send.call_count == 1)
    assert [question.text for question in gated.asked] == ["放款多少"]
    ring(client)
    until(lambda: send.call_count == 2)
    assert gated.asked[-1].text == "两天前问的"


def test_a_customer_who_speaks_is_asked_to_write(client, gated, platform):
    voice = kf("m1", "") | {"msgtype": "voice", "voice": {"media_id": "x"}}
    page = {"errcode": 0, "next_cursor": "c1", "has_more": 0, "msg_list": [voice]}
    platform.post(url__startswith=f"{API}/kf/sync_msg").respond(json=page)
    send = platform.post(url__startswith=f"{API}/kf/send_msg").respond(json={"errcode": 0})
    ring(client)
    until(lambda: send.called)
    told = json.loads(send.calls[0].request.content)["text"]["content"]
    assert told == message("messaging.not_heard")


def test_a_customer_who_asks_for_people_is_handed_over(client, platform):
    page = {"errcode": 0, "next_cursor": "c1", "has_more": 0, "msg_list": [kf("m1", "转人工")]}
    platform.post(url__startswith=f"{API}/kf/sync_msg").respond(json=page)
    send = platform.post(url__startswith=f"{API}/kf/send_msg").respond(json={"errcode": 0})
    state = {"errcode": 0, "service_state": 1}
    platform.post(url__startswith=f"{API}/kf/service_state/get").respond(json=state)
    trans = platform.post(url__startswith=f"{API}/kf/service_state/trans")
    trans.mock(return_value=httpx.Response(200, json={"errcode": 0}))
    ring(client)
    until(lambda: trans.called)
    assert json.loads(trans.calls[0].request.content)["service_state"] == 2
    told = json.loads(send.calls[0].request.content)["text"]["content"]
    assert told == message("messaging.transferred")


def test_a_ring_is_answered_when_its_messages_are_stored(client, gated, platform):
    """Who dies before has not answered, and is rung again."""
    gated.is_open = False
    page = {"errcode": 0, "next_cursor": "c1", "has_more": 0, "msg_list": [kf("m1", "问")]}
    platform.post(url__startswith=f"{API}/kf/sync_msg").respond(json=page)
    ring(client)
    desk = client.app.state.zhengce.bridges.desk
    assert client.portal.call(desk.read, jobs.is_any_running)
    gated.is_open = True


def test_messages_that_could_not_be_read_are_read_again(client, platform, monkeypatch):
    monkeypatch.setattr(service, "_READ_AGAIN_S", (0.01,))
    page = {"errcode": 0, "next_cursor": "c1", "has_more": 0, "msg_list": [kf("m1", "问")]}
    sync = platform.post(url__startswith=f"{API}/kf/sync_msg")
    sync.side_effect = [httpx.ConnectError("no"), httpx.Response(200, json=page)]
    send = platform.post(url__startswith=f"{API}/kf/send_msg").respond(json={"errcode": 0})
    ring(client)
    until(lambda: send.called)
    assert "97.65" in json.loads(send.calls[0].request.content)["text"]["content"]


def test_a_customer_fetches_what_could_not_be_sent(client, platform):
    pages = [
        {"errcode": 0, "next_cursor": f"c{n}", "has_more": 0, "msg_list": [kf(f"m{n}", text)]}
        for n, text in enumerate(["放款多少", "1", "1"])
    ]
    sync = platform.post(url__startswith=f"{API}/kf/sync_msg")
    sync.side_effect = [httpx.Response(200, json=page) for page in pages]
    send = platform.post(url__startswith=f"{API}/kf/send_msg")
    used_up, accepted = ({"errcode": code, "errmsg": ""} for code in (95001, 0))
    send.side_effect = [httpx.Response(200, json=one) for one in (used_up, accepted, accepted)]

    def sent():
        return [json.loads(call.request.content)["text"]["content"] for call in send.calls]

    def is_left():
        desk = client.app.state.zhengce.bridges.desk
        user = desk.sealer.pseudonym("kf", "wm1")
        return client.portal.call(lambda: desk.read(jobs.waiting, user, since=0)) is not None

    ring(client)
    until(lambda: send.call_count == 1 and is_left())
    ring(client)
    until(lambda: send.call_count == 2 and not is_left())
    assert sent()[0] == sent()[1]
    ring(client)
    until(lambda: send.call_count == 3)
    assert sent()[2] == message("messaging.no_waiting")


@pytest.mark.parametrize("body", ["[]", "{", "{}", '{"encrypt": 1}', "[" * 60000])
def test_a_bot_refuses_what_is_no_message(client, body):
    timestamp = str(int(time.time()))
    query = {"msg_signature": "0", "timestamp": timestamp, "nonce": "n"}
    response = client.post("/wecom/bot", params=query, content=body)
    assert (response.status_code, response.text) == (403, "forbidden")
