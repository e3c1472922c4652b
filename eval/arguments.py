"""What the command line of the eval accepts."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import get_args

from bot.question import Mode

Command = Callable[[argparse.Namespace], int]


def build_parser(handlers: Mapping[str, Command]) -> argparse.ArgumentParser:
    """Return the parser; `handlers` holds what each command calls, by its name."""
    parser = argparse.ArgumentParser(prog="python -m eval", description="用标准题衡量问答质量")
    commands = parser.add_subparsers(required=True, metavar="命令")
    run = commands.add_parser("run", help="逐题提问，结果存入运行目录")
    run.add_argument("--name", default="run", help="运行的名字，接在时间后面")
    run.add_argument("--data-dir", type=Path, help="数据目录；缺省用设置里的")
    run.add_argument("--category", action="append", default=[], help="只问这一类，可重复")
    run.add_argument("--limit", type=_positive, help="最多问几题")
    run.add_argument(
        "--mode",
        choices=get_args(Mode),
        default="extractive",
        help="成文方式；缺省 extractive，auto 和 model 用设置里的大模型",
    )
    run.add_argument("--resume", type=Path, metavar="运行目录", help="续跑中断的运行")
    _add_gold(run)
    run.set_defaults(command=handlers["run"])
    score = commands.add_parser("score", help="给一次运行打分，写 scores.json")
    _add_run(score)
    score.add_argument("--gate", type=Path, help="下限文件（TOML）；低于下限时退出码为 1")
    score.set_defaults(command=handlers["score"])
    shown = commands.add_parser("report", help="输出 Markdown 报告")
    _add_run(shown)
    shown.add_argument("--worst", type=int, default=10, help="列出最差的几题（缺省 10）")
    shown.set_defaults(command=handlers["report"])
    compared = commands.add_parser("compare", help="比较两次运行")
    compared.add_argument("before", type=Path, help="先前的运行目录")
    compared.add_argument("after", type=Path, help="后来的运行目录")
    compared.set_defaults(command=handlers["compare"])
    learnt = commands.add_parser("calibrate", help="用 dev 题学习选句与拒答的模型，写回产品")
    learnt.add_argument("--data-dir", type=Path, help="数据目录；缺省用设置里的")
    learnt.add_argument(
        "--gold", type=Path, action="append", default=[], help="题目文件，缺省为 dev"
    )
    learnt.set_defaults(command=handlers["calibrate"])
    checked = commands.add_parser("check", help="核对题目：引文、要点是否见于资料")
    _add_gold(checked)
    checked.set_defaults(command=handlers["check"])
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
