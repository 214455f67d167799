"""The one door for sentences a person reads: gettext, with English where there is no translation."""

import gettext
from pathlib import Path

_ = gettext.translation("fanfare", Path(__file__).parent / "locale", fallback=True).gettext
ngettext = gettext.translation("fanfare", Path(__file__).parent / "locale", fallback=True).ngettext

__all__ = ["_", "ngettext"]
