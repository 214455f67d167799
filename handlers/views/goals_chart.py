"""A goal's values over time: as Slack's own chart, and the same numbers as text."""

from collections.abc import Sequence
from datetime import UTC, date, tzinfo
from decimal import Decimal

from bot.domain import goals
from bot.domain.goals import Goal, Update
from handlers.views.goals_words import amount, day, number
from handlers.views.texts import Block, cut
from handlers.views.words import _

# Slack: docs.slack.dev, "Data visualization block".
MOST_POINTS = 20
MOST_LABEL = 20  # characters
MOST_TITLE = 50  # characters
MOST_AXIS = 50  # characters

Point = tuple[date, Decimal]


def points(goal: Goal, updates: Sequence[Update], zone: tzinfo = UTC) -> list[Point]:
    """The last value of each day from the start on, thinned evenly where they are more than a chart holds."""
    values = {goal.since: goal.start}
    for update in updates:
        values[max(goal.since, update.at.astimezone(zone).date())] = update.value
    found = sorted(values.items())
    if len(found) <= MOST_POINTS:
        return found
    kept = {round(place * (len(found) - 1) / (MOST_POINTS - 1)) for place in range(MOST_POINTS)}
    return [found[place] for place in sorted(kept)]


def chart(goal: Goal, updates: Sequence[Update], zone: tzinfo = UTC) -> Block:
    """A line over the days beside an even pace; three bars while there is only one day."""
    way = points(goal, updates, zone)
    plot = _line(goal, way) if len(way) > 1 else _bars(goal)
    return {"type": "data_visualization", "title": cut(_("How far we have come"), MOST_TITLE), "chart": plot}


def _line(goal: Goal, way: Sequence[Point]) -> Block:
    labels = [label for label, _value in _labelled(way)]
    actual = [float(value) for _when, value in way]
    even = [float(goals.planned(goal, when)) for when, _value in way]
    return _plot("line", goal, labels, {_("Actual"): actual, _("Even pace"): even})


def _bars(goal: Goal) -> Block:
    values = {_("Start"): goal.start, _("Now"): goal.current, _("Target"): goal.target}
    return _plot("bar", goal, list(values), {_("Value"): [float(value) for value in values.values()]})


def _plot(kind: str, goal: Goal, labels: Sequence[str], series: dict[str, list[float]]) -> Block:
    lines = [
        {
            "name": cut(name, MOST_LABEL),
            "data": [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)],
        }
        for name, values in series.items()
    ]
    axes = {"categories": list(labels), "y_label": cut(goal.unit, MOST_AXIS)}
    return {"type": kind, "series": lines, "axis_config": axes}


def in_words(goal: Goal, updates: Sequence[Update], zone: tzinfo = UTC) -> str:
    """The chart's numbers: ``0 on 1 Mar, 40 on 12 Mar; the target is 100 bikes by 30 Jun``; not escaped."""
    labelled = _labelled(points(goal, updates, zone))
    values = [_("{value} on {day}").format(value=number(value), day=label) for label, value in labelled]
    target = _("the target is {target} by {day}").format(target=amount(goal, goal.target), day=day(goal.due, year=True))
    return f"{', '.join(values)}; {target}"


def _labelled(way: Sequence[Point]) -> list[tuple[str, Decimal]]:
    """The points with their days as labels, each of which must be a different one: hence the year where it turns."""
    year = way[0][0].year != way[-1][0].year
    return [(day(when, year=year), value) for when, value in way]
