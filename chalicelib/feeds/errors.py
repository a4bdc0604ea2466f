"""The tree of errors of the feeds. Every message says which feed, which page, what was wrong, and what to do.

FeedError
├── FetchError              a fetch failed as a whole; nothing of it may be landed
│   ├── SapUnavailable      no usable answer after all tries; transient
│   ├── DeadlinePassed      the time given to the fetch ran out; transient
│   ├── CredentialsRefused  SAP does not accept user and password; trying again would lock the user
│   ├── ServerNotTrusted    the server's certificate cannot be verified
│   └── PayloadRefused      an answer came, and cannot be used
│       ├── RefusedBySap    SAP itself reported an error in its envelope
│       └── ForeignData     the answer holds data of another client or company
├── LandingError
│   ├── LandingRefused      a name, a sequence or a key that cannot be landed
│   ├── AlreadyLanded       other bytes are stored under this key; nothing is ever overwritten
│   ├── NotStored           nothing is stored under this key
│   ├── UnreadableManifest  a manifest that is missing or cannot be used
│   └── CorruptDelivery     what is stored is not what the manifest says
├── UnknownSource           no feed, ingestion or file of that name
├── SecretRefused           the secret with SAP's user and password cannot be read, or has another form
└── SettingRefused          a setting of the feeds that cannot be used
"""

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from chalicelib.feeds.manifests import Manifest


class FeedError(Exception):
    """Whatever goes wrong between SAP and the raw bucket."""

    transient: ClassVar[bool] = False
    """Whether doing the same again later may succeed without anybody changing anything."""


class FetchError(FeedError):
    """A fetch that failed: nothing of it may be landed."""

    def __init__(self, feed: str, page: int | None, problem: str, remedy: str) -> None:
        self.feed, self.page, self.problem, self.remedy = feed, page, problem, remedy
        where = feed if page is None else f"{feed}, page {page}"
        super().__init__(f"{where}: {problem}. {remedy.removesuffix('.')}.")


class SapUnavailable(FetchError):
    """SAP gave no usable answer, on any of the tries."""

    transient = True


class DeadlinePassed(FetchError):
    """The time given to the whole fetch ran out, or would while waiting as SAP asked."""

    transient = True


class CredentialsRefused(FetchError):
    """SAP refused user and password, also after they were read again."""


class ServerNotTrusted(FetchError):
    """The certificate of the server cannot be verified; nothing was sent to it."""


class PayloadRefused(FetchError):
    """An answer came that cannot be used."""


class RefusedBySap(PayloadRefused):
    """SAP's envelope reports an error; the message is SAP's."""


class ForeignData(PayloadRefused):
    """The answer holds data of another SAP client or company."""


class LandingError(FeedError):
    """Something in the raw store is not as it has to be."""


class LandingRefused(LandingError):
    """A name, a sequence or a key that cannot be landed."""


class AlreadyLanded(LandingError):
    """Other bytes are stored under this key."""


class NotStored(LandingError):
    """Nothing is stored under this key."""


class UnreadableManifest(LandingError):
    """A manifest that is missing or cannot be used."""

    def __init__(self, key: str, problem: str) -> None:
        self.problem = f"{key}: {problem}"
        super().__init__(f"{self.problem}. Fetch or upload the delivery again.")


class CorruptDelivery(LandingError):
    """A part is not what the manifest says; the message names the part."""

    def __init__(self, manifest: "Manifest", key: str, problem: str) -> None:
        self.manifest, self.problem = manifest, f"{key}: {problem}"
        super().__init__(f"{self.problem}. Fetch or upload the delivery again.")


class UnknownSource(FeedError):
    """No feed, ingestion or file of that name; the message lists the ones there are."""


class SecretRefused(FeedError):
    """The secret with SAP's user and password cannot be read, or has another form.

    `name` is the secret's; the message never holds anything of what is in it.
    """

    def __init__(self, name: str, problem: str) -> None:
        form = '{"user": "…", "password": "…"}'
        super().__init__(f"The secret {name} {problem}. Store it as JSON, {form}, where we may read it.")


class SettingRefused(FeedError):
    """A setting of the feeds that cannot be used."""
