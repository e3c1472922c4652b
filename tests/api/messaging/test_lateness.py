"""What a busy machine does to the waiting: less of it, so that replies still come in time."""

import asyncio
import time

from api.messaging.lateness import Lateness
from prompts import message

# The fixtures keep it from being begun.
START = Lateness.start
LOOKING = message("messaging.looking").split("{")[0]


def strain(account, seconds):
    account.client.app.state.zhengce.bridges.desk.lateness.seconds = seconds


def test_a_busy_machine_says_at_the_first_attempt_that_it_is_looking(account, gated):
    gated.is_open = False
    strain(account, 10.0)
    # The platform's other attempts are left for what may be lost.
    assert account.say("一", CreateTime=int(time.time())).startswith(LOOKING)
    gated.is_open = True
    account.until_done()
    assert "97.65" in account.say("1", id="2")


def test_a_busy_machine_still_gives_what_is_ready(account):
    strain(account, 10.0)
    assert "97.65" in account.say("一")


def test_a_first_attempt_of_a_machine_at_rest_is_left_to_time_out(hasty, gated):
    gated.is_open = False
    hasty.client.app.state.zhengce.bridges.wechat.replies.cut_s = 0.1
    strain(hasty, 0.1)
    begun = time.monotonic()
    assert hasty.say("一").startswith(LOOKING)  # for a platform that does not cut
    assert time.monotonic() - begun >= 0.1
    gated.is_open = True


def test_lateness_is_what_the_loop_was_blocked_for_and_passes():
    async def blocked():
        lateness = Lateness()
        START(lateness)
        await asyncio.sleep(0.01)
        time.sleep(0.5)  # noqa: ASYNC251  # the fault itself
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        lateness.stop()
        return lateness

    lateness = asyncio.run(blocked())
    assert lateness.seconds >= 0.35
    assert lateness.is_strained
    for _ in range(200):
        lateness.note(0)
    assert not lateness.is_strained
