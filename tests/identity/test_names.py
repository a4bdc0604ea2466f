"""User names: one account has one name, however it is typed."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.identity import names
from chalicelib.identity.errors import NameRefused, NotSignedIn, UserExists
from tests.identity.office import PASSWORD, Office

VARIANTS = {
    "case": "MARY.Ann",
    "outer space": "  mary.ann\t",
    "full width": "ｍａｒｙ．ａｎｎ",
    "no-break space": "\u00a0mary.ann\u2003",
    "kelvin-like signs": "ᵐary.ann",
    "mathematical letters": "𝓂𝒶𝓇𝓎.ann",
}
IMPOSSIBLE = {
    "empty": "",
    "space": " ",
    "one letter": "a",
    "65 letters": "a" * 65,
    "inner space": "mary ann",
    "a dot first, as in paths": "..",
    "hyphen first": "-mary",
    "Cyrillic a": "m\u0430ry",
    "accent": "märy",
    "zero width": "mary\u200bann",
    "NUL": "mary\0",
    "direction": "mary\u202eann",
    "line break": "mary\nann",
    "key separator": "mary#ann",
    "slash": "mary/ann",
    "lone surrogate": "mary\ud800",
    "a million letters": "a" * 1_000_000,
}


@pytest.mark.parametrize("typed", VARIANTS.values(), ids=VARIANTS)
def test_variants_of_a_name_are_one_account(office: Office, typed: str) -> None:
    """E21: Unicode, space and case variants are the same user, who is made only once."""
    office.admin("mary.ann")
    assert names.canonical(typed) == "mary.ann"
    assert office.signed_in(typed).name == "mary.ann"
    with pytest.raises(UserExists):
        office.user(typed)


@pytest.mark.parametrize("typed", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_be_a_name(office: Office, typed: str) -> None:
    """E21: such a name is refused for a new user, and is nobody's at the sign-in."""
    office.admin()
    with pytest.raises(NameRefused):
        names.canonical(typed)
    with pytest.raises(NotSignedIn):
        office.enter(typed, PASSWORD)


@pytest.mark.parametrize("typed", sorted(names.RESERVED))
def test_nobody_is_called_as_the_audit_trail_calls_the_product(typed: str) -> None:
    with pytest.raises(NameRefused):
        names.new(typed.upper())


@given(st.text(max_size=80))
def test_the_canonical_form_is_final(typed: str) -> None:
    """E21: whatever is accepted is plain, and is its own canonical form, in any form of Unicode."""
    try:
        found = names.canonical(typed)
    except NameRefused:
        assert names.counted_under(typed).startswith("?")
        return
    assert found.isascii()
    assert found == found.strip().lower() == names.counted_under(typed)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert names.canonical(normalize(form, typed)) == found == names.canonical(found)


@given(st.from_regex(names.FORM, fullmatch=True), st.sampled_from([" ", "\t", "\u3000", ""]))
def test_case_and_outer_space_do_not_count(name: str, space: str) -> None:
    """E21"""
    assert names.canonical(space + name.upper() + space) == name


@given(st.text(max_size=300))
def test_every_text_is_counted_under_something_short(typed: str) -> None:
    """E15: what can be no name is counted as names are, and never under somebody's."""
    found = names.counted_under(typed)
    assert names.FORM.fullmatch(found) or (found[0] == "?" and len(found) == 17)
