"""The people of the local stack: an admin and an operator, with passwords that are made at random once.

They are made as the command line makes the first admin, and sign in as everybody does; no other stage has
them.
"""

import json
import secrets
from datetime import UTC, datetime

from chalicelib import wiring
from chalicelib.identity import accounts, callers, sign_in
from chalicelib.identity.accounts import COMMAND_LINE, HandedOut
from chalicelib.identity.desk import Desk
from chalicelib.identity.errors import UnknownUser
from chalicelib.identity.roles import ADMIN, OPERATOR
from chalicelib.store.table import Table
from infra.local import places
from infra.local.api import Api, Refused
from infra.local.errors import ProgramFailed
from infra.local.places import Places

NAMES = {"admin": ADMIN, "operator": OPERATOR}
"""Per name, the role."""
HERE = "127.0.0.1"
NOT_SIGNED_IN = 401


def signed_in(api: Api, table: Table, kept: Places) -> Api:
    """The API with the admin signed in; whoever is missing is made, and a password that is another is reset.

    Raises `ProgramFailed` where the API lets nobody in.
    """
    known = passwords(kept)
    tokens = {}
    for name in NAMES:
        token = _token(api, name, known[name])
        if token is None:
            _settle(table, name, known[name])
            token = _token(api, name, known[name])
        if token is None:
            raise ProgramFailed(f"{name} cannot sign in with the password that was just given him.")
        tokens[name] = token
    places.write_private(kept.token, tokens["admin"] + "\n")
    places.write_private(kept.curl, f'header = "Authorization: Bearer {tokens["admin"]}"\n')
    return Api(api.address, tokens["admin"])


def passwords(kept: Places) -> dict[str, str]:
    """The password of each: made at random once, readable by the folder's owner only."""
    found = _kept(kept)
    if found.keys() == NAMES.keys():
        return found
    made = {name: "-".join(secrets.token_hex(3) for _ in range(4)) for name in NAMES}
    places.write_private(kept.people, json.dumps(made, indent=1) + "\n")
    return made


def _kept(kept: Places) -> dict[str, str]:
    """The passwords that are kept; none where what is kept cannot be read: others are made, and given."""
    try:
        found = json.loads(kept.people.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _token(api: Api, name: str, password: str) -> str | None:
    """The token of a session that begins; None where the password is another."""
    try:
        return api.sign_in(name, password)
    except Refused as refused:
        if refused.status == NOT_SIGNED_IN:
            return None
        raise


def _settle(table: Table, name: str, password: str) -> None:
    """See to it that there is a user of this name, with this password."""
    desk = Desk(table, lambda: datetime.now(UTC), secrets.token_bytes)
    tokens = wiring.tokens()
    out = _handed_out(desk, name)
    entered = sign_in.sign_in(desk, tokens, name, out.password, HERE)
    caller = callers.caller_of(table, tokens, entered.token, desk.now())
    if caller is None:
        raise ProgramFailed(f"{name} cannot sign in with the password that was just made.")
    sign_in.change_password(desk, tokens, caller, out.password, password, HERE)


def _handed_out(desk: Desk, name: str) -> HandedOut:
    try:
        accounts.find_user(desk, name)
    except UnknownUser:
        if NAMES[name] == ADMIN and not accounts.list_users(desk):
            return accounts.first_admin(desk, name)
        return accounts.create_user(desk, COMMAND_LINE, name, NAMES[name])
    return accounts.reset_password(desk, COMMAND_LINE, name)
