"""Blocks that show one thing in a frame: alerts, cards and tasks."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sandbox.blocks.buttons import Button
from sandbox.blocks.objects import ImageElement, SlackIcon, Text, UrlSource
from sandbox.blocks.rich_text import RichText
from sandbox.blocks.schema import Id, Maybe, Shape, UpTo, Words, refuse


class Alert(Shape):
    type: Literal["alert"]
    block_id: Maybe[Id] = None
    text: Annotated[Text, UpTo(200)]
    level: Maybe[Literal["default", "info", "warning", "error", "success"]] = None


class Card(Shape):
    type: Literal["card"]
    block_id: Maybe[Id] = None
    hero_image: Maybe[ImageElement] = None
    icon: Maybe[ImageElement] = None
    slack_icon: Maybe[SlackIcon] = None
    title: Maybe[Annotated[Text, UpTo(150)]] = None
    subtitle: Maybe[Annotated[Text, UpTo(150)]] = None
    body: Maybe[Annotated[Text, UpTo(200)]] = None
    subtext: Maybe[Annotated[Text, UpTo(200)]] = None
    actions: Maybe[Annotated[list[Button], Field(min_length=1, max_length=3)]] = None

    @model_validator(mode="after")
    def _shows_something(self) -> "Card":
        if not {"hero_image", "title", "actions", "body"} & self.model_fields_set:
            raise refuse("must define at least one of `hero_image`, `title`, `actions` or `body`", "/type")
        if self.icon is not None and self.slack_icon is not None:
            raise refuse("must define only one of `icon` or `slack_icon`", "/slack_icon")
        return self


class Carousel(Shape):
    type: Literal["carousel"]
    block_id: Maybe[Id] = None
    elements: Annotated[list[Card], Field(min_length=1, max_length=10)]


class Task(Shape):
    """What a task card shows, alone or in a plan; its texts are bare strings, unlike a card's."""

    block_id: Maybe[Id] = None
    task_id: Words
    title: Words
    details: Maybe[RichText] = None
    output: Maybe[RichText] = None
    sources: Maybe[list[UrlSource]] = None
    icon: Maybe[SlackIcon] = None


class TaskCard(Task):
    type: Literal["task_card"]
    # "pending" is for tasks of a plan: alone, Slack refuses it, though its page has an example with it.
    status: Maybe[Literal["in_progress", "complete", "error"]] = None


class PlannedTask(Task):
    type: Maybe[Literal["task_card"]] = None  # Slack's own example leaves it out
    status: Maybe[Literal["pending", "in_progress", "complete", "error"]] = None


class Plan(Shape):
    type: Literal["plan"]
    block_id: Maybe[Id] = None
    title: Words
    tasks: Maybe[list[PlannedTask]] = None
