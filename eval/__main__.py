"""The command line of the eval: `python -m eval run | score | report | …`, as `--help` lists them.

Exit codes: 0 done, 1 some questions failed or a gate was missed, 2 wrong usage or settings.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.errors import BotError
from bot.evidence.scoring import WEIGHTS_FILE, load_weights
from corpus.errors import CorpusError
from eval import check, compare, gate, preparation, report
from eval.arguments import build_parser
from eval.calibrate import collect, learn, save
from eval.conflicts import conflicts
from eval.errors import EvalError
from eval.gold import DEFAULT_GOLD, DEV_GOLD, GoldFile, load_gold
from eval.reader import read_all
from eval.record import Record
from eval.robustness.commands import robust
from eval.run import ask_all
from eval.run_folder import RUNS_FOLDER, RunFolder, latest_run
from eval.score import score_run
from eval.scores import Scores, load_scores
from eval.selection import Selection
from eval.subject import check_same, describe
from retrieval.errors import RetrievalError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = build_parser(HANDLERS).parse_args(arguments)
    try:
        code: int = options.command(options)
    except (EvalError, BotError, CorpusError, RetrievalError) as error:
        print(error, file=sys.stderr)
        return 2
    return code


def _run(options: argparse.Namespace) -> int:
    files = _gold_of_run(options)
    subject = preparation.prepare(options.data_dir, options.documents, say=_say)
    selection = Selection(tuple(options.category), options.limit)
    if options.resume is None:
        path = RUNS_FOLDER / f"{datetime.now():%Y%m%dT%H%M%S}-{options.name}"  # noqa: DTZ005 - local
        config = describe(subject, path.name, files, selection, mode=options.mode)
        folder = RunFolder.create(path, config)
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
    faults = check.faults(files, preparation.sources_of(options.documents))
    for file in files:
        print(f"\n{file.name}\n\n{report.render_counts(check.count_categories([file]))}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _calibrate(options: argparse.Namespace) -> int:
    product = preparation.prepare_product(options.data_dir, say=_say)
    questions = [one for file in load_gold(options.gold or [DEV_GOLD]) for one in file.questions]
    cases = collect(questions, product.finder, product.vocabulary, preparation.bundled_sources())
    save(learn(cases, load_weights()), WEIGHTS_FILE)
    print(f"学习了 {len(questions)} 题的 {len(cases)} 个问点，已写回 {WEIGHTS_FILE.name}")
    return 0


def _reader(options: argparse.Namespace) -> int:
    with preparation.reader(words_only=options.words_only) as reader:
        bad = asyncio.run(read_all(options.input, options.out, reader, on_progress=_say_line))
    for line in bad:
        print(f"第 {line.number} 行：{line.reason}", file=sys.stderr)
    _say(f"{len(bad)} 行没有答案" if bad else "全部答完")
    return 1 if bad else 0


def _robust(options: argparse.Namespace) -> int:
    told, code = robust(options, say=_say)
    print(told)
    return code


def _conflicts(options: argparse.Namespace) -> int:
    print(conflicts(options.pairs, show=options.show))
    return 0


def _gold(options: argparse.Namespace) -> list[GoldFile]:
    return load_gold(options.gold or DEFAULT_GOLD)


def _gold_of_run(options: argparse.Namespace) -> list[GoldFile]:
    """Return the gold to ask; a run that is taken up again keeps the files it began with."""
    if options.resume is None or options.gold:
        return _gold(options)
    return load_gold(Path(ref.path) for ref in RunFolder(options.resume).config.gold)


def _scores(folder: RunFolder) -> Scores:
    return load_scores(folder) if (folder.path / "scores.json").exists() else score_run(folder)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _say_question(number: int, total: int, record: Record) -> None:
    outcome = record.answer.status if record.answer else record.error
    _say(f"[{number}/{total}] {record.id} {outcome}")


def _say_line(number: int) -> None:
    if number % preparation.STEP == 0:
        _say(f"已到第 {number} 行")


HANDLERS = {
    "run": _run,
    "score": _score,
    "report": _report,
    "compare": _compare,
    "check": _check,
    "calibrate": _calibrate,
    "reader": _reader,
    "robust": _robust,
    "conflicts": _conflicts,
}

if __name__ == "__main__":
    sys.exit(main())
