import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer import Status
from eval.compare import compare
from eval.errors import GateInvalid, RunUnusable
from eval.gate import load_gate, shortfalls
from eval.metrics import METRICS, Case, measure
from eval.record import GoldRef, Hit, Record, RunConfig, SourceText
from eval.report import render_comparison, render_report
from eval.run_folder import RunFolder
from eval.score import score_run
from eval.scores import load_scores
from eval.worst import worst

SOURCE = (
    "全省共梳理 **2959** 项免罚事项。\n\n鹤壁市梳理首错免罚67种。\n\n科技贷累计放款１,２３４万元。"
)
WHOLE = Hit(rank=1, document_id="004_a", chunk_id="c", start=0, end=len(SOURCE))


@pytest.fixture
def gold(make_gold):
    questions = [
        make_gold("共梳理2959项", id="q1", question="全省多少项？", must=[["2959项"]]),
        make_gold("首错免罚67种", id="q2", question="鹤壁多少种？", must=[["67种"]]),
        make_gold(id="q3", question="下雨吗？", expect="abstain", category="out_of_scope"),
        make_gold(id="q4", question="多少天？", expect="abstain", category="unanswerable"),
    ]
    return {question.id: question for question in questions}


@pytest.fixture
def make_run(tmp_path, gold):
    path = tmp_path / "dev.jsonl"
    path.write_text("".join(f"{q.model_dump_json()}\n" for q in gold.values()), "utf-8")

    def make(name, answers, gold_path=path):
        config = RunConfig(
            name=name,
            started=datetime(2022, 9, 19, tzinfo=UTC),
            gold=(GoldRef(path=str(gold_path), sha256="as it was"),),
            settings={},
            corpus_fingerprint="f",
            git_commit=None,
            python="3.11",
            cpu_count=2,
            load_average=(0, 0, 0),
        )
        folder = RunFolder.create(tmp_path / name, config)
        folder.keep_source(SourceText(id="004_a", sha256="h", text=SOURCE))
        for id_, answer in answers.items():
            error = None if answer else "KeyError: 'x'"
            folder.append(Record(id=id_, answer=answer, error=error, hits=(WHOLE,), latency_ms=10))
        return folder

    return make


@pytest.fixture
def answers(make_answer):
    declined = make_answer("资料中没有。", status=Status.INSUFFICIENT)
    return {
        "q1": make_answer("共2959项[1]。", "**2959** 项"),
        "q2": make_answer("共66种[1]。", "2959"),
        "q3": declined,
        "q4": make_answer("共2959项[1]。", "**2959** 项"),
    }


def test_totals_by_hand(make_run, answers):
    metrics = score_run(make_run("run", answers)).total.metrics
    values = {name: (summary.n, summary.value) for name, summary in metrics.items()}
    assert values["answer_accuracy"] == (2, 0.5)
    assert values["abstention_recall"] == (2, 0.5)
    assert values["abstention_precision"] == (1, 1.0)
    assert values["clarify_accuracy"] == (0, None)
    assert values["evidence_recall"] == (2, 0.5)
    assert values["citation_validity"] == (3, 1.0)
    assert values["figure_support"] == (3, pytest.approx(2 / 3))
    assert values["retrieval_recall@5"] == (2, 1.0)
    assert values["answer_chars_p50"] == (3, 10.0)
    assert values["latency_ms_p95"] == (4, 10.0)


def test_scores_say_what_was_missing(make_run, answers):
    folder = make_run("run", answers)
    scored = {each.id: each for each in score_run(folder).questions}
    assert scored["q1"].right
    assert scored["q2"].missing_must == (("67种",),)
    assert scored["q2"].uncited == ("首错免罚67种",)
    assert scored["q2"].unsupported_figures == ("66种",)
    assert scored["q3"].right
    assert not scored["q4"].right
    assert load_scores(folder) == score_run(folder)


def test_failed_and_unasked_questions_are_counted(make_run, answers):
    scores = score_run(make_run("run", {"q1": None, "q3": answers["q3"]}))
    assert (scores.total.n, scores.total.failed, scores.unasked) == (2, 1, 2)
    assert scores.total.metrics["answer_accuracy"].value == 0.0


