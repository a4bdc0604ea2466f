"""What an answer that is no success means: whether to try again, and what to say if that is of no use.

Sources: Amazon DynamoDB Developer Guide, "Error handling with DynamoDB"; API Reference, TransactWriteItems.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    ChecksumError,
    ClientError,
    HTTPClientError,
)
from botocore.exceptions import ConnectionError as NotConnected
from botocore.parsers import ResponseParserError
from pynamodb.exceptions import PynamoDBException, TransactWriteError

FAILURES = (PynamoDBException, BotoCoreError, ResponseParserError)
"""Everything that a call through PynamoDB raises for reasons that are not ours."""

THROTTLED = frozenset(
    "ProvisionedThroughputExceededException ProvisionedThroughputExceeded ThrottlingException "
    "ThrottlingError Throttling RequestLimitExceeded TooManyRequestsException".split()
)
BROKEN = frozenset("InternalServerError InternalFailure ServiceUnavailable".split())
CROWDED = frozenset(
    "TransactionConflictException TransactionConflict TransactionInProgressException "
    "ReplicatedWriteConflictException".split()
)
CLOSED = frozenset(
    "ResourceNotFoundException AccessDeniedException AccessDenied UnrecognizedClientException "
    "InvalidSignatureException ExpiredTokenException MissingAuthenticationTokenException "
    "IncompleteSignatureException".split()
)
FAILED_CONDITION = frozenset({"ConditionalCheckFailedException", "ConditionalCheckFailed"})


class Meaning(Enum):
    """What a failure says about the call; what cannot be helped comes first."""

    REFUSED = auto()
    TOO_LARGE = auto()
    CLOSED = auto()
    CONFLICT = auto()
    BUSY = auto()
    AGAIN = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A failure, understood."""

    meaning: Meaning
    text: str
    in_doubt: bool = False
    """Whether the change may have been made in spite of it."""
    positions: tuple[int, ...] = ()
    """Of a transaction, where the changes stand whose conditions do not hold."""

    @property
    def again(self) -> bool:
        """Whether trying again is of use."""
        return self.meaning in (Meaning.AGAIN, Meaning.BUSY)


def verdict(failure: Exception) -> Verdict:
    """What a failure of a call means."""
    cause = failure.cause if isinstance(failure, PynamoDBException) and failure.cause else failure
    if isinstance(cause, ClientError):
        code, text = cause.response["Error"]["Code"], _text(cause)
        if isinstance(failure, TransactWriteError) and code == "TransactionCanceledException":
            return _cancelled(failure, text)
        meaning = _meaning(code, text, _status(cause))
        return Verdict(meaning, text, in_doubt=meaning is Meaning.AGAIN and code not in THROTTLED)
    if isinstance(cause, NotConnected):
        return Verdict(Meaning.AGAIN, str(cause))
    if isinstance(cause, HTTPClientError | ChecksumError | ResponseParserError):
        return Verdict(Meaning.AGAIN, str(cause), in_doubt=True)
    return Verdict(Meaning.CLOSED, str(cause))


def _meaning(code: str, text: str, status: int) -> Meaning:
    if code in FAILED_CONDITION:
        return Meaning.CONFLICT
    if code in CROWDED:
        return Meaning.BUSY
    if code in THROTTLED or code in BROKEN or status >= 500:
        return Meaning.AGAIN
    if code in CLOSED:
        return Meaning.CLOSED
    too_large = "size has exceeded" in text or "size limit" in text
    return Meaning.TOO_LARGE if too_large else Meaning.REFUSED


def _cancelled(failure: TransactWriteError, text: str) -> Verdict:
    """A transaction says per change why it was cancelled; what can be helped least counts."""
    reasons = [(position, reason) for position, reason in enumerate(failure.cancellation_reasons) if reason]
    meanings = {_meaning(reason.code, reason.message or "", 400) for _, reason in reasons}
    told = "; ".join(f"{reason.code}: {reason.message}" for _, reason in reasons) or text
    final = next((meaning for meaning in Meaning if meaning in meanings), Meaning.REFUSED)
    failed = tuple(position for position, reason in reasons if reason.code in FAILED_CONDITION)
    return Verdict(final, told, positions=failed)


def _text(cause: ClientError) -> str:
    error: dict[str, Any] = dict(cause.response["Error"])
    return f"{error['Code']}: {error.get('Message', 'no message')}"


def _status(cause: ClientError) -> int:
    # PynamoDB keeps the code and the message only; the answer itself is on the error that it came from.
    original = cause.__cause__ if isinstance(cause.__cause__, ClientError) else cause
    return int(original.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
