"""Slack's mrkdwn as HTML that is safe to show."""

import re
from collections.abc import Callable

from sandbox.page.kit import inline
from sandbox.page.kit.inline import Reader

_FENCED = re.compile(r"```(.+?)```", re.DOTALL)
# What is taken out of a line before its styles are looked for: the styles' signs mean nothing inside.
_TOKEN = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|<(?P<angle>[^<>\n]+)>"
    r"|(?<!\w)(?P<url>https?://(?:(?!&[lg]t;)[^\s<>|`])*(?:(?!&[lg]t;)[^\s<>|`.,!?;:'\")\]*_~]))"
    r"|" + inline.EMOJI.pattern
)
# Slack styles whole words only, and no more than one line.
_STYLED = re.compile(
    r"(?<![\w*])\*(?P<b>(?![\s*])[^*\n]*(?<!\s))\*(?![\w*])"
    r"|(?<!\w)_(?P<i>(?![\s_])[^_\n]*(?<!\s))_(?!\w)"
    r"|(?<![\w~])~(?P<s>(?![\s~])[^~\n]*(?<!\s))~(?![\w~])"
)
_QUOTED = re.compile(r"(?:>|&gt;) ?")
_ALL_QUOTED = re.compile(r"(?:>>>|&gt;&gt;&gt;) ?")
_KEPT = re.compile("\0([0-9]+)\0")


def html(text: str, reader: Reader, *, verbatim: bool = False) -> str:
    """*text* as HTML; *verbatim* leaves addresses that are not in angle brackets as they are."""
    # The pieces alternate: outside of ```fences```, inside, outside, …
    pieces = _FENCED.split(text.replace("\0", ""))
    shown = []
    for number, piece in enumerate(pieces):
        if number % 2:
            shown.append(f"<pre>{_code(piece.strip(chr(10)), reader)}</pre>")
        else:
            # A fence breaks the line by itself.
            piece = piece.removeprefix("\n") if number else piece
            piece = piece.removesuffix("\n") if number < len(pieces) - 1 else piece
            shown.append(_paragraphs(piece, reader, verbatim))
    return "".join(shown)


def _paragraphs(text: str, reader: Reader, verbatim: bool) -> str:
    """Lines, those that begin with ``>`` gathered into quotes."""
    parts: list[tuple[bool, list[str]]] = []
    lines = text.split("\n") if text else []
    for number, line in enumerate(lines):
        if everything := _ALL_QUOTED.match(line):
            parts.append((True, [line[everything.end() :], *lines[number + 1 :]]))
            break
        quote = _QUOTED.match(line)
        if not parts or parts[-1][0] is not bool(quote):
            parts.append((bool(quote), []))
        parts[-1][1].append(line[quote.end() :] if quote else line)
    return "".join(
        f"<blockquote>{_lines(part, reader, verbatim)}</blockquote>" if quoted else _lines(part, reader, verbatim)
        for quoted, part in parts
    )


def _lines(lines: list[str], reader: Reader, verbatim: bool) -> str:
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        if match["url"] and verbatim:
            return match[0]
        kept.append(_token(match, reader))
        return f"\0{len(kept) - 1}\0"

    styled = _styled(_TOKEN.sub(keep, "\n".join(lines)))
    return _KEPT.sub(lambda match: kept[int(match[1])], styled).replace("\n", "<br>")


def _styled(text: str) -> str:
    """Words with their bold, italic and struck parts, each of which may hold the others."""
    shown, end = [], 0
    for match in _STYLED.finditer(text):
        tag = str(match.lastgroup)
        shown.append(f"{inline.words(text[end : match.start()])}<{tag}>{_styled(match[tag])}</{tag}>")
        end = match.end()
    return "".join(shown) + inline.words(text[end:])


def _token(match: re.Match[str], reader: Reader) -> str:
    if match["code"]:
        return f"<code>{_code(match['code'], reader)}</code>"
    if match["angle"]:
        return _angle(match["angle"], reader)
    if match["url"]:
        return inline.link(inline.unescaped(match["url"]), inline.words(match["url"]))
    name, tone = match.groups()[-2:]
    return inline.picture(name, int(tone) if tone else None)


def _angle(inside: str, reader: Reader) -> str:
    """What stands in angle brackets: a mention, a date or a link; anything else is words."""
    target, _bar, label = inside.partition("|")
    kinds: dict[str, Callable[[], str]] = {
        "@": lambda: inline.person(target[1:], reader, label),
        "#": lambda: inline.channel(target[1:], reader, label),
        "!": lambda: _command(target[1:], label, reader),
    }
    if target[:1] in kinds and len(target) > 1:
        return kinds[target[0]]()
    url = inline.unescaped(target)
    if not inline.opens(url):
        return inline.words(f"<{inside}>")
    return inline.link(url, inline.plain(label or url.removeprefix("mailto:")))


def _command(command: str, label: str, reader: Reader) -> str:
    name, *arguments = command.split("^")
    if name in ("here", "channel", "everyone"):
        return inline.broadcast(name)
    if name == "subteam" and arguments:
        return inline.group(arguments[0], reader, label)
    if name == "date" and len(arguments) > 1:
        return inline.date(arguments[0], arguments[1], [*arguments, ""][2], label, reader)
    return inline.words(label or f"<!{command}>")


def _code(text: str, reader: Reader) -> str:
    """Code is literal, but Slack names who is mentioned in it and shows of a link what can be seen of it."""

    def name(match: re.Match[str]) -> str:
        shown = re.sub(r"<[^>]*>", "", _angle(match[1], reader))
        return f"\0{shown}\0"

    pieces = re.sub(r"<([^<>\n]+)>", name, text).split("\0")
    return "".join(piece if number % 2 else inline.words(piece) for number, piece in enumerate(pieces))
