"""The outermost layer: probes, the count of requests under way, and a drain that callers hear of."""

import json
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .database import Database
from .drain import Drain

# Asked by the platform itself: no load.
PROBES = ("/health", "/readyz", "/prometheus")


class Front:
    def __init__(self, app: ASGIApp, database: Database, drain: Drain):
        self._app = app
        self._database = database
        self._drain = drain
        self.pending = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        send = self._closing(send) if self._drain.begun else send
        if path == "/readyz":
            await self._tell_ready(send)
        elif path == "/prometheus":
            await respond(send, 200, self._metrics(), "text/plain; version=0.0.4; charset=utf-8")
        elif path in PROBES:
            await self._app(scope, receive, send)
        else:
            await self._count(scope, receive, send)

    async def _tell_ready(self, send: Send) -> None:
        if self._drain.begun:
            await respond_json(send, 503, {"ready": False, "reason": "ending"})
        elif not await self._database.answers():
            await respond_json(send, 503, {"ready": False, "reason": "the database does not answer"})
        else:
            await respond_json(send, 200, {"ready": True})

    async def _count(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.pending += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self.pending -= 1

    def _metrics(self) -> str:
        return (
            "# HELP agno_pending_requests Requests and streams under way.\n"
            "# TYPE agno_pending_requests gauge\n"
            f"agno_pending_requests {self.pending}\n"
        )

    @staticmethod
    def _closing(send: Send) -> Send:
        """A connection that is kept would bring the next request here again."""

        async def closing(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
            await send(message)

        return closing


async def respond(send: Send, status: int, body: str, content_type: str) -> None:
    content = body.encode()
    headers = [(b"content-type", content_type.encode()), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


async def respond_json(send: Send, status: int, body: dict[str, Any]) -> None:
    await respond(send, status, json.dumps(body), "application/json")
