"""Modals and Home: ``views.open``, ``views.push``, ``views.update``, ``views.publish``."""

from sandbox.api.calls import Call, method
from sandbox.records import Json, View
from sandbox.refusals import Refusal


def _shown(call: Call, view: View) -> Json:
    return {"view": call.workspace.views.as_slack(view)}


def _trigger(call: Call) -> tuple[str, str]:
    """The person whose act the call answers, and the channel it was in."""
    return call.workspace.triggers.spend(call.required("trigger_id"))


@method("views.open")
def open_view(call: Call) -> Json:
    """A modal for whoever pulled the trigger."""
    content = call.json("view", "invalid_arguments")
    call.workspace.views.checked(content, "modal")  # a broken view does not use the trigger up
    user, channel = _trigger(call)
    return _shown(call, call.workspace.views.open(user, content, channel))


@method("views.push")
def push(call: Call) -> Json:
    """A modal on top of the one that is open."""
    content = call.json("view", "invalid_arguments")
    call.workspace.views.checked(content, "modal")
    user, _channel = _trigger(call)
    return _shown(call, call.workspace.views.push(user, content))


@method("views.update")
def update(call: Call) -> Json:
    """Other content for an open view; with ``hash`` only if nobody changed it meanwhile."""
    view = call.workspace.views.find(view_id=call.text("view_id"), external_id=call.text("external_id"))
    content = call.json("view", "invalid_arguments")
    return _shown(call, call.workspace.views.update(view, content, call.args.get("hash")))


@method("views.publish")
def publish(call: Call) -> Json:
    """The app's Home for one person."""
    person = call.workspace.directory.known(call.required("user_id"))
    if person.bot or person.deactivated or person.outsider:
        raise Refusal("user_not_found")
    content = call.json("view", "invalid_arguments")
    return _shown(call, call.workspace.views.publish(person.id, content, call.args.get("hash")))
