"""Elements that are pressed: buttons of all kinds and the overflow menu."""

from typing import Annotated, Literal

from pydantic import Field

from sandbox.blocks.objects import Confirm, Interactive, OverflowOption, PlainText, Workflow
from sandbox.blocks.schema import Maybe, Shape, UpTo, Url, Words

Label = Annotated[PlainText, UpTo(75)]
Value = Annotated[str, Field(min_length=1, max_length=2000)]
SpokenLabel = Annotated[str, Field(min_length=1, max_length=75)]
Style = Literal["primary", "danger"]


class Button(Interactive):
    type: Literal["button"]
    text: Label
    url: Maybe[Url] = None
    value: Maybe[Value] = None
    style: Maybe[Style] = None
    confirm: Maybe[Confirm] = None
    accessibility_label: Maybe[SpokenLabel] = None
    agent_prompt: Maybe[Annotated[str, Field(min_length=1, max_length=4000)]] = None
    agent_prompt_display: Maybe[Words] = None
    visible_to_user_ids: Maybe[list[Words]] = None


class WorkflowButton(Interactive):
    type: Literal["workflow_button"]
    text: Label
    workflow: Workflow
    style: Maybe[Style] = None
    accessibility_label: Maybe[SpokenLabel] = None


class IconButton(Interactive):
    type: Literal["icon_button"]
    icon: Literal["trash"]
    text: Label
    value: Maybe[Value] = None
    confirm: Maybe[Confirm] = None
    accessibility_label: Maybe[SpokenLabel] = None
    visible_to_user_ids: Maybe[list[Words]] = None


class FeedbackButton(Shape):
    text: Label
    value: Value
    accessibility_label: Maybe[SpokenLabel] = None


class FeedbackButtons(Interactive):
    type: Literal["feedback_buttons"]
    positive_button: FeedbackButton
    negative_button: FeedbackButton


class Overflow(Interactive):
    type: Literal["overflow"]
    options: Annotated[list[OverflowOption], Field(min_length=1, max_length=5)]
    confirm: Maybe[Confirm] = None
