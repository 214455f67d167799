"""Tables: the plain one, and the one with pages that can be sorted."""

from functools import partial
from typing import Any

from nicegui import ui

from sandbox.page.kit import inline, rich_text
from sandbox.page.kit.places import html, set_attributes
from sandbox.page.kit.reading import reader_of
from sandbox.page.kit.surface import Surface
from sandbox.records import Json
from sandbox.words import _

_PAGE = 10  # rows that Slack shows at a time if the app does not say


def draw_table(block: Json, surface: Surface) -> None:
    """A plain table; its first row is its head."""
    settings = block.get("column_settings") or []
    rows = []
    for number, row in enumerate(block["rows"]):
        tag = "td" if number else 'th scope="col"'
        cells = "".join(
            f'<{tag} class="{_column(settings, column)}">{_cell(cell, surface)}</{tag[:2]}>'
            for column, cell in enumerate(row)
        )
        rows.append(f"<tr>{cells}</tr>")
    shown = html(f"<table>{''.join(rows)}</table>", "bk-table-frame")
    set_attributes(shown, role="region", tabindex=0, **{"aria-label": _("Table")})


def draw_data_table(block: Json, surface: Surface) -> None:
    """A table with a caption, sorted by what one presses, a page at a time."""
    _DataTable(block, surface).draw()


def _column(settings: list[Json | None], column: int) -> str:
    chosen = (settings[column] if column < len(settings) else None) or {}
    align = chosen.get("align") if chosen.get("align") in ("center", "right") else "left"
    return f"bk-align-{align}" + (" bk-wrapped" if chosen.get("is_wrapped") else "")


def _cell(cell: Json, surface: Surface) -> str:
    if cell["type"] == "rich_text":
        return rich_text.html(cell, reader_of(surface))
    return inline.plain(str(cell.get("text") or cell.get("value") or ""), emoji=False)


class _DataTable:
    def __init__(self, block: Json, surface: Surface) -> None:
        self._block = block
        self._surface = surface
        self._head, *self._rows = block["rows"]
        self._size = int(block.get("page_size") or _PAGE)
        self._page = 0
        self._sorted_by: int | None = None
        self._descending = False

    def draw(self) -> None:
        self._frame = ui.element("div").classes("bk-data-table")
        self._show()

    def _show(self) -> None:
        self._frame.clear()
        with self._frame:
            with ui.element("div").classes("bk-table-frame") as scroller:
                set_attributes(scroller, role="region", tabindex=0, **{"aria-label": self._block["caption"]})
                with ui.element("table"):
                    html(inline.literal(self._block["caption"]), tag="caption")
                    with ui.element("thead"), ui.element("tr"):
                        for column, cell in enumerate(self._head):
                            self._head_cell(column, cell)
                    html(self._body(), tag="tbody")
            self._pages()

    def _head_cell(self, column: int, cell: Json) -> None:
        with ui.element("th").classes(self._align(column)) as head:
            sorted_here = self._sorted_by == column
            direction = "descending" if self._descending else "ascending"
            set_attributes(head, scope="col", **{"aria-sort": direction if sorted_here else "none"})
            arrow = {"ascending": " ↑", "descending": " ↓"}[direction] if sorted_here else ""
            button = html(_cell(cell, self._surface) + f'<span aria-hidden="true">{arrow}</span>', tag="button")
            button.classes("bk-table-sort").on("click", partial(self._sort, column), args=[])

    def _sort(self, column: int) -> None:
        self._descending = self._sorted_by == column and not self._descending
        self._sorted_by = column
        self._rows.sort(key=lambda row: _rank(row[column]), reverse=self._descending)
        self._page = 0
        self._show()

    def _body(self) -> str:
        names = self._block.get("row_header_column_index")
        shown = []
        for row in self._rows[self._page * self._size :][: self._size]:
            cells = "".join(
                f"<{'th' if column == names else 'td'}{' scope=row' if column == names else ''} "
                f'class="{self._align(column)}">{_cell(cell, self._surface)}</{"th" if column == names else "td"}>'
                for column, cell in enumerate(row)
            )
            shown.append(f"<tr>{cells}</tr>")
        return "".join(shown)

    def _align(self, column: int) -> str:
        numbers = all(row[column]["type"] == "raw_number" for row in self._rows)
        return "bk-align-right" if numbers else "bk-align-left"

    def _pages(self) -> None:
        last = (len(self._rows) - 1) // self._size
        if not last:
            return
        with ui.element("div").classes("bk-table-pages"):
            start = self._page * self._size
            sentence = _("{first}–{last} of {count}")
            end = min(start + self._size, len(self._rows))
            html(inline.literal(sentence.format(first=start + 1, last=end, count=len(self._rows)))).props("role=status")
            self._turn(_("Previous page"), "chevron_left", -1, possible=self._page > 0)
            self._turn(_("Next page"), "chevron_right", 1, possible=self._page < last)

    def _turn(self, spoken: str, icon: str, step: int, *, possible: bool) -> None:
        shown = html(f'<i class="material-icons" aria-hidden="true">{icon}</i>', "btn btn-icon", tag="button")
        set_attributes(shown, type="button", disabled=not possible, **{"aria-label": spoken})

        def turn() -> None:
            self._page += step
            self._show()

        shown.on("click", turn, args=[])


def _rank(cell: Json) -> tuple[int, Any]:
    """Numbers by their value, before texts in alphabetical order."""
    if cell["type"] == "raw_number":
        return 0, float(cell["value"])
    said = rich_text.words(cell) if cell["type"] == "rich_text" else str(cell.get("text") or "")
    return 1, said.casefold()
