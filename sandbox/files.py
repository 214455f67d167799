"""Uploads: an address to send to, the bytes, and the moment after which a file can be shown."""

import mimetypes
from datetime import timedelta

from sandbox.behaviour import Behaviour
from sandbox.clock import Clock
from sandbox.ids import new_id, secret
from sandbox.log import Kind, Log
from sandbox.records import File, Json
from sandbox.refusals import Refusal


class Files:
    """Files by id. Slack scans an upload before it can be shown; so does this, for ``Behaviour.file_seconds``."""

    def __init__(self, clock: Clock, log: Log, behaviour: Behaviour) -> None:
        self._clock = clock
        self._log = log
        self._behaviour = behaviour
        self.all: dict[str, File] = {}
        self.url = ""

    def expect(self, name: str, size: int, user: str, alt_text: str = "") -> File:
        """A file that is going to be uploaded, with the ticket of its upload address."""
        created = int(self._clock.now().timestamp())
        file = File(new_id("F"), name, size, user, alt_text=alt_text, title=name, ticket=secret(32), created=created)
        self.all[file.id] = file
        return file

    def receive(self, ticket: str, content: bytes) -> File:
        """Take the bytes for *ticket*. Raises KeyError for a ticket that was never given."""
        for file in self.all.values():
            if file.ticket == ticket and not file.content:
                file.content = content
                return file
        raise KeyError(ticket)

    def complete(self, file: File, title: str = "") -> None:
        """All bytes are here: the file is stored, and can be shown after a moment."""
        file.title = title or file.name
        file.size = len(file.content)
        file.ready_from = self._clock.now() + timedelta(seconds=self._behaviour.file_seconds)
        self._log.add(Kind.STORED, "file.stored", file=self.as_slack(file))

    def upload(self, name: str, content: bytes, user: str) -> File:
        """A person's upload, whole in one step and ready at once."""
        file = self.expect(name, len(content), user)
        file.content = content
        file.ready_from = self._clock.now()
        self._log.add(Kind.STORED, "file.stored", file=self.as_slack(file))
        return file

    def found(self, file_id: str) -> File:
        """A stored file, or Slack's ``file_not_found``."""
        file = self.all.get(file_id)
        if file is None or file.ready_from is None:
            raise Refusal("file_not_found")
        return file

    def called(self, which: Json) -> File | None:
        """The file that a ``slack_file`` names by its id or by its address."""
        in_address, _slash, _name = str(which.get("url", "")).removeprefix(f"{self.url}/files/").partition("/")
        return self.all.get(which.get("id") or in_address)

    def ready(self, file: File) -> bool:
        """Whether the scan is over, so that a message can show the file."""
        return file.ready_from is not None and file.ready_from <= self._clock.now()

    def as_slack(self, file: File) -> Json:
        """The file object; before the scan is over it has no type yet."""
        mimetype = (mimetypes.guess_type(file.name)[0] or "application/octet-stream") if self.ready(file) else ""
        return {
            "id": file.id,
            "name": file.name,
            "title": file.title,
            "mimetype": mimetype,
            "filetype": file.name.rpartition(".")[2] if mimetype else "",
            "size": file.size,
            "user": file.user,
            "created": file.created,
            "mode": "hosted",
            "is_external": False,
            "is_public": bool(file.channels),
            "alt_txt": file.alt_text,
            "channels": list(file.channels),
            "url_private": f"{self.url}/files/{file.id}/{file.name}",
            "url_private_download": f"{self.url}/files/{file.id}/{file.name}",
            "permalink": f"{self.url}/files/{file.id}/{file.name}",
        }
