"""The simulation of `benchmarks.wechat`, small: two workers, one killed, one database."""

import asyncio

from benchmarks.wechat import simulate, verdict
from benchmarks.wechat_people import Plan


def test_everybody_is_answered_once_though_a_server_is_killed(tmp_path):
    async def both():
        # They mostly wait, so the two kinds of account wait together.
        return await asyncio.gather(*map(run, plans))

    async def run(plan):
        folder = tmp_path / str(plan.is_verified)
        folder.mkdir()
        return await simulate(plan, folder)

    plans = [
        Plan(
            users=12,
            is_verified=is_verified,
            longest_s=6,
            arrivals_s=2,
            kills=1,
            kill_every_s=2,
        )
        for is_verified in (True, False)
    ]
    for plan, (tally, _, log) in zip(plans, asyncio.run(both()), strict=True):
        assert not any(verdict(tally, plan).values()), (plan, verdict(tally, plan), log)
        assert "Traceback" not in log
