"""The markdown block: standard Markdown as HTML that is safe to show; tags that the app wrote stay words."""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from sandbox.page.kit import inline


class _SlackHtml(RendererHTML):
    """What Slack shows otherwise: images as links, one size of headings, :emoji:, boxes for tasks."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        shown = inline.pictures(inline.literal(tokens[idx].content))
        for box, spoken in (("[ ] ", "☐\ufe0e "), ("[x] ", "☑\ufe0e ")):
            if idx == 0 and shown.startswith(box) and env.get("in_list"):
                return spoken + shown.removeprefix(box)
        return shown

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        source = str(tokens[idx].attrGet("src") or "")
        return inline.link(source, inline.literal(tokens[idx].content or source))

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        env["in_list"] = True
        return "<li>"

    def list_item_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        env["in_list"] = False
        return "</li>"

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        tokens[idx].attrSet("target", "_blank")
        tokens[idx].attrSet("rel", "noopener noreferrer")
        return self.renderToken(tokens, idx, options, env)


_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True, "xhtmlOut": False}, renderer_cls=_SlackHtml).enable(
    ["table", "strikethrough"]
)


def html(text: str) -> str:
    """*text* as HTML."""
    env: dict[str, Any] = {}
    return str(_PARSER.render(text, env))
