import asyncio
import json

import pytest

from reference_agent.drain import Drain, DrainingServer
from reference_agent.front import Front
from reference_agent.saved import OnlySaved


class FakeDatabase:
    def __init__(self, there: bool = True, saved: tuple[str, ...] = ()):
        self.there = there
        self.saved = saved

    async def answers(self) -> bool:
        return self.there

    async def holds_run(self, run_id: str, *, finished: bool) -> bool:
        return (f"{run_id} finished" if finished else run_id) in self.saved


class FakeAgno:
    """Answers with what it is given, in these parts."""

    def __init__(self, *parts: bytes, status: int = 200, kind: bytes = b"application/json"):
        self.parts = parts
        self.status = status
        self.kind = kind
        self.asked = 0

    async def __call__(self, scope, receive, send):
        self.asked += 1
        await send({"type": "http.response.start", "status": self.status, "headers": [(b"content-type", self.kind)]})
        for index, part in enumerate(self.parts):
            await send({"type": "http.response.body", "body": part, "more_body": index + 1 < len(self.parts)})


def ask(app, path: str, method: str = "GET"):
    """The status, the headers and the body."""
    messages = []

    async def send(message):
        messages.append(message)

    asyncio.run(app({"type": "http", "method": method, "path": path}, None, send))
    body = b"".join(message.get("body", b"") for message in messages[1:])
    return messages[0]["status"], dict(messages[0]["headers"]), body


def event(name: str, **data: str) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (name.encode(), json.dumps({"event": name, **data}).encode())


RUN = b'{"run_id": "r1", "content": "hello"}'


class TestFront:
    def test_is_ready_while_the_database_answers(self):
        database = FakeDatabase()
        front = Front(FakeAgno(), database, Drain(9))
        assert ask(front, "/readyz")[0] == 200
        database.there = False
        assert ask(front, "/readyz")[0] == 503

    def test_is_not_ready_once_it_ends_and_keeps_no_connection(self):
        drain = Drain(9)
        front = Front(FakeAgno(b"{}"), FakeDatabase(), drain)
        assert b"connection" not in ask(front, "/agents")[1]
        drain.begin()
        assert ask(front, "/readyz")[0] == 503
        assert ask(front, "/agents")[1][b"connection"] == b"close"

    def test_counts_requests_but_not_probes(self):
        counted = []

        async def agno(scope, receive, send):
            counted.append((scope["path"], front.pending))
            raise ConnectionError

        front = Front(agno, FakeDatabase(), Drain(9))
        for path in ("/agents/support/runs", "/health"):
            with pytest.raises(ConnectionError):
                ask(front, path)
        assert counted == [("/agents/support/runs", 1), ("/health", 0)]
        assert front.pending == 0
        assert ask(front, "/prometheus")[2].decode().splitlines()[1:] == [
            "# TYPE agno_pending_requests gauge",
            "agno_pending_requests 0",
        ]


class TestOnlySaved:
    @pytest.mark.parametrize(
        ("status", "saved", "told"),
        [
            (200, ("r1 finished",), 200),
            (200, (), 503),
            # Begun, but not with how it ended.
            (200, ("r1",), 503),
            (202, ("r1",), 202),
            (202, (), 503),
            # Refusals promise nothing.
            (401, (), 401),
            (500, (), 500),
        ],
    )
    def test_promises_only_what_is_saved(self, status, saved, told):
        agno = FakeAgno(RUN[:9], RUN[9:], status=status)
        answer = ask(OnlySaved(agno, FakeDatabase(saved=saved)), "/agents/support/runs", "POST")
        assert answer[0] == told
        assert (answer[2] == RUN) == (status == told)

    @pytest.mark.parametrize("kind", ["agents", "teams", "workflows"])
    @pytest.mark.parametrize("path", ["runs", "runs/", "runs/r1/continue", "runs/r1/resume"])
    def test_begins_nothing_without_the_database(self, kind, path):
        agno = FakeAgno(RUN)
        assert ask(OnlySaved(agno, FakeDatabase(there=False)), f"/{kind}/x/{path}", "POST")[0] == 503
        assert agno.asked == 0

    @pytest.mark.parametrize(("method", "path"), [("GET", "/agents/x/runs"), ("POST", "/agents/x/runs/r1/cancel")])
    def test_leaves_everything_else_alone(self, method, path):
        assert ask(OnlySaved(FakeAgno(b"{}"), FakeDatabase(there=False)), path, method)[0] == 200

    def test_refuses_an_answer_that_names_no_run(self):
        app = OnlySaved(FakeAgno(b"[1]"), FakeDatabase(saved=("r1 finished",)))
        assert ask(app, "/agents/support/runs", "POST")[0] == 503

    @pytest.mark.parametrize("end", ["RunCompleted", "TeamRunCompleted", "WorkflowCompleted", "RunPaused"])
    def test_ends_a_stream_as_it_was_saved(self, end):
        events = (event("RunContent", content="hello"), event(end, run_id="r1"))
        for saved, last in ((("r1 finished",), end), ((), "RunError")):
            agno = FakeAgno(*events, b"", kind=b"text/event-stream; charset=utf-8")
            status, _, body = ask(OnlySaved(agno, FakeDatabase(saved=saved)), "/agents/support/runs", "POST")
            assert status == 200
            assert body.startswith(events[0])
            assert body.removeprefix(events[0]).startswith(f"event: {last}\n".encode())


class TestDrain:
    def test_lasts_as_long_as_there_is_time_but_for_the_closing(self):
        now = 100.0
        drain = Drain(35, lambda: now)
        assert (drain.begun, drain.time_is_over) == (False, False)
        drain.begin()
        now = 133.9
        drain.begin()
        assert (drain.begun, drain.time_is_over) == (True, False)
        now = 134.0
        assert drain.time_is_over

    def test_the_server_closes_when_nothing_is_under_way_or_the_time_is_over(self):
        now, busy, stopped = 0.0, True, []

        async def stop():
            stopped.append(now)

        import uvicorn

        drain = Drain(35, lambda: now)
        server = DrainingServer(uvicorn.Config(FakeAgno()), drain, lambda: busy, stop)

        def tick() -> bool:
            return asyncio.run(server.on_tick(1))

        assert not tick()
        server.handle_exit(15, None)
        assert not tick()
        busy = False
        assert tick()
        busy, now = True, 33.0
        assert not tick()
        now = 34.0
        assert tick()
        assert stopped == [0.0, 34.0]

    def test_a_second_signal_means_now(self):
        import uvicorn

        server = DrainingServer(uvicorn.Config(FakeAgno()), Drain(35), lambda: True, None)
        server.handle_exit(15, None)
        assert not server.should_exit
        server.handle_exit(15, None)
        assert server.should_exit
