"""The table of rights: what each function may do, and with what. What is not here, a function cannot do.

Rights on the table are not limited to partitions (`dynamodb:LeadingKeys`), with two exceptions. A pipeline
function moves pointers, run records, audit trail and outbox in one transaction: its list of partitions
would be nearly all of them, and would have to follow every new kind of record. The exceptions are worth it:

* What is known of users, who is an admin, their password hashes and sessions, and what their requests were
  answered with, is for the API alone (`USERS_ONLY_FOR`).
* The audit trail grows, and by transactions only, whose conditions see that nothing stands there yet: no
  function removes a row of it, and none writes one in the place of another without a condition.
"""

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from infra.errors import NoRights


class May(Enum):
    """What can be done with a resource, and the actions that it takes."""

    KEEP_RECORDS = (
        "dynamodb:BatchGetItem",
        "dynamodb:BatchWriteItem",
        "dynamodb:ConditionCheckItem",
        "dynamodb:DeleteItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
    )
    READ = ("s3:GetObject", "s3:GetObjectVersion")
    WRITE = ("s3:PutObject",)
    SEND = ("sqs:GetQueueUrl", "sqs:SendMessage")
    CONSUME = (
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
    )
    PUBLISH = ("sns:Publish",)
    KNOW = ("secretsmanager:GetSecretValue",)


class Right(NamedTuple):
    """One right: what, with which resource (its short name in `chalicelib/naming.py`), under which prefix."""

    may: May
    resource: str = ""
    prefix: str = ""


API = "api_handler"
USERS_ONLY_FOR = frozenset({API})
USER_PARTITIONS = ("USER", "USER#*", "ADMINS", "SIGN-IN#*", "REPEATED#*")
"""The users in the index, the partition of each, the admins, failed sign-ins, requests that came twice."""
AUDIT_PARTITIONS = ("AUDIT#*",)
"""The chains of the audit trail."""
TRANSACTION = "TransactWriteItems"

RECORDS = Right(May.KEEP_RECORDS)
PIPELINE = (RECORDS, Right(May.SEND, "generate"), Right(May.SEND, "compare"), Right(May.PUBLISH, "alerts"))
"""The records, and where the outbox among them is sent: any step of the pipeline may find something in it."""

LANDING = (Right(May.READ, "raw", "raw/"), Right(May.WRITE, "raw", "raw/"))
"""To land a delivery of whatever source."""

CSV_SET = Right(May.READ, "raw", "csv-set/")
"""The business's own files, which readers see while the table is on trial."""

VERIFYING = (Right(May.READ, "audit", "heads/"),)
"""To hold the audit trail against the heads that were put away."""


def ingestion(*feeds: str) -> tuple[Right, ...]:
    """A function that fetches feeds from SAP: it lands them under their own prefixes and nowhere else."""
    prefixes = [f"raw/{feed}/" for feed in feeds]
    landing = (Right(may, "raw", prefix) for prefix in prefixes for may in (May.READ, May.WRITE))
    return (*PIPELINE, Right(May.KNOW, "sap"), *landing)


RIGHTS: dict[str, tuple[Right, ...]] = {
    API: (
        *PIPELINE,
        Right(May.KNOW, "tokens"),
        # A form that somebody uploads a file by is signed with the function's own rights.
        Right(May.READ, "upload", "checked/"),
        Right(May.WRITE, "upload", "checked/"),
        *LANDING,
        CSV_SET,
        # An admin fetches a feed again.
        Right(May.KNOW, "sap"),
        *VERIFYING,
    ),
    "ingest_product_weights": ingestion("ZFMIOR002"),
    "ingest_hts_reference": ingestion("ZFMIOR003", "TARIFF_SEQUENCE"),
    "ingest_product_master": ingestion("ZEMM005"),
    "ingest_packaging": ingestion("PACKAGING"),
    "ingest_commercial_invoices": ingestion("ZEMM004"),
    "ingest_inbound_shipments": ingestion("ZEMM07"),
    "ingest_customs_report": ingestion("ZSDR002"),
    "receive_file": (*PIPELINE, Right(May.READ, "upload", "incoming/"), *LANDING),
    "check_upload": (*PIPELINE, Right(May.READ, "upload", "checked/")),
    "load_delivery": (*PIPELINE, Right(May.READ, "raw", "raw/")),
    "daily_generation": PIPELINE,
    "generate_entries": (*PIPELINE, Right(May.CONSUME, "generate")),
    "compare_entries": (*PIPELINE, Right(May.CONSUME, "compare")),
    "parity_report": (
        *PIPELINE,
        CSV_SET,
        Right(May.READ, "exports", "parity/"),
        Right(May.WRITE, "exports", "parity/"),
    ),
    "sweep": (
        *PIPELINE,
        Right(May.READ, "upload", "checked/"),
        *LANDING,
        # It puts the heads of the audit trail away when a day is over.
        *VERIFYING,
        Right(May.WRITE, "audit", "heads/"),
    ),
    "route_alert": (RECORDS, Right(May.KNOW, "slack")),
}
"""Per function of the app, by its Chalice name. A function without a row keeps the stacks from being made."""


def check_rights(functions: Iterable[str]) -> None:
    """Raises `NoRights` unless the app and the table name the same functions."""
    known, declared = set(RIGHTS), set(functions)
    if known != declared:
        raise NoRights(
            f"{__name__} has no row for {sorted(declared - known)}, and rows without a function: "
            f"{sorted(known - declared)}."
        )
