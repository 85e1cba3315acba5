"""What the platform tells an agent: its environment, and secrets in files. docs/agent-image.md has the table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

# Agno reads these by itself, and each would undo what is set up here. The first leaves /config open to everybody.
FORBIDDEN = (
    "AUTHORIZATION_ENABLED",
    "OS_SECURITY_KEY",
    "JWT_VERIFICATION_KEY",
    "JWT_JWKS_FILE",
    "OPENAI_API_KEY",
)

PORT = 8000
SHORTEST_TOKEN = 32


class CannotStart(Exception):
    """Says everything that is wrong, a line each."""


@dataclass(frozen=True)
class Secrets:
    """Kept out of the environment, which children inherit and error reports show; and out of repr()."""

    database_url: str = field(repr=False)
    jwt_verification_key: str = field(repr=False)
    internal_service_token: str = field(repr=False)
    model_api_key: str = field(repr=False)
    redis_url: str | None = field(repr=False)


@dataclass(frozen=True)
class Settings:
    tenant: str
    agent: str
    region: str
    model: str
    tools: tuple[str, ...]
    port: int
    pool_size: int
    """Connections to the database, ever."""
    finish_seconds: int
    """What is under way may take that long after SIGTERM."""
    secrets: Secrets

    @property
    def audience(self) -> str:
        """Whom a token must be meant for: one issuer may serve all tenants."""
        return f"{self.tenant}/{self.agent}"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Raises CannotStart."""
    return _Reader(environment).read()


class _Reader:
    """Goes on after a problem, so that one start tells them all."""

    def __init__(self, environment: Mapping[str, str]):
        self.environment = environment
        self.problems = [f"{name} must not be set" for name in FORBIDDEN if name in environment]

    def read(self) -> Settings:
        settings = Settings(
            tenant=self.text("TENANT_ID"),
            agent=self.text("AGENT_NAME"),
            region=self.text("REGION"),
            model=self.text("MODEL_NAME"),
            tools=tuple(name.strip() for name in self.environment.get("TOOLS", "").split(",") if name.strip()),
            port=self.number("PORT", PORT),
            pool_size=self.number("DB_POOL_SIZE", 4),
            finish_seconds=self.number("GRACEFUL_SHUTDOWN_SECONDS", 35),
            secrets=self.secrets(),
        )
        if self.problems:
            raise CannotStart("\n".join(self.problems))
        return settings

    def secrets(self) -> Secrets:
        folder = Path(self.environment.get("SECRETS_DIR", "/var/run/secrets/agno"))
        return Secrets(
            database_url=self.secret(
                folder / "database-url", r"postgres(ql)?(\+psycopg)?://\S+", "a URL of PostgreSQL"
            ),
            # A key that also signs would let every agent make tokens for every other.
            jwt_verification_key=self.secret(
                folder / "jwt-verification-key",
                r"-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----",
                "a public key in PEM",
            ),
            internal_service_token=self.secret(
                folder / "internal-service-token",
                rf"\S{{{SHORTEST_TOKEN},}}",
                f"a token of {SHORTEST_TOKEN} characters or more",
            ),
            model_api_key=self.secret(folder / "model-api-key", r"\S+", "a key"),
            redis_url=self.secret(folder / "redis-url", r"rediss?://\S+", "a URL of Redis")
            if (folder / "redis-url").exists()
            else None,
        )

    def secret(self, file: Path, pattern: str, what: str) -> str:
        """Never tells what was in it."""
        try:
            content = file.read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(f"{file} cannot be read: {getattr(error, 'strerror', None) or 'it is no text'}")
            return ""
        if not re.fullmatch(pattern, content):
            self.problems.append(f"{file} is not {what}")
        return content

    def text(self, name: str) -> str:
        value = self.environment.get(name, "").strip()
        if value == "":
            self.problems.append(f"{name} is not set")
        return value

    def number(self, name: str, default: int) -> int:
        value = self.environment.get(name, str(default))
        if re.fullmatch(r"[1-9]\d{0,4}", value):
            return int(value)
        self.problems.append(f"{name} is {value!r}; allowed is a whole number above 0")
        return default
