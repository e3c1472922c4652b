from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.fakes import ScriptedAssistant
from bot.settings import Endpoint, Settings
from eval.errors import RunUnusable
from eval.fakes import OneDocument
from eval.gold import GoldFile
from eval.run_folder import RunFolder
from eval.selection import Selection
from eval.subject import Subject, check_same, describe


def _subject(settings: Settings) -> Subject:
    store = OneDocument("004_a", "免罚")
    return Subject(ScriptedAssistant({}), store, store, settings)


def test_config_holds_no_secrets(files: list[GoldFile]) -> None:
    settings = Settings(
        _env_file=None,
        database_url="postgresql://zhengce:geheim@db/zhengce",
        model=Endpoint(base_url="http://m", name="m", api_key=SecretStr("geheim")),
    )
    config = describe(_subject(settings), "run", files, Selection(), mode="extractive")
    assert "geheim" not in config.model_dump_json()
    assert config.settings["database_url"] == "postgresql://***@db/zhengce"


def test_going_on_with_other_gold_or_settings_is_refused(files: list[GoldFile]) -> None:
    subject = _subject(Settings(_env_file=None))
    config = describe(subject, "run", files, Selection(), mode="extractive")
    check_same(config, subject, files)
    with pytest.raises(RunUnusable, match="设置已变"):
        check_same(config, _subject(Settings(_env_file=None, public_url="http://other")), files)
    changed = [GoldFile("dev.jsonl", "other", files[0].questions)]
    with pytest.raises(RunUnusable, match="题目文件已变"):
        check_same(config, subject, changed)


def test_a_run_folder_is_not_overwritten(folder: RunFolder) -> None:
    with pytest.raises(RunUnusable, match="已存在"):
        RunFolder.create(folder.path, folder.config)


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunUnusable, match="不是完整的运行目录"):
        _ = RunFolder(tmp_path).config
