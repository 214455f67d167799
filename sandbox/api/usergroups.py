"""User groups: ``usergroups.list``, ``usergroups.users.list``."""

from sandbox.api.calls import Call, method
from sandbox.records import Json
from sandbox.refusals import Refusal


@method("usergroups.list", "usergroups:read")
def list_groups(call: Call) -> Json:
    """All groups; with ``include_users`` their members too."""
    directory = call.workspace.directory
    users = call.flag("include_users")
    return {"usergroups": [directory.group_as_slack(group, users=users) for group in directory.groups.values()]}


@method("usergroups.users.list", "usergroups:read")
def list_members(call: Call) -> Json:
    """The ids of a group's members."""
    group = call.workspace.directory.groups.get(call.required("usergroup"))
    if group is None:
        raise Refusal("no_such_subteam")
    return {"users": list(group.members)}
