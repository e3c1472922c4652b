"""What `zhengce wechat check` tries of a 企业微信: its tokens, and the addresses of app and bot."""

import secrets
import time
from collections.abc import Iterator

from api.messaging.checking import Finding, asked, token_findings
from api.messaging.crypto import MessageCrypt
from api.wecom.app import wecom_client
from bot.settings import Settings
from prompts import message

_ECHO_DIGITS = 10**18


def wecom_findings(settings: Settings) -> Iterator[Finding]:
    """Try whatever of it is configured."""
    wecom = settings.wecom
    tokens = {"企业微信应用": wecom.secret, "微信客服": wecom.kf_secret}
    for name, secret in tokens.items():
        if secret.get_secret_value():
            client = wecom_client(wecom, secret.get_secret_value(), channel="check")
            yield from token_findings(client, name=name, hints="wecom_check")
    if not settings.public_url:
        return
    url = settings.public_url.rstrip("/")
    if wecom.is_configured:
        key = wecom.encoding_aes_key.get_secret_value()
        crypt = MessageCrypt(wecom.token.get_secret_value(), key, wecom.corp_id)
        yield _callback(f"{url}/wecom", crypt)
    if wecom.has_bot:
        key = wecom.bot_encoding_aes_key.get_secret_value()
        yield _callback(
            f"{url}/wecom/bot", MessageCrypt(wecom.bot_token.get_secret_value(), key, "")
        )


def _callback(url: str, crypt: MessageCrypt) -> Finding:
    echo, timestamp, nonce = str(secrets.randbelow(_ECHO_DIGITS)), str(int(time.time())), "check"
    sealed = crypt.encrypt(echo)
    signature = crypt.sign(timestamp, nonce, sealed)
    query = {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}
    text, reason = asked(url, query | {"echostr": sealed})
    outcome = "callback_good" if text == echo else "callback_bad"
    return text == echo, message(f"wecom_check.{outcome}").format(url=url, reason=reason)
