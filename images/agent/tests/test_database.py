"""What the database adds to Agno's, without one: the claims of schedules and jobs. The rest is in test/e2e/agno."""

import asyncio

import pytest
from agno.db.postgres import AsyncPostgresDb

from reference_agent import database as module
from reference_agent.database import Database
from reference_agent.drain import Drain


@pytest.fixture
def claims(monkeypatch):
    """Agno's own answers, and what it was asked."""
    asked = []

    async def claim_due_schedule(self, worker_id, lock_grace_seconds=300):
        asked.append(("claim", worker_id, lock_grace_seconds))
        return {"id": "s1"}

    async def release_schedule(self, schedule_id, next_run_at=None, **claim):
        asked.append(("release", schedule_id, claim))
        return True

    async def claim_job(self, *args, **kwargs):
        asked.append(("job",))
        return {"id": "j1"}

    for method in (claim_due_schedule, release_schedule, claim_job):
        monkeypatch.setattr(AsyncPostgresDb, method.__name__, method)
    return asked


def test_a_claim_lasts_until_it_is_released_whenever_it_was_made(claims):
    async def fire():
        database = Database("postgresql://nobody@127.0.0.1:9/none", 1, Drain(9))
        await database.claim_due_schedule("worker")
        assert database.fires
        # Agno's would be released only where the time is still the first.
        await database.release_schedule("s1", 7, worker_id="worker", locked_at=1)
        assert not database.fires

    asyncio.run(fire())
    assert claims == [("claim", "worker", 300), ("release", "s1", {"worker_id": "worker"})]


def test_claims_nothing_once_it_ends(claims):
    async def end():
        drain = Drain(9)
        database = Database("postgresql://nobody@127.0.0.1:9/none", 1, drain)
        assert await database.claim_job("worker") == {"id": "j1"}
        drain.begin()
        assert await database.claim_due_schedule("worker") is None
        assert await database.claim_job("worker") is None

    asyncio.run(end())
    assert claims == [("job",)]


def test_holds_nothing_that_it_cannot_ask_for():
    async def ask():
        database = Database("postgresql://nobody@127.0.0.1:9/none", 1, Drain(9))
        assert not await database.answers()
        assert not await database.holds_run("r1", finished=False)

    asyncio.run(ask())


def test_is_asked_once_a_second_however_many_want_to_know(monkeypatch):
    asked = []

    async def count(self):
        asked.append(1)
        await asyncio.sleep(0.01)
        return True

    monkeypatch.setattr(Database, "_ask", count)

    async def many():
        database = Database("postgresql://nobody@127.0.0.1:9/none", 1, Drain(9))
        assert all(await asyncio.gather(*(database.answers() for _ in range(50))))
        assert await database.answers()
        assert len(asked) == 1
        monkeypatch.setattr(module, "ANSWER_IS_GOOD_FOR_SECONDS", 0)
        assert await database.answers()
        assert len(asked) == 2

    asyncio.run(many())
