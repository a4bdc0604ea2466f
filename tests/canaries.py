"""What is secret in the tests: one of these in a log, an alert or the audit trail is a leak.

Texts that tests use as secrets, and the forms of what the product makes up itself: tokens, one-time
passwords, hashes of passwords, signatures.
"""

import re
from base64 import b64encode

from tests.identity.office import OLD_SECRET, OTHER_PASSWORD, PASSWORD, SECRET

SAP_USER, SAP_PASSWORD = "IOR_RFC", "gehéim:€1"
SAP_HEADER = b64encode(f"{SAP_USER}:{SAP_PASSWORD}".encode()).decode()
WEBHOOK = "https://hooks.example/services/T0/B0/credential"
TEXTS = {
    "a password": PASSWORD,
    "another password": OTHER_PASSWORD,
    "a signing key": SECRET,
    "the signing key before it": OLD_SECRET,
    "SAP's password": SAP_PASSWORD,
    "SAP's user and password": SAP_HEADER,
    "the webhook of the team's channel": WEBHOOK,
}
_SIGN = "[0-9a-hjkmnp-tv-z]"
FORMS = {
    "a token": r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}",
    "a one-time password": rf"(?<![\w-]){_SIGN}{{5}}(?:-{_SIGN}{{5}}){{3}}(?![\w-])",
    "a hash of a password": r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}",
    "a signature of AWS": r"(?i:x-amz-signature)\W{1,8}[0-9a-f]{64}",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
}
_KNOWN = {**{name: re.escape(text) for name, text in TEXTS.items()}, **FORMS}
_ANY = re.compile("|".join(f"({form})" for form in _KNOWN.values()))


def found_in(text: str) -> str:
    """What kind of secret a text has, the first one; empty where it has none."""
    found = _ANY.search(text)
    return list(_KNOWN)[(found.lastindex or 1) - 1] if found else ""
