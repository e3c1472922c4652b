"""What `zhengce wechat check` tries of an official account: token, allow-list and callback."""

import secrets
import time
from collections.abc import Iterator

from api.messaging.checking import Finding, asked, token_findings
from api.messaging.crypto import MessageCrypt, signature_of
from api.messaging.errors import CallFailed
from api.messaging.platform import PlatformClient
from api.messaging.refusals import NO_PERMISSION
from api.messaging.xml_bodies import xml_of
from api.wechat.pushing import wechat_client
from bot.settings import Settings
from prompts import message


def wechat_findings(settings: Settings) -> Iterator[Finding]:
    """Try whatever of it is configured."""
    if not settings.wechat.is_configured:
        return
    wechat = settings.wechat
    if not wechat.encoding_aes_key.get_secret_value():
        yield False, message("wechat_check.plain")
    if wechat.app_secret.get_secret_value():
        client = wechat_client(wechat)
        further = _may_push if wechat.verified else None
        yield from token_findings(
            client, name="access_token", hints="wechat_check", further=further
        )
    else:
        yield True, message("wechat_check.no_secret")
    if settings.public_url:
        yield _callback(settings)


async def _may_push(client: PlatformClient) -> list[Finding]:
    """Push to nobody: whoever may is told that there is no such follower."""
    nobody = {"touser": "nobody", "msgtype": "text", "text": {"content": "。"}}
    try:
        await client.call("/cgi-bin/message/custom/send", nobody)
    except CallFailed as error:
        if error.code == NO_PERMISSION:
            return [(False, message(f"wechat_check.code_{NO_PERMISSION}"))]
    return []


def _callback(settings: Settings) -> Finding:
    url = f"{(settings.public_url or '').rstrip('/')}/wechat"
    query, echo = _signed(settings), secrets.token_hex(8)
    heard = asked(url, query | {"echostr": echo})
    if heard.text != echo:
        return heard.finding("wechat_check", url)
    if settings.wechat.encoding_aes_key.get_secret_value():
        query, body = _sealed(settings)
        heard = asked(url, query, body=body)
        if heard.text != "success":
            return False, message("wechat_check.sealed_bad").format(url=url, reason=heard.reason)
    return True, message("wechat_check.callback_good").format(url=url)


def _signed(settings: Settings) -> dict[str, str]:
    timestamp, nonce = str(int(time.time())), secrets.token_hex(4)
    signature = signature_of(settings.wechat.token.get_secret_value(), timestamp, nonce)
    return {"signature": signature, "timestamp": timestamp, "nonce": nonce}


def _sealed(settings: Settings) -> tuple[dict[str, str], str]:
    """Return query and body of a message that asks nothing."""
    wechat, query = settings.wechat, _signed(settings)
    key = wechat.encoding_aes_key.get_secret_value()
    crypt = MessageCrypt(wechat.token.get_secret_value(), key, wechat.app_id)
    event: dict[str, str | int] = {"ToUserName": "check", "FromUserName": "check"}
    event |= {"CreateTime": int(query["timestamp"]), "MsgType": "event", "Event": "VIEW"}
    encrypted = crypt.encrypt(xml_of(event))
    signature = crypt.sign(query["timestamp"], query["nonce"], encrypted)
    query |= {"encrypt_type": "aes", "msg_signature": signature}
    return query, xml_of({"ToUserName": "check", "Encrypt": encrypted})
