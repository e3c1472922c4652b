"""The simulation of `benchmarks.wechat`, small: two workers, one killed, one database."""

import asyncio

import pytest

from benchmarks.wechat import Plan, simulate, verdict


@pytest.mark.parametrize("is_verified", [True, False], ids=["verified", "unverified"])
def test_everybody_is_answered_once_though_a_server_is_killed(tmp_path, is_verified):
    plan = Plan(
        users=20,
        is_verified=is_verified,
        longest_s=6,
        arrivals_s=3,
        kills=1,
        kill_every_s=3,
    )
    tally, _, log = asyncio.run(simulate(plan, tmp_path))
    assert not any(verdict(tally, plan).values()), (verdict(tally, plan), log)
    assert "Traceback" not in log
