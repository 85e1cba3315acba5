from pathlib import Path

import pytest

from reference_agent.settings import FORBIDDEN, CannotStart, read_settings
from reference_agent.tools import tools_of


def problems(environment: dict[str, str]) -> list[str]:
    with pytest.raises(CannotStart) as refused:
        read_settings(environment)
    return str(refused.value).splitlines()


def test_maps_the_environment(environment):
    settings = read_settings(environment)
    assert (settings.tenant, settings.agent, settings.region, settings.model) == (
        "globex",
        "support",
        "europe-west4",
        "gpt-5-mini",
    )
    assert settings.tools == ("calculator", "reasoning")
    assert (settings.port, settings.pool_size, settings.finish_seconds) == (8000, 3, 20)
    assert settings.audience == "globex/support"
    assert settings.secrets.database_url == "postgresql://nobody@127.0.0.1:9/none"
    assert settings.secrets.redis_url is None


def test_has_defaults_for_figures_only(environment):
    del environment["DB_POOL_SIZE"], environment["GRACEFUL_SHUTDOWN_SECONDS"], environment["TOOLS"]
    settings = read_settings(environment)
    assert (settings.pool_size, settings.finish_seconds, settings.tools) == (4, 35, ())
    del environment["TENANT_ID"], environment["MODEL_NAME"]
    assert problems(environment) == ["TENANT_ID is not set", "MODEL_NAME is not set"]


def test_takes_redis_where_there_is_a_file(environment):
    file = Path(environment["SECRETS_DIR"]) / "redis-url"
    file.write_text("redis://127.0.0.1:6379/0")
    assert read_settings(environment).secrets.redis_url == "redis://127.0.0.1:6379/0"
    file.write_text("http://127.0.0.1")
    assert problems(environment) == [f"{file} is not a URL of Redis"]


@pytest.mark.parametrize("name", FORBIDDEN)
def test_refuses_what_would_undo_it(environment, name):
    assert problems({**environment, name: "false"}) == [f"{name} must not be set"]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("database-url", None, "cannot be read: No such file or directory"),
        ("database-url", "mysql://x", "is not a URL of PostgreSQL"),
        ("jwt-verification-key", None, "cannot be read: No such file or directory"),
        ("jwt-verification-key", "a shared secret, which also signs", "is not a public key in PEM"),
        ("internal-service-token", "short", "is not a token of 32 characters or more"),
        ("model-api-key", "", "is not a key"),
    ],
)
def test_refuses_secrets_that_are_none_and_does_not_tell_them(environment, name, content, problem):
    file = Path(environment["SECRETS_DIR"]) / name
    if content is None:
        file.unlink()
    else:
        file.write_text(content)
    assert problems(environment) == [f"{file} {problem}"]


@pytest.mark.parametrize("value", ["0", "-1", "four", "1.5", ""])
def test_refuses_figures_that_are_none(environment, value):
    assert problems({**environment, "DB_POOL_SIZE": value}) == [
        f"DB_POOL_SIZE is {value!r}; allowed is a whole number above 0"
    ]


def test_tells_everything_at_once(environment):
    assert len(problems({"AUTHORIZATION_ENABLED": "true", "SECRETS_DIR": "/nowhere"})) == 9


def test_shows_no_secret(environment):
    assert "nobody@" not in repr(read_settings(environment))


def test_knows_its_tools_and_no_others():
    assert len(tools_of(("calculator", "reasoning"))) == 2
    with pytest.raises(CannotStart, match="TOOLS has search, mail; this image knows calculator, reasoning"):
        tools_of(("search", "calculator", "mail"))