def test_gold_that_changed_since_the_run_is_told(make_run, answers, tmp_path):
    assert score_run(make_run("run", answers)).changed_gold == (str(tmp_path / "dev.jsonl"),)


def test_a_run_without_answers_cannot_be_scored(make_run):
    with pytest.raises(RunUnusable, match="还没有一题"):
        score_run(make_run("run", {}))


def test_an_unscored_run_says_what_to_do(make_run, answers):
    with pytest.raises(RunUnusable, match="python -m eval score"):
        load_scores(make_run("run", answers))


def test_gate_names_each_metric_below_its_floor_or_above_its_ceiling(make_run, answers, tmp_path):
    path = tmp_path / "gate.toml"
    path.write_text(
        "[every.at_least]\nanswer_accuracy = 0.8\nevidence_recall = 0.4\nclarify_accuracy = 1.0\n"
        "[every.at_most]\nlatency_ms_p50 = 9\n"
        '["dev.jsonl".at_least]\nevidence_recall = 0.9\n',
        "utf-8",
    )
    assert shortfalls(score_run(make_run("run", answers)), load_gate(path)) == [
        "dev.jsonl：answer_accuracy 为 0.5，低于下限 0.8（n=2）",
        "dev.jsonl：evidence_recall 为 0.5，低于下限 0.9（n=2）",
        "dev.jsonl：latency_ms_p50 为 10，高于上限 9（n=4）",
    ]


def test_gate_with_an_unknown_metric_is_refused(tmp_path):
    path = tmp_path / "gate.toml"
    path.write_text("[every.at_least]\naccuracy = 1.0\n", "utf-8")
    with pytest.raises(GateInvalid, match="'accuracy'"):
        load_gate(path)


def test_comparison_names_verdicts_that_changed(make_run, answers, make_answer):
    before = score_run(make_run("before", answers))
    better = answers | {"q2": make_answer("共67种[1]。", "免罚67种"), "q3": answers["q1"]}
    found = compare(before, score_run(make_run("after", better)))
    assert (found.n, found.gained, found.lost) == (4, ("q2",), ("q3",))
    changes = {change.metric: change.difference.value for change in found.changes}
    assert changes["answer_accuracy"] == 0.5
    assert changes["abstention_recall"] == -0.5
    assert "由错变对 1：q2" in render_comparison(found)


def test_report_shows_totals_categories_and_worst(make_run, answers, gold):
    folder = make_run("run", answers)
    scores = score_run(folder)
    text = render_report(scores, gold, folder.records(), n_worst=10)
    assert [each.id for each in worst(scores, 10)] == ["q2", "q4"]
    assert "| answer_accuracy | 0.500 [0.000, 1.000] n=2 | 0.500 [0.000, 1.000] n=2 |" in text
    assert "| out_of_scope | 1 |" in text
    assert "### q2 鹤壁多少种？" in text
    assert "- 问题所在：选句（证据已检到，未引用）" in text
    assert "- 缺的要点：67种" in text


QUOTES = st.lists(st.sampled_from(["2959", "免罚67种", "全省共梳理"]), max_size=3)
SAID = st.text(alphabet="免罚2959项67种[1][2]。\n", max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=SAID,
    quotes=QUOTES,
    status=st.sampled_from(Status),
    expect=st.sampled_from(["answer", "abstain", "clarify"]),
    hits=st.lists(st.integers(0, 60), max_size=5),
)
def test_every_share_lies_between_zero_and_one(
    make_gold, make_answer, sources, said, quotes, status, expect, hits
):
    gold = make_gold("免罚", "2959项", expect=expect, must=[["67种"]])
    found = tuple(
        Hit(rank=n, document_id="004_a", chunk_id=str(n), start=at, end=at + 12)
        for n, at in enumerate(hits, start=1)
    )
    record = Record(id="q1", answer=make_answer(said, *quotes, status=status), hits=found)
    values = measure(Case(gold, record, sources))
    for name, metric in METRICS.items():
        if metric.is_share and values[name] is not None:
            assert 0.0 <= values[name] <= 1.0


def test_scores_file_has_null_where_a_metric_does_not_apply(make_run, answers):
    folder = make_run("run", answers)
    score_run(folder)
    kept = json.loads((folder.path / "scores.json").read_text("utf-8"))
    assert kept["total"]["metrics"]["clarify_accuracy"]["value"] is None
