"""Numbers as people type them, wherever they come from."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import numbers


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("62", "62"),
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        ("-3", "-3"),
        ("\N{MINUS SIGN}3,25", "-3.25"),
        ("1 250", "1250"),
        ("1\u202f250,5", "1250.5"),
        ("1'250.5", "1250.5"),
        ("1,250.5", "1250.5"),
        ("1.250,5", "1250.5"),
        ("1,250,000", "1250000"),
        ("12,50,000", "1250000"),
        ("0.125", "0.125"),
        ("1250.500", "1250.5"),
        ("1.1250", "1.125"),
        ("0", "0"),
        (" 7 ", "7"),
    ],
)
def test_a_number_is_read_as_it_was_meant(typed: str, value: str) -> None:
    assert numbers.read(typed, "value") == Decimal(value)


@pytest.mark.parametrize(("typed", "unit"), [("62 bikes", "bikes"), ("62 %", "%"), ("€62", "€"), ("62", "bikes")])
def test_the_unit_may_stand_beside_it(typed: str, unit: str) -> None:
    assert numbers.read(typed, "value", unit) == 62


@pytest.mark.parametrize(
    "typed", ["", "many", "12 5", "1.2.3", "1e5", "nan", "inf", "+3", "62 bikes", "1,,5", "½", "٣"]
)
def test_what_is_no_number_is_refused_and_marks_its_field(typed: str) -> None:
    with pytest.raises(numbers.NotANumber) as refusal:
        numbers.read(typed, "target")
    assert refusal.value.field == "target"


@pytest.mark.parametrize("typed", ["1,250", "1.250", "-12,500", "999.999"])
def test_what_is_a_thousand_to_some_and_a_fraction_to_others_is_not_guessed(typed: str) -> None:
    with pytest.raises(numbers.TwoWaysToRead):
        numbers.read(typed, "value")


@pytest.mark.parametrize("typed", ["1234567890123", "0.12345"])
def test_a_number_longer_than_any_measure_is_refused(typed: str) -> None:
    with pytest.raises(numbers.NumberTooLong):
        numbers.read(typed, "value")


@given(st.decimals(-(10**12) + 1, 10**12 - 1, places=4))
def test_a_form_filled_in_by_us_is_read_back_as_the_same_number(value: Decimal) -> None:
    assert numbers.read(numbers.typed(value), "value") == value
