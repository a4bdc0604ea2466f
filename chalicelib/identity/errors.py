"""The tree of errors of the room. Messages may be shown to whoever asked; none holds a password or a token.

IdentityError
├── NotSignedIn           name and password do not open anything; never says which of them is wrong
├── TooManyAttempts       too many failures; carries the seconds to wait
├── CrossSite             a request that another site may have sent with our user's cookie
├── TokenRefused          a token that is not one of ours, or not any more; the reason is for the log
├── Refused               what was asked cannot be done as it was asked
│   ├── NameRefused       a text that cannot be a user's name
│   ├── PasswordRefused   a new password that is too short, too long or too easy to guess
│   ├── WrongPassword     the present password, asked for again, is another
│   └── DetailRefused     a role, status or e-mail address that does not exist
├── UnknownUser           nobody has this name
├── InTheWay              what is there now does not allow it
│   ├── UserExists        the name is taken
│   ├── UsersExist        the first admin is made only while there is nobody
│   ├── EditionPassed     somebody else changed the user since he was read
│   └── LastAdmin         without this admin nobody could manage users
├── KeysRefused           signing keys with which nothing may start
└── FileRefused           a file of users that cannot be read
"""


class IdentityError(Exception):
    """Whatever the room refuses to do."""


class NotSignedIn(IdentityError):
    """The sign-in failed; the same words whatever the cause, so that nothing can be learnt from them."""

    def __init__(self) -> None:
        super().__init__(
            "That name and password do not match, or the account cannot be used. "
            "Try again, or ask an admin to reset the password."
        )


class TooManyAttempts(IdentityError):
    """So many sign-ins failed that none is looked at for `retry_after` seconds."""

    def __init__(self, retry_after: int) -> None:
        self.retry_after = max(1, retry_after)
        minutes = -(-self.retry_after // 60)
        super().__init__(
            f"Too many failed sign-ins. Try again in {minutes} minute{'s' if minutes > 1 else ''}."
        )


class CrossSite(IdentityError):
    """A request with a cookie that does not show that our own site sent it."""


class TokenRefused(IdentityError):
    """A token that does not hold; whoever sent it is told nothing but that he is not signed in."""


class Refused(IdentityError):
    """Something that cannot be done as it was asked; the message says what to ask instead."""


class NameRefused(Refused):
    """A text that cannot be a user's name."""


class PasswordRefused(Refused):
    """A new password that may not be used; `reasons` are sentences."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(reasons))


class WrongPassword(Refused):
    """The present password that was given to prove who asks is not the one."""


class DetailRefused(Refused):
    """A role, status or e-mail address that cannot be."""


class UnknownUser(IdentityError):
    """Nobody has this name."""


class InTheWay(IdentityError):
    """What is there now does not allow it; read it again and decide anew."""


class UserExists(InTheWay):
    """The name is taken."""


class UsersExist(InTheWay):
    """There are users, so that an admin of theirs makes the next."""


class EditionPassed(InTheWay):
    """Somebody else changed the user since the edition that was named."""


class LastAdmin(InTheWay):
    """He is the last active admin."""


class KeysRefused(IdentityError):
    """Signing keys that are missing, too short or public; the message names the key, never the secret."""


class FileRefused(IdentityError):
    """A file of users that is not one."""
