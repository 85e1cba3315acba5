import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

# The library reads it when it is imported.
os.environ["AGNO_TELEMETRY"] = "false"


@pytest.fixture(scope="session")
def private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def environment(tmp_path: Path, private_key: rsa.RSAPrivateKey) -> dict[str, str]:
    """All that the platform sets. Nobody listens where the database should be."""
    public = private_key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    secrets = {
        "database-url": b"postgresql://nobody@127.0.0.1:9/none\n",
        "jwt-verification-key": public,
        "internal-service-token": b"t" * 32,
        "model-api-key": b"key",
    }
    for name, content in secrets.items():
        (tmp_path / name).write_bytes(content)
    return {
        "TENANT_ID": "globex",
        "AGENT_NAME": "support",
        "REGION": "europe-west4",
        "MODEL_NAME": "gpt-5-mini",
        "TOOLS": "calculator, reasoning",
        "SECRETS_DIR": str(tmp_path),
        "DB_POOL_SIZE": "3",
        "GRACEFUL_SHUTDOWN_SECONDS": "20",
    }


def pytest_terminal_summary(terminalreporter):
    """The line that any CI can read, as that of the other suites."""
    passed, failed, broken = (len(terminalreporter.stats.get(how, [])) for how in ("passed", "failed", "error"))
    terminalreporter.write_line(f"{passed} passed, {failed + broken} failed")
