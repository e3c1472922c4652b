"""Whatever comes over a real connection is answered alike, with one line in the log."""

import random
import socket
import threading
import time

import httpx
import pytest
import uvicorn

from api.messaging.crypto import MessageCrypt, signature_of
from api.serving import listen
from bot.settings import Settings

TOKEN = "policybot2026"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
PATHS = ("/wechat", "/wecom", "/wecom/bot")
BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)
BODIES = {
    "empty": b"",
    "large": b"<xml>" + b"x" * 10_000_000 + b"</xml>",
    "bomb": f"{BOMB}]><xml><Encrypt>&j;</Encrypt></xml>".encode(),
    "external": b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml/>',
    "truncated": b"<xml><Encrypt><![CDATA[abc",
    "charset": b'<?xml version="1.0" encoding="gb2312"?><xml><Encrypt>\xff\xff</Encrypt></xml>',
    "unknown charset": b'<?xml version="1.0" encoding="none"?><xml/>',
    "utf-16": "<xml/>".encode("utf-16"),
    "json": b'{"encrypt": "AAAA"}',
    "deep json": b"[" * 60_000,
    "deep xml": b"<a>" * 20_000,
    "noise": random.Random(6).randbytes(3000),
}


@pytest.fixture
def address(serve_bridge, tmp_path):
    keys = {"token": TOKEN, "encoding_aes_key": KEY}
    settings = Settings(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path / 'bridge.db'}",
        public_url="https://zc.example.cn",
        wechat=keys | {"app_id": "wx1"},
        wecom=keys | {"corp_id": "ww1", "bot_token": TOKEN, "bot_encoding_aes_key": KEY},
    )
    app = serve_bridge(settings).app
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()
    server.should_exit = True
    thread.join(timeout=60)
    listener.close()


def query_of(body, *, age_s=0, token=TOKEN):
    """Sign as whoever knows the token, of a body that is what it is."""
    timestamp, encrypted = str(int(time.time()) - age_s), body.decode("utf-8", "replace")
    signature = signature_of(token, timestamp, "n")
    sealed = signature_of(token, timestamp, "n", encrypted)
    query = {"timestamp": timestamp, "nonce": "n", "encrypt_type": "aes"}
    return query | {"signature": signature, "msg_signature": sealed}


def refused(caplog):
    return [record.getMessage() for record in caplog.records]


@pytest.mark.parametrize("path", PATHS)
def test_every_hostile_body_is_refused_alike(address, caplog, path):
    caplog.set_level("INFO", logger="api")
    host, port = address
    with httpx.Client(base_url=f"http://{host}:{port}", timeout=30) as client:
        responses = [
            client.post(path, params=query_of(body), content=body) for body in BODIES.values()
        ]
        old = client.post(path, params=query_of(b"<xml/>", age_s=3600), content=b"<xml/>")
        forged = client.post(path, params=query_of(b"<xml/>", token="x"), content=b"<xml/>")
    told = {(one.status_code, one.text) for one in (*responses, old, forged)}
    assert told == {(403, "forbidden")}
    assert refused(caplog) == ["callback refused"] * (len(BODIES) + 2)


def test_a_body_that_breaks_off_is_one_line_and_no_trace(address, caplog):
    caplog.set_level("INFO")
    for path in PATHS:
        with socket.create_connection(address) as connection:
            head = f"POST {path}?timestamp={int(time.time())} HTTP/1.1\r\nHost: x\r\n"
            connection.sendall(f"{head}Content-Length: 500\r\n\r\n<xml>".encode())
    while refused(caplog).count("callback refused") < len(PATHS):
        time.sleep(0.01)
    assert not any(record.exc_info for record in caplog.records)


def test_random_bodies_and_queries_never_fail(address):
    chance, (host, port) = random.Random(6), address
    crypt = MessageCrypt(TOKEN, KEY, "wx1")
    with httpx.Client(base_url=f"http://{host}:{port}", timeout=30) as client:
        for _ in range(300):
            sealed = crypt.encrypt("".join(chance.choices("<>&/xmlToUserName\0政 ", k=60)))
            timestamp = str(int(time.time()))
            query = query_of(b"") | {"msg_signature": crypt.sign(timestamp, "n", sealed)}
            if chance.random() < 0.3:
                query[chance.choice(list(query))] = chance.choice(
                    ["", "\udc80é政", "9" * 400, "-1"]
                )
            body = f"<xml><Encrypt>{sealed}</Encrypt></xml>"
            encoded = {name: value.encode("utf-8", "replace") for name, value in query.items()}
            response = client.post(chance.choice(PATHS), params=encoded, content=body.encode())
            assert (response.status_code, response.text) == (403, "forbidden")
