import httpx
import pytest
import respx
from typer.testing import CliRunner

from api.cli import app
from api.messaging.crypto import MessageCrypt

KEY = "a" * 43
TOKEN_URL = "https://api.weixin.qq.com/cgi-bin/stable_token"


@pytest.fixture
def configured(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    named = {"TOKEN": "t", "APP_ID": "wx1", "APP_SECRET": "s", "ENCODING_AES_KEY": KEY}
    for name, value in named.items():
        monkeypatch.setenv(f"ZHENGCE_WECHAT__{name}", value)
    monkeypatch.setenv("ZHENGCE_PUBLIC_URL", "https://zc.example.cn")
    with respx.mock() as network:
        yield network


def check():
    return CliRunner().invoke(app, ["wechat", "check"])


def test_says_that_all_is_well(configured):
    configured.post(TOKEN_URL).respond(json={"access_token": "a", "expires_in": 7200})
    echo = configured.get(url__startswith="https://zc.example.cn/wechat")
    echo.mock(side_effect=lambda request: httpx.Response(200, text=request.url.params["echostr"]))
    sealed = configured.post(url__startswith="https://zc.example.cn/wechat")
    sealed.respond(text="success")
    result = check()
    assert result.exit_code == 0
    assert result.output.count("✓") == 2
    sealed.respond(403, text="forbidden")
    refused = check()
    assert refused.exit_code == 1
    assert "ENCODING_AES_KEY" in refused.output


def test_says_that_the_clock_is_wrong(configured):
    headers = {"Date": "Thu, 01 Jan 2015 00:00:00 GMT"}
    configured.post(TOKEN_URL).respond(json={"access_token": "a"}, headers=headers)
    configured.get(url__startswith="https://zc.example.cn/wechat").respond(404)
    assert "校准时间" in check().output


def test_tries_a_corporation_too(configured, monkeypatch):
    monkeypatch.delenv("ZHENGCE_WECHAT__TOKEN")
    for name in ("APP_ID", "APP_SECRET", "ENCODING_AES_KEY"):
        monkeypatch.delenv(f"ZHENGCE_WECHAT__{name}")
    named = {"TOKEN": "t", "ENCODING_AES_KEY": KEY, "CORP_ID": "ww1", "SECRET": "s"}
    named |= {"AGENT_ID": "7", "BOT_TOKEN": "b", "BOT_ENCODING_AES_KEY": KEY}
    for name, value in named.items():
        monkeypatch.setenv(f"ZHENGCE_WECOM__{name}", value)
    words = "not allow to access from your ip, from ip: 203.0.113.9"
    tokens = configured.get(url__startswith="https://qyapi.weixin.qq.com/cgi-bin/gettoken")
    tokens.respond(json={"errcode": 60020, "errmsg": words})

    def opened(request):
        is_bot = request.url.path.endswith("/bot")
        crypt = MessageCrypt("b", KEY, "") if is_bot else MessageCrypt("t", KEY, "ww1")
        return httpx.Response(200, text=crypt.decrypt(request.url.params["echostr"]))

    configured.get(url__startswith="https://zc.example.cn/wecom").mock(side_effect=opened)
    result = check()
    assert result.exit_code == 1
    assert "可信 IP" in result.output
    assert "203.0.113.9" in result.output
    assert result.output.count("✓") == 2


def test_says_that_links_need_an_address(configured, monkeypatch):
    monkeypatch.delenv("ZHENGCE_PUBLIC_URL")
    configured.post(TOKEN_URL).respond(json={"access_token": "a"})
    result = check()
    assert result.exit_code == 1
    assert "ZHENGCE_PUBLIC_URL" in result.output


def test_says_which_address_to_allow_and_that_the_callback_is_not_there(configured):
    words = "invalid ip 203.0.113.9, not in whitelist"
    configured.post(TOKEN_URL).respond(json={"errcode": 40164, "errmsg": words})
    configured.get(url__startswith="https://zc.example.cn/wechat").mock(
        side_effect=httpx.ConnectError("no")
    )
    result = check()
    assert result.exit_code == 1
    assert "203.0.113.9" in result.output
    assert "IP白名单" in result.output
    assert "ConnectError" in result.output


def test_says_that_nothing_is_configured(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    result = check()
    assert result.exit_code == 1
    assert "ZHENGCE_WECHAT__TOKEN" in result.output


def test_says_that_a_verified_account_may_not_push(configured, monkeypatch):
    monkeypatch.setenv("ZHENGCE_WECHAT__VERIFIED", "true")
    configured.post(TOKEN_URL).respond(json={"access_token": "a", "expires_in": 7200})
    configured.get(url__startswith="https://zc.example.cn/wechat").respond(404)
    send = configured.post(url__startswith="https://api.weixin.qq.com/cgi-bin/message/custom/send")
    send.respond(json={"errcode": 48001, "errmsg": "api unauthorized"})
    assert "VERIFIED 设为 false" in check().output
    send.respond(json={"errcode": 40003, "errmsg": "invalid openid"})  # it may, but not to nobody
    assert "VERIFIED" not in check().output


@pytest.mark.parametrize(
    ("status", "told"),
    [(404, "重启服务"), (502, "没有启动"), (403, "不一致"), (301, "最终"), (200, "别的程序")],
)
def test_says_what_the_address_answered_instead(configured, status, told):
    configured.post(TOKEN_URL).respond(json={"access_token": "a", "expires_in": 7200})
    configured.get(url__startswith="https://zc.example.cn/wechat").respond(status)
    output = check().output
    assert told in output.partition(f"HTTP {status}）：")[2]


def test_says_that_the_platform_calls_two_ports_only(configured, monkeypatch):
    monkeypatch.setenv("ZHENGCE_PUBLIC_URL", "https://zc.example.cn:8000")
    configured.post(TOKEN_URL).respond(json={"access_token": "a", "expires_in": 7200})
    configured.get(url__startswith="https://zc.example.cn:8000/wechat").respond(404)
    assert "不是 80 或 443" in check().output


def test_looks_up_app_and_customer_service(configured, monkeypatch):
    for name in ("TOKEN", "APP_ID", "APP_SECRET", "ENCODING_AES_KEY"):
        monkeypatch.delenv(f"ZHENGCE_WECHAT__{name}")
    named = {"TOKEN": "t", "ENCODING_AES_KEY": KEY, "CORP_ID": "ww1", "SECRET": "s"}
    named |= {"AGENT_ID": "7", "KF_SECRET": "k"}
    for name, value in named.items():
        monkeypatch.setenv(f"ZHENGCE_WECOM__{name}", value)
    platform = "https://qyapi.weixin.qq.com/cgi-bin"
    token = {"errcode": 0, "access_token": "a", "expires_in": 7200}
    configured.get(url__startswith=f"{platform}/gettoken").respond(json=token)
    agent = configured.get(url__startswith=f"{platform}/agent/get")
    words = "not allow to access from your ip, from ip: 203.0.113.9"
    agent.respond(json={"errcode": 60020, "errmsg": words})
    accounts = configured.post(url__startswith=f"{platform}/kf/account/list")
    accounts.respond(json={"errcode": 0, "account_list": []})
    configured.get(url__startswith="https://zc.example.cn/wecom").respond(404)
    output = check().output
    assert "203.0.113.9" in output
    assert "没有交给 API 管理的客服账号" in output
    agent.respond(json={"errcode": 301002, "errmsg": ""})
    accounts.respond(json={"errcode": 0, "account_list": [{"open_kfid": "wk1"}]})
    output = check().output
    assert "不是同一个应用" in output
    assert "客服账号" not in output
