"""`python -m chalicelib users`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.identity import hashing
from chalicelib.identity.accounts import list_users
from chalicelib.identity.desk import Desk
from chalicelib.store.memory import MemoryTable
from tests.cli.running import Ran, run
from tests.identity.office import CHEAP
from tests.identity.test_migration import SAMPLE


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """What the command works on, in memory; hashing is cheap."""
    table = MemoryTable()
    monkeypatch.setattr(wiring, "table", lambda: table)
    real = hashing.hashed
    monkeypatch.setattr(hashing, "hashed", lambda password, cost=CHEAP: real(password, CHEAP))
    return Desk(table, lambda: datetime.now(UTC), lambda count: b"x" * count, CHEAP)


def names(desk: Desk) -> list[str]:
    return [user.name for user in list_users(desk)]


def line(ran: Ran, start: str) -> str:
    [found] = [text for text in ran.out.splitlines() if text.startswith(start)]
    return found.removeprefix(start).strip()


def test_the_first_admin_is_shown_his_password(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """E16: none is shipped; it is made, shown once, and made only while there is nobody."""
    ran = run(capsys, "users", "first-admin", "Mary.Ann", "--email", "mary@ior.example")
    assert ran.code == 0
    assert line(ran, "user:") == "mary.ann (admin)"
    assert len(line(ran, "one-time password:")) == 23
    assert "UTC, for one sign-in" in line(ran, "good until:")
    again = run(capsys, "users", "first-admin", "eve")
    assert (again.code, again.out) == (2, "")
    assert again.complaint == "There are users: an admin makes the next one, or resets a password."


def test_a_reset_gives_another(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    first = run(capsys, "users", "first-admin", "ada")
    second = run(capsys, "users", "reset", "ada")
    assert second.code == 0
    assert line(first, "one-time password:") != line(second, "one-time password:")
    assert run(capsys, "users", "reset", "nobody") == (2, "", "There is no user 'nobody'.\n")


def test_an_import_is_a_plan_first(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """T-08: one line a user and the counts; `--apply` does it."""
    planned = run(capsys, "users", "import", SAMPLE)
    assert planned.code == 0
    assert planned.out.splitlines() == [
        "admin: kept: admin, active; the password stays, its hash is renewed at the first sign-in",
        "operator: kept: operator, active; the password stays, its hash is renewed at the first sign-in",
        "Compliance: must be reset: operator, active, as 'compliance'; the stored password is too weakly "
        "kept: reset it",
        "former: kept: admin, disabled; the password stays, its hash is renewed at the first sign-in",
        "3 kept, 1 must be reset. Nothing was done; --apply does it.",
    ]
    assert names(desk) == []
    applied = run(capsys, "users", "import", SAMPLE, "--apply")
    assert applied.code == 0
    assert applied.out == planned.out.replace("Nothing was done; --apply does it.", "Done.")
    assert names(desk) == ["admin", "compliance", "former", "operator"]


def test_a_user_who_is_refused_is_a_finding(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    users = json.loads(SAMPLE.read_bytes())["users"]
    file = tmp_path / "users.json"
    file.write_text(json.dumps({"users": [*users, {"username": "\x1b[2Jeve"}]}))
    ran = run(capsys, "users", "import", file)
    assert ran.code == 1
    assert "\x1b" not in ran.out


@pytest.mark.parametrize("content", [None, "{", "[]", '{"users": {}}', "[" * 100_000])
def test_a_file_that_cannot_be_used(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "users.json"
    if content is not None:
        file.write_text(content)
    ran = run(capsys, "users", "import", file, "--apply")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.complaint
    assert names(desk) == []


@pytest.mark.parametrize("arguments", [[], ["delete", "ada"], ["first-admin"], ["import"]])
def test_usage(desk: Desk, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    ran = run(capsys, "users", *arguments)
    assert ran.code == 2
    assert "usage:" in ran.err
