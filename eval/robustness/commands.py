"""The command `robust`: a trial asked, judged and told."""

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.settings import load_settings
from eval.gold import DEFAULT_GOLD, DEV_GOLD
from eval.markdown import DASH, table
from eval.preparation import Say
from eval.robustness.asking import TrialConfig, ask_worlds, begin, config_of, worlds_of
from eval.robustness.judging import JUDGES, Asked, Judgement, Row
from eval.robustness.trials import World
from eval.run_folder import RUNS_FOLDER, RunFolder
from eval.score import score_run
from retrieval import EMBEDDING_CACHE

# What must hold at least: a share, of distractors a difference of shares.
FLOORS = {"distractors": -0.02, "paraphrase": 0.95}
N_QUESTIONS = 50


def robust(options: argparse.Namespace, *, say: Say) -> tuple[str, int]:
    """Run a trial; return its table and the exit code."""
    if options.resume is None:
        folder = RUNS_FOLDER / f"{datetime.now():%Y%m%dT%H%M%S}-{options.trial}"  # noqa: DTZ005 - local
        begin(folder, _config(options))
    else:
        folder = options.resume
    config = config_of(folder)
    worlds = worlds_of(config)
    failed = ask_worlds(folder, config, worlds, say=say)
    judgement = JUDGES[config.kind]({world.name: _asked(folder, world) for world in worlds})
    floor = FLOORS.get(config.kind) if options.floor is None else options.floor
    value = judgement.held.share.value
    is_missed = floor is not None and (value is None or value < floor)
    if is_missed:
        say(f"未过关 {judgement.held.label} 低于下限 {floor:g}")
    return "\n".join(_table(folder, judgement, show=options.show)), int(bool(failed) or is_missed)


def _config(options: argparse.Namespace) -> TrialConfig:
    is_crowd = options.trial == "distractors"
    gold = options.gold or ([DEFAULT_GOLD[1]] if is_crowd else [DEV_GOLD])
    data_dir = load_settings(data_dir=options.data_dir).data_dir
    return TrialConfig(
        kind=options.trial,
        gold=tuple(path.absolute() for path in gold),
        n=options.n or (sys.maxsize if is_crowd else N_QUESTIONS),
        words_only=options.words_only,
        policies=options.policies.absolute(),
        statutes=options.statutes.absolute(),
        embedding_cache=(data_dir / EMBEDDING_CACHE).absolute(),
    )


def _asked(folder: Path, world: World) -> dict[str, Asked]:
    run = RunFolder(folder / world.name)
    records, scores = run.records(), score_run(run)
    gold = {question.id: question for question in world.questions}
    return {each.id: Asked(gold[each.id], records[each.id], each) for each in scores.questions}


def _table(folder: Path, judgement: Judgement, *, show: bool) -> Iterator[str]:
    yield f"# {folder.name}"
    yield ""
    head = ["项目", "值", "95% 区间", "n"]
    yield from table(head, (_cells(row) for row in judgement.rows))
    if judgement.stages:
        yield ""
        yield from table(["问题所在", "题数"], ([k, str(n)] for k, n in judgement.stages.items()))
    if show:
        yield ""
        yield f"未通过：{'、'.join(judgement.failed) or DASH}"


def _cells(row: Row) -> list[str]:
    share, sign = row.share, "+" if row.is_difference else ""
    if share.value is None or share.low is None or share.high is None:
        return [row.label, DASH, DASH, str(share.n)]
    spread = f"[{share.low:{sign}.3f}, {share.high:{sign}.3f}]"
    return [row.label, f"{share.value:{sign}.3f}", spread, str(share.n)]
