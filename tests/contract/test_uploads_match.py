"""An upload from its first request to the last: every answer is the one that the document promises."""

import json
from typing import Any

from chalice.test import HTTPResponse

from chalicelib.api.bodies import schema_of
from chalicelib.api.contract import OPERATIONS
from chalicelib.pipeline.check import check
from chalicelib.pipeline.uploads import key_of
from tests.api.calling import Caller, document
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample

BY_NAME = {operation.name: operation for operation in OPERATIONS}
FILE = sample("Product_List.csv").replace(b"Split King D891", b"Split").replace(b",MX,EA,", b",XX,EA,", 1)


def ask(caller: Caller, name: str, upload: str = "", body: Any = None) -> HTTPResponse:
    operation = BY_NAME[name]
    sent = json.dumps(body).encode() if body is not None else b""
    headers = {"content_type": "application/json"} if sent else {}
    response = caller.send(operation.method, operation.path.replace("{id}", upload), sent, **headers)
    assert response.status_code in (operation.status, *operation.refusals), response.body
    if response.status_code == operation.status and operation.answer:
        schema_of(operation.answer).load(document(response))
    return response


def test_every_answer_on_the_way_is_as_promised(changing: Caller, fresh: Twin) -> None:
    made = document(ask(changing, "start_upload", body={"file_name": "Product_List.csv", "size": len(FILE)}))
    name = made["id"]
    assert document(ask(changing, "upload", name))["state"] == "waiting"
    fresh.uploads.objects[key_of(name), "v1"] = FILE
    check(fresh.ports, "upload", key_of(name), "v1")
    ready = document(ask(changing, "upload", name))
    assert ready["state"] == "ready"
    assert ready["problems"]
    assert ready["sample"]
    assert ask(changing, "rejected_rows", name).body.decode("utf-8-sig").startswith("Row,Problems,")
    assert document(ask(changing, "uploads"))["uploads"]
    assert ask(changing, "confirm_upload", name).status_code == 202
    assert ask(changing, "drop_upload", name).status_code == 409
    fresh.work()
    assert document(ask(changing, "upload", name))["state"] == "loaded"


def test_what_is_dropped_is_gone(changing: Caller) -> None:
    made = document(ask(changing, "start_upload", body={"file_name": "Product_List.csv", "size": 5}))
    assert ask(changing, "drop_upload", made["id"]).status_code == 204
    assert ask(changing, "confirm_upload", made["id"]).status_code == 409
    assert ask(changing, "upload", "nobody").status_code == 404
