"""The data visualization block: pie, bar, line and area charts."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sandbox.blocks.schema import BY_TYPE, Id, Maybe, Shape, refuse

Label = Annotated[str, Field(min_length=1, max_length=20)]
AxisLabel = Annotated[str, Field(max_length=50)]
# Slack's page said 6 when the block came out and says 12 now; 6 is what every workspace takes.
MOST_SERIES = 6


class Segment(Shape):
    label: Label
    value: Annotated[float, Field(gt=0)]


class Pie(Shape):
    type: Literal["pie"]
    segments: Annotated[list[Segment], Field(min_length=1, max_length=MOST_SERIES)]


class Point(Shape):
    label: Label
    value: float


class Series(Shape):
    name: Label
    data: Annotated[list[Point], Field(min_length=1, max_length=20)]


class Axes(Shape):
    categories: Annotated[list[Label], Field(min_length=1, max_length=20)]
    x_label: Maybe[AxisLabel] = None
    y_label: Maybe[AxisLabel] = None

    @model_validator(mode="after")
    def _categories_differ(self) -> "Axes":
        _all_different(self.categories, "/categories")
        return self


class Plot(Shape):
    type: Literal["bar", "line", "area"]
    series: Annotated[list[Series], Field(min_length=1, max_length=MOST_SERIES)]
    axis_config: Axes

    @model_validator(mode="after")
    def _every_series_fills_the_axis(self) -> "Plot":
        _all_different([series.name for series in self.series], "/series")
        for index, series in enumerate(self.series):
            if sorted(point.label for point in series.data) != sorted(self.axis_config.categories):
                raise refuse(
                    "must contain exactly one data point for each of `axis_config.categories`", f"/series/{index}/data"
                )
        return self


def _all_different(names: list[str], at: str) -> None:
    if len(set(names)) < len(names):
        raise refuse("Input contains duplicate items", at)


class DataVisualization(Shape):
    type: Literal["data_visualization"]
    block_id: Maybe[Id] = None
    title: Annotated[str, Field(min_length=1, max_length=50)]
    chart: Annotated[Pie | Plot, BY_TYPE]
