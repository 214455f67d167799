"""Select menus: five sources of options, each for one choice or for several."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sandbox.blocks.objects import Confirm, ConversationFilter, Focusable, MenuOption, OptionGroup, PlainText, same
from sandbox.blocks.schema import Maybe, UpTo, Words, refuse

Placeholder = Annotated[PlainText, UpTo(150)]
MostSelected = Annotated[int, Field(ge=1)]
QueryLength = Annotated[int, Field(ge=0)]


class Menu(Focusable):
    placeholder: Maybe[Placeholder] = None
    confirm: Maybe[Confirm] = None


class StaticMenu(Menu):
    options: Maybe[Annotated[list[MenuOption], Field(min_length=1, max_length=100)]] = None
    option_groups: Maybe[Annotated[list[OptionGroup], Field(min_length=1, max_length=100)]] = None

    @model_validator(mode="after")
    def _one_source(self) -> "StaticMenu":
        if self.options is None and self.option_groups is None:
            raise refuse("must define either `options` or `option_groups`", "/type")
        if self.options is not None and self.option_groups is not None:
            raise refuse("failed to match exactly one allowed schema")
        return self

    def offers(self, option: MenuOption) -> bool:
        """Whether *option* can be chosen here."""
        groups = [group.options for group in self.option_groups or []]
        return any(same(option, offered) for options in [self.options or [], *groups] for offered in options)


class StaticSelect(StaticMenu):
    type: Literal["static_select"]
    initial_option: Maybe[MenuOption] = None

    @model_validator(mode="after")
    def _offers_initial(self) -> "StaticSelect":
        if self.initial_option and not self.offers(self.initial_option):
            raise refuse("must be one of the provided options", "/initial_option")
        return self


class MultiStaticSelect(StaticMenu):
    type: Literal["multi_static_select"]
    initial_options: Maybe[list[MenuOption]] = None
    max_selected_items: Maybe[MostSelected] = None

    @model_validator(mode="after")
    def _offers_initial(self) -> "MultiStaticSelect":
        chosen = self.initial_options
        # An empty list is refused with the same words.
        if chosen is not None and not (chosen and all(map(self.offers, chosen))):
            raise refuse("must be one of the provided options", "/initial_options")
        return self


class ExternalSelect(Menu):
    type: Literal["external_select"]
    initial_option: Maybe[MenuOption] = None
    min_query_length: Maybe[QueryLength] = None


class MultiExternalSelect(Menu):
    type: Literal["multi_external_select"]
    initial_options: Maybe[Annotated[list[MenuOption], Field(min_length=1)]] = None
    min_query_length: Maybe[QueryLength] = None
    max_selected_items: Maybe[MostSelected] = None


class UsersSelect(Menu):
    type: Literal["users_select"]
    initial_user: Maybe[Words] = None


class MultiUsersSelect(Menu):
    type: Literal["multi_users_select"]
    initial_users: Maybe[list[Words]] = None
    max_selected_items: Maybe[MostSelected] = None


class ConversationsSelect(Menu):
    type: Literal["conversations_select"]
    initial_conversation: Maybe[Words] = None
    default_to_current_conversation: Maybe[bool] = None
    response_url_enabled: Maybe[bool] = None
    filter: Maybe[ConversationFilter] = None


class MultiConversationsSelect(Menu):
    type: Literal["multi_conversations_select"]
    initial_conversations: Maybe[list[Words]] = None
    default_to_current_conversation: Maybe[bool] = None
    filter: Maybe[ConversationFilter] = None
    max_selected_items: Maybe[MostSelected] = None


class ChannelsSelect(Menu):
    type: Literal["channels_select"]
    initial_channel: Maybe[Words] = None
    response_url_enabled: Maybe[bool] = None


class MultiChannelsSelect(Menu):
    type: Literal["multi_channels_select"]
    initial_channels: Maybe[list[Words]] = None
    max_selected_items: Maybe[MostSelected] = None
