"""Slack's mrkdwn as HR writes it: bold, links and mentions of people stay, what would ping a crowd becomes words."""

import re

from handlers.views.texts import MOST_SECTION

# With this between the sign and the word Slack sees no mention, and a reader sees no difference.
_JOINER = "\u2060"

_CROWDS = "channel|here|everyone"
_TOKEN = re.compile(r"<([^<>\n]+)>")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s|]+(?:\|[^|]*)?", re.IGNORECASE)
_PERSON_OR_CHANNEL = re.compile(r"(?:@[UW]|#C)[A-Z0-9]+(?:\|[^|]*)?")
_DATE = re.compile(r"!date\^\d+\^[^|]+(?:\|[^|]*)?")
_CROWD = re.compile(rf"!({_CROWDS})(?:\|.*)?", re.IGNORECASE)
_GROUP = re.compile(r"!subteam\^[^|]*(?:\|@?(.*))?")
_TYPED_CROWD = re.compile(rf"(?<!\w)@({_CROWDS})\b", re.IGNORECASE)


def markup(text: str) -> str:
    """*text* as Slack shall get it: everything in angle brackets that is no link and no person is taken literally."""
    shown, end = [], 0
    for match in _TOKEN.finditer(text):
        shown += [_words(text[end : match.start()]), _token(match[1])]
        end = match.end()
    return "".join([*shown, _words(text[end:])])


def crowds(text: str) -> tuple[str, ...]:
    """Which crowds *text* wanted to ping (``channel``, ``here``, ``everyone``, a group's name), each once."""
    found = [match[1] for match in _TYPED_CROWD.finditer(text)]
    for match in _TOKEN.finditer(text):
        found += [crowd for crowd in [_crowd(match[1])] if crowd]
    return tuple(dict.fromkeys(found))


def paragraphs(text: str, most: int = MOST_SECTION) -> list[str]:
    """The markup of *text* in pieces of at most *most* characters, parted between lines, or else between words."""
    pieces: list[str] = []
    for line in text.split("\n"):
        for part in _parts(line, most):
            grown = f"{pieces[-1]}\n{part}" if pieces else part
            if pieces and len(grown) <= most:
                pieces[-1] = grown
            else:
                pieces.append(part)
    return [piece for piece in pieces if piece.strip()]


def _parts(line: str, most: int) -> list[str]:
    """One line's markup, in pieces where it is longer than *most*: escaping may make it five times as long."""
    whole = markup(line)
    if len(whole) <= most:
        return [whole]
    middle = line.rfind(" ", 1, len(line) // 2 + 1)
    middle = middle if middle > 0 else len(line) // 2
    return [*_parts(line[:middle], most), *_parts(line[middle:].lstrip(" "), most)]


def _token(inside: str) -> str:
    """What stands between angle brackets."""
    if any(known.fullmatch(inside) for known in (_LINK, _PERSON_OR_CHANNEL, _DATE)):
        return f"<{_escaped(inside)}>"
    crowd = _crowd(inside)
    return _unpinging(crowd) if crowd else _words(f"<{inside}>")


def _crowd(inside: str) -> str:
    if match := _CROWD.fullmatch(inside):
        return match[1].lower()
    if match := _GROUP.fullmatch(inside):
        return match[1] or "group"
    return ""


def _words(text: str) -> str:
    return _TYPED_CROWD.sub(lambda match: _unpinging(match[1]), _escaped(text))


def _unpinging(crowd: str) -> str:
    return f"@{_JOINER}{_escaped(crowd)}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
