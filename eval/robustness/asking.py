"""The slow step of a trial: each world ingested into a data directory of its own, then asked.

A trial's folder holds its config, the gold and the run folder of each world; data directories are
dropped when a world is done. Vectors are kept by content in one cache, so that only what differs
from world to world is embedded. A trial that was stopped goes on with `--resume`; of one that is
done nothing is asked again.
"""

import asyncio
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.assembly import BUNDLED_DOCUMENTS, build
from bot.settings import Settings, load_settings
from corpus.catalog import CATALOG_NAME
from eval.errors import RunUnusable
from eval.gold import GoldFile, GoldQuestion, load_gold
from eval.preparation import Say, bring_up, bundled_documents
from eval.record import Record
from eval.robustness.distracting import read_articles, write_statutes
from eval.robustness.trials import TRIALS, World
from eval.run import ask_all
from eval.run_folder import RunFolder
from eval.selection import Selection
from eval.subject import Subject, check_same, describe

CONFIG = "trial.json"


class TrialConfig(BaseModel):
    """What a trial is made of; `n` is at most how many questions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    gold: tuple[Path, ...]
    n: int
    words_only: bool
    policies: Path
    statutes: Path
    embedding_cache: Path


def begin(folder: Path, config: TrialConfig) -> None:
    """Make the folder of a trial.

    Raises:
        RunUnusable: it is there already.
    """
    try:
        folder.mkdir(parents=True)
    except FileExistsError as error:
        raise RunUnusable(f"运行目录 {str(folder)!r} 已存在；续跑请用 --resume") from error
    (folder / CONFIG).write_text(config.model_dump_json(indent=2) + "\n", "utf-8")


def config_of(folder: Path) -> TrialConfig:
    """Return what a trial was made of.

    Raises:
        RunUnusable: the folder is no trial's.
    """
    try:
        return TrialConfig.model_validate_json((folder / CONFIG).read_bytes())
    except (OSError, ValidationError) as error:
        raise RunUnusable(f"{str(folder)!r} 不是稳健性检验的运行目录：{error}") from error


def worlds_of(config: TrialConfig) -> list[World]:
    """Return the worlds of a trial; the same config gives the same worlds."""
    questions = [each for file in load_gold(config.gold) for each in file.questions]
    return TRIALS[config.kind](questions, bundled_documents(), config.n)


def ask_worlds(folder: Path, config: TrialConfig, worlds: Iterable[World], *, say: Say) -> int:
    """Ask every question of every world that has no answer yet; return how many failed."""
    failed = 0
    for world in worlds:
        gold = _gold_of(folder, world)
        if not _is_done(folder / world.name, gold.questions):
            say(f"{world.name}：{len(world.questions)} 题")
            failed += _ask(folder, config, world, gold, say)
    return failed


def _gold_of(folder: Path, world: World) -> GoldFile:
    path = folder / f"{world.name}.jsonl"
    path.write_text("".join(f"{each.model_dump_json()}\n" for each in world.questions), "utf-8")
    return load_gold([path])[0]


def _is_done(run: Path, questions: Sequence[GoldQuestion]) -> bool:
    records = RunFolder(run).records()
    return all(each.id in records and records[each.id].error is None for each in questions)


def _ask(folder: Path, config: TrialConfig, world: World, gold: GoldFile, say: Say) -> int:
    data_dir = folder / "data" / world.name
    product = build(
        _settings(data_dir),
        with_vectors=not config.words_only,
        embedding_cache=config.embedding_cache,
    )
    try:
        bring_up(product, _paths(data_dir, config, world), say=say)
        subject = Subject(product.assistant, product.searcher, product.store, product.settings)
        run = _run_folder(folder / world.name, subject, gold)

        def on_progress(number: int, total: int, record: Record) -> None:
            say(f"{world.name} [{number}/{total}] {record.error or ''}")

        return asyncio.run(ask_all(subject, gold.questions, run, on_progress=on_progress))
    finally:
        product.close()
        shutil.rmtree(data_dir, ignore_errors=True)


def _settings(data_dir: Path) -> Settings:
    """Return the settings with everything kept in one folder, whatever servers are configured."""
    settings = load_settings(data_dir=data_dir)
    index = settings.index.model_copy(update={"chroma_url": None})
    return settings.model_copy(update={"database_url": None, "index": index})


def _run_folder(path: Path, subject: Subject, gold: GoldFile) -> RunFolder:
    if not path.exists():
        return RunFolder.create(
            path, describe(subject, path.name, [gold], Selection(), mode="extractive")
        )
    run = RunFolder.reopen(path)
    check_same(run.config, subject, [gold])
    return run


def _paths(data_dir: Path, config: TrialConfig, world: World) -> list[Path]:
    """Write what a world is made of into its data directory and return where it lies."""
    documents = data_dir / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    shutil.copy(BUNDLED_DOCUMENTS / CATALOG_NAME, documents / CATALOG_NAME)
    for id_, text in world.texts.items():
        # As bytes: no line end is changed on the way.
        (documents / f"{id_}.txt").write_bytes(text.encode())
    if not world.is_crowded:
        return [documents]
    if not config.policies.is_dir():
        raise RunUnusable(f"{config.policies}：没有这个目录；用 --policies 指定")
    statutes = data_dir / "statutes.jsonl"
    write_statutes(read_articles(config.statutes), statutes)
    return [documents, config.policies, statutes]
