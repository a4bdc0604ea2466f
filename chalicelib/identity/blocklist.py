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
finance accounting employee corporation standard mail email account created
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
_LEAKED = """
polniypizdec momsanaladventure hd764nw5d7e1vb 23176djivanfros zqjphsyf6ctifgu lhbjkjubz2957704
nemvxyheqdd5oqxyxyzi bpgjldsgjldthnf yfdbufnjh10305070 john20130605at1753 megapizdetz666 doomsayer27mordsv
migrationschool sdf7asdf6asdg8df inactive1996aug familiya neworleans kartoffelpuffer lightpower stefangreil
somanypickles manchesterunited nick1234rem936 aksjdlasdakj lytdybrbdfvgbhf neepodchehyl bhrh0h2oof6xbqjeh
friendof
"""
"""Long passwords of which everybody knows one person's, and none of which is made of what is known."""
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazxswedcvfrtgbnhyujmkiolp",
    "zaqxswcdevfrbgtnhymjukilop",
    "147258369",
    "123qweasdzxc",
)
_SHORTEST_RUN, _SHORTEST_COUNT = 4, 3
"""Letters and digits of a run that is taken out: three letters of a keyboard's row stand in many words."""
_MOST_WOVEN, _OF_EACH = 3, 3
"""Runs that take turns, sign by sign (`q1w2e3` is `qwe` and `123`), and how much there has to be of each."""
_SHORTEST_AGAIN = 4
"""Signs that count once only, however often they stand there: three come again in many sentences."""
_SHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
"""The digits' row with the shift key held, which is a row all the same."""
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
    text = password.casefold()
    return min(_left_of(text.translate(_AS_LETTERS), name), _left_of(text.translate(_SHIFTED), name))


def _left_of(text: str, name: str) -> int:
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
    yield from _woven(text)
    yield from _again(text)
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


def _woven(text: str) -> Iterator[tuple[int, int]]:
    """Where runs take turns, sign by sign."""
    for turns in range(2, _MOST_WOVEN + 1):
        length = turns * _OF_EACH
        for start in range(len(text) - length + 1):
            each = (text[start + turn : start + length : turns] for turn in range(turns))
            if all(any(run in row for row in _rows()) for run in each):
                yield start, start + length


def _again(text: str) -> Iterator[tuple[int, int]]:
    """Where a text says what it has said already."""
    for start in range(_SHORTEST_AGAIN, len(text) - _SHORTEST_AGAIN + 1):
        end = start + _SHORTEST_AGAIN
        if text[start:end] in text[:start]:
            yield start, end


def _parts(name: str) -> set[str]:
    return {part for part in (*re.split(r"[._-]", name), re.sub(r"[._-]", "", name)) if len(part) > 2}


@cache
def _tried_first() -> frozenset[str]:
    return frozenset(f"{_WORDS} {_PRODUCT} {_PHRASES} {_LEAKED}".split())


@cache
def _rows() -> tuple[str, ...]:
    return (*_ROWS, *(row[::-1] for row in _ROWS))
