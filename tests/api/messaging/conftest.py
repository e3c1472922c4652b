"""An account, its bridge over an SQLite of its own, and a client that signs and seals."""

import asyncio
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import build_app
from api.bridges import bridges_of
from api.messaging import jobs
from api.messaging.crypto import MessageCrypt, signature_of
from api.messaging.lateness import Lateness
from api.messaging.xml_bodies import fields_of, xml_of
from bot.settings import Settings

TOKEN = "policybot2026"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APP_ID = "wx2c2769f8efd9abc2"


class GatedAssistant:
    """Answers what it is told to, as soon as the gate is open."""

    def __init__(self, answer):
        self.result = answer
        self.asked = []
        self.is_open = True

    async def answer(self, question):
        self.asked.append(question)
        while not self.is_open:  # noqa: ASYNC110  # opened from another thread
            await asyncio.sleep(0.01)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


@dataclass
class Account:
    """Speaks as WeChat would."""

    client: TestClient
    crypt: MessageCrypt

    def query(self, *, age_s=0, nonce="n1"):
        timestamp = str(int(time.time()) - age_s)
        signature = signature_of(TOKEN, timestamp, nonce)
        return {"signature": signature, "timestamp": timestamp, "nonce": nonce}

    def post(self, content, **more):
        query = self.query()
        sealed = self.crypt.encrypt(content)
        signed = self.crypt.sign(query["timestamp"], query["nonce"], sealed)
        query |= {"encrypt_type": "aes", "msg_signature": signed} | more
        return self.client.post("/wechat", params=query, content=xml_of({"Encrypt": sealed}))

    def until_done(self):
        """Wait until no question is being answered."""
        app: Any = self.client.app
        portal: Any = self.client.portal
        read = partial(app.state.zhengce.bridges.desk.read, jobs.is_any_running)
        while portal.call(read):
            time.sleep(0.01)

    def say(self, text, *, id="1", user="oA", **fields):  # noqa: A002
        """Send a message; return the reply's text, or None."""
        message = {"ToUserName": "gh", "FromUserName": user, "CreateTime": int(time.time())}
        message |= {"MsgType": "text", "Content": text, "MsgId": id} | fields
        response = self.post(xml_of({name: value for name, value in message.items() if value}))
        assert response.status_code == 200
        if response.text == "success":
            return None
        envelope = fields_of(response.content)
        opened = self.crypt.open(
            envelope["Encrypt"],
            signature=envelope["MsgSignature"],
            timestamp=envelope["TimeStamp"],
            nonce=envelope["Nonce"],
        )
        reply = fields_of(opened)
        assert reply["ToUserName"] == user
        return reply["Content"]


@pytest.fixture(autouse=True)
def _punctual(monkeypatch):
    """Let nobody judge how late the loop is: the machine that tests may be busy."""
    monkeypatch.setattr(Lateness, "start", lambda _: None)


@pytest.fixture
def account_of():
    """An account at any server."""
    return lambda client: Account(client, MessageCrypt(TOKEN, AES_KEY, APP_ID))


@pytest.fixture
def gated(answer):
    return GatedAssistant(answer)


@pytest.fixture
def bridge_settings(tmp_path):
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path / 'bridge.db'}",
        public_url="https://zc.example.cn",
        wechat={"token": TOKEN, "encoding_aes_key": AES_KEY, "app_id": APP_ID},
        messaging={"questions_per_minute": 5},
    )


@pytest.fixture
def serve_bridge(state, gated):
    """Serve the bridges of some settings."""

    def serve(settings):
        bridges = bridges_of(settings, assistant=gated, require_answers=lambda: None)
        app = build_app(replace(state, bridges=bridges))
        return TestClient(app, raise_server_exceptions=False)

    return serve


@pytest.fixture
def hasty(serve_bridge, bridge_settings):
    """An account that does not wait for answers."""
    limits = bridge_settings.messaging.model_copy(update={"wait_s": 0.05})
    hasty = bridge_settings.model_copy(update={"messaging": limits})
    with serve_bridge(hasty) as client:
        yield Account(client, MessageCrypt(TOKEN, AES_KEY, APP_ID))


@pytest.fixture
def account(serve_bridge, bridge_settings):
    with serve_bridge(bridge_settings) as client:
        yield Account(client, MessageCrypt(TOKEN, AES_KEY, APP_ID))
