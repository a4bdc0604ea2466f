"""The form that is given out: one key, one content type, a size, a quarter of an hour, and nothing else."""

import base64
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from botocore.config import Config
from botocore.session import get_session

from chalicelib.api import uploads as views
from chalicelib.pipeline.check import check
from chalicelib.pipeline.uploads import CONTENT_TYPE, MOST_BYTES, Form, key_of
from tests.pipeline.small import small
from tests.pipeline.world import MORNING, World
from tests.uploads.desk import Desk, document


def test_what_the_form_is_made_for(desk: Desk) -> None:
    """F14: nothing of the name, nothing of the size that was announced."""
    made = desk.create({"file_name": "Invoices.csv", "size": 12})
    assert desk.forms == [(f"checked/{made['id']}/{made['id']}.csv", MOST_BYTES, "text/csv", 900)]
    assert sorted(made) == ["expires_at", "fields", "id", "most_bytes", "url"]
    assert made["most_bytes"] == MOST_BYTES
    assert made["expires_at"] == (MORNING + timedelta(hours=1, minutes=15)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_every_upload_has_a_key_of_its_own(desk: Desk) -> None:
    """F14, B22"""
    keys = {key_of(desk.begin("Invoices.csv")) for _ in range(50)}
    assert len(keys) == 50
    assert all(re.fullmatch(r"checked/([a-z0-9-]+)/\1\.csv", key) for key in keys)


def presigned(key: str, most_bytes: int, content_type: str, seconds: int) -> Form:
    """The form as S3's own client makes it, as the wiring is to have it."""
    session = get_session()
    session.set_credentials("AKIDEXAMPLE", "secret", "token")
    # Without these two the form is for the bucket's global address, and in the oldest region signed in a way
    # that a bucket with a key of ours refuses.
    config = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
    client = session.create_client("s3", "eu-central-1", config=config)
    made: Form = client.generate_presigned_post(
        "upload-bucket",
        key,
        Fields={"Content-Type": content_type},
        Conditions=[{"Content-Type": content_type}, ["content-length-range", 1, most_bytes]],
        ExpiresIn=seconds,
    )
    return made


def test_the_policy_that_is_signed() -> None:
    """F14, B18: S3 itself refuses another key, another type, no byte, a byte too many, and after the time."""
    world = World()
    body = {"file_name": "Invoices.csv", "size": 12}
    made = document(views.create(world.ports, presigned, "ada", body, {}), 201)
    assert made["url"] == "https://upload-bucket.s3.eu-central-1.amazonaws.com/"
    policy = json.loads(base64.b64decode(made["fields"]["policy"]))
    conditions: list[Any] = policy["conditions"]
    assert {"key": key_of(made["id"])} in conditions
    assert {"Content-Type": CONTENT_TYPE} in conditions
    assert ["content-length-range", 1, MOST_BYTES] in conditions
    assert {"bucket": "upload-bucket"} in conditions
    assert not [one for one in conditions if isinstance(one, list) and one[0] == "starts-with"]
    assert "${filename}" not in json.dumps(made)
    assert made["fields"]["key"] == key_of(made["id"])


KEYS = [
    "checked/token-1/token-2.csv",
    "checked/token-1/token-1.csv.exe",
    "checked/token-1/x/token-1.csv",
    "checked/token-1/token-1.csv/",
    "checked/../incoming/token-1.csv",
    "checked//.csv",
    "checked/TOKEN-1/TOKEN-1.csv",
    "incoming/token-1/token-1.csv",
    "checked/nobody/nobody.csv",
    "checked/token-1/token-1.csv\n",
    "",
]


@pytest.mark.parametrize("key", KEYS)
def test_an_object_that_no_form_was_made_for_is_left_alone(desk: Desk, key: str) -> None:
    """B22: whoever puts something else there has nothing looked at."""
    upload_id = desk.begin("Invoices.csv")
    assert upload_id == "token-1"
    desk.world.uploads.objects[key, "v1"] = small("Invoices.csv")
    assert check(desk.world.ports, "upload", key, "v1") is None
    assert desk.show(upload_id)["state"] == "waiting"


def test_the_first_file_of_a_form_is_the_upload(desk: Desk) -> None:
    """What is sent under the same form later changes nothing of what was shown."""
    body = small("Invoices.csv")
    sent = desk.send("Invoices.csv", body)
    again = desk.arrive(sent["id"], body.replace(b",EA,", b",KG,"))
    assert again == sent
    desk.confirm(sent["id"])
    assert desk.world.raw.objects["raw/Invoices.csv/0000000009/Invoices.csv"] == body


def test_an_event_of_the_file_twice_or_late(desk: Desk) -> None:
    """C1, C2: the same version again, before and after it is decided."""
    sent = desk.send("Invoices.csv", small("Invoices.csv"))
    version = desk.stored(sent["id"]).version
    for act in (desk.show, desk.confirm, lambda _: desk.world.work()):
        act(sent["id"])
        before = desk.show(sent["id"])
        check(desk.world.ports, "upload", key_of(sent["id"]), version)
        assert desk.show(sent["id"]) == before
