"""What a password has to be: long, and nothing that is tried first."""

from unicodedata import normalize

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from chalicelib.identity import hashing, passwords
from chalicelib.identity.errors import PasswordRefused
from tests.identity.office import CHEAP

NAME = "christopher.nightingale"
TAKEN = {
    "15 characters": "qz plum hexagon",
    "128 characters": "".join(chr(0x4E00 + 7 * n) for n in range(128)),
    "words": "vivid quartz lantern meadow",
    "only lower case letters": "quartzlanternmeadow",
    "only digits": "830177402956183",
    "only signs": ';{>~"&*)(%$#-_=+',
    "spaces all over": "  quartz  lantern  ",
    "accents": "žluťoučký kůň pěl",
    "Chinese": "关税编号与原产地必须一一对应才可以放行",
    "pictures": "😀😃😄😁😆😅😂🤣☺😊😇🙂🙃😉😌",
    "made by the machine": "7k3m9-qxt0a-zzvj2-8wq1c",
    "with a word that is tried first": "welcome where gulls nest",
}
REFUSED = {
    "empty": ("", "needs 15"),
    "14 characters": ("qz plum hexago", "has 14 characters"),
    "129 characters": ("".join(chr(0x4E00 + n) for n in range(129)), "more than 128"),
    "a million characters": ("ab" * 500_000, "more than 128"),
    "100 signs that are 1,800 in NFKC": ("ﷺ" * 100, "more than 128"),
    "15 that are 14 in NFKC": ("e\u0301z plum hexagoo"[:15], "has 14 characters"),
    "NUL": ("quartz lantern\0meadow", "cannot be typed"),
    "escape": ("quartz lantern\x1bmeadow", "cannot be typed"),
    "lone surrogate": ("quartz lantern meadow\ud800", "cannot be typed"),
    "unassigned sign": ("quartz lantern meadow\u0378", "cannot be typed"),
    "the user's name": (NAME, "easy to guess"),
    "the name and a year": ("Nightingale.Christopher1987", "easy to guess"),
    "the name twice": (NAME + NAME, "easy to guess"),
    "the product": ("IOR-Automation-Customs-Tariff", "easy to guess"),
    "password": ("passwordpassword", "easy to guess"),
    "disguised": ("P@$$w0rd-P4ssw0rd!", "easy to guess"),
    "spaced out": ("p.a.s.s.w.o.r.d.1.2.3", "easy to guess"),
    "one sign": ("aaaaaaaaaaaaaaaaaaaa", "easy to guess"),
    "two signs": ("abababababababababab", "easy to guess"),
    "a short one again and again": ("x7#Kq!x7#Kq!x7#Kq!", "easy to guess"),
    "digits in order": ("12345678901234567890", "easy to guess"),
    "digits backwards": ("98765432109876543210", "easy to guess"),
    "the alphabet": ("abcdefghijklmnopqrst", "easy to guess"),
    "a row of the keyboard": ("qwertyuiopasdfghjkl", "easy to guess"),
    "columns of the keyboard": ("1qaz2wsx3edc4rfv", "easy to guess"),
    "season and year": ("Summer2026Winter2027!", "easy to guess"),
    "the best known phrase": ("correct horse battery staple", "easy to guess"),
    "a polite phrase": ("Please let me in, thank you!", "easy to guess"),
    "the older application's": ("Old-Admin-Passw0rd!", "easy to guess"),
}


@pytest.mark.parametrize("password", TAKEN.values(), ids=TAKEN)
def test_passwords_that_may_be_used(password: str) -> None:
    """E11: no rule of composition; all of Unicode that can be typed."""
    passwords.check(password, NAME)


@pytest.mark.parametrize(("password", "reason"), REFUSED.values(), ids=REFUSED)
def test_passwords_that_are_refused(password: str, reason: str) -> None:
    """E11: too short, too long, blocklisted or the user's name: refused, with the reason."""
    with pytest.raises(PasswordRefused, match=reason) as refused:
        passwords.check(password, NAME)
    assert not password or password not in str(refused.value)


@given(st.text(max_size=140))
@example("ﷺ" * 15)
def test_a_verdict_is_the_same_in_every_form(password: str) -> None:
    """E10: NFC, NFD and compatibility forms of a password are one password."""
    forms = [normalize(form, password) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    assume(max(map(len, forms)) <= passwords.MOST_TYPED)
    assert len({passwords.normal(form) for form in forms}) == 1
    assert len({_verdict(form) for form in forms}) == 1


def _verdict(password: str) -> bool:
    try:
        passwords.check(password, NAME)
    except PasswordRefused:
        return False
    found = passwords.normal(password)
    assert found is not None
    assert passwords.SHORTEST <= len(found) <= passwords.LONGEST
    return True


# Words without repeats or runs, none of which is tried first.
WORDS = """
gravel teaspoon quartz lantern meadow hexagon plum gull thimble walnut sparrow velvet anchor fjord
""".split()


@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=8, unique=True), st.sampled_from(" -_.+"))
def test_a_few_words_are_always_good(words: list[str], between: str) -> None:
    """E11"""
    password = between.join(words)
    assume(len(password) >= passwords.SHORTEST)
    passwords.check(password, NAME)


def test_what_is_typed_in_parts_is_the_same_password() -> None:
    """E10: a password chosen on one keyboard opens on another."""
    composed, decomposed = normalize("NFC", "žluťoučký kůň pěl"), normalize("NFD", "žluťoučký kůň pěl")
    assert composed != decomposed
    kept = hashing.hashed(composed, CHEAP)
    assert hashing.matches(decomposed, kept, CHEAP)
    assert hashing.matches("ﬁve ﬂoating ﬁlters ½", hashing.hashed("five floating filters 1⁄2", CHEAP), CHEAP)
