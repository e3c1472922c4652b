"""The command line of the eval: `python -m eval run | score | report | compare | check`.

Exit codes: 0 done, 1 some questions failed or a gate was missed, 2 wrong usage or settings.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.errors import BotError
from corpus.errors import CorpusError
from eval import check, compare, gate, preparation, report
from eval.errors import EvalError
from eval.gold import DEFAULT_GOLD, GoldFile, load_gold
from eval.run import ask_all
from eval.run_folder import RUNS_FOLDER, Record, RunFolder, latest_run
from eval.score import Scores, load_scores, score_run
from eval.selection import Selection
from eval.subject import check_same, describe
from retrieval.errors import RetrievalError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
    except (EvalError, BotError, CorpusError, RetrievalError) as error:
        print(error, file=sys.stderr)
        return 2
    return code


def _run(options: argparse.Namespace) -> int:
    files = _gold(options)
    subject = preparation.prepare(options.data_dir, on_progress=_say)
    selection = Selection(tuple(options.category), options.limit)
    if options.resume is None:
        path = RUNS_FOLDER / f"{datetime.now():%Y%m%dT%H%M%S}-{options.name}"  # noqa: DTZ005 - local
        folder = RunFolder.create(path, describe(subject, path.name, files, selection))
    else:
        folder = RunFolder.reopen(options.resume)
        config = folder.config
        check_same(config, subject, files)
        selection = Selection(config.categories, config.limit)
    failed = asyncio.run(ask_all(subject, selection.of(files), folder, on_progress=_say_question))
    _say(f"{failed} 题出错" if failed else "全部问完")
    print(folder.path)
    return 1 if failed else 0


def _score(options: argparse.Namespace) -> int:
    floors = gate.load_gate(options.gate) if options.gate else {}
    scores = score_run(RunFolder(options.run or latest_run()))
    for part in (scores.total, *scores.gold_files):
        right = sum(
            each.right for each in scores.questions if part.name in ("全部", each.gold_file)
        )
        print(f"{part.name}：{part.n} 题，{right} 题合格，{part.failed} 题出错")
    missed = gate.shortfalls(scores, floors)
    for sentence in missed:
        print(f"未过关 {sentence}", file=sys.stderr)
    return 1 if missed else 0


def _report(options: argparse.Namespace) -> int:
    folder = RunFolder(options.run or latest_run())
    scores = _scores(folder)
    files = load_gold(Path(ref.path) for ref in folder.config.gold)
    gold = {question.id: question for file in files for question in file.questions}
    print(report.render_report(scores, gold, folder.records(), n_worst=options.worst))
    return 0


def _compare(options: argparse.Namespace) -> int:
    before, after = (_scores(RunFolder(path)) for path in (options.before, options.after))
    print(report.render_comparison(compare.compare(before, after)))
    return 0


def _check(options: argparse.Namespace) -> int:
    files = _gold(options)
    faults = check.faults(files, preparation.bundled_sources())
    for file in files:
        print(f"\n{file.name}\n\n{report.render_counts(check.count_categories([file]))}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _gold(options: argparse.Namespace) -> list[GoldFile]:
    return load_gold(options.gold or DEFAULT_GOLD)


def _scores(folder: RunFolder) -> Scores:
    return load_scores(folder) if (folder.path / "scores.json").exists() else score_run(folder)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _say_question(number: int, total: int, record: Record) -> None:
    outcome = record.answer.status if record.answer else record.error
    _say(f"[{number}/{total}] {record.id} {outcome}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="用标准题衡量问答质量")
    commands = parser.add_subparsers(required=True, metavar="命令")
    run = commands.add_parser("run", help="逐题提问，结果存入运行目录")
    run.add_argument("--name", default="run", help="运行的名字，接在时间后面")
    run.add_argument("--data-dir", type=Path, help="数据目录；缺省用设置里的")
    run.add_argument("--category", action="append", default=[], help="只问这一类，可重复")
    run.add_argument("--limit", type=_positive, help="最多问几题")
    run.add_argument("--resume", type=Path, metavar="运行目录", help="续跑中断的运行")
    _add_gold(run)
    run.set_defaults(command=_run)
    score = commands.add_parser("score", help="给一次运行打分，写 scores.json")
    _add_run(score)
    score.add_argument("--gate", type=Path, help="下限文件（TOML）；低于下限时退出码为 1")
    score.set_defaults(command=_score)
    shown = commands.add_parser("report", help="输出 Markdown 报告")
    _add_run(shown)
    shown.add_argument("--worst", type=int, default=10, help="列出最差的几题（缺省 10）")
    shown.set_defaults(command=_report)
    compared = commands.add_parser("compare", help="比较两次运行")
    compared.add_argument("before", type=Path, help="先前的运行目录")
    compared.add_argument("after", type=Path, help="后来的运行目录")
    compared.set_defaults(command=_compare)
    checked = commands.add_parser("check", help="核对题目：引文、要点是否见于资料")
    _add_gold(checked)
    checked.set_defaults(command=_check)
    return parser


def _add_gold(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--gold",
        type=Path,
        action="append",
        default=[],
        help="题目文件，可重复；缺省为 eval/gold/dev.jsonl 和 test.jsonl",
    )


def _add_run(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("run", type=Path, nargs="?", help="运行目录；缺省为最近一次")
    which.add_argument("--latest", action="store_true", help="最近一次运行（缺省如此）")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("须为正整数")
    return number


if __name__ == "__main__":
    sys.exit(main())
