"""What the functions may do: what the table of rights says, each for itself, and nothing by wildcard."""

import re
from typing import Any

import pytest

from infra import acknowledged
from infra.errors import NoReason, NoRights
from infra.packaging.slimming import SERVICES
from infra.rights import API, RIGHTS, May, check_rights
from tests.infra.templates import ACCOUNT, REGION, ROOT, Stacks, as_list, statements
from tests.infra.test_functions import FUNCTIONS, functions

ACTIONS_FOR_THE_APP = {"dynamodb", "s3", "sqs", "sns", "secretsmanager"}


def role_of(stacks: Stacks, name: str) -> str:
    return stacks.service.referred(functions(stacks)[name]["Role"])


def policy(stacks: Stacks, name: str) -> list[dict[str, Any]]:
    """The statements of a function's role, whatever they come from."""
    role = stacks.service.resources[role_of(stacks, name)]["Properties"]
    assert "ManagedPolicyArns" not in role
    attached = [
        one
        for one in stacks.service.of_type("AWS::IAM::Policy").values()
        if {"Ref": role_of(stacks, name)} in one["Roles"]
    ]
    assert attached == []
    (inline,) = role["Policies"]
    return list(statements(inline["PolicyDocument"]))


def allowed(stacks: Stacks, name: str) -> dict[str, set[str]]:
    """Per action: the resources that a function may do it with."""
    found: dict[str, set[str]] = {}
    for statement in policy(stacks, name):
        if statement["Effect"] == "Allow":
            for action in statement["Action"]:
                found.setdefault(action, set()).update(map(str, statement["Resource"]))
    return found


