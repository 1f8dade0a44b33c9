"""The HTTP API: thin, no rules of its own. A request becomes a command, an outcome becomes an answer."""
