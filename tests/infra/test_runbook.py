"""The runbook is true: every alarm and kind of alert is explained, and what its commands name exists."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from chalice.app import CloudWatchEvent

from chalicelib import wiring
from chalicelib.cli import COMMANDS, command_parser
from chalicelib.feeds.catalogue import INGESTIONS
from chalicelib.identity.errors import KeysRefused
from chalicelib.identity.tokens import Tokens, issue, keyring, read
from chalicelib.store import deliveries
from chalicelib.store.memory import MemoryTable
from chalicelib.waking import BucketEvent, s3_objects
from tests.infra.templates import ACCOUNT, ROOT, Stacks
from tests.infra.test_failure_paths import ASYNCHRONOUS, alarms
from tests.infra.test_functions import functions

RUNBOOK = ROOT / "docs" / "runbook.md"
TEXT = RUNBOOK.read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
ANCHORS = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in SECTIONS}
COMMANDS_OF_PYTHON = sorted(set(re.findall(r"^python -m chalicelib ([^#\n]+)", TEXT, re.MULTILINE)))
NAMED = re.compile(r"(?<![\w/])(?:/aws/\w+/)?ior-\$STAGE-([A-Za-z_]+(?:-[a-z]+)*)")
OTHER_TABLES = {"restored", "evidence"}
"""What is made by hand, for a while."""
PLAIN = 1_795_424_400


def test_every_alarm_says_where_it_is_explained(production: Stacks) -> None:
    for name, alarm in alarms(production).items():
        section = re.search(r"docs/runbook\.md#(\S+)$", alarm["AlarmDescription"])
        assert section, name
        assert section[1] in ANCHORS, name


def test_no_alarm_is_explained_that_there_is_not(production: Stacks) -> None:
    suffixes = {name.rpartition("-")[2] for name in alarms(production)}
    assert {anchor.removeprefix("alarm-") for anchor in ANCHORS if anchor.startswith("alarm-")} == suffixes


def kinds_of_alerts() -> set[str]:
    """The kinds that the code raises: the second value of each alert, and that of CloudWatch's alarms."""
    found = {"alarm"}
    for path in (ROOT / "chalicelib").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Alert":
                found.add(ast.literal_eval(node.args[1]))
    return found


def test_every_kind_of_alert_is_explained_and_no_other() -> None:
    assert {anchor.removeprefix("alert-") for anchor in ANCHORS if anchor.startswith("alert-")} == (
        kinds_of_alerts()
    )


def test_what_is_explained_says_what_it_means_and_what_to_do() -> None:
    for heading, body in SECTIONS.items():
        if re.match(r"Alarm: |Alert: (?!alarm)", heading):
            assert "**Means**" in body, heading
            assert "**Do**" in body, heading


def test_of_every_function_it_is_said_what_becomes_of_a_lost_event() -> None:
    listed = set(re.findall(r"^\| `(\w+)", SECTIONS["Alarm: lost"], re.MULTILINE))
    assert listed == {re.sub(r"^ingest_\w+", "ingest_", name) for name in ASYNCHRONOUS}


def test_what_the_commands_name_exists(production: Stacks) -> None:
    data, service = production.data, production.service
    there = {
        *functions(production),
        *(name.removeprefix("ior-prod-") for name in data.named("AWS::SQS::Queue", "QueueName")),
        *(name.removeprefix("ior-prod-") for name in data.named("AWS::SNS::Topic", "TopicName")),
        *(name.removeprefix("ior-prod-") for name in data.named("AWS::SecretsManager::Secret", "Name")),
        *(name.split("-")[2] for name in data.named("AWS::S3::Bucket", "BucketName")),
        *(name.rpartition("/ior-prod-")[2] for name in service.named("AWS::Logs::LogGroup", "LogGroupName")),
        *(
            name.removeprefix("ior-prod-")
            for name in service.named("AWS::CloudWatch::Dashboard", "DashboardName")
        ),
        "data",
        "service",
    }
    assert set(NAMED.findall(TEXT)) - there == OTHER_TABLES


def test_every_feed_has_its_function() -> None:
    rows = dict(re.findall(r"^\| ([A-Z0-9_, ]+) \| `ior-\$STAGE-(\w+)` \|$", TEXT, re.MULTILINE))
    assert {name: set(feeds.split(", ")) for feeds, name in rows.items()} == {
        f"ingest_{one.name.replace('-', '_')}": {feed.key for feed in one.feeds} for one in INGESTIONS
    }


