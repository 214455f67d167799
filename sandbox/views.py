"""Modals and Home: what each person has open, and the app's last word on it."""

from typing import Any

from sandbox.app import App
from sandbox.blocks import check_view, with_ids
from sandbox.clock import Clock
from sandbox.ids import new_id, secret
from sandbox.inputs import preselect, state_of
from sandbox.log import Kind, Log
from sandbox.records import Json, View
from sandbox.refusals import Refusal

MOST_STACKED = 3  # docs.slack.dev, "Modals": up to three views in a stack


class Views:
    """Every person's stack of modals, and every person's Home."""

    def __init__(self, app: App, clock: Clock, log: Log) -> None:
        self._app = app
        self._clock = clock
        self._log = log
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        """The modals that *user* has open, the one on top last."""
        return self._stacks.setdefault(user, [])

    def top(self, user: str) -> View | None:
        """The modal that *user* sees."""
        return self.stack(user)[-1] if self.stack(user) else None

    def home(self, user: str) -> View | None:
        """The app's Home as *user* sees it, once the app has published one."""
        return self._homes.get(user)

    def checked(self, content: Any, kind: str) -> Json:
        """*content* as a view of *kind* with all ids filled in, or Slack's ``invalid_arguments`` with the reasons."""
        problems = check_view(content)
        if problems:
            raise Refusal.because(problems[0].code, *(str(problem) for problem in problems))
        if content["type"] != kind:
            raise Refusal.because("invalid_arguments", f"[ERROR] must be a {kind} view [json-pointer:/view/type]")
        self._unique(content.get("external_id"), but=None)
        return {**content, "blocks": with_ids(content["blocks"])}

    def _unique(self, external_id: str | None, *, but: View | None) -> None:
        views = [view for stack in self._stacks.values() for view in stack]
        if external_id and any(view.content.get("external_id") == external_id and view is not but for view in views):
            raise Refusal("duplicate_external_id")

    def open(self, user: str, content: Any, origin: str = "") -> View:
        """Show a modal; an app cannot open one over another (that is ``push``), so an open one makes room."""
        filled = self.checked(content, "modal")
        self._stacks[user] = []
        return self._add(user, filled, origin)

    def push(self, user: str, content: Any) -> View:
        """Put a modal on top of the one that is open."""
        filled = self.checked(content, "modal")
        if not self.stack(user):
            raise Refusal("not_found")
        if len(self.stack(user)) >= MOST_STACKED:
            raise Refusal("push_limit_reached")
        return self._add(user, filled, self.stack(user)[0].origin)

    def _add(self, user: str, content: Json, origin: str) -> View:
        stack = self.stack(user)
        preselect(content["blocks"], origin)
        view_id = new_id("V")
        root = stack[0].id if stack else view_id
        view = View(view_id, user, content, self._hash(), root, stack[-1].id if stack else None, origin)
        stack.append(view)
        self._stored("view.opened", view)
        return view

    def update(self, view: View, content: Any, given_hash: str | None = None) -> View:
        """Show other content in an open view; what was put in stays where block and action ids stay."""
        self._same(view, given_hash)
        problems = check_view(content)
        if problems:
            raise Refusal.because(problems[0].code, *(str(problem) for problem in problems))
        if content["type"] != view.kind:
            raise Refusal.because("invalid_arguments", "[ERROR] a view cannot change its type")
        self._unique(content.get("external_id"), but=view)
        view.content = {**content, "blocks": with_ids(content["blocks"])}
        preselect(view.content["blocks"], view.origin)
        view.hash, view.errors = self._hash(), {}
        self._stored("view.updated", view)
        return view

    def publish(self, user: str, content: Any, given_hash: str | None = None) -> View:
        """Show *content* as the app's Home to one person."""
        if not self._app.manifest.home:
            raise Refusal("not_enabled")
        view = self._homes.get(user)
        if view is None:
            view_id = new_id("V")
            view = View(view_id, user, self.checked(content, "home"), self._hash(), view_id)
            self._homes[user] = view
        else:
            self._same(view, given_hash)
            view.content, view.hash = self.checked(content, "home"), self._hash()
        self._stored("view.published", view)
        return view

    def find(self, *, view_id: str | None = None, external_id: str | None = None) -> View:
        """An open view by its id or the app's own id for it, or Slack's ``not_found``."""
        views = [view for stack in self._stacks.values() for view in stack]
        for view in [*views, *self._homes.values()]:
            if (view_id and view.id == view_id) or (external_id and view.content.get("external_id") == external_id):
                return view
        raise Refusal("not_found")

    def close(self, view: View, *, whole_stack: bool = False) -> list[View]:
        """Take *view* (and what lies over it, or the whole stack) off the screen; return what was closed."""
        stack = self.stack(view.user)
        start = 0 if whole_stack else stack.index(view)
        closed = stack[start:]
        del stack[start:]
        for one in closed:
            self._stored("view.closed", one)
        return closed

    def _same(self, view: View, given_hash: str | None) -> None:
        if given_hash is not None and given_hash != view.hash:
            raise Refusal("hash_conflict")

    def _hash(self) -> str:
        return f"{int(self._clock.now().timestamp())}.{secret(8)}"

    def _stored(self, name: str, view: View) -> None:
        self._log.add(Kind.STORED, name, user=view.user, view=self.as_slack(view))

    def as_slack(self, view: View) -> Json:
        """The view object, with what was put in so far in ``state``."""
        content = view.content
        shown: Json = {
            "id": view.id,
            "team_id": self._app.team,
            "type": view.kind,
            "blocks": content["blocks"],
            "private_metadata": content.get("private_metadata", ""),
            "callback_id": content.get("callback_id", ""),
            "state": {"values": state_of(content["blocks"], view.values)},
            "hash": view.hash,
            "title": content.get("title"),
            "close": content.get("close"),
            "submit": content.get("submit"),
            "clear_on_close": content.get("clear_on_close", False),
            "notify_on_close": content.get("notify_on_close", False),
            "submit_disabled": content.get("submit_disabled", False),
            "external_id": content.get("external_id", ""),
            "root_view_id": view.root,
            "previous_view_id": view.previous,
            "app_id": self._app.id,
            "app_installed_team_id": self._app.team,
            "bot_id": self._app.bot_id,
        }
        if view.kind == "home":
            shown["title"] = shown["title"] or {"type": "plain_text", "text": "View Title", "emoji": True}
        return shown
