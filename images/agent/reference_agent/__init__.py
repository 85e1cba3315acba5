"""The platform's reference agent: what it takes to run Agno among others. docs/agent-image.md is its contract."""
