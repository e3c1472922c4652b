"""Modes of an account: how its address is checked, with and without key, address or settings."""

import json
import time
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.messaging.xml_bodies import fields_of, xml_of
from bot.errors import SettingsInvalid
from bot.settings import Endpoint, load_settings

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS["verify"])
def test_the_address_is_checked_at_any_time(serve_bridge, bridge_settings, vector):
    token = {"token": SecretStr(vector["token"])}
    wechat = bridge_settings.wechat.model_copy(update=token)
    asked = {name: vector[name] for name in ("signature", "timestamp", "nonce", "echostr")}
    with serve_bridge(bridge_settings.model_copy(update={"wechat": wechat})) as client:
        assert client.get("/wechat", params=asked).text == vector["reply_body"]
        assert client.get("/wechat", params=asked | {"nonce": "x"}).status_code == 403


def test_a_sealed_message_without_a_key_is_refused_with_the_reason(
    serve_bridge, bridge_settings, account_of, caplog
):
    caplog.set_level("INFO", logger="api.messaging.callbacks")
    keyless = bridge_settings.wechat.model_copy(update={"encoding_aes_key": SecretStr("")})
    with serve_bridge(bridge_settings.model_copy(update={"wechat": keyless})) as client:
        plain = account_of(client)
        body = xml_of({"ToUserName": "gh", "Encrypt": "x"})
        response = client.post("/wechat", params=plain.query(), content=body)
        assert (response.status_code, response.text) == (403, "forbidden")
        message: dict[str, str | int] = {"ToUserName": "gh", "FromUserName": "oA"}
        message |= {"CreateTime": int(time.time())}
        message |= {"MsgType": "text", "Content": "放款多少", "MsgId": "1", "Encrypt": "x"}
        replied = client.post("/wechat", params=plain.query(), content=xml_of(message))
    assert [record.reason for record in caplog.records] == ["no_key"]
    reply = fields_of(replied.content)
    assert "97.65" in reply["Content"]  # plain and compatible mode
    assert (reply["ToUserName"], reply["FromUserName"]) == ("oA", "gh")


def test_without_an_address_answers_come_without_links(
    serve_bridge, bridge_settings, account_of, caplog
):
    caplog.set_level("WARNING", logger="api.bridges")
    with serve_bridge(bridge_settings.model_copy(update={"public_url": None})) as client:
        text = account_of(client).say("问")
    assert "[1] 关于科技贷的报告" in text
    assert "href" not in text
    assert "PUBLIC_URL" in caplog.text


def test_a_wrong_key_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZHENGCE_PUBLIC_URL", "https://zc.example.cn")
    monkeypatch.setenv("ZHENGCE_WECHAT__TOKEN", "t")
    monkeypatch.setenv("ZHENGCE_WECHAT__ENCODING_AES_KEY", "short")
    with pytest.raises(SettingsInvalid, match="EncodingAESKey"):
        load_settings()


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ({"WECHAT__ENCODING_AES_KEY": "a" * 43, "WECHAT__APP_ID": "wx1"}, "TOKEN"),
        ({"WECHAT__TOKEN": "t", "WECHAT__ENCODING_AES_KEY": "a" * 43}, "APP_ID"),
        ({"WECHAT__TOKEN": "t", "WECHAT__VERIFIED": "true"}, "APP_SECRET"),
        ({"WECOM__TOKEN": "t"}, "CORP_ID"),
        ({"WECOM__KF_SECRET": "s"}, "TOKEN"),
        ({"WECOM__BOT_TOKEN": "t"}, "BOT_ENCODING_AES_KEY"),
        ({"PUBLIC_URL": "zc.example.cn"}, "https://"),
    ],
)
def test_half_a_configuration_stops_the_start_and_says_what_is_missing(
    monkeypatch, tmp_path, names, told
):
    monkeypatch.chdir(tmp_path)
    for name, value in names.items():
        monkeypatch.setenv(f"ZHENGCE_{name}", value)
    with pytest.raises(SettingsInvalid, match=told) as refusal:
        load_settings()
    assert "Value error" not in str(refusal.value)


def test_as_many_answers_are_looked_for_as_compute_side_by_side(monkeypatch, bridge_settings):
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    assert bridge_settings.answers_at_once == 4
    endpoint = Endpoint(base_url="http://127.0.0.1:9", name="m")
    assert bridge_settings.model_copy(update={"model": endpoint}).answers_at_once == 8
    limits = bridge_settings.messaging.model_copy(update={"answers_at_once": 3})
    assert bridge_settings.model_copy(update={"messaging": limits}).answers_at_once == 3
