"""The scoring step: run folder and gold in, scores out. Pure but for the files named.

Gold is read again by the paths in the run's config, so that a corrected gold file can be scored
without asking again; that it changed is told in `changed_gold`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from eval.bootstrap import summarize
from eval.errors import RunUnusable
from eval.gold import GoldFile, GoldQuestion, load_gold
from eval.metrics import METRICS, Case, is_right, measure
from eval.metrics.answers import forbidden_texts, missing_groups
from eval.metrics.calibration import came_true
from eval.metrics.evidence import uncited_groups
from eval.metrics.figures import checked_figures
from eval.run_folder import RunFolder
from eval.scores import QuestionScore, Scores, Slice
from eval.sources import Sources


def score_run(folder: RunFolder) -> Scores:
    """Score the records of a run and write `scores.json` beside them.

    Raises:
        RunUnusable: no question was answered yet.
        GoldInvalid: a gold file is gone or broken.
    """
    config = folder.config
    files = load_gold(Path(ref.path) for ref in config.gold)
    records = folder.records()
    sources = Sources({source.id: source.text for source in folder.sources().values()})
    asked = [
        (file, question) for file in files for question in file.questions if question.id in records
    ]
    if not asked:
        raise RunUnusable(f"{str(folder.path)!r} 里还没有一题有记录")
    questions = [
        _score_question(file, question, Case(question, records[question.id], sources))
        for file, question in asked
    ]
    failed = {record.id for record in records.values() if record.error is not None}
    scores = Scores(
        run=config.name,
        changed_gold=_changed(folder, files),
        unasked=sum(len(file.questions) for file in files) - len(asked),
        total=_slice("全部", questions, failed, with_interval=True),
        gold_files=_slices(questions, failed, lambda each: each.gold_file, with_interval=True),
        categories=_slices(questions, failed, lambda each: each.category, with_interval=False),
        questions=tuple(questions),
    )
    (folder.path / "scores.json").write_text(scores.model_dump_json(indent=1) + "\n", "utf-8")
    return scores


def _changed(folder: RunFolder, files: Sequence[GoldFile]) -> tuple[str, ...]:
    before = {ref.path: ref.sha256 for ref in folder.config.gold}
    return tuple(file.path for file in files if before[file.path] != file.sha256)


def _score_question(file: GoldFile, gold: GoldQuestion, case: Case) -> QuestionScore:
    values = measure(case)
    answer, sources = case.answer, case.sources
    uncited = uncited_groups(gold, answer, sources=sources)
    predicted = case.record.predicted
    true = came_true(gold, predicted, sources=sources)
    figures = [] if values["figure_support"] is None or answer is None else checked_figures(answer)
    return QuestionScore(
        id=gold.id,
        gold_file=file.name,
        category=gold.category,
        right=is_right(values),
        values=values,
        missing_must=tuple(missing_groups(gold, answer)),
        forbidden=tuple(forbidden_texts(gold, answer)),
        uncited=tuple(group.any[0].quote for group in uncited),
        found=tuple(rank is not None for rank in case.ranks() or ()),
        unsupported_figures=tuple(text for text, supported in figures if not supported),
        chance=None if predicted is None or true is None else predicted.chance,
        came_true=true,
    )


def _slices(
    questions: Sequence[QuestionScore],
    failed: set[str],
    key: Callable[[QuestionScore], str],
    *,
    with_interval: bool,
) -> tuple[Slice, ...]:
    names = dict.fromkeys(map(key, questions))
    return tuple(
        _slice(
            name,
            [each for each in questions if key(each) == name],
            failed,
            with_interval=with_interval,
        )
        for name in names
    )


def _slice(
    name: str, questions: Sequence[QuestionScore], failed: set[str], *, with_interval: bool
) -> Slice:
    metrics = {
        metric: summarize(
            [each.values[metric] for each in questions],
            METRICS[metric].statistic,
            with_interval=with_interval,
        )
        for metric in METRICS
    }
    lost = sum(each.id in failed for each in questions)
    return Slice(name=name, n=len(questions), failed=lost, metrics=metrics)
