"""What this run of the tests has met, so that false codes are noticed in what users read."""

from typing import Final

MET: Final[set[tuple[str, str]]] = set()
"""Operations and endpoints with the codes of their refusals. `pytest --met FILE` writes it down, and
`python -m tools.refusals --unmet FILE` what it lacks."""
