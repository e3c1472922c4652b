import asyncio

import pytest

from api.messaging.waiters import Waited, Waiters


async def listens():
    return False


async def is_cut():
    return True


def test_an_answer_is_for_a_callback_that_still_listens():
    async def run():
        waiters = Waiters()
        with (
            waiters.added("k", None),  # it takes the answer itself, for another message
            waiters.added("k", is_cut),
            waiters.added("other", listens),
        ):
            assert await waiters.choose("k") is None
            with waiters.added("k", listens) as listening:
                assert await waiters.choose("k") is listening
        assert waiters.keys == ()

    asyncio.run(run())


def test_who_has_waited_long_enough_is_not_chosen_while_looked_at():
    async def run():
        waiters, looked_at = Waiters(), asyncio.Event()

        async def looking():
            looked_at.set()
            await asyncio.sleep(0)
            return False

        with waiters.added("k", looking):
            choosing = asyncio.create_task(waiters.choose("k"))
            await looked_at.wait()
        return await choosing

    assert asyncio.run(run()) is None


def test_who_is_chosen_waits_until_it_is_known_what_came_of_it():
    async def run():
        waiters = Waiters()
        with waiters.added("k", listens) as waiter:
            assert await waiter.wait(0) == Waited(is_done=False)
            await waiters.choose("k")
            waiting = asyncio.create_task(waiter.wait(0))
            await asyncio.sleep(0.01)
            assert not waiting.done()
            waiter.end(Waited(is_done=True))
            assert await waiting == Waited(is_done=True)
        with waiters.added("k", listens) as waiter:
            waiter.fail(OSError("full"))
            waiters.wake(["k"])
            with pytest.raises(OSError, match="full"):
                await waiter.wait(0)

    asyncio.run(run())
