"""Tables: the plain one and the one with pages."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sandbox.blocks.rich_text import RichText
from sandbox.blocks.schema import BY_TYPE, Id, Maybe, Shape, Words, refuse


class RawText(Shape):
    type: Literal["raw_text"]
    text: Words  # an empty cell is a space


class RawNumber(Shape):
    type: Literal["raw_number"]
    value: float
    text: Words


Cell = Annotated[RawText | RawNumber | RichText, BY_TYPE]
Row = Annotated[list[Cell], Field(min_length=1, max_length=20)]


class ColumnSettings(Shape):
    align: Maybe[Literal["left", "center", "right"]] = None
    is_wrapped: Maybe[bool] = None


class Table(Shape):
    type: Literal["table"]
    block_id: Maybe[Id] = None
    rows: Annotated[list[Row], Field(min_length=1, max_length=100)]
    # null skips a column
    column_settings: Maybe[Annotated[list[ColumnSettings | None], Field(max_length=20)]] = None


class DataTable(Shape):
    type: Literal["data_table"]
    block_id: Maybe[Id] = None
    caption: Words
    # The header and at most 100 rows; a later version of Slack's page says 200.
    rows: Annotated[list[Row], Field(min_length=2, max_length=101)]
    page_size: Maybe[Annotated[int, Field(ge=1, le=100)]] = None
    row_header_column_index: Maybe[Annotated[int, Field(ge=0)]] = None

    @model_validator(mode="after")
    def _is_a_grid(self) -> "DataTable":
        header = self.rows[0]
        for column, cell in enumerate(header):
            if isinstance(cell, RichText):
                raise refuse("unsupported type: rich_text", f"/rows/0/{column}/type")
        for index, row in enumerate(self.rows):
            if len(row) != len(header):
                raise refuse("must have the same number of cells as the header", f"/rows/{index}")
        if self.row_header_column_index is not None and self.row_header_column_index >= len(header):
            raise refuse(f"must be less than {len(header) - 1}", "/row_header_column_index")
        return self