def test_every_function_has_a_role_of_its_own(production: Stacks) -> None:
    roles = [role_of(production, name) for name in FUNCTIONS]
    assert len(set(roles)) == len(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_only_lambda_takes_on_the_role_of_a_function(production: Stacks, name: str) -> None:
    role = production.service.resources[role_of(production, name)]["Properties"]
    (statement,) = statements(role["AssumeRolePolicyDocument"])
    assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_right_is_given_by_wildcard(production: Stacks, name: str) -> None:
    for action, resources in allowed(production, name).items():
        assert "*" not in action
        if not action.startswith("xray:"):
            assert "*" not in resources
        for resource in resources:
            assert "*" not in resource.removesuffix("*") or action.startswith("xray:")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_writes_to_its_own_log_only(production: Stacks, name: str) -> None:
    group = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/lambda/ior-prod-{name}:*"
    assert allowed(production, name)["logs:PutLogEvents"] == {group}
    assert "logs:CreateLogGroup" not in allowed(production, name)


FEEDS = {
    "ingest_product_weights": ["ZFMIOR002"],
    "ingest_hts_reference": ["ZFMIOR003", "TARIFF_SEQUENCE"],
    "ingest_product_master": ["ZEMM005"],
    "ingest_packaging": ["PACKAGING"],
    "ingest_commercial_invoices": ["ZEMM004"],
    "ingest_inbound_shipments": ["ZEMM07"],
    "ingest_customs_report": ["ZSDR002"],
}


@pytest.mark.parametrize(("name", "feeds"), FEEDS.items(), ids=FEEDS)
def test_an_ingestion_lands_its_own_feeds_only(production: Stacks, name: str, feeds: list[str]) -> None:
    landing = {f"arn:aws:s3:::ior-prod-raw-{ACCOUNT}/raw/{feed}/*" for feed in feeds}
    assert allowed(production, name)["s3:PutObject"] == landing


RAW, INCOMING, CHECKED, HEADS = "raw/raw", "upload/incoming", "upload/checked", "audit/heads"
CSV_SET, PARITY = "raw/csv-set", "exports/parity"
OBJECTS: dict[str, tuple[set[str], set[str]]] = {
    API: ({RAW, CHECKED, HEADS, CSV_SET}, {RAW, CHECKED}),
    "receive_file": ({RAW, INCOMING}, {RAW}),
    "check_upload": ({CHECKED}, set()),
    "load_delivery": ({RAW}, set()),
    "sweep": ({RAW, CHECKED, HEADS}, {RAW, HEADS}),
    "parity_report": ({CSV_SET, PARITY}, {PARITY}),
    **dict.fromkeys(
        ("daily_generation", "generate_entries", "compare_entries", "route_alert"), (set(), set())
    ),
}
"""Of the other functions, the bucket and folder of the objects that each reads, and of those it writes.

The API lands what somebody confirms, and signs the forms by which files come; whoever has only looked at a
file cannot land it. The sweep puts the heads of the audit trail away, and nobody else writes there.
"""


def test_of_each_function_it_is_said_which_objects_it_reads_and_writes() -> None:
    assert set(OBJECTS) | set(FEEDS) == set(FUNCTIONS)


@pytest.mark.parametrize(("name", "objects"), OBJECTS.items(), ids=OBJECTS)
def test_a_function_reads_and_writes_its_own_objects_only(
    production: Stacks, name: str, objects: tuple[set[str], set[str]]
) -> None:
    rights = allowed(production, name)
    for actions, places in zip(
        (("s3:GetObject", "s3:GetObjectVersion"), ("s3:PutObject",)), objects, strict=True
    ):
        for action in actions:
            assert rights.get(action, set()) == {arn_of(place) for place in places}


def arn_of(place: str) -> str:
    """The objects of a folder of a bucket."""
    bucket, _, folder = place.partition("/")
    return f"arn:aws:s3:::ior-prod-{bucket}-{ACCOUNT}/{folder}/*"


@pytest.mark.parametrize("name", [API, "check_upload", "sweep"])
def test_whoever_may_find_something_to_do_may_pass_it_on(production: Stacks, name: str) -> None:
    """The records, both queues, and the topic of the alerts."""
    rights = allowed(production, name)
    queues = {f"arn:aws:sqs:{REGION}:{ACCOUNT}:ior-prod-{queue}" for queue in ("generate", "compare")}
    assert queues <= rights["sqs:SendMessage"]
    assert rights["sns:Publish"] == {f"arn:aws:sns:{REGION}:{ACCOUNT}:ior-prod-alerts"}
    assert "dynamodb:PutItem" in rights


def test_nobody_deletes_what_was_landed_or_logged(production: Stacks) -> None:
    """D19, H1: the table can be made again from the raw bucket as long as nobody takes it away."""
    for name in FUNCTIONS:
        deleting = {action for action in allowed(production, name) if action.startswith("s3:Delete")}
        assert deleting == set()


def test_who_reads_objects_can_tell_a_missing_one_from_a_forbidden_one(production: Stacks) -> None:
    """C4: without `s3:ListBucket` S3 answers 403 for an object that is gone; it asks by the object's key."""
    for name in FUNCTIONS:
        read = {resource.removesuffix("*") for resource in allowed(production, name).get("s3:GetObject", ())}
        assert listed(production, name) == read


def listed(stacks: Stacks, name: str) -> set[str]:
    """Bucket and prefix of what a function may list; nothing is listed without a prefix."""
    found = set()
    for statement in policy(stacks, name):
        if "s3:ListBucket" in statement["Action"]:
            (bucket,) = statement["Resource"]
            prefixes = statement["Condition"].pop("StringLike").pop("s3:prefix")
            assert statement["Condition"] == {}
            found |= {f"{bucket}/{prefix.removesuffix('*')}" for prefix in as_list(prefixes)}
    return found


def test_secrets_are_for_those_who_need_them(production: Stacks) -> None:
    """An admin may fetch a feed; nobody but the API signs people in; alerts are posted by one function."""
    action, known = (
        "secretsmanager:GetSecretValue",
        {
            "Sap": set(FEEDS) | {API},
            "Tokens": {API},
            "Slack": {"route_alert"},
        },
    )
    knowing: dict[str, set[str]] = {}
    for name in FUNCTIONS:
        for secret in allowed(production, name).get(action, ()):
            knowing.setdefault(secret, set()).add(name)
    assert len(knowing) == len(known)
    for secret, names in known.items():
        [found] = (one for one in knowing if f"ExportsOutputRef{secret}" in one)
        assert knowing[found] == names


def test_the_key_is_used_through_the_services_only(production: Stacks) -> None:
    for name in FUNCTIONS:
        for statement in policy(production, name):
            if any(action.startswith("kms:") for action in statement["Action"]):
                via = statement["Condition"]["StringEquals"]["kms:ViaService"]
                assert all(
                    re.fullmatch(rf"(s3|sns|secretsmanager)\.{REGION}\.amazonaws\.com", one) for one in via
                )


def test_who_has_an_encrypted_resource_has_the_key(production: Stacks) -> None:
    for name in FUNCTIONS:
        rights = allowed(production, name)
        encrypted = {"s3:GetObject", "s3:PutObject", "sns:Publish", "secretsmanager:GetSecretValue"}
        assert bool(encrypted & set(rights)) == ("kms:Decrypt" in rights)
        writing = {"s3:PutObject", "sns:Publish"} & set(rights)
        assert bool(writing) == ("kms:GenerateDataKey" in rights)


# The table itself


def test_a_function_without_a_row_is_refused() -> None:
    with pytest.raises(NoRights, match=rf"newcomer.*{API}"):
        check_rights([*(name for name in RIGHTS if name != API), "newcomer"])


def test_the_package_describes_the_services_that_the_app_speaks_to() -> None:
    by_right = {action.split(":")[0] for may in May for action in may.value}
    assert by_right == ACTIONS_FOR_THE_APP == SERVICES
    made = re.compile(r"""(?:create_client|\bclient)\(\s*["']([a-z0-9-]+)["']""")
    code = [path.read_text("utf-8") for path in (ROOT / "chalicelib").rglob("*.py")]
    assert {service for text in code for service in made.findall(text)} <= SERVICES


@pytest.mark.parametrize(
    "resource",
    ["arn:aws:dynamodb:us-east-1:1:table/*", "arn:aws:sqs:us-east-1:1:ior-prod-*"],
)
def test_a_new_wildcard_needs_a_reason(resource: str) -> None:
    with pytest.raises(NoReason, match="without a wildcard"):
        dict(acknowledged.wildcards([resource]))
