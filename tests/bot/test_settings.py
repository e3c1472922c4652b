"""A wrong setting stops the start; a secret is never shown."""

import os
import re
from pathlib import Path

import pytest

from bot.errors import SettingsInvalid
from bot.settings import PREFIX, Settings, load_settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)  # no .env of the developer


def test_defaults_need_no_network_and_no_key() -> None:
    settings = load_settings()
    assert settings.data_dir == Path("data")
    assert settings.store_url == "sqlite:///data/zhengce.db"
    assert not settings.model.is_configured
    assert not settings.embedding.is_configured


def test_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGCE_INDEX__MAX_TOKENS", "256")
    monkeypatch.setenv("ZHENGCE_MODEL__BASE_URL", "http://localhost:1/v1")
    monkeypatch.setenv("ZHENGCE_MODEL__NAME", "small")
    settings = load_settings()
    assert settings.index.max_tokens == 256
    assert settings.model.is_configured


def test_env_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ZHENGCE_DATABASE_URL=sqlite:///other.db\n")
    assert load_settings().store_url == "sqlite:///other.db"


def test_given_data_directory_outdoes_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGCE_DATA_DIR", "theirs")
    assert load_settings(data_dir=Path("ours")).data_dir == Path("ours")
    assert load_settings().data_dir == Path("theirs")


@pytest.mark.parametrize("name", ["ZHENGCE_DATADIR", "ZHENGCE_MODLE__NAME", "zhengce_x"])
def test_unknown_name_is_refused_and_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(SettingsInvalid, match=name):
        load_settings()


def test_unknown_nested_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGCE_INDEX__MAX_TOKEN", "256")
    with pytest.raises(SettingsInvalid, match="ZHENGCE_INDEX__MAX_TOKEN"):
        load_settings()


def test_unknown_name_in_the_env_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ZHENGCE_DATADIR=elsewhere\n")
    with pytest.raises(SettingsInvalid):
        load_settings()


@pytest.mark.parametrize("name", ["ZHENGCE_MODEL__BASE_URL", "ZHENGCE_EMBEDDING__NAME"])
def test_half_an_endpoint_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "http://localhost:1/v1")
    with pytest.raises(SettingsInvalid, match="BASE_URL and NAME"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("ZHENGCE_INDEX__MAX_TOKENS", "10"), ("ZHENGCE_EMBEDDING__TIMEOUT_S", "0")],
)
def test_value_out_of_range_is_refused_and_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid, match=name):
        load_settings()


def test_key_is_shown_neither_in_settings_nor_in_a_refusal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ZHENGCE_MODEL__API_KEY", "sk-verysecret")
    assert "verysecret" not in repr(load_settings())
    assert "verysecret" not in str(load_settings())
    monkeypatch.setenv("ZHENGCE_MODEL__BASE_URL", "http://localhost:1/v1")
    with pytest.raises(SettingsInvalid) as refusal:
        load_settings()
    assert "verysecret" not in str(refusal.value)


def test_settings_do_not_change() -> None:
    name = "data_dir"  # held in a variable: a checker refuses the plain assignment
    with pytest.raises(ValueError, match="frozen"):
        setattr(load_settings(), name, Path("elsewhere"))


def test_every_name_of_the_example_file_is_known() -> None:
    text = (Path(__file__).parents[2] / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"\bZHENGCE_(\w+?)(?:__\w+)?=", text))
    assert named
    assert {name.lower() for name in named} <= set(Settings.model_fields)


def test_vectors_are_kept_on_one_kind_of_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGCE_INDEX__CHROMA_URL", "http://127.0.0.1:8000")
    monkeypatch.setenv("ZHENGCE_INDEX__MILVUS_URI", "http://127.0.0.1:19530")

    with pytest.raises(SettingsInvalid, match="exclude each other"):
        load_settings()


def test_password_of_milvus_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGCE_INDEX__MILVUS_URI", "http://user:mimaciwu@127.0.0.1:19530/zhengce")

    assert "mimaciwu" not in repr(load_settings())
