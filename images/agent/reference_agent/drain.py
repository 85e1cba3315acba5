"""How a replica ends: it stops looking for work, finishes what it has, and only then closes its socket."""

import time
from collections.abc import Awaitable, Callable
from types import FrameType

import uvicorn

# Of the time to finish, what uvicorn takes to close connections.
CLOSING_SECONDS = 1


class Drain:
    def __init__(self, finish_seconds: float, clock: Callable[[], float] = time.monotonic):
        self._finish_seconds = finish_seconds
        self._clock = clock
        self._deadline: float | None = None

    @property
    def begun(self) -> bool:
        return self._deadline is not None

    @property
    def time_is_over(self) -> bool:
        return self._deadline is not None and self._clock() >= self._deadline

    def begin(self) -> None:
        if self._deadline is None:
            self._deadline = self._clock() + self._finish_seconds - CLOSING_SECONDS


class DrainingServer(uvicorn.Server):
    """
    uvicorn alone closes its socket with the first signal. Here it stays open until nothing is under way or the time is
    over: gateways that have not yet heard are served, and schedules, which ask their own replica, see their runs end.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        drain: Drain,
        is_busy: Callable[[], bool],
        before_closing: Callable[[], Awaitable[None]],
    ):
        super().__init__(config)
        self._drain = drain
        self._is_busy = is_busy
        self._before_closing = before_closing

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A second signal means now."""
        if self._drain.begun:
            super().handle_exit(sig, frame)
        else:
            self._drain.begin()

    async def on_tick(self, counter: int) -> bool:
        if await super().on_tick(counter):
            return True
        if not self._drain.begun or (self._is_busy() and not self._drain.time_is_over):
            return False
        await self._before_closing()
        return True
