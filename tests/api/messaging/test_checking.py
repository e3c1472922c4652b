import httpx
import pytest
import respx
from typer.testing import CliRunner

from api.cli import app

TOKEN_URL = "https://api.weixin.qq.com/cgi-bin/stable_token"


@pytest.fixture
def configured(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    named = {"TOKEN": "t", "APP_ID": "wx1", "APP_SECRET": "s", "ENCODING_AES_KEY": "a" * 43}
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
    result = check()
    assert result.exit_code == 0
    assert result.output.count("✓") == 2


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
