"""Elements that offer a choice without a menu: dates, times, checkboxes, radio buttons."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from sandbox.blocks.menus import Placeholder
from sandbox.blocks.objects import ChoiceOption, Confirm, Focusable, same
from sandbox.blocks.schema import Maybe, Words, refuse

CLOCK_TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


def _day(value: str) -> str:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError(value)
        date.fromisoformat(value)
    except ValueError:
        raise refuse("input must be a valid: date") from None
    return value


class DatePicker(Focusable):
    type: Literal["datepicker"]
    initial_date: Maybe[Annotated[str, AfterValidator(_day)]] = None
    placeholder: Maybe[Placeholder] = None
    confirm: Maybe[Confirm] = None


class TimePicker(Focusable):
    type: Literal["timepicker"]
    initial_time: Maybe[Annotated[str, Field(pattern=CLOCK_TIME)]] = None
    timezone: Maybe[Words] = None
    placeholder: Maybe[Placeholder] = None
    confirm: Maybe[Confirm] = None


class DatetimePicker(Focusable):
    type: Literal["datetimepicker"]
    # A UNIX time "in the format of 10 digits".
    initial_date_time: Maybe[Annotated[int, Field(ge=0, le=9_999_999_999)]] = None
    confirm: Maybe[Confirm] = None


class Choices(Focusable):
    options: Annotated[list[ChoiceOption], Field(min_length=1, max_length=10)]
    confirm: Maybe[Confirm] = None

    def offers(self, option: ChoiceOption) -> bool:
        """Whether *option* can be chosen here."""
        return any(same(option, offered) for offered in self.options)


class Checkboxes(Choices):
    type: Literal["checkboxes"]
    initial_options: Maybe[list[ChoiceOption]] = None

    @model_validator(mode="after")
    def _offers_initial(self) -> "Checkboxes":
        chosen = self.initial_options
        # An empty list is refused with the same words.
        if chosen is not None and not (chosen and all(map(self.offers, chosen))):
            raise refuse("must be one of the provided options", "/initial_options")
        return self


class RadioButtons(Choices):
    type: Literal["radio_buttons"]
    initial_option: Maybe[ChoiceOption] = None

    @model_validator(mode="after")
    def _offers_initial(self) -> "RadioButtons":
        if self.initial_option and not self.offers(self.initial_option):
            raise refuse("must be one of the provided options", "/initial_option")
        return self
