"""People: ``users.list``, ``users.info``, ``users.lookupByEmail``."""

from sandbox.api.calls import Call, method
from sandbox.records import Json, Person
from sandbox.refusals import Refusal

# Large workspaces refuse a list without a limit (docs.slack.dev, users.list); from which size on is not published.
LIMIT_REQUIRED_FROM = 1000


def _shown(call: Call, person: Person) -> Json:
    email = call.workspace.app.may("users:read.email")
    return person.as_slack(call.workspace.clock.now(), locale=call.flag("include_locale"), email=email)


@method("users.list", "users:read")
def list_users(call: Call) -> Json:
    """Everybody, deactivated people and bots included."""
    people = list(call.workspace.directory.people.values())
    if len(people) > LIMIT_REQUIRED_FROM and not call.text("limit"):
        raise Refusal("limit_required")
    page, paging = call.page(people, default=max(len(people), 1), most=1000)
    return {"members": [_shown(call, person) for person in page], "cache_ts": 0, **paging}


@method("users.info", "users:read")
def user_info(call: Call) -> Json:
    """One person."""
    return {"user": _shown(call, call.workspace.directory.known(call.required("user")))}


@method("users.lookupByEmail", "users:read.email")
def lookup(call: Call) -> Json:
    """One person by email; people who left are not found."""
    wanted = call.required("email").lower()
    for person in call.workspace.directory.people.values():
        if person.email.lower() == wanted and not person.deactivated:
            return {"user": _shown(call, person)}
    raise Refusal("users_not_found")
