"""What the command line of the eval accepts."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from bot.question import Mode
from eval.conflicts import DEFAULT_PAIRS
from eval.robustness.distracting import POLICIES, STATUTES
from eval.robustness.trials import TRIALS

Command = Callable[[argparse.Namespace], int]
if TYPE_CHECKING:  # argparse keeps its type for itself
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def build_parser(handlers: Mapping[str, Command]) -> argparse.ArgumentParser:
    """Return the parser; `handlers` holds what each command calls, by its name."""
    parser = argparse.ArgumentParser(prog="python -m eval", description="用标准题衡量问答质量")
    commands = parser.add_subparsers(required=True, metavar="命令")
    for name, add in _COMMANDS.items():
        add(commands).set_defaults(command=handlers[name])
    return parser


def _add_run(commands: "Commands") -> argparse.ArgumentParser:
    run = commands.add_parser("run", help="逐题提问，结果存入运行目录")
    run.add_argument("--name", default="run", help="运行的名字，接在时间后面")
    _add_data_dir(run)
    _add_documents(run)
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
    return run


def _add_score(commands: "Commands") -> argparse.ArgumentParser:
    score = commands.add_parser("score", help="给一次运行打分，写 scores.json")
    _add_which_run(score)
    score.add_argument("--gate", type=Path, help="下限文件（TOML）；低于下限时退出码为 1")
    return score


def _add_report(commands: "Commands") -> argparse.ArgumentParser:
    report = commands.add_parser("report", help="输出 Markdown 报告")
    _add_which_run(report)
    report.add_argument("--worst", type=int, default=10, help="列出最差的几题（缺省 10）")
    return report


def _add_compare(commands: "Commands") -> argparse.ArgumentParser:
    compare = commands.add_parser("compare", help="比较两次运行")
    compare.add_argument("before", type=Path, help="先前的运行目录")
    compare.add_argument("after", type=Path, help="后来的运行目录")
    return compare


def _add_check(commands: "Commands") -> argparse.ArgumentParser:
    check = commands.add_parser("check", help="核对题目：引文、要点是否见于资料")
    _add_documents(check)
    _add_gold(check)
    return check


def _add_calibrate(commands: "Commands") -> argparse.ArgumentParser:
    calibrate = commands.add_parser("calibrate", help="用 dev 题学习选句与拒答的模型，写回产品")
    _add_data_dir(calibrate)
    calibrate.add_argument(
        "--gold", type=Path, action="append", default=[], help="题目文件，缺省为 dev"
    )
    return calibrate


def _add_conflicts(commands: "Commands") -> argparse.ArgumentParser:
    conflicts = commands.add_parser(
        "conflicts", help="用人工标注的成对说法衡量冲突提示的精确率和召回率"
    )
    conflicts.add_argument("--pairs", type=Path, default=DEFAULT_PAIRS, help="标注文件（JSONL）")
    conflicts.add_argument("--show", action="store_true", help="列出判错的和未标注的")
    return conflicts


def _add_reader(commands: "Commands") -> argparse.ArgumentParser:
    reader = commands.add_parser(
        "reader",
        help="依据给定的段落（不用索引）逐行作答",
        description=(
            "输入每行 {id, question, passages: [文字]}；输出每行 {id, status, answer, "
            "citations: [{passage, quote}]}，passage 是段落的序号，从 0 起，quote 逐字见于该段落。"
            "输出文件里已有的 id 不再作答；不合格的行列在标准错误上，退出码为 1。"
        ),
    )
    reader.add_argument("--input", type=Path, required=True, help="问题和段落（JSONL）")
    reader.add_argument("--out", type=Path, required=True, help="答案写入何处（JSONL），可续写")
    _add_words_only(reader)
    return reader


def _add_robust(commands: "Commands") -> argparse.ArgumentParser:
    robust = commands.add_parser(
        "robust",
        help="检验答案是否稳健：改数字、去出处、加干扰、换说法",
        description=(
            "counterfactual：改动出处里的数字，答案应随之改变；leave-out：去掉答案的全部出处，应拒答；"
            "distractors：另加政策和 2000 条法条，标准题不应多错；paraphrase：错别字、繁体、客套、"
            "语序，判定应不变。各在临时数据目录里进行；低于下限时退出码为 1。"
        ),
    )
    robust.add_argument("trial", choices=list(TRIALS), help="哪一种检验")
    robust.add_argument("--n", type=_positive, help="最多问几题（缺省 50；distractors 为全部）")
    robust.add_argument("--data-dir", type=Path, help="数据目录，只用其中的向量缓存")
    robust.add_argument("--policies", type=Path, default=POLICIES, help="作干扰的政策目录")
    robust.add_argument("--statutes", type=Path, default=STATUTES, help="作干扰的法条（.jsonl.gz）")
    robust.add_argument(
        "--floor",
        type=float,
        help="下限（缺省 paraphrase 0.95、distractors 正确率之差 -0.02，其余不设）",
    )
    robust.add_argument("--show", action="store_true", help="列出未通过的题号")
    robust.add_argument("--resume", type=Path, metavar="运行目录", help="续跑；已问完的只重新打分")
    _add_words_only(robust)
    robust.add_argument(
        "--gold",
        type=Path,
        action="append",
        default=[],
        help="题目文件，可重复；缺省为 dev.jsonl（distractors 为 test.jsonl）",
    )
    return robust


def _add_words_only(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--words-only", action="store_true", help="只用词语，不用语义向量")


def _add_gold(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--gold",
        type=Path,
        action="append",
        default=[],
        help="题目文件，可重复；缺省为 eval/gold/dev.jsonl 和 test.jsonl",
    )


def _add_which_run(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("run", type=Path, nargs="?", help="运行目录；缺省为最近一次")
    which.add_argument("--latest", action="store_true", help="最近一次运行（缺省如此）")


def _add_data_dir(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=Path, help="数据目录；缺省用设置里的")


def _add_documents(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--documents",
        type=Path,
        action="append",
        default=[],
        help="资料的文件或目录，可重复；缺省为自带资料（提问时要另给 --data-dir）",
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("须为正整数")
    return number


# In the order in which `--help` lists them.
_COMMANDS: dict[str, Callable[["Commands"], argparse.ArgumentParser]] = {
    "run": _add_run,
    "score": _add_score,
    "report": _add_report,
    "compare": _add_compare,
    "calibrate": _add_calibrate,
    "robust": _add_robust,
    "reader": _add_reader,
    "conflicts": _add_conflicts,
    "check": _add_check,
}
