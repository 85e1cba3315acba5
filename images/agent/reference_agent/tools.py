"""The tools that this image knows, by the names that the stack file uses. A tenant's own image has its own."""

from collections.abc import Callable, Sequence

from agno.tools import Toolkit
from agno.tools.calculator import CalculatorTools
from agno.tools.reasoning import ReasoningTools

from .settings import CannotStart

TOOLS: dict[str, Callable[[], Toolkit]] = {"calculator": CalculatorTools, "reasoning": ReasoningTools}


def tools_of(names: Sequence[str]) -> list[Toolkit]:
    """Raises CannotStart: an agent without a tool that it was given answers, but wrongly."""
    unknown = [name for name in names if name not in TOOLS]
    if unknown:
        raise CannotStart(f"TOOLS has {', '.join(unknown)}; this image knows {', '.join(TOOLS)}")
    return [TOOLS[name]() for name in names]
