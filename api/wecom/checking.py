"""What `zhengce wechat check` tries of a 企业微信: its tokens, and the addresses of app and bot."""

import secrets
import time
from collections.abc import Iterator
from functools import partial

from api.messaging.checking import Finding, asked, hint_of, token_findings
from api.messaging.crypto import MessageCrypt
from api.messaging.errors import CallFailed
from api.messaging.platform import PlatformClient
from api.wecom.app import wecom_client
from bot.settings import Settings
from prompts import message

_ECHO_DIGITS = 10**18


def wecom_findings(settings: Settings) -> Iterator[Finding]:
    """Try whatever of it is configured."""
    wecom = settings.wecom
    app = partial(_agent, agent_id=wecom.agent_id)
    tokens = (("企业微信应用", wecom.secret, app), ("微信客服", wecom.kf_secret, _accounts))
    for name, secret, further in tokens:
        if secret.get_secret_value():
            client = wecom_client(wecom, secret.get_secret_value(), channel="check")
            yield from token_findings(client, name=name, hints="wecom_check", further=further)
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


async def _agent(client: PlatformClient, *, agent_id: int | None) -> list[Finding]:
    """Look the app up: a token is given to those too whose address may call nothing else."""
    params = {"access_token": await client.token(), "agentid": str(agent_id)}
    try:
        await client.get("/cgi-bin/agent/get", params)
    except CallFailed as error:
        hint = hint_of(error, "wecom_check")
        return [(False, message("wecom_check.agent_bad").format(code=error.code, hint=hint))]
    return []


async def _accounts(client: PlatformClient) -> list[Finding]:
    """Look for an account of 微信客服 that we may answer for."""
    try:
        found = await client.call("/cgi-bin/kf/account/list", {"offset": 0, "limit": 100})
    except CallFailed as error:
        hint = hint_of(error, "wecom_check")
        return [(False, message("wecom_check.accounts_bad").format(code=error.code, hint=hint))]
    accounts = found.get("account_list")
    is_ours = [
        one.get("manage_privilege", True)
        for one in (accounts if isinstance(accounts, list) else [])
        if isinstance(one, dict)
    ]
    return [] if any(is_ours) else [(False, message("wecom_check.no_account"))]


def _callback(url: str, crypt: MessageCrypt) -> Finding:
    echo, timestamp, nonce = str(secrets.randbelow(_ECHO_DIGITS)), str(int(time.time())), "check"
    sealed = crypt.encrypt(echo)
    signature = crypt.sign(timestamp, nonce, sealed)
    query = {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}
    heard = asked(url, query | {"echostr": sealed})
    if heard.text != echo:
        return heard.finding("wecom_check", url)
    return True, message("wecom_check.callback_good").format(url=url)
