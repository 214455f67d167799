"""Blocks on the screen: when the app changes some of them, the others stay, with what is typed in them."""

import json
from dataclasses import dataclass

from nicegui.element import Element

from sandbox.page.kit.draw import draw
from sandbox.page.kit.surface import Surface
from sandbox.page.tags import div
from sandbox.records import Json


@dataclass(slots=True)
class _Drawn:
    content: str
    box: Element


class BlockList:
    """The blocks of one message, modal or Home, drawn one by one into *box*."""

    def __init__(self, box: Element, place: str) -> None:
        self._box = box
        self._place = place
        self._drawn: dict[str, _Drawn] = {}

    def show(self, blocks: list[Json], surface: Surface) -> None:
        """Draw what is new or different, take away what is gone."""
        wanted = {self._key(number, block): block for number, block in enumerate(blocks)}
        for key in [key for key in self._drawn if key not in wanted]:
            self._drawn.pop(key).box.delete()
        for place, (key, block) in enumerate(wanted.items()):
            content = json.dumps([block, surface.error(block.get("block_id", ""))])
            drawn = self._drawn.get(key)
            if drawn is None or drawn.content != content:
                drawn = self._draw(key, block, content, surface, drawn)
            children = self._box.default_slot.children
            if children[place] is not drawn.box:
                drawn.box.move(target_index=place)

    def _key(self, number: int, block: Json) -> str:
        return str(block.get("block_id") or f"block {number}")

    def _draw(self, key: str, block: Json, content: str, surface: Surface, before: _Drawn | None) -> _Drawn:
        if before is not None:
            before.box.delete()
        with self._box, div("block-box", data_keep=f"{self._place} {key}") as box:
            draw([block], surface)
        self._drawn[key] = _Drawn(content, box)
        return self._drawn[key]
