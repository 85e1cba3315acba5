"""The whole app on the real Agno, but without a database: what it shows to whom."""

import time

import jwt
import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from reference_agent.application import build, queue_of
from reference_agent.drain import Drain
from reference_agent.settings import read_settings

OPEN = {"/", "/health", "/info"}


def routes_in(router) -> list[APIRoute]:
    """Also of routers that are included as a whole."""
    found = []
    for route in router.routes:
        if isinstance(route, APIRoute):
            found.append(route)
        elif hasattr(route, "original_router"):
            found.extend(routes_in(route.original_router))
    return found


@pytest.fixture
def application(environment):
    return build(read_settings(environment), Drain(20))


@pytest.fixture
def client(application):
    return TestClient(application.front, raise_server_exceptions=False)


def token(private_key, audience: str, **claims) -> dict[str, str]:
    now = int(time.time())
    told = {"sub": "ada", "aud": audience, "iat": now, "exp": now + 60, "scopes": ["config:read"], **claims}
    return {"Authorization": f"Bearer {jwt.encode(told, private_key, 'RS256')}"}


def test_every_route_but_health_wants_a_token(application, client, monkeypatch):
    async def answers():
        return True

    # Without it, runs are refused before anybody looks at the token.
    monkeypatch.setattr(application.database, "answers", answers)
    routes = [(method, route.path) for route in routes_in(application.agno) for method in sorted(route.methods)]
    assert len(routes) > 100
    unlocked = {
        path
        for method, path in routes
        if client.request(method, path.replace("{", "").replace("}", "")).status_code != 401
    }
    assert unlocked == OPEN


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_shows_its_api_to_nobody(client, path):
    assert client.get(path).status_code in (401, 404)


@pytest.mark.parametrize(
    ("audience", "claims", "status"),
    [
        ("globex/support", {}, 200),
        ("globex/support", {"scopes": []}, 403),
        ("globex/support", {"exp": 1}, 401),
        ("globex/vision", {}, 401),
        ("initech/support", {}, 401),
    ],
)
def test_takes_tokens_that_are_for_it(client, private_key, audience, claims, status):
    assert client.get("/config", headers=token(private_key, audience, **claims)).status_code == status


def test_takes_no_key_for_a_shared_secret(client, environment):
    """Signed with the public key, as if it were one."""
    now = int(time.time())
    forged = jwt.encode({"sub": "eve", "aud": "globex/support", "exp": now + 60}, "x" * 64, "HS256")
    assert client.get("/config", headers={"Authorization": f"Bearer {forged}"}).status_code == 401


def test_lives_without_a_database_but_is_not_ready(client):
    assert client.get("/health").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert client.get("/prometheus").status_code == 200


def test_has_one_pool_that_does_not_grow(application):
    pool = application.database.db_engine.pool
    assert (pool.size(), pool._max_overflow) == (3, 0)


def test_keeps_runs_in_the_database_and_shows_them_through_redis_where_there_is_one(environment):
    settings = read_settings(environment)
    queue = queue_of(settings)
    assert (queue.durable, queue.max_attempts, queue.redis) == (True, 2, None)
    object.__setattr__(settings.secrets, "redis_url", "redis://127.0.0.1:1")
    redis = queue_of(settings).redis
    assert (redis.url, redis.key_prefix) == ("redis://127.0.0.1:1", "globex:support")


def test_is_busy_with_requests_and_with_schedules(application):
    assert not application.is_busy
    application.front.pending = 1
    assert application.is_busy
    application.front.pending = 0
    application.database._renewals["s1"] = None
    assert application.is_busy
