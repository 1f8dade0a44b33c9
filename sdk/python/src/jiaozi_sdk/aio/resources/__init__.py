# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""The resources of `AsyncClient`, a module each."""
