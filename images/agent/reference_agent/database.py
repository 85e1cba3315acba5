"""The one pool of connections, and what Agno leaves open around it."""

import asyncio
import contextlib
import logging
import time
from typing import Any

from agno.db.postgres import AsyncPostgresDb
from agno.db.postgres.engine import create_async_postgres_engine
from sqlalchemy import select, text, update

from .drain import Drain

# Longer than that without an answer is as bad as none. The probe itself waits 3 s.
ANSWER_SECONDS = 2.0
# One question a second is enough for any number of callers.
ANSWER_IS_GOOD_FOR_SECONDS = 1.0
# After that, another replica takes a schedule over (Agno's own figure).
CLAIM_SECONDS = 300

log = logging.getLogger("uvicorn.error")

FINISHED = ("COMPLETED", "PAUSED", "CANCELLED", "ERROR")


class Database(AsyncPostgresDb):
    """
    - Never more than `pool_size` connections: the sum over all replicas is what the platform's proof counts.
    - A schedule's claim is renewed while its job runs. Agno's lasts 300 s, whereupon a second replica fires it again.
    - A replica that is about to end claims nothing.
    """

    def __init__(self, url: str, pool_size: int, drain: Drain):
        engine = create_async_postgres_engine(
            url, pool_size=pool_size, max_overflow=0, connect_args={"connect_timeout": 5}
        )
        # Its id must not change with the password in the URL.
        super().__init__(id="agent", db_engine=engine)
        self._drain = drain
        self._asked_at = float("-inf")
        self._asking: asyncio.Task[bool] | None = None
        self._provisioned = False
        self._problem = ""
        self._renewals: dict[str, asyncio.Task[None]] = {}

    async def answers(self) -> bool:
        """Whether it answers now, and has Agno's tables: the first answer makes them where it was away at start."""
        if self._asking is None or (
            self._asking.done() and time.monotonic() - self._asked_at > ANSWER_IS_GOOD_FOR_SECONDS
        ):
            self._asked_at = time.monotonic()
            self._asking = asyncio.create_task(self._ask())
        try:
            return await asyncio.wait_for(asyncio.shield(self._asking), ANSWER_SECONDS)
        except TimeoutError:
            return False

    async def _ask(self) -> bool:
        try:
            async with asyncio.timeout(ANSWER_SECONDS if self._provisioned else None):
                async with self.db_engine.connect() as connection:
                    await connection.execute(text("SELECT 1"))
                if not self._provisioned:
                    await self._provision()
            self._say("")
            return True
        except Exception as error:
            self._say(f"the database does not answer: {type(error).__name__}")
            return False

    async def _provision(self) -> None:
        await self._create_all_tables()
        # Whoever asked for the queue's table while the database was away has left half a definition behind.
        if not await self.table_exists(self.job_table_name):
            self._invalidate_table_cache(self.job_table_name)
        await self.ensure_jobs_table()
        self._provisioned = True

    def _say(self, problem: str) -> None:
        """Once for each change; without the error's text, which has the address and the user in it."""
        if problem != self._problem:
            log.warning(problem or "the database answers")
        self._problem = problem

    async def holds_run(self, run_id: str, *, finished: bool) -> bool:
        """Whether the run is really saved; with `finished`, together with how it ended."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                runs = await self._get_table("runs")
                if runs is None:
                    return False
                query = select(runs.c.run_id).where(runs.c.run_id == run_id)
                if finished:
                    query = query.where(runs.c.status.in_(FINISHED))
                async with self.db_engine.connect() as connection:
                    return (await connection.execute(query)).first() is not None
        except Exception:
            return False

    @property
    def fires(self) -> bool:
        """Whether a schedule of this replica is under way."""
        return len(self._renewals) > 0

    async def claim_due_schedule(self, worker_id: str, lock_grace_seconds: int | None = None) -> dict[str, Any] | None:
        if self._drain.begun:
            return None
        claimed = await super().claim_due_schedule(worker_id, lock_grace_seconds or CLAIM_SECONDS)
        if claimed is not None:
            self._renewals[claimed["id"]] = asyncio.create_task(self._renew(claimed["id"], worker_id))
        return claimed

    async def release_schedule(self, schedule_id: str, next_run_at: int | None = None, **claim: Any) -> bool:
        # The time of the claim has moved since; whose it is has not.
        claim.pop("locked_at", None)
        renewal = self._renewals.pop(schedule_id, None)
        if renewal is not None:
            renewal.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await renewal
        return await super().release_schedule(schedule_id, next_run_at, **claim)

    async def claim_job(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        return None if self._drain.begun else await super().claim_job(*args, **kwargs)

    async def _renew(self, schedule_id: str, worker_id: str) -> None:
        while True:
            await asyncio.sleep(CLAIM_SECONDS / 3)
            # One that fails is made up for by the next.
            with contextlib.suppress(Exception):
                schedules = await self._get_table("schedules")
                mine = (schedules.c.id == schedule_id) & (schedules.c.locked_by == worker_id)
                async with self.db_engine.begin() as connection:
                    await connection.execute(update(schedules).where(mine).values(locked_at=int(time.time())))
