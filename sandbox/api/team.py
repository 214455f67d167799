"""Who am I, where am I, and may I have a socket: ``auth``, ``api``, ``apps``, ``team``, ``bots``."""

from sandbox.api.calls import Call, method
from sandbox.records import Json
from sandbox.refusals import Refusal


@method("api.test", token="none")
def test(call: Call) -> Json:
    """Repeats its arguments; with ``error`` it fails with that."""
    shown = {name: value for name, value in call.args.items() if name != "token"}
    if error := call.text("error"):
        raise Refusal(error, args=shown)
    return {"args": shown} if shown else {}


@method("auth.test")
def auth_test(call: Call) -> Json:
    """Whose token this is."""
    workspace = call.workspace
    return {
        "url": f"https://{workspace.directory.domain}.slack.com/",
        "team": workspace.directory.name,
        "user": workspace.directory.bot.handle,
        "team_id": workspace.app.team,
        "user_id": workspace.app.bot_user,
        "bot_id": workspace.app.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", "connections:write", token="app")
def open_connection(call: Call) -> Json:
    """An address for one Socket Mode connection."""
    workspace = call.workspace
    base = workspace.url.replace("http", "ws", 1)
    return {"url": f"{base}/link?ticket={workspace.sockets.ticket()}&app_id={workspace.app.id}"}


@method("team.info", "team:read")
def team_info(call: Call) -> Json:
    """The workspace's name and domain."""
    directory = call.workspace.directory
    if call.text("team", directory.team) != directory.team:
        raise Refusal("team_not_found")
    return {
        "team": {
            "id": directory.team,
            "name": directory.name,
            "domain": directory.domain,
            "email_domain": "",
            "icon": {"image_default": True},
        }
    }


@method("bots.info", "users:read")
def bot_info(call: Call) -> Json:
    """The app's bot."""
    app = call.workspace.app
    if call.text("bot", app.bot_id) != app.bot_id:
        raise Refusal("bot_not_found")
    bot = {"id": app.bot_id, "deleted": False, "name": app.manifest.name, "app_id": app.id, "user_id": app.bot_user}
    return {"bot": {**bot, "icons": {}, "updated": call.workspace.directory.bot.updated}}
