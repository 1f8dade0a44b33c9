"""An amount that a refusal names has its unit."""

import pytest

from jiaozi.money import CNY, ECNY, HKD, Asset, amount_text


@pytest.mark.parametrize(
    ("minor", "asset", "text"),
    [
        (500_000, ECNY, "5,000.00 yuan"),
        (7, CNY, "0.07 yuan"),
        (-123_456, CNY, "-1,234.56 yuan"),
        (0, ECNY, "0.00 yuan"),
        (1_999_00, HKD, "1,999.00 HKD"),
    ],
)
def test_an_amount_is_written_with_its_unit(minor: int, asset: Asset, text: str) -> None:
    assert amount_text(minor, asset) == text