@pytest.mark.parametrize("command", COMMANDS_OF_PYTHON)
def test_a_command_of_ours_is_understood(command: str) -> None:
    name, *arguments = command.split()
    assert name in COMMANDS
    module = __import__(f"chalicelib.cli.{name}", fromlist=["configure"])
    command_parser(name, module).parse_args(arguments)


def scripts(section: str) -> list[str]:
    """The programs that a section has Python read from it."""
    return re.findall(r"^python - <<'END'\n(.*?)^END$", SECTIONS[section], re.MULTILINE | re.DOTALL)


def run(script: str, folder: Path, **settings: str) -> str:
    done = subprocess.run(
        [sys.executable, "-"],
        input=script,
        cwd=folder,
        env=settings,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


OLD = {"secret": "q7Rk2VfXz9LmT4bWc8HnYd3Gs6JpKe1AuD5vNiQo0SxFgZhC"}
LATER = {"current": "k1", "keys": {"k1": {**OLD, "until": None}}}


@pytest.mark.parametrize("document", [OLD, LATER], ids=["as AWS made it", "exchanged before"])
def test_keys_are_exchanged_without_signing_anybody_out(document: dict[str, Any], tmp_path: Path) -> None:
    """After each step the app takes the document, and the sessions signed with the old key go on."""
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(document))
    token = issue(tokens_of(document), "ann", "0" * 32, PLAIN)
    rings = []
    for script in scripts("Exchange the keys of the sessions"):
        run(script, tmp_path)
        found = json.loads(file.read_text())
        assert read(tokens_of(found), token, PLAIN).name == "ann"
        rings.append(keyring(found))
    added, exchanged = rings
    assert added.current == keyring(document).current
    assert exchanged.current != added.current
    assert len(exchanged.keys) == 2
    assert exchanged.keys[added.current].until is not None


def tokens_of(document: dict[str, Any]) -> Tokens:
    return Tokens(lambda: keyring(document), "ior-prod", "ior-prod-api")


def test_a_key_that_became_known_is_replaced_by_one_that_the_app_takes() -> None:
    (program,) = re.findall(r"^python -c '(.+)' > keys.json$", TEXT, re.MULTILINE)
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert len(keyring(json.loads(made)).keys) == 1
    with pytest.raises(KeysRefused):
        keyring({**json.loads(made), "known": True})


def test_an_event_is_taken_out_of_what_lambda_put_aside(tmp_path: Path) -> None:
    """Source: AWS Lambda Developer Guide, "Adding a destination": the record of a failed invocation."""
    aside = {
        "requestContext": {
            "functionArn": f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:ior-prod-receive_file:$LATEST",
            "condition": "RetriesExhausted",
        },
        "requestPayload": {"Records": []},
        "responsePayload": {"errorMessage": "no", "errorType": "OSError"},
    }
    messages = [{"Body": json.dumps(aside), "ReceiptHandle": "receipt"}]
    (tmp_path / "message.json").write_text(json.dumps({"Messages": messages}))
    (script,) = scripts("Put an event in again")
    assert run(script, tmp_path) == "ior-prod-receive_file no\n"
    assert json.loads((tmp_path / "event.json").read_text()) == {"Records": []}
    assert (tmp_path / "function.txt").read_text() == "ior-prod-receive_file"
    assert (tmp_path / "receipt.txt").read_text() == "receipt"


def test_the_rows_that_a_delivery_lost_are_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = MemoryTable()
    rows = [{"row_number": number, "problems": ["no origin", "no value"]} for number in (3, 12)]
    deliveries.keep_rejected(table, 17, rows)
    monkeypatch.setattr(wiring, "table", lambda: table)
    monkeypatch.setenv("DELIVERY", "17")
    (script,) = scripts("Alert: quality")
    exec(script)
    assert capsys.readouterr().out == "3 no origin; no value\n12 no origin; no value\n"


def test_the_event_of_a_manifest_is_one_that_the_function_understands(tmp_path: Path) -> None:
    manifest = "raw/ZEMM005/0000000017/manifest.json"
    (script,) = scripts("Load a delivery again")
    run(script, tmp_path, STAGE="prod", AWS_ACCOUNT_ID=ACCOUNT, MANIFEST=manifest)
    event = BucketEvent(json.loads((tmp_path / "event.json").read_text()), None)
    (found,) = s3_objects(event)
    assert (found["bucket"], found["key"]) == (f"ior-prod-raw-{ACCOUNT}", manifest)


def test_the_event_of_a_schedule_is_one_that_a_function_understands() -> None:
    (text,) = re.findall(r"^cat > event.json <<'END'\n(.*?)^END$", TEXT, re.MULTILINE | re.DOTALL)
    assert CloudWatchEvent(json.loads(text), None).detail_type == "Scheduled Event"
