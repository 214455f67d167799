"""The one app that is installed in the workspace: its ids, its tokens, what it may do and what it hears."""

from dataclasses import dataclass, field

from sandbox.ids import id_of, secret
from sandbox.manifest import Manifest


@dataclass(slots=True)
class App:
    """An installed app. The same team gives the same ids and tokens in every run: they open nothing but a sandbox."""

    team: str
    manifest: Manifest = field(default_factory=Manifest)
    id: str = field(init=False)
    bot_id: str = field(init=False)
    bot_user: str = field(init=False)
    bot_token: str = field(init=False)
    app_token: str = field(init=False)
    signing_secret: str = field(init=False)
    verification_token: str = field(init=False)

    def __post_init__(self) -> None:
        self.id = id_of("A", self.team)
        self.bot_id = id_of("B", self.team)
        self.bot_user = id_of("U", f"{self.team}:bot")
        self.bot_token = f"xoxb-sandbox-{id_of('T', self.team).lower()}"
        self.app_token = f"xapp-1-{self.id}-sandbox"
        self.signing_secret = id_of("S", f"{self.team}:signing").lower() * 3
        self.verification_token = secret(24)

    def may(self, scope: str) -> bool:
        """Whether the app's bot token has *scope*; without a manifest it has every scope."""
        return self.manifest.scopes is None or scope in self.manifest.scopes

    def hears(self, event: str) -> bool:
        """Whether the app subscribed to *event* (``message.channels``, ``team_join``); without a manifest, to all."""
        return self.manifest.events is None or event in self.manifest.events
