"""Settings of the product, read once at the start from the environment and `.env`."""

import os
from pathlib import Path
from typing import Self

from pydantic import BaseModel, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsInvalid

PREFIX = "ZHENGCE_"


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
    # Empty: nobody administers over HTTP.
    admin_token: SecretStr = SecretStr("")

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
        raise SettingsInvalid(f"设置 {PREFIX}{name} 不正确：{first['msg']}") from error


def _reject_unknown_names() -> None:
    # pydantic-settings ignores a mistyped top-level variable, so a typo would pass in silence.
    known = {f"{PREFIX}{field}".upper() for field in Settings.model_fields}
    for name in os.environ:
        top = name.upper().split("__")[0]
        if name.upper().startswith(PREFIX) and top not in known:
            raise SettingsInvalid(f"不认识的设置 {name!r}；可用的设置见 .env.example")
