"""AgentOS as the platform needs it, and the layers around it."""

from dataclasses import dataclass

from agno.agent import Agent
from agno.job_queue import QueueConfig
from agno.job_queue.config import RedisCoordination
from agno.models.openai import OpenAIChat
from agno.os import AgentOS
from agno.os.authz import Authorization
from agno.os.settings import AgnoAPISettings
from fastapi import FastAPI

from .database import Database
from .drain import Drain
from .front import Front
from .saved import OnlySaved
from .settings import Settings
from .tools import tools_of

# A run that was cut, by a crash or by a drain that took too long, is run once more, from its start.
ATTEMPTS = 2


@dataclass(frozen=True)
class Application:
    front: Front
    database: Database
    agno: FastAPI

    @property
    def is_busy(self) -> bool:
        return self.front.pending > 0 or self.database.fires

    async def stop_schedules(self) -> None:
        """While the socket is still open: afterwards they could only fail."""
        poller = getattr(self.agno.state, "scheduler_poller", None)
        if poller is not None:
            await poller.stop()


def build(settings: Settings, drain: Drain) -> Application:
    database = Database(settings.secrets.database_url, settings.pool_size, drain)
    agno = agent_os_of(settings, database).get_app()
    front = Front(OnlySaved(agno, database), database, drain)
    return Application(front, database, agno)


def agent_os_of(settings: Settings, database: Database) -> AgentOS:
    secrets = settings.secrets
    return AgentOS(
        id=settings.audience,
        name=settings.agent,
        description=f"{settings.agent} of {settings.tenant} in {settings.region}",
        db=database,
        agents=[agent_of(settings, database)],
        settings=AgnoAPISettings(docs_enabled=False),
        authorization=Authorization(
            verification_keys=[secrets.jwt_verification_key],
            algorithm="RS256",
            verify_audience=True,
            audience=settings.audience,
        ),
        # A caller sees nobody else's conversations.
        user_isolation=True,
        queue=queue_of(settings),
        # On every replica: claims in the database see to it that one fires.
        scheduler=True,
        scheduler_base_url=f"http://127.0.0.1:{settings.port}",
        internal_service_token=secrets.internal_service_token,
        telemetry=False,
    )


def agent_of(settings: Settings, database: Database) -> Agent:
    return Agent(
        id=settings.agent,
        name=settings.agent,
        model=OpenAIChat(id=settings.model, api_key=settings.secrets.model_api_key),
        tools=list(tools_of(settings.tools)),
        db=database,
        add_history_to_context=True,
        telemetry=False,
    )


def queue_of(settings: Settings) -> QueueConfig:
    """Runs in the background are rows of the database; with Redis, any replica shows and stops those of another."""
    url = settings.secrets.redis_url
    redis = None if url is None else RedisCoordination(url=url, key_prefix=f"{settings.tenant}:{settings.agent}")
    return QueueConfig(durable=True, max_attempts=ATTEMPTS, redis=redis)
