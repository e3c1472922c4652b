"""A 1 that means the first of what was offered, and not the answer that waits."""

from sqlalchemy import Connection

from api.messaging import jobs, people
from api.messaging.commands import means_first
from api.messaging.desk import Desk


async def is_choice(desk: Desk, *, key: str, user: str, text: str) -> bool:
    """Return whether a message that could be a fetch chooses instead.

    It does if it was taken for a choice before, or if options are open and nothing waits.
    """
    if not means_first(text):
        return False
    since = desk.fetchable_since()
    return await desk.read(_is_choice, key, user, now=desk.clock(), since=since)


def _is_choice(connection: Connection, key: str, user: str, *, now: float, since: float) -> bool:
    if jobs.find(connection, key) is not None:
        return True
    if jobs.waiting(connection, user, since=since, fetched_by=key) is not None:
        return False
    return bool(people.find(connection, user).open_options(now))
