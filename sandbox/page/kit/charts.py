"""The data visualization block, as a chart and as the numbers behind it."""

from typing import Any

from nicegui import ui

from sandbox.page.kit import inline
from sandbox.page.kit.places import html, set_attributes
from sandbox.page.kit.surface import Surface
from sandbox.records import Json
from sandbox.words import _

_COLORS = ["#1264a3", "#2eb67d", "#ecb22e", "#e01e5a", "#7b5cc7", "#36a5c9"]
# Series differ by their sign too: some readers do not see the colours apart.
_SIGNS = ["circle", "rect", "triangle", "diamond", "roundRect", "pin"]
_TEXT = {
    "fontFamily": "Slack-Lato, Lato, Helvetica Neue, Segoe UI, Roboto, sans-serif",
    "color": "#616061",
    "fontSize": 12,
}


def draw_chart(block: Json, surface: Surface) -> None:
    """A title, the chart, and for whoever does not see it a table."""
    with ui.element("figure").classes("bk-chart") as figure:
        title = html(inline.literal(block["title"]), "bk-chart-title", tag="figcaption")
        set_attributes(figure, **{"aria-labelledby": title.html_id})
        options = _pie(block["chart"]) if block["chart"]["type"] == "pie" else _plot(block["chart"])
        drawing = ui.echart(options, renderer="svg").classes("bk-chart-drawing")
        set_attributes(drawing, **{"aria-hidden": "true"})
        with ui.element("details").classes("bk-chart-numbers"):
            html(inline.literal(_("Show as a table")), tag="summary")
            html(_table(block), "bk-table-frame")


def numbers(chart: Json) -> list[list[str]]:
    """What a chart shows, as rows of text, the first of which is the head."""
    if chart["type"] == "pie":
        total = sum(segment["value"] for segment in chart["segments"])
        rows = [[one["label"], f"{one['value']:g}", f"{one['value'] / total:.0%}"] for one in chart["segments"]]
        return [[_("Segment"), _("Value"), _("Share")], *rows]
    head = [chart["axis_config"].get("x_label") or _("Category"), *(series["name"] for series in chart["series"])]
    valued = [_by_label(series) for series in chart["series"]]
    rows = [[one, *(f"{values[one]:g}" for values in valued)] for one in chart["axis_config"]["categories"]]
    return [head, *rows]


def _table(block: Json) -> str:
    head, *rows = numbers(block["chart"])
    heads = "".join(f'<th scope="col">{inline.literal(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{inline.literal(row[0])}</th>'
        + "".join(f'<td class="bk-align-right">{inline.literal(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _by_label(series: Json) -> dict[str, float]:
    return {point["label"]: point["value"] for point in series["data"]}


def _plot(chart: Json) -> dict[str, Any]:
    kind, axes = chart["type"], chart["axis_config"]
    several, named = len(chart["series"]) > 1, bool(axes.get("x_label"))
    return _common() | {
        "tooltip": {"trigger": "axis", "textStyle": {"fontSize": 12}},
        "legend": {"show": several, "bottom": 0, "textStyle": _TEXT},
        # The axis' name and the legend stand below each other.
        "grid": {"left": 8, "right": 16, "top": 28, "bottom": 8 + 24 * (several + named), "containLabel": True},
        "xAxis": {
            "type": "category",
            "data": axes["categories"],
            "boundaryGap": kind == "bar",
            "name": axes.get("x_label") or "",
            **_axis(),
        },
        "yAxis": {"type": "value", "name": axes.get("y_label") or "", **_axis(vertical=True)},
        "series": [_series(kind, series, axes, number, several) for number, series in enumerate(chart["series"])],
        # A pattern for each series of bars or areas.
        "aria": {"enabled": True, "decal": {"show": several and kind != "line"}},
    }


def _axis(*, vertical: bool = False) -> dict[str, Any]:
    name: dict[str, Any] = {"nameLocation": "middle", "nameGap": 26, "nameTextStyle": _TEXT}
    if vertical:
        name = {"nameLocation": "end", "nameGap": 12, "nameTextStyle": {**_TEXT, "align": "left"}}
    return {
        **name,
        "axisLabel": _TEXT,
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": "#dddddd"}},
        "splitLine": {"show": vertical, "lineStyle": {"color": "#eeeeee"}},
    }


def _series(kind: str, series: Json, axes: Json, number: int, several: bool) -> dict[str, Any]:
    values = _by_label(series)
    sign = _SIGNS[number % len(_SIGNS)]
    return {
        "name": series["name"],
        "type": "bar" if kind == "bar" else "line",
        "data": [values[one] for one in axes["categories"]],
        "barMaxWidth": 48,
        "symbol": sign,
        "symbolSize": 7,
        "label": {"show": kind == "bar" and not several, "position": "top", **_TEXT},
        **({"areaStyle": {"opacity": 0.25}} if kind == "area" else {}),
    }


def _pie(chart: Json) -> dict[str, Any]:
    data = [{"name": segment["label"], "value": segment["value"]} for segment in chart["segments"]]
    return _common() | {
        "tooltip": {"trigger": "item", "textStyle": {"fontSize": 12}},
        "series": [
            {
                "type": "pie",
                "radius": "62%",
                "data": data,
                "itemStyle": {"borderColor": "#ffffff", "borderWidth": 2},
                # Each piece says what it is, so that nobody has to match colours.
                "label": {"formatter": "{b}\n{c} ({d}%)", **_TEXT, "lineHeight": 16},
                "labelLine": {"length": 8, "length2": 8},
            }
        ],
    }


def _common() -> dict[str, Any]:
    return {"animation": False, "color": _COLORS, "textStyle": _TEXT}
