"""The size of groups does not change a pilot's digest: times and balances follow from the events alone."""

from typing import Any

import pytest

from tests.cli.conftest import Jiaozi
from tests.cli.test_pilot import SMALL, _figures

Pilot = tuple[Jiaozi, Any]


@pytest.mark.parametrize("group", [1, 7, 1_000])
def test_the_size_of_groups_does_not_change_the_digest(home: Jiaozi, pilot: Pilot, group: int) -> None:
    assert _figures(home.json(*SMALL, "--group", str(group))) == _figures(pilot[1])
