"""ASVS 6.2.4: the passwords that are tried first are refused, in whole or in parts, and good ones are not."""

import string
from random import Random

import pytest

from chalicelib.identity import passwords
from chalicelib.identity.blocklist import LEAST_LEFT, left_of
from chalicelib.identity.errors import PasswordRefused

NAME = "mary.ann"
# Those of 15 characters and more in the lists of zxcvbn 4.5.0 (30,000 passwords), Django 5.2 (20,000) and
# zxcvbn-ts 4.1.3 (49,000); the first 31 are zxcvbn's.
KNOWN = """
mailcreated5240 polniypizdec0211 123456789987654321 1qaz2wsx3edc4rfv momsanaladventure hd764nw5d7e1vb1
qazwsxedcrfvtgb 23176djivanfros 123456789qwerty 12345678900987654321 qwerty123456789 polniypizdec110211
12345678987654321 q1w2e3r4t5y6u7i8 zqjphsyf6ctifgu lhbjkjubz2957704 1qazxsw23edcvfr4 nemvxyheqdd5oqxyxyzi
1234qwerasdfzxcv q1w2e3r4t5y6u7i8o9p0 passwordstandard 1234567890qwerty 1234567890987654321 bpgjldsgjldthnf
1qa2ws3ed4rf5tg qwertyuiop12345 1234567887654321 111222333444555 122333444455555 zxcvbnm123456789
qwertasdfgzxcvb пїѕпїѕпїѕпїѕпїѕпїѕ yfdbufnjh10305070 пїѕпїѕпїѕпїѕпїѕпїѕпїѕ пїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕ
1q2w3e4r5t6y7u8i9o0p 123456789123456789 пїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕ пїѕпїѕпїѕпїѕпїѕ polniypizdec1102
demon1q2w3e4r5t john!20130605at1753 1q2w3e4r5t6y7u8i mega_pizdetz666 пїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕ
doomsayer.2.7mords.v 1q2w3e4r5t6y7u8i9o doomsayer.2.7mords.vv migrationschool 123456789123456
12345678901234567890 sdf7asdf6asdg8df 1234567890qwertyuiop asdfghjkl:&#39: inactive1996aug 1234567891234567
familiyafamiliya 123456789101112 neworleans12345 пїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕ 111111111111111
kartoffelpuffer lightpower12345 stefangreil1983 somanypickles27 manchesterunited passwordpassword
nick1234-rem936 aksjdlasdakj89879 lytdybrbdfvgbhf passwordassword 420842084208555 ne_e_pod_chehyl
hd764nw5d7e1vbv bhrh0h2oof6xbqjeh
""".split()
KNOWN += ["friend of emily", "friend of gerly"]
WALKS = {
    "rows, backwards": "poiuytrewqlkjhgfdsa",
    "two rows in turn": "q1w2e3r4t5y6u7i8",
    "two rows in turn, the digits first": "1q2w3e4r5t6y7u8i",
    "two rows in turn, backwards": "p0o9i8u7y6t5r4e3",
    "two rows in turn, against each other": "q0w9e8r7t6y5u4i3",
    "letters in turn": "qawsedrftgyhujik",
    "three rows in turn": "1qa2ws3ed4rf5tg6yh",
    "three rows in turn, backwards": "hy6gt5fr4de3sw2aq1",
    "columns upwards": "zaqxswcdevfrbgtnhy",
    "columns with digits, upwards": "4rfv3edc2wsx1qaz",
    "columns, up and down": "qazxswedcvfrtgbnhy",
    "with the shift key": "!QAZ@WSX#EDC$RFV",
    "every other one with the shift key": "!q@w#e$r%t^y&u*i",
    "digits in turn with the alphabet": "a1b2c3d4e5f6g7h8",
    "a German keyboard": "qwertzuiopasdfghjkl",
}
AGAIN = {
    "a word three times": "gravelgravelgravel",
    "a word three times and a sign": "gravelgravelgravel!",
    "a word four times, told apart": "plum1plum1plum2plum",
    "known words in a row": "passwordstandardmail",
    "known words in a row, with signs": "Standard.Email.Account-1",
}


@pytest.mark.parametrize("password", [*KNOWN, *WALKS.values(), *AGAIN.values()])
def test_what_is_tried_first_is_refused(password: str) -> None:
    """E11: as it is, in capitals, and with a sign behind it."""
    for typed in (password, password.upper(), f"{password}!"):
        with pytest.raises(PasswordRefused, match="easy to guess"):
            passwords.check(typed, NAME)


def test_all_that_are_known_are_asked_about() -> None:
    assert len(set(KNOWN)) == 77
    assert min(map(len, KNOWN)) == passwords.SHORTEST


# Ordinary words, none of them left out because it is refused.
WORDS = """
acorn advice alley amber ankle apron arrow atlas attic autumn bacon badge bagel barn basin beach beetle
bench blanket blossom boat bottle branch breeze brick bridge brother bucket bundle button cabin cactus
camera candle canyon carpet carrot castle cellar chair cherry chimney circle cliff cloud clover coast
cobweb copper corner cotton cradle crane cricket cupboard curtain dagger dawn desert dinner dolphin
donkey drawer drum eagle easel elbow ember engine envelope evening fabric feather fence ferry fiddle
field finger flame flour forest fountain garlic gate giant glacier glove goose grape gravel guitar hammer
harbor harvest hazel heron hollow honey hour icicle island ivory jacket jigsaw journey juice jungle
kettle kitchen kite ladder lagoon lamp lantern leather lemon letter lettuce lilac linen lizard lobster
magnet maple marble market meadow melon mirror mitten moss mountain mustard napkin needle nest noodle
nutmeg oak oatmeal ocean olive onion orchard otter oven oyster paddle paper parade parrot pasture pebble
pencil petal piano pickle pigeon pillow pine planet plate plum pocket pony porch potato puddle pumpkin
quarry quilt rabbit radish raft raisin ribbon river robin rocket rope saddle salmon sandal saucer scarf
sea seven shelf shovel silk sled smoke snail soap sofa spice spoon square stable storm street swan table
tailor teapot thimble thread thunder ticket timber toast tomato trail tulip tunnel turnip umbrella valley
velvet village violin wagon walnut water whistle willow window wool yarn
""".split()
COUNT = 1_000


def refused_of(made: list[str]) -> list[str]:
    """Those of so many passwords that may not be used."""
    assert len(made) == COUNT
    assert min(map(len, made)) >= passwords.SHORTEST
    return [password for password in made if left_of(password, NAME) < LEAST_LEFT]


@pytest.mark.parametrize("between", [" ", "-", ""])
@pytest.mark.parametrize("words", [4, 5, 6])
def test_a_thousand_good_passphrases_are_taken(words: int, between: str) -> None:
    """E11: words drawn by chance, some of which are tried first (`autumn`, `brother`, `seven`, `desert`)."""
    chance, made = Random(15), list[str]()
    while len(made) < COUNT:
        phrase = between.join(chance.sample(WORDS, k=words))
        if len(phrase) >= passwords.SHORTEST:
            made.append(phrase)
    assert refused_of(made) == []


@pytest.mark.parametrize(
    "signs", [string.ascii_lowercase, string.ascii_letters + string.digits, string.printable[:94]], ids=len
)
def test_a_thousand_that_a_machine_made_are_taken(signs: str) -> None:
    """E11"""
    chance = Random(16)
    assert refused_of(["".join(chance.choices(signs, k=passwords.SHORTEST)) for _ in range(COUNT)]) == []
