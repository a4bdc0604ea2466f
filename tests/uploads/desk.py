"""A person at the web app who uploads files, with the pipeline behind it in memory."""

import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from chalicelib.api import uploads as views
from chalicelib.api.bodies import schema_of
from chalicelib.api.replies import Problem, Reply
from chalicelib.pipeline.check import check
from chalicelib.pipeline.uploads import Form, key_of
from chalicelib.store import audit, keys, uploads
from tests.pipeline.world import World

BUCKET = "upload"
Document = dict[str, Any]


class Desk:
    """Calls the views as the web app does, and puts files where the form says."""

    def __init__(self, world: World, who: str = "ada") -> None:
        self.world, self.who = world, who
        self.forms: list[tuple[str, int, str, int]] = []
        self._versions = count(1)

    def presign(self, key: str, most_bytes: int, content_type: str, seconds: int) -> Form:
        """Make a form as S3 wants it; what it was made for is noted."""
        self.forms.append((key, most_bytes, content_type, seconds))
        return {"url": "https://bucket.example/", "fields": {"key": key, "Content-Type": content_type}}

    def create(self, body: Mapping[str, Any], key: str = "") -> Document:
        """Begin an upload with a body as it is sent."""
        headers = {"idempotency-key": key} if key else {}
        return document(views.create(self.world.ports, self.presign, self.who, body, headers), 201)

    def begin(self, name: str, size: int = 1000, **more: Any) -> str:
        """Begin an upload; its id."""
        made: str = self.create({"file_name": name, "size": size, **more})["id"]
        return made

    def arrive(self, upload_id: str, body: bytes, version: str = "") -> Document:
        """The file arrives in the bucket, and its event."""
        version = version or f"u{next(self._versions)}"
        self.world.uploads.objects[key_of(upload_id), version] = body
        check(self.world.ports, BUCKET, key_of(upload_id), version)
        return self.show(upload_id)

    def send(self, name: str, body: bytes, **more: Any) -> Document:
        """Upload a file; what it would do."""
        return self.arrive(self.begin(name, max(1, len(body)), **more), body)

    def show(self, upload_id: str) -> Document:
        """Look at an upload."""
        return conforming("Upload", views.upload(self.world.ports, upload_id))

    def confirm(self, upload_id: str, key: str = "") -> Document:
        """Confirm an upload."""
        headers = {"idempotency-key": key} if key else {}
        return document(views.confirm(self.world.ports, self.who, upload_id, headers), 202)

    def refuse(self, upload_id: str) -> None:
        """Refuse an upload."""
        assert views.withdraw(self.world.ports, self.who, upload_id).status == 204

    def load(self, name: str, body: bytes) -> Document:
        """Upload a file, confirm it, and let everything that follows be done."""
        sent = self.send(name, body)
        assert sent["state"] == "ready", sent
        self.confirm(sent["id"])
        self.world.work()
        return self.show(sent["id"])

    def listed(self) -> list[Document]:
        """The list of uploads."""
        found: list[Document] = conforming("Uploads", views.listed(self.world.ports, {}))["uploads"]
        return found

    def events(self, date: str = "2026-11-23") -> list[audit.Event]:
        """What the audit trail says of a day."""
        chains = range(keys.AUDIT_CHAINS)
        return [row.event for chain in chains for row in audit.rows(self.world.table, date, chain)]

    def stored(self, upload_id: str) -> uploads.Upload:
        """An upload as it is stored."""
        found = uploads.find(self.world.table, upload_id)
        assert found is not None
        return found


def document(reply: Reply, status: int) -> Document:
    """The JSON of an answer."""
    assert reply.status == status
    assert reply.content_type == "application/json"
    found: Document = json.loads(reply.body)
    return conforming("UploadForm" if status == 201 else "Upload", found)


def conforming(schema: str, found: Document) -> Document:
    """An answer, which says all that the contract says, and nothing else."""
    assert schema_of(f"uploads.{schema}").validate(found) == {}
    return found


def refusal(problem: Problem) -> tuple[int, str]:
    """The status and title of a problem."""
    return problem.status, problem.title
