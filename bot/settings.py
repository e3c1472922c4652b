"""Settings of the product, read once at the start from the environment and `.env`."""

import os
import re
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsInvalid

PREFIX = "ZHENGCE_"
# Answers that wait for an endpoint hold up nobody meanwhile.
_WAITING_ANSWERS = 8


class Endpoint(BaseModel, frozen=True, extra="forbid"):
    """An OpenAI-compatible endpoint: all of `base_url` and `name`, or nothing."""

    base_url: str | None = None
    name: str | None = None
    api_key: SecretStr = SecretStr("")
    timeout_s: float = Field(default=20.0, gt=0, le=600)

    @property
    def is_configured(self) -> bool:
        """Whether there is an endpoint to call."""
        return self.base_url is not None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.base_url is None) != (self.name is None):
            raise ValueError("BASE_URL and NAME must be set together")
        return self


class RerankEndpoint(Endpoint, frozen=True, extra="forbid"):
    """A rerank endpoint; every question waits for it, so its time is short."""

    timeout_s: float = Field(default=3.0, gt=0, le=60)


class IndexSettings(BaseModel, frozen=True, extra="forbid"):
    """How chunks are cut and where vectors are kept: embedded, or on one kind of server."""

    max_tokens: int = Field(default=512, ge=64, le=4096)
    chroma_url: str | None = None
    # It may hold a password.
    milvus_uri: SecretStr | None = None

    @model_validator(mode="after")
    def _one_server(self) -> Self:
        if self.chroma_url and self.milvus_uri:
            raise ValueError("CHROMA_URL and MILVUS_URI exclude each other")
        return self


def _checked_key(key: SecretStr) -> SecretStr:
    if key.get_secret_value() and not re.fullmatch("[A-Za-z0-9+/]{43}", key.get_secret_value()):
        raise ValueError("EncodingAESKey 应为 43 个字母或数字，请从平台后台整段复制")
    return key


AesKey = Annotated[SecretStr, AfterValidator(_checked_key)]


class WechatSettings(BaseModel, frozen=True, extra="forbid"):
    """A 公众号. `verified` ones may push; others answer passively, on request and on a page."""

    token: SecretStr = SecretStr("")
    encoding_aes_key: AesKey = SecretStr("")
    app_id: str = ""
    app_secret: SecretStr = SecretStr("")
    verified: bool = False
    api_url: str = "https://api.weixin.qq.com"
    # The platform's own attempts at a message are three; those before this one are left to time
    # out in the hope of an answer, this one gets the placeholder.
    placeholder_at: int = Field(default=2, ge=1, le=3)
    # Links that send a text when they are tapped are used widely and documented nowhere; what to
    # type stands beside each.
    tap_links: bool = True

    @property
    def is_configured(self) -> bool:
        """Whether there is an account to serve."""
        return bool(self.token.get_secret_value())

    @model_validator(mode="after")
    def _whole(self) -> Self:
        key, secret = self.encoding_aes_key.get_secret_value(), self.app_secret.get_secret_value()
        if (key or secret or self.verified) and not self.is_configured:
            raise ValueError("还要设置 TOKEN（与公众平台服务器配置里的 Token 相同）")
        if key and not self.app_id:
            raise ValueError("设了 ENCODING_AES_KEY，还要设置 APP_ID")
        if self.verified and not (self.app_id and secret):
            raise ValueError("VERIFIED=true 还要设置 APP_ID 和 APP_SECRET，否则不能推送")
        return self


class WecomSettings(BaseModel, frozen=True, extra="forbid"):
    """A 企业微信: its app, its AI bot (`bot_…`), its 微信客服 (`kf_secret`)."""

    token: SecretStr = SecretStr("")
    encoding_aes_key: AesKey = SecretStr("")
    corp_id: str = ""
    secret: SecretStr = SecretStr("")
    agent_id: int | None = None
    bot_token: SecretStr = SecretStr("")
    bot_encoding_aes_key: AesKey = SecretStr("")
    kf_secret: SecretStr = SecretStr("")
    # Who takes over where a person asks for one: a servicer's user id; none: the waiting pool.
    kf_servicer: str = ""
    api_url: str = "https://qyapi.weixin.qq.com"

    @property
    def is_configured(self) -> bool:
        """Whether there is an app to serve."""
        return bool(self.token.get_secret_value())

    @property
    def has_bot(self) -> bool:
        """Whether there is an AI bot to serve."""
        return bool(self.bot_token.get_secret_value())

    @model_validator(mode="after")
    def _whole(self) -> Self:
        key, bot_key = self.encoding_aes_key, self.bot_encoding_aes_key
        needing = (key, self.secret, self.kf_secret)
        if any(one.get_secret_value() for one in needing) and not self.is_configured:
            raise ValueError("还要设置 TOKEN（与应用“接收消息”里的 Token 相同）")
        if self.is_configured and not (self.corp_id and key.get_secret_value()):
            raise ValueError("设了 TOKEN，还要设置 ENCODING_AES_KEY 和 CORP_ID")
        if self.secret.get_secret_value() and self.agent_id is None:
            raise ValueError("设了 SECRET，还要设置 AGENT_ID")
        if self.has_bot != bool(bot_key.get_secret_value()):
            raise ValueError("BOT_TOKEN 和 BOT_ENCODING_AES_KEY 要同时设置")
        return self


