#!/usr/bin/env python3
"""
Holds a running agent against docs/agent-image.md. Needs Python 3.11 and nothing else.

    python3 check_agent_image.py http://127.0.0.1:8000
    python3 check_agent_image.py http://127.0.0.1:8000 --agent support --token-file token \
        --stop-database 'docker stop db' --start-database 'docker start db' --terminate 'docker kill -s TERM agent'

The URL alone shows probes, metrics and locked doors. With a token (agents:read, agents:run), runs are tried; with the
commands, what happens without the database and at the end. Exit status 0: it keeps the contract; 1: it does not.
"""

import argparse
import http.client
import json
import re
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator

LOCKED = (
    ("GET", "/config"),
    ("GET", "/agents"),
    ("GET", "/sessions"),
    ("GET", "/schedules"),
    ("GET", "/memories"),
    ("GET", "/metrics"),
    ("POST", "/agents/{agent}/runs"),
)
HIDDEN = ("/docs", "/redoc", "/openapi.json")
# {"alg":"none"} . {"sub":"nobody","scopes":["agent_os:admin"]} and no signature.
UNSIGNED = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkiLCJzY29wZXMiOlsiYWdlbnRfb3M6YWRtaW4iXX0."
PROBE_SECONDS = 3
# Two failed probes, five seconds apart, and one more.
NOTICED_SECONDS = 15
# What Kubernetes leaves after SIGTERM.
END_SECONDS = 100


class Broken(Exception):
    """What the contract says, and what was found."""


class Agent:
    def __init__(self, url: str, agent: str, token: str | None):
        parts = urllib.parse.urlsplit(url)
        self._host, self._port, self._tls = parts.hostname, parts.port, parts.scheme == "https"
        self._path = parts.path.rstrip("/")
        self.name = agent
        self.token = token

    def ask(
        self,
        method: str,
        path: str,
        *,
        token: str | None = None,
        fields: dict[str, str] | None = None,
        seconds: float = 30,
    ):
        """The status and the text; 0 where nobody answers."""
        try:
            response = self._open(method, path, token, fields, seconds)
            return response.status, response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return 0, ""

    def run(self, **fields: str) -> tuple[int, dict]:
        told = {"message": "Say hello.", "stream": "false", **fields}
        status, text = self.ask("POST", f"/agents/{self.name}/runs", token=self.token, fields=told, seconds=120)
        try:
            return status, json.loads(text)
        except ValueError:
            return status, {}

    def stream(self) -> Iterator[str]:
        """The names of the events."""
        fields = {"message": "Say hello at length.", "stream": "true"}
        response = self._open("POST", f"/agents/{self.name}/runs", self.token, fields, END_SECONDS)
        if response.status != 200:
            raise Broken(f"a stream is answered with {response.status}")
        for line in response:
            if line.startswith(b"event: "):
                yield line.removeprefix(b"event: ").strip().decode()

    def _open(self, method: str, path: str, token: str | None, fields: dict[str, str] | None, seconds: float):
        kind = http.client.HTTPSConnection if self._tls else http.client.HTTPConnection
        connection = kind(self._host, self._port, timeout=seconds)
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, self._path + path, body, headers)
        return connection.getresponse()


def expect(holds: bool, broken: str) -> None:
    if not holds:
        raise Broken(broken)


def until(seconds: float, holds: Callable[[], bool], broken: str) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        expect(time.monotonic() < deadline, f"{broken} within {seconds:.0f} s")
        time.sleep(0.2)


def readiness(agent: Agent) -> int:
    return agent.ask("GET", "/readyz", seconds=PROBE_SECONDS)[0]


def lives(agent: Agent) -> None:
    status, _ = agent.ask("GET", "/health", seconds=PROBE_SECONDS)
    expect(status == 200, f"GET /health is {status}, not 200")


def is_ready(agent: Agent) -> None:
    status = readiness(agent)
    expect(status == 200, f"GET /readyz is {status}, not 200: is the database there?")


def counts_requests(agent: Agent) -> None:
    status, text = agent.ask("GET", "/prometheus", seconds=PROBE_SECONDS)
    expect(status == 200, f"GET /prometheus is {status}, not 200")
    expect("# TYPE agno_pending_requests gauge" in text, "/prometheus does not declare the gauge agno_pending_requests")
    expect(
        re.search(r"^agno_pending_requests(\{.*\})? \d+(\.0)?$", text, re.M) is not None,
        "/prometheus has no agno_pending_requests",
    )


