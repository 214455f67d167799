"""What a select menu offers: the options of the app's, the people and the conversations that the viewer knows."""

from sandbox.directory import SLACKBOT
from sandbox.page.kit.reading import words
from sandbox.page.kit.surface import Surface
from sandbox.records import Channel, Json


def offered(element: Json, surface: Surface) -> list[Json]:
    """The options of a select; none for an external one, whose options the app gives as one types."""
    kind = element["type"].removeprefix("multi_")
    if kind == "static_select":
        groups = element.get("option_groups") or [{"options": element.get("options", [])}]
        return [as_option(option, group) for group in groups for option in group["options"]]
    if kind == "users_select":
        return _people(surface)
    if kind == "channels_select":
        return [_channel(one) for one in _channels(surface) if not one.private]
    if kind == "conversations_select":
        return _conversations(element.get("filter") or {}, surface)
    return []


def as_option(option: Json, group: Json | None = None) -> Json:
    """An option of the app's as the menu takes it."""
    return {
        "value": option["value"],
        "label": words(option["text"]),
        "description": words(option.get("description")),
        "group": words(group.get("label")) if group else "",
    }


def _people(surface: Surface) -> list[Json]:
    there = [one for one in surface.workspace.directory.people.values() if not one.deactivated and one.id != SLACKBOT]
    return [
        {"value": one.id, "label": one.name, "description": one.title, "search": one.handle}
        for one in sorted(there, key=lambda one: one.name.casefold())
    ]


def _channels(surface: Surface) -> list[Channel]:
    """The channels that the viewer may know of: all public ones, and the private ones they are in."""
    viewer = surface.viewer
    return sorted(
        (
            one
            for one in surface.workspace.channels.all.values()
            if not one.direct and not one.archived and (viewer.id in one.members or not (one.private or viewer.guest))
        ),
        key=lambda one: one.name,
    )


def _channel(channel: Channel) -> Json:
    return {"value": channel.id, "label": f"{'🔒' if channel.private else '#'} {channel.name}"}


def _conversations(wanted: Json, surface: Surface) -> list[Json]:
    """Channels and direct messages, as the element's filter lets them through."""
    include = wanted.get("include") or ["im", "private", "public"]
    shown = [
        _channel(one)
        for one in _channels(surface)
        if ("private" if one.private else "public") in include
        and not (wanted.get("exclude_external_shared_channels") and one.shared)
    ]
    return shown + (_direct_messages(wanted, surface) if "im" in include else [])


def _direct_messages(wanted: Json, surface: Surface) -> list[Json]:
    channels, people = surface.workspace.channels, surface.workspace.directory.people
    found = []
    for channel in channels.all.values():
        if channel.between is None or surface.viewer.id not in channel.between:
            continue
        bot = any(people[one].bot for one in channel.between)
        if not (bot and wanted.get("exclude_bot_users")):
            found.append({"value": channel.id, "label": channels.label(channel, surface.viewer.id)})
    return sorted(found, key=lambda option: option["label"].casefold())
