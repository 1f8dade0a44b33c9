"""A running town, as the API's tests have it."""

from tests.api.conftest import live, serve, town

__all__ = ["live", "serve", "town"]