def is_locked(agent: Agent, token: str | None) -> None:
    for method, path in LOCKED:
        fields = {"message": "Say hello."} if method == "POST" else None
        status, _ = agent.ask(method, path.format(agent=agent.name), token=token, fields=fields)
        expect(
            status in (401, 403),
            f"{method} {path} is {status}, not 401, with {'no token' if token is None else 'an unsigned one'}",
        )


def hides_its_api(agent: Agent) -> None:
    for path in HIDDEN:
        status, _ = agent.ask("GET", path)
        expect(
            status in (401, 403, 404), f"GET {path} is {status}: the API is shown to everybody (DOCS_ENABLED is false)"
        )


def runs(agent: Agent) -> None:
    status, run = agent.run()
    expect(status == 200, f"a run is answered with {status}, not 200")
    where = f"/agents/{agent.name}/runs/{run.get('run_id')}?session_id={run.get('session_id')}"
    status, _ = agent.ask("GET", where, token=agent.token)
    expect(status == 200, f"a run was answered with 200, but asked for again it is {status}: it was not saved")


def streams(agent: Agent) -> None:
    last = [*agent.stream()][-1:]
    expect(last == ["RunCompleted"], f"a stream ends with {last}, not with RunCompleted")


def survives_its_database(agent: Agent, stop: str, start: str) -> None:
    subprocess.run(stop, shell=True, check=True, stdout=subprocess.DEVNULL)
    try:
        until(NOTICED_SECONDS, lambda: readiness(agent) == 503, "without its database, /readyz is not 503")
        lives(agent)
        status, _ = agent.run() if agent.token else (503, {})
        expect(status >= 500, f"without its database, a run is answered with {status}")
    finally:
        subprocess.run(start, shell=True, check=True, stdout=subprocess.DEVNULL)
    until(60, lambda: readiness(agent) == 200, "with its database back, /readyz is not 200")


def ends_in_order(agent: Agent, terminate: str) -> None:
    """A stream that has begun is finished; then the socket is closed."""
    events: list[str] = []
    begun = threading.Event()

    def listen() -> None:
        try:
            for event in agent.stream():
                events.append(event)
                begun.set()
        except (OSError, http.client.HTTPException, Broken) as error:
            events.append(f"cut: {error}")
        begun.set()

    listener = threading.Thread(target=listen)
    if agent.token:
        listener.start()
        begun.wait()
    subprocess.run(terminate, shell=True, check=True, stdout=subprocess.DEVNULL)
    until(5, lambda: readiness(agent) != 200, "after SIGTERM, /readyz is still 200")
    if agent.token:
        listener.join()
        expect(
            events[-1:] == ["RunCompleted"], f"after SIGTERM, a stream ends with {events[-1:]}, not with RunCompleted"
        )
    until(
        END_SECONDS,
        lambda: agent.ask("GET", "/health", seconds=PROBE_SECONDS)[0] == 0,
        "after SIGTERM, it is still there",
    )


def checks(options: argparse.Namespace) -> Iterator[tuple[str, Callable[[Agent], None]]]:
    yield "lives", lives
    yield "is ready", is_ready
    yield "counts requests under way", counts_requests
    yield "refuses without a token", lambda agent: is_locked(agent, None)
    yield "refuses a token that nobody signed", lambda agent: is_locked(agent, UNSIGNED)
    yield "hides its API", hides_its_api
    if options.token_file:
        yield "runs, and saves what it answers", runs
        yield "streams to the end", streams
    if options.stop_database and options.start_database:
        yield (
            "is not ready without its database",
            lambda agent: survives_its_database(agent, options.stop_database, options.start_database),
        )
    if options.terminate:
        yield "ends in order", lambda agent: ends_in_order(agent, options.terminate)


def main() -> int:
    parser = argparse.ArgumentParser(description="Holds a running agent against docs/agent-image.md.")
    parser.add_argument("url")
    parser.add_argument("--agent", default="support", help="its AGENT_NAME (default: support)")
    parser.add_argument("--token-file", help="a file with a token that may run it")
    parser.add_argument("--stop-database", metavar="COMMAND")
    parser.add_argument("--start-database", metavar="COMMAND")
    parser.add_argument("--terminate", metavar="COMMAND", help="sends SIGTERM to it")
    options = parser.parse_args()
    token = None
    if options.token_file:
        with open(options.token_file, encoding="utf8") as file:
            token = file.read().strip()
    agent = Agent(options.url, options.agent, token)
    broken = 0
    for name, check in checks(options):
        try:
            check(agent)
            print(f"ok      {name}")
        except Broken as error:
            broken += 1
            print(f"BROKEN  {name}: {error}")
    print("keeps the contract" if broken == 0 else f"breaks it in {broken} of its points: see docs/agent-image.md")
    return 0 if broken == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