class MessagingSettings(BaseModel, frozen=True, extra="forbid"):
    """What holds for every bridge."""

    # From a callback's arrival to its reply; the platform cuts at five seconds.
    wait_s: float = Field(default=4.2, gt=0, le=4.8)
    # How far the timestamp of a callback may be from our clock.
    window_s: float = Field(default=300, gt=0)
    fetch_s: float = Field(default=600, gt=0)
    questions_per_minute: int = Field(default=10, ge=1)
    # Not set: as many as compute side by side, more where they wait for an endpoint.
    answers_at_once: int | None = Field(default=None, ge=1)
    answer_timeout_s: float = Field(default=120, gt=0)
    keep_days: float = Field(default=7, gt=0)
    hotline: str = "12345"
    # Tencent's documents give 2,048 bytes for some interfaces and no number for others.
    bubble_bytes: int = Field(default=2000, ge=500, le=2048)


class Settings(BaseSettings):
    """Every setting has a default that runs without network and without keys."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_file=".env",
        extra="forbid",
        frozen=True,
    )

    data_dir: Path = Path("data")
    database_url: str | None = None
    embedding: Endpoint = Endpoint()
    model: Endpoint = Endpoint()
    rerank: RerankEndpoint = RerankEndpoint()
    index: IndexSettings = IndexSettings()
    public_url: str | None = None
    wechat: WechatSettings = WechatSettings()
    wecom: WecomSettings = WecomSettings()
    messaging: MessagingSettings = MessagingSettings()
    # Empty: nobody administers over HTTP.
    admin_token: SecretStr = SecretStr("")

    @property
    def has_bridges(self) -> bool:
        """Whether people ask in WeChat."""
        return self.wechat.is_configured or self.wecom.is_configured or self.wecom.has_bot

    @property
    def answers_at_once(self) -> int:
        """How many answers for WeChat are looked for at once; one that computes slows callbacks."""
        waits = any(one.is_configured for one in (self.model, self.embedding, self.rerank))
        usual = _WAITING_ANSWERS if waits else max(os.cpu_count() or 1, 2)
        return self.messaging.answers_at_once or usual

    @model_validator(mode="after")
    def _linked(self) -> Self:
        if self.public_url and not re.match(r"https?://[^/\s]", self.public_url):
            raise ValueError("ZHENGCE_PUBLIC_URL 要以 https:// 开头，如 https://zc.example.gov.cn")
        return self

    @property
    def store_url(self) -> str:
        """The SQLAlchemy URL of the store: as set, else SQLite in the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir / 'zhengce.db'}"


def load_settings(*, data_dir: Path | None = None) -> Settings:
    """Read and check the settings.

    Args:
        data_dir: overrides `ZHENGCE_DATA_DIR`, as the command line does.

    Raises:
        SettingsInvalid: a value is out of range, or a `ZHENGCE_…` name is unknown.
    """
    _reject_unknown_names()
    try:
        return Settings() if data_dir is None else Settings(data_dir=data_dir)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = "__".join(str(step) for step in first["loc"]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise SettingsInvalid(f"设置 {PREFIX}{name} 不正确：{reason}") from error


def _reject_unknown_names() -> None:
    # pydantic-settings ignores a mistyped top-level variable, so a typo would pass in silence.
    known = {f"{PREFIX}{field}".upper() for field in Settings.model_fields}
    for name in os.environ:
        top = name.upper().split("__")[0]
        if name.upper().startswith(PREFIX) and top not in known:
            raise SettingsInvalid(f"不认识的设置 {name!r}；可用的设置见 .env.example")
