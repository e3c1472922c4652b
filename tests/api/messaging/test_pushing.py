import asyncio

import pytest

from api.messaging import refusals
from api.messaging.errors import CallFailed
from api.messaging.platform import PlatformClient


def push(codes, bubbles=("一", "二")):
    """Push while the platform answers with these codes in turn, then with 0."""
    left, accepted = list(codes), []

    async def send(bubble):
        if left and (code := left.pop(0)):
            raise CallFailed(code, "")
        accepted.append(bubble)

    async def sent():
        pass

    return asyncio.run(refusals.push_all(bubbles, send=send, sent=sent)), accepted


def test_a_busy_platform_is_asked_again(monkeypatch):
    monkeypatch.setattr(refusals, "_BUSY_PAUSE_S", 0)
    outcome, accepted = push([-1, -1, 0])
    assert outcome.is_over
    assert accepted == ["一", "二"]


@pytest.mark.parametrize(
    ("code", "is_over", "again_after_s"),
    [(43004, True, None), (45015, False, None), (45047, False, None), (48001, False, None),
     (45011, False, 60.0), (-2, False, 5.0), (45002, False, None), (42001, False, 5.0),
     (40014, False, 5.0), (40001, False, None)],
)  # fmt: skip
def test_a_refusal_means_what_it_says(code, is_over, again_after_s):
    outcome, accepted = push([0, code])
    assert (outcome.is_over, outcome.again_after_s) == (is_over, again_after_s)
    assert accepted == ["一"]


def test_a_stale_token_is_fetched_once_more_and_then_told(respx_mock):
    fetched = []

    async def fetch(_):
        fetched.append(1)
        return {"access_token": f"t{len(fetched)}", "expires_in": 7200}

    async def call():
        client = PlatformClient("https://api.example.cn", channel="mp", fetch_token=fetch)
        try:
            return await client.call("/send", {})
        finally:
            await client.close()

    old = respx_mock.post("https://api.example.cn/send?access_token=t1")
    old.respond(json={"errcode": 42001, "errmsg": ""})
    new = respx_mock.post("https://api.example.cn/send?access_token=t2")
    new.respond(json={"errcode": 0})
    assert asyncio.run(call()) == {"errcode": 0}
    new.respond(json={"errcode": 40001, "errmsg": ""})
    fetched.clear()
    with pytest.raises(CallFailed, match="40001"):
        asyncio.run(call())


def test_only_a_refusal_for_good_is_told_with_its_code():
    assert push([40003])[0].refused_by == 40003
    assert push([45047])[0].refused_by is None
    assert push([0])[0].refused_by is None
