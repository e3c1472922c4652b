import json
import random
import warnings
from pathlib import Path

import pytest

from api.messaging.crypto import MessageCrypt, is_encoding_key, is_signed
from api.messaging.errors import BodyRefused
from api.messaging.xml_bodies import fields_of

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
RUNS = 10_000


def crypt_of(vector):
    return MessageCrypt(vector["token"], vector["encoding_aes_key"], vector["receive_id"])


@pytest.mark.parametrize("vector", VECTORS["verify"])
def test_url_signature_covers_token_timestamp_and_nonce(vector):
    parts = (vector["token"], vector["timestamp"], vector["nonce"])
    assert is_signed(vector["signature"], *parts)
    assert not is_signed(vector["signature"][:-1] + "x", *parts)


@pytest.mark.parametrize("vector", VECTORS["messages"], ids=lambda vector: vector["name"])
def test_seals_and_opens_to_the_byte(vector):
    crypt = crypt_of(vector)
    plain = vector.get("plaintext_xml") or vector["plaintext_json"]
    assert crypt.encrypt(plain, random16=vector["random16"].encode()) == vector["encrypt"]
    timestamp, nonce = vector["timestamp"], vector["nonce"]
    assert crypt.sign(timestamp, nonce, vector["encrypt"]) == vector["msg_signature"]
    body = vector["push_body"]
    pushed = json.loads(body)["encrypt"] if body.startswith("{") else fields_of(body)["Encrypt"]
    opened = crypt.open(pushed, signature=vector["msg_signature"], timestamp=timestamp, nonce=nonce)
    assert opened == plain


@pytest.mark.parametrize("vector", VECTORS["reject"], ids=lambda vector: vector["name"])
def test_refuses_what_is_not_signed_or_not_sealed_for_us(vector):
    with pytest.raises(BodyRefused, match=vector["B_rejects_as"]):
        crypt_of(vector).open(
            vector["encrypt"],
            signature=vector["msg_signature"],
            timestamp=vector["timestamp"],
            nonce=vector["nonce"],
        )


@pytest.mark.parametrize("vector", VECTORS["known_answers"], ids=lambda vector: vector["name"])
def test_opens_what_tencent_published(vector):
    opened = crypt_of(vector).open(
        vector["encrypt"],
        signature=vector["msg_signature"],
        timestamp=vector["timestamp"],
        nonce=vector["nonce"],
    )
    assert opened == vector["plaintext"]


def test_agrees_with_wechatpy_on_random_messages():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it was written for Python 2
        from wechatpy.crypto import PrpCrypto

    chance = random.Random(20261125)
    ours = MessageCrypt("token", KEY, "wx2c2769f8efd9abc2")
    theirs = PrpCrypto(ours._key)
    for _ in range(RUNS):
        alphabet = "".join(chr(chance.randint(0x20, 0xD7FF)) for _ in range(8)) + "政策]]><&😀"
        text = "".join(chance.choices(alphabet, k=chance.randint(0, 80)))
        assert ours.decrypt(theirs.encrypt(text, "wx2c2769f8efd9abc2").decode()) == text
        assert theirs.decrypt(ours.encrypt(text), "wx2c2769f8efd9abc2") == text


def test_a_key_with_spare_bits_is_a_key_and_a_short_one_is_not():
    assert is_encoding_key(KEY)
    assert not is_encoding_key(KEY[:-1])
    with pytest.raises(ValueError, match="43 characters"):
        MessageCrypt("token", KEY + "=", "")


def test_a_signature_that_cannot_be_encoded_is_wrong():
    assert not is_signed("\ud800", "token")
