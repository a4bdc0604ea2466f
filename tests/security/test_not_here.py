"""What the product does not have, so that requirements on it do not apply: a page that says so can rot."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chalicelib.api.contract import OPERATIONS
from chalicelib.identity.desk import Desk
from chalicelib.store.memory import MemoryTable
from chalicelib.store.users import User
from tests.api.calling import the_app
from tests.repo.sources import INDEX, PRODUCT, ROOT, imports_of, name_of, tree_of

SHIPPED = [INDEX, *PRODUCT]
PACKAGES = "\n".join(
    path.read_text("utf-8")
    for path in (ROOT / "requirements.txt", ROOT / "infra" / "packaging" / "locked.txt")
)
OF_SUBJECTS = {
    "XML": {"xml", "lxml", "defusedxml", "xmltodict"},
    "LDAP": {"ldap", "ldap3"},
    "SQL": {"sqlite3", "psycopg2", "sqlalchemy", "mysql"},
    "templates": {"jinja2", "mako", "string.Template"},
    "archives": {"zipfile", "tarfile", "shutil.unpack_archive"},
    "pickles": {"pickle", "shelve", "marshal", "dill"},
    "other processes": {"subprocess", "os.system", "pty", "os.popen"},
    "mail": {"smtplib", "imaplib"},
    "ciphers": {"cryptography", "Crypto", "nacl", "ssl.wrap_socket"},
    "OAuth": {"oauthlib", "authlib", "requests_oauthlib"},
    "images": {"PIL"},
    "sockets of the web": {"websockets", "websocket", "socketio"},
}


def reaches(module: str, found: str) -> bool:
    return found == module or found.startswith(f"{module}.")


@pytest.mark.parametrize(("subject", "modules"), OF_SUBJECTS.items(), ids=OF_SUBJECTS)
def test_the_product_has_nothing_to_do_with(subject: str, modules: set[str]) -> None:
    reached = [
        f"{name_of(path)}:{line} {found}"
        for path in SHIPPED
        for line, found in imports_of(path)
        if any(reaches(module, found) for module in modules)
    ]
    assert reached == []
    assert not [name for name in modules if re.search(rf"^{re.escape(name)}==", PACKAGES, re.I | re.M)]


def used_of(module: str) -> Iterator[tuple[str, str]]:
    """Module of ours and name of what it takes from another one."""
    for path in SHIPPED:
        for _, found in imports_of(path):
            if found.startswith(f"{module}."):
                yield name_of(path), found.removeprefix(f"{module}.")
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == module:
                yield name_of(path), node.attr


def test_one_hash_is_used() -> None:
    """SHA-256, and bcrypt for passwords; nothing that is broken, for whatever purpose (ASVS 11.4.1)."""
    assert {name for _, name in used_of("hashlib")} == {"sha256"}


def test_nothing_that_must_not_be_guessed_is_only_random() -> None:
    """Tokens, one-time passwords and ids come from the system's generator (ASVS 7.2.3, 11.5.1)."""
    with_chance = {path for path, _ in used_of("random")}
    assert not {path for path in with_chance if "/identity/" in path or "/api/" in path}
    assert {path for path, _ in used_of("secrets")} >= {"chalicelib/wiring.py"}


def test_a_session_is_named_by_128_random_bits() -> None:
    """What chance is asked for, and by whom it is given (ASVS 7.2.3)."""
    asked: list[int] = []

    def chance(count: int) -> bytes:
        asked.append(count)
        return bytes(range(count))

    desk = Desk(MemoryTable(), lambda: datetime(2026, 11, 23, tzinfo=UTC), chance)
    assert len(bytes.fromhex(desk.new_id())) * 8 == 128
    assert asked == [16]
    assert "secrets.token_bytes)" in (ROOT / "chalicelib" / "wiring.py").read_text("utf-8")


def test_the_buckets_take_no_older_tls() -> None:
    """Each is made by one of two functions, which say so (ASVS 12.1.1)."""
    text = (ROOT / "infra" / "components" / "buckets.py").read_text("utf-8")
    made = re.findall(r"s3\.Bucket\((.*?)\n        \)", text, re.S)
    assert len(made) == 2
    for bucket in made:
        assert "minimum_tls_version=1.2" in bucket
        assert "enforce_ssl=True" in bucket


def test_there_are_no_sockets_of_the_web() -> None:
    """Chalice would make an API of their own for them (ASVS 4.4.1)."""
    assert not [source for source in the_app().event_sources if "websocket" in type(source).__name__.lower()]


def test_nobody_hints_at_a_password() -> None:
    """No field of a user or of a body is a hint or a secret question (ASVS 6.4.2)."""
    named = {one.name for one in fields(User)}
    named |= set(re.findall(r'"(\w+)"', (ROOT / "frontend" / "openapi.json").read_text("utf-8")))
    assert not {name for name in named if re.search(r"hint|question|reminder|birth|maiden|pet_", name, re.I)}


def test_no_address_carries_a_secret() -> None:
    """Passwords and tokens are no parameters (ASVS 14.2.1)."""
    asked = {parameter.name for one in OPERATIONS for parameter in (*one.query, *one.parameters)}
    assert {"limit", "cursor"} <= asked
    assert not {name for name in asked if re.search(r"password|token|secret|key_|credential", name, re.I)}


WEB = ROOT / "frontend" / "src"


def test_a_password_is_typed_unseen_and_may_be_pasted() -> None:
    """Masked, named to the browser's own manager, and nothing catches the paste (ASVS 6.2.6, 6.2.7)."""
    fields_of = {path.name: path.read_text("utf-8") for path in (WEB / "features" / "auth").glob("*.tsx")}
    typed = [text for text in fields_of.values() if "assword" in text and "<Password" in text]
    assert len(typed) == 2
    for text in typed:
        boxes = re.findall(r"<PasswordInput\b(.*?)/>", text, re.S)
        assert boxes
        assert all(re.search(r'autoComplete="(current|new)-password"', box) for box in boxes)
        assert not re.search(r"<TextInput\b[^>]*assword", text)
    everything = "".join(path.read_text("utf-8") for path in sorted(WEB.rglob("*.tsx")))
    assert not re.search(r"\bonPaste\b|\bonCopy\b|\"paste\"", everything)


def kept_by_the_browser() -> set[Path]:
    return {
        path
        for path in WEB.rglob("*.ts*")
        if re.search(r"(local|session)Storage|indexedDB|caches\.", path.read_text("utf-8"))
        and "test" not in path.relative_to(WEB).parts
    }


def test_the_browser_keeps_settings_and_nothing_else() -> None:
    """How tables are shown, which colours, when it was loaded anew: no data, no token (ASVS 14.3.3)."""
    assert {path.name for path in kept_by_the_browser()} == {"main.tsx", "settings.ts", "lazily.ts"}


def test_signing_out_empties_the_web_app() -> None:
    """All that it was answered is dropped, whether or not the server was reached (ASVS 14.3.1)."""
    text = (WEB / "app" / "TopBarTools.tsx").read_text("utf-8")
    out = text.split("const signOut = async")[1].split("\n  };")[0]
    assert 'client.POST("/api/auth/logout")).catch(' in out
    assert "queryClient.clear()" in out
    entering = (WEB / "features" / "auth" / "SignIn.tsx").read_text("utf-8")
    assert "queryClient.clear()" in entering
