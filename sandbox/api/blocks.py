"""``blocks.validate``: the same checks as when posting, and nothing is posted."""

from sandbox.api.calls import Call, method
from sandbox.blocks import check_blocks, check_view
from sandbox.records import Json
from sandbox.refusals import Refusal


@method("blocks.validate", token="none")
def validate(call: Call) -> Json:
    """Check exactly one of ``blocks``, ``message`` and ``view``; the pointers start at what was given."""
    given = [name for name in ("blocks", "message", "view") if call.args.get(name) is not None]
    if len(given) != 1:
        raise Refusal.because("invalid_arguments", "[ERROR] provide exactly one of blocks, message, view")
    name = given[0]
    content = call.json(name, "invalid_arguments")
    if name == "view":
        problems = check_view(content)
    elif name == "blocks":
        problems = check_blocks(content, "message")
    else:
        problems = check_blocks(content.get("blocks", []) if isinstance(content, dict) else content, "message")
    if problems:
        errors = [{"pointer": one.pointer, "code": "failed_constraint", "message": one.message} for one in problems]
        raise Refusal(f"invalid_{name}", errors=errors)
    return {}
