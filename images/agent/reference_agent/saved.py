"""
No answer that promises a run which the database does not hold.

Agno goes on when the database is away: the run is answered with 200 and is lost. So a run begins only while the
database answers, and its end is told only once the row is there. In a stream, whose 200 is out long before, that is the
last event: RunCompleted says that the run is saved, and RunError stands in its place where it is not.
"""

import json
import re
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .database import Database
from .front import respond_json

RUNS = re.compile(r"/(agents|teams|workflows)/[^/]+/runs(/[^/]+/(continue|resume))?")
ENDS = ("RunCompleted", "TeamRunCompleted", "WorkflowCompleted", "RunPaused", "TeamRunPaused", "WorkflowPaused")
NOT_SAVED = "the run could not be saved: try again"


class OnlySaved:
    def __init__(self, app: ASGIApp, database: Database):
        self._app = app
        self._database = database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not RUNS.fullmatch(scope["path"].rstrip("/")):
            await self._app(scope, receive, send)
        elif not await self._database.answers():
            await respond_json(send, 503, {"detail": "the database does not answer: try again"})
        else:
            await self._app(scope, receive, _Checked(send, self._database))


class _Checked:
    """One response: passes a stream on event by event, and holds anything else back until it is whole."""

    def __init__(self, send: Send, database: Database):
        self._send = send
        self._database = database
        self._start: Message = {}
        self._body = b""
        self._streams = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            kind = dict(message["headers"]).get(b"content-type", b"")
            self._streams = kind.startswith(b"text/event-stream")
            if self._streams:
                await self._send(message)
        elif message["type"] != "http.response.body":
            await self._send(message)
        elif self._streams:
            await self._send({**message, "body": await self._event(message.get("body", b""))})
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(message)

    async def _finish(self, last: Message) -> None:
        accepted = self._start["status"] == 202
        promised = accepted or self._start["status"] == 200
        if promised and not await self._holds(_parse(self._body), finished=not accepted):
            await respond_json(self._send, 503, {"detail": NOT_SAVED})
            return
        await self._send(self._start)
        await self._send({**last, "body": self._body})

    async def _event(self, event: bytes) -> bytes:
        """Agno sends each event as one message."""
        first, _, rest = event.partition(b"\n")
        if first.removeprefix(b"event: ").decode(errors="replace") not in ENDS:
            return event
        run = _parse(rest.partition(b"\n")[0].removeprefix(b"data: "))
        if await self._holds(run, finished=True):
            return event
        told = {"event": "RunError", "run_id": run.get("run_id"), "content": NOT_SAVED, "error_type": "not_saved"}
        return b"event: RunError\ndata: " + json.dumps(told).encode() + b"\n\n"

    async def _holds(self, run: dict[str, Any], *, finished: bool) -> bool:
        return isinstance(run.get("run_id"), str) and await self._database.holds_run(run["run_id"], finished=finished)


def _parse(text: bytes) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
