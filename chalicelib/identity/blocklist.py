"""Passwords that are tried first, and what they are made of.

Where fifteen characters are asked for, people repeat a short password, walk along the keyboard, or string
together the words and years that everybody takes. A list of whole passwords would hardly ever meet them; so
what is tried first is taken out, piece by piece, and what is left has to be enough.
"""

import re
from collections.abc import Iterator
from functools import cache

LEAST_LEFT = 8
"""Characters that have to be left: about what a password had to have at all, by itself."""

_WORDS = """
password passwort passwd passcode passphrase passe pass secret secure security private login logon signin
signon welcome willkommen bienvenue letmein changeme change default temporary temp initial admin administrator
root user username guest operator manager master superuser system server database network internet computer
laptop windows linux google microsoft amazon apple facebook samsung oracle access enter open sesame please
hello goodbye thankyou test testing tester example sample demo whatever nothing something trustno iloveyou
loveyou love forever family friends friend mother father daughter sister brother baby angel lovely princess
prince queen king sunshine rainbow flower summer winter spring autumn january february march april june july
august september october november december monday tuesday wednesday thursday friday saturday sunday football
baseball basketball soccer hockey golf tennis liverpool arsenal chelsea barcelona yankees dragon monkey tiger
lion eagle falcon horse kitten puppy superman batman spiderman starwars pokemon matrix shadow hunter killer
ninja samurai michael michelle jessica jennifer jordan ashley charlie daniel thomas robert andrew joshua
matthew george nicole hannah freedom liberty blessed jesus christ heaven cookie cheese chocolate pepper ginger
banana orange purple silver golden yellow green black white money dollar million lucky number one two three
four five six seven eight nine ten abc xyz qaz wsx asd qwe zxc company corporate office business
finance accounting employee corporation
"""
_PRODUCT = """
ior importerofrecord importer import imports exporter export record customs custom entry entries tariff
tariffs duty duties broker shipment shipments invoice harmonized schedule sap hts zfmior chalice automation
compliance
"""
_PHRASES = """
correcthorsebatterystaple thequickbrownfoxjumpsoverthelazydog thequickbrownfox tobeornottobe
thatisthequestion maytheforcebewithyou luke iamyourfather onceuponatime inthebeginning somewhereovertherainbow
letitbe allyouneedislove yesterday stairwaytoheaven happybirthday merrychristmas happynewyear godblessamerica
intodaysworld ihavenoidea idontknow idontcare nevergonnagiveyouup opensesame mypassword thisismypassword
thisisapassword donttellanyone youshallnotpass knockknock whoisthere winteriscoming livelongandprosper
oneringtorulethemall toinfinityandbeyond justdoit thinkdifferent loremipsumdolorsitamet fourscoreandseven
wethepeople ourfatherwhoartinheaven thereisnoplacelikehome helloworld nopassword forgotpassword
"""
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "147258369",
    "123qweasdzxc",
)
_SHORTEST_RUN, _SHORTEST_COUNT = 4, 3
"""Letters and digits of a run that is taken out: three letters of a keyboard's row stand in many words."""
_YEAR_OR_REPEAT = re.compile(r"(?=((?:19|20)\d\d|(.)\2\2+))")
_AS_LETTERS = str.maketrans("@$", "as")
_LOOK_ALIKES = tuple(str.maketrans("0134578", signs) for signs in ("oieastb", "oleastb"))
_SEPARATORS = frozenset("!\"#%&'()*+,-./:;<=>?[\\]^_`{|}~$@")


def left_of(password: str, name: str) -> int:
    """How many characters are left of a password without what is tried first and the user's own name.

    >>> left_of("Welcome-to-Customs-2026!", "mary.ann")
    4
    >>> left_of("quartz lantern meadow", "mary.ann")
    19
    """
    text = password.casefold().translate(_AS_LETTERS)
    signs = {sign for sign in text if sign in _SEPARATORS}
    bare = _once("".join(sign for sign in text if sign not in _SEPARATORS and not sign.isspace()))
    covered: set[int] = set()
    for start, end in _pieces(bare, name):
        covered.update(range(start, end))
    return len(bare) - len(covered) + len(signs)


def _once(text: str) -> str:
    """What a text repeats, where it is nothing but that: `abcabcab` is `abc`."""
    for length in range(1, len(text) // 2 + 1):
        if text[length:] == text[:-length]:
            return text[:length]
    return text


def _pieces(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a text holds something that is tried first."""
    for found in _YEAR_OR_REPEAT.finditer(text):
        yield found.span(1)
    yield from _runs(text)
    words = _tried_first() | _parts(name)
    for view in {text, *(text.translate(signs) for signs in _LOOK_ALIKES)}:
        for word in words:
            start = view.find(word)
            while start >= 0:
                yield start, start + len(word)
                start = view.find(word, start + 1)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where a text goes along the alphabet, the digits or the keyboard."""
    for start in range(len(text)):
        counts = text[start : start + _SHORTEST_COUNT].isdecimal()
        end = start + (_SHORTEST_COUNT if counts else _SHORTEST_RUN)
        if end <= len(text) and any(text[start:end] in row for row in _rows()):
            yield start, end


def _parts(name: str) -> set[str]:
    return {part for part in (*re.split(r"[._-]", name), re.sub(r"[._-]", "", name)) if len(part) > 2}


@cache
def _tried_first() -> frozenset[str]:
    return frozenset(f"{_WORDS} {_PRODUCT} {_PHRASES}".split())


@cache
def _rows() -> tuple[str, ...]:
    return (*_ROWS, *(row[::-1] for row in _ROWS))
