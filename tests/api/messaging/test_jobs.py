from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import event, text

from api.messaging import jobs, people
from api.messaging.job import LEASE_S, Arrival, JobStatus, Path
from api.messaging.job_table import prepare
from api.messaging.leases import Leases
from api.messaging.people import Person
from corpus import engine_for


class Stored:
    """The functions of a module, each in a transaction of its own."""

    def __init__(self, engine, module=jobs):
        self.engine = engine
        self.module = module

    def __getattr__(self, name):
        return partial(self._call, getattr(self.module, name))

    def _call(self, function, *args, **kwargs):
        with self.engine.begin() as connection:
            return function(connection, *args, **kwargs)


@pytest.fixture
def store(database_url):
    engine = engine_for(database_url)
    prepare(engine)
    yield Stored(engine)
    engine.dispose()


def arrive(store, key="k", *, user="u", now=100.0, push_from=None, worker="w1"):
    arrival = Arrival(key, "mp", user, "address", "question")
    return store.arrive(arrival, worker=worker, now=now, push_from=push_from)


def answered(store, key="k", **given):
    arrive(store, key, **given)
    assert store.finish(key, status=JobStatus.READY, answer="{}", session_id="s")


def test_attempts_at_one_message_make_one_job(store):
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: arrive(store), range(16)))
    assert sum(is_new for _, is_new in made) == 1
    assert sorted(job.attempts for job, _ in made) == list(range(1, 17))


def test_one_too_many_in_a_minute_is_not_let_in_and_an_attempt_is_no_question(store):
    limited = partial(store.arrive, worker="w1", push_from=None, per_minute=2)
    made = [limited(Arrival(key, "mp", "u", "", ""), now=100.0) for key in "aabcc"]
    assert [job.key if job else None for job, _ in made] == ["a", "a", "b", None, None]
    assert [is_new for _, is_new in made] == [True, False, True, False, False]
    assert store.find("c") is None
    assert limited(Arrival("c", "mp", "other", "", ""), now=100.0)[1]
    assert limited(Arrival("d", "mp", "u", "", ""), now=161.0)[1]


def test_an_answer_is_taken_with_its_storing_for_its_own_message_only(store):
    arrive(store)
    done = {"status": JobStatus.READY, "answer": "{}", "session_id": "s"}
    assert store.finish("k", **done, taken_via=Path.PASSIVE).delivered_via is Path.PASSIVE
    assert store.finish("k", **done) is None  # another worker was first
    assert not Leases(store.engine, "w2").take_pushes(now=999, limit=9)
    assert not store.claim("k", Path.FETCH, by="f")
    assert store.claim("k", Path.PASSIVE, by="k")  # its reply was lost


def test_one_path_takes_an_answer_and_may_take_it_again(store):
    answered(store)
    with ThreadPoolExecutor(8) as threads:
        claim = partial(store.claim, "k", Path.FETCH)
        taken = [job is not None for job in threads.map(lambda by: claim(by=str(by)), range(8))]
    assert sum(taken) == 1
    assert not store.claim("k", Path.PASSIVE, by="k")
    assert store.claim("k", Path.FETCH, by=str(taken.index(True)))
    assert store.find("k").address is None


def test_nothing_is_taken_before_it_is_there(store):
    arrive(store)
    assert not store.claim("k", Path.PASSIVE, by="k")


def test_a_job_whose_worker_is_gone_is_taken_up_once_and_answered_once(store):
    arrive(store)
    assert not Leases(store.engine, "w2").take_running(now=101, limit=9)
    later = 101 + LEASE_S
    assert [job.runs for job in Leases(store.engine, "w2").take_running(now=later, limit=9)] == [2]
    assert not Leases(store.engine, "w3").take_running(now=later, limit=9)
    Leases(store.engine, "w2").renew(["k"], now=later + LEASE_S)
    assert not Leases(store.engine, "w3").take_running(now=later + LEASE_S + 1, limit=9)
    assert store.finish("k", status=JobStatus.READY, answer="{}", session_id=None)
    assert not store.finish("k", status=JobStatus.READY, answer="[]", session_id=None)


def test_a_question_outlives_many_falls_but_does_not_take_workers_down_for_ever(store):
    arrive(store)
    now, falls = 100.0, 0
    while not store.find("k").is_exhausted:
        now += LEASE_S + 1
        falls += len(Leases(store.engine, f"w{falls}").take_running(now=now, limit=9))
        assert falls < 100
    # In six kills within a minute, a long answer was under way in five.
    assert falls > 8


def test_a_push_whose_worker_is_gone_goes_on_where_it_was(store):
    answered(store, push_from=100.0)
    assert [job.key for job in Leases(store.engine, "w1").take_pushes(now=101, limit=9)] == ["k"]
    assert not Leases(store.engine, "w2").take_pushes(now=102, limit=9)
    assert not store.claim("k", Path.FETCH, by="1")
    Leases(store.engine, "w1").count_sent("k")
    (again,) = Leases(store.engine, "w2").take_pushes(now=102 + LEASE_S, limit=9)
    assert again.sent_bubbles == 1
    Leases(store.engine, "w1").confirm("k")
    assert not Leases(store.engine, "w2").take_pushes(now=999, limit=9)


def test_what_is_due_is_found_by_an_index_in_older_databases_too(tmp_path):
    engine = engine_for(f"sqlite:///{tmp_path / 'old.db'}")
    prepare(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX message_jobs_to_push"))
    prepare(engine)
    asked = []
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    Leases(engine, "w1").take_pushes(now=100, limit=9)
    ((statement, parameters),) = asked
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    assert "message_jobs_to_push" in plan[0].detail
    engine.dispose()


def test_what_cannot_be_pushed_waits_to_be_fetched_by_its_asker(store):
    answered(store, push_from=100.0)
    Leases(store.engine, "w1").take_pushes(now=101, limit=9)
    Leases(store.engine, "w1").release("k", push_from=None)
    assert not Leases(store.engine, "w1").take_pushes(now=999, limit=9)
    assert store.waiting("other", since=0) is None
    assert store.waiting("u", since=101) is None  # too old
    assert store.waiting("u", since=0).key == "k"


def test_what_is_ready_is_fetched_before_what_is_newer(store):
    answered(store, "old", now=100)
    arrive(store, "new", now=200)
    assert store.waiting("u", since=0).key == "old"
    store.claim("old", Path.FETCH, by="f1")
    assert store.waiting("u", since=0).key == "new"
    assert store.waiting("u", since=0, fetched_by="f1").key == "old"


def test_old_messages_and_those_who_left_are_purged(store):
    answered(store, "a", now=100)
    answered(store, "b", now=200)
    answered(store, "c", now=200, user="left")
    assert store.purge(before=150) == ["s"]
    assert store.purge(user="left") == ["s"]
    assert [store.find(key) is None for key in "abc"] == [True, False, True]


def test_a_person_is_remembered_and_forgotten(store):
    of = Stored(store.engine, people)
    known = Person("鹤壁市", "s1", ("鹤壁市", "许昌市"), at=5.0)
    of.keep("u", Person())
    of.keep("u", known)
    assert of.find("u") == known
    of.forget(user="u")
    assert of.find("u") == Person()
    of.move_cursor("n", "c1")
    of.move_cursor("n", "c2")
    assert of.cursor("n") == "c2"
