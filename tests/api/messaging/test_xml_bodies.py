import random
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.messaging.errors import BodyRefused
from api.messaging.xml_bodies import fields_of, legal, xml_of

BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><Content>&b;</Content>'
    "</xml>"
)


@given(st.text())
def test_no_text_breaks_a_reply(text):
    body = xml_of({"Content": text, "CreateTime": 1})
    # XML reads every line end as \n.
    expected = legal(text).replace("\r\n", "\n").replace("\r", "\n")
    assert ElementTree.fromstring(body).findtext("Content") == expected


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml/>',
        "<xml><Content>",
        "",
        b"\xff\xfe<\x00x\x00",
        b'<?xml version="1.0" encoding="no-such"?><xml/>',
        b"<xml>" + b"x" * 10_000_000 + b"</xml>",
        '{"a": 1}',
    ],
    ids=["bomb", "external", "truncated", "empty", "utf16", "charset", "10MB", "json"],
)
def test_refuses_what_is_no_message(body):
    with pytest.raises(BodyRefused):
        fields_of(body)


def test_noise_is_refused_or_read_and_never_fails_otherwise():
    chance = random.Random(6)
    whole = xml_of({"ToUserName": "gh", "Content": "政策", "MsgId": "1"}).encode()
    for _ in range(3000):
        body = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        try:
            fields_of(
                bytes(body[: chance.randint(0, len(body))] if chance.random() < 0.3 else body)
            )
        except BodyRefused:
            continue
