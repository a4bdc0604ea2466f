"""`users first-admin NAME | import FILE [--apply] | reset NAME`

Users, for whoever may write to the table. `first-admin` makes the first one, while there is nobody; `import`
says what becomes of the users of the older application's users.json, and with `--apply` does it; `reset` puts
a one-time password in the place of a user's. A one-time password is shown once, and good for one sign-in
within a day. STAGE says which table.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.cli.shared import BAD_INPUT, DONE, FINDINGS

if TYPE_CHECKING:
    from chalicelib.identity.accounts import HandedOut
    from chalicelib.identity.desk import Desk


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    doing = parser.add_subparsers(dest="doing", required=True, metavar="first-admin | import | reset")
    first = doing.add_parser("first-admin", help="make the first user, an admin")
    first.add_argument("name", metavar="NAME", help="such as mary.ann")
    first.add_argument("--email", default="", help="where he can be reached")
    taken = doing.add_parser("import", help="take over the users of the older application")
    taken.add_argument("file", metavar="FILE", type=Path, help="its users.json")
    taken.add_argument("--apply", action="store_true", help="do it; without, only say what happens")
    reset = doing.add_parser("reset", help="reset a user's password")
    reset.add_argument("name", metavar="NAME", help="an existing user")


def run(asked: Namespace) -> int:
    """Do what is asked."""
    from chalicelib.identity.errors import IdentityError

    try:
        return _COMMANDS[asked.doing](_desk(), asked)
    except IdentityError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT


def _first_admin(desk: "Desk", asked: Namespace) -> int:
    from chalicelib.identity.accounts import first_admin

    return _hand_out(first_admin(desk, asked.name, asked.email))


def _reset(desk: "Desk", asked: Namespace) -> int:
    from chalicelib.identity.accounts import COMMAND_LINE, reset_password

    return _hand_out(reset_password(desk, COMMAND_LINE, asked.name))


def _import(desk: "Desk", asked: Namespace) -> int:
    from chalicelib.identity.migration import REFUSED, import_users

    imported = import_users(desk, _read(asked.file), apply=asked.apply)
    for line in imported.lines:
        # What stands in a file is not to move a terminal's cursor.
        typed = line.typed if line.typed.isprintable() else repr(line.typed)
        print(f"{typed}: {line.outcome}: {line.said}")
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(imported.counts.items()))
    done = "Done." if asked.apply else "Nothing was done; --apply does it."
    print(f"{told or 'no users'}. {done}")
    return FINDINGS if imported.counts.get(REFUSED) else DONE


_COMMANDS = {"first-admin": _first_admin, "import": _import, "reset": _reset}


def _desk() -> "Desk":
    from datetime import UTC, datetime
    from secrets import token_bytes

    from chalicelib import wiring
    from chalicelib.identity.desk import Desk

    return Desk(wiring.table(), lambda: datetime.now(UTC), token_bytes)


def _hand_out(out: "HandedOut") -> int:
    from datetime import UTC, datetime

    until = datetime.fromtimestamp(out.until, UTC)
    print(f"user:               {out.profile.name} ({out.profile.role})")
    print(f"one-time password:  {out.password}")
    print(f"good until:         {until:%Y-%m-%d %H:%M} UTC, for one sign-in; it is not shown again")
    return DONE


def _read(path: Path) -> Any:
    import json

    from chalicelib.identity.errors import FileRefused

    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise FileRefused(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise FileRefused(f"{path} is not JSON: {error}.") from error
