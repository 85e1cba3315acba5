"""`python -m reference_agent`: what the image runs."""

import os
import sys

import uvicorn

from .application import build
from .drain import CLOSING_SECONDS, Drain, DrainingServer
from .settings import CannotStart, read_settings


def main() -> None:
    try:
        settings = read_settings(os.environ)
        drain = Drain(settings.finish_seconds)
        application = build(settings, drain)
    except CannotStart as error:
        sys.exit(str(error))
    config = uvicorn.Config(
        application.front,
        host="0.0.0.0",
        port=settings.port,
        timeout_graceful_shutdown=CLOSING_SECONDS,
        access_log=False,
    )
    DrainingServer(config, drain, lambda: application.is_busy, application.stop_schedules).run()


if __name__ == "__main__":
    main()
