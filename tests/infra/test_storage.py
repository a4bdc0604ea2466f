"""The table, the buckets, the key, the topic and the secrets: kept, encrypted, and not for everybody."""

from typing import Any

import pytest

from tests.infra.templates import ACCOUNT, Stacks, policy_of, refuses_plain_http, statements

BUCKETS = ("raw", "upload", "exports", "audit", "site", "logs")
SEVEN_YEARS = 2557


def bucket_name(name: str) -> str:
    return f"ior-prod-{name}-{ACCOUNT}"


def bucket(stacks: Stacks, name: str) -> dict[str, Any]:
    return stacks.data.named("AWS::S3::Bucket", "BucketName")[bucket_name(name)]


def test_there_are_these_buckets_and_no_other(production: Stacks) -> None:
    found = set(production.data.named("AWS::S3::Bucket", "BucketName"))
    assert found == {bucket_name(name) for name in BUCKETS}


@pytest.mark.parametrize("name", BUCKETS)
def test_a_bucket_is_closed_to_the_public(production: Stacks, name: str) -> None:
    blocked = bucket(production, name)["PublicAccessBlockConfiguration"]
    assert blocked == dict.fromkeys(
        ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True
    )
    (rule,) = bucket(production, name)["OwnershipControls"]["Rules"]
    assert rule == {"ObjectOwnership": "BucketOwnerEnforced"}


@pytest.mark.parametrize("name", BUCKETS)
def test_a_bucket_refuses_plain_http(production: Stacks, name: str) -> None:
    (logical_id,) = (
        key
        for key, found in production.data.of_type("AWS::S3::Bucket").items()
        if found["BucketName"] == bucket_name(name)
    )
    policy = policy_of(production.data, "AWS::S3::BucketPolicy", "Bucket", logical_id)
    assert refuses_plain_http(policy)
    allowed = [statement["Principal"] for statement in policy if statement["Effect"] == "Allow"]
    assert all(principal == {"Service": "logging.s3.amazonaws.com"} for principal in allowed)


@pytest.mark.parametrize("name", BUCKETS)
def test_a_bucket_takes_no_older_tls(production: Stacks, name: str) -> None:
    """ASVS 12.1.1: of all that the stacks have, S3 alone knows a condition for it."""
    (logical_id,) = (
        key
        for key, found in production.data.of_type("AWS::S3::Bucket").items()
        if found["BucketName"] == bucket_name(name)
    )
    policy = policy_of(production.data, "AWS::S3::BucketPolicy", "Bucket", logical_id)
    older = {"NumericLessThan": {"s3:TlsVersion": 1.2}}
    assert [one["Effect"] for one in policy if one.get("Condition") == older] == ["Deny"]


@pytest.mark.parametrize("name", BUCKETS)
def test_a_bucket_keeps_versions(production: Stacks, name: str) -> None:
    assert bucket(production, name)["VersioningConfiguration"] == {"Status": "Enabled"}


@pytest.mark.parametrize("name", [name for name in BUCKETS if name != "logs"])
def test_a_bucket_is_encrypted_with_our_key_and_logged(production: Stacks, name: str) -> None:
    (rule,) = bucket(production, name)["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    key = production.data.referred(rule["ServerSideEncryptionByDefault"]["KMSMasterKeyID"])
    assert production.data.resources[key]["Type"] == "AWS::KMS::Key"
    logging = bucket(production, name)["LoggingConfiguration"]
    logs = production.data.resources[production.data.referred(logging["DestinationBucketName"])]
    assert logs["Properties"]["BucketName"] == bucket_name("logs")


def test_the_log_bucket_is_encrypted_as_log_delivery_allows(production: Stacks) -> None:
    (rule,) = bucket(production, "logs")["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}


def test_the_audit_bucket_is_locked_for_seven_years(production: Stacks) -> None:
    """H1, H5: nobody deletes or shortens; seven years hold their leap days."""
    audit = bucket(production, "audit")
    assert audit["ObjectLockEnabled"] is True
    lock = audit["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert lock == {"Mode": "COMPLIANCE", "Days": SEVEN_YEARS}
    assert SEVEN_YEARS >= 7 * 365 + 2
    expirations = [rule for rule in audit["LifecycleConfiguration"]["Rules"] if "ExpirationInDays" in rule]
    assert expirations == []


def test_nothing_is_laid_on_top_of_what_is_locked(production: Stacks) -> None:
    """H2: the lock keeps the older version, but readers would be given the newer one."""
    (logical_id,) = (
        key
        for key, found in production.data.of_type("AWS::S3::Bucket").items()
        if found["BucketName"] == bucket_name("audit")
    )
    policy = policy_of(production.data, "AWS::S3::BucketPolicy", "Bucket", logical_id)
    (denied,) = (one for one in policy if "s3:if-none-match" in str(one.get("Condition")))
    assert (denied["Effect"], denied["Action"]) == ("Deny", ["s3:PutObject"])
    assert denied["Condition"]["Null"] == {"s3:if-none-match": "true"}


def test_what_sap_sent_is_moved_to_cheaper_storage_and_kept_for_seven_years(production: Stacks) -> None:
    """D19: to such as is read at once, or a delivery of last year could not be loaded again."""
    (rule,) = (
        rule for rule in bucket(production, "raw")["LifecycleConfiguration"]["Rules"] if "Transitions" in rule
    )
    assert [(step["StorageClass"], step["TransitionInDays"]) for step in rule["Transitions"]] == [
        ("STANDARD_IA", 90),
        ("GLACIER_IR", 365),
    ]
    assert rule["ExpirationInDays"] == SEVEN_YEARS
    assert rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": SEVEN_YEARS}


@pytest.mark.parametrize("name", ["upload", "exports"])
def test_what_is_only_passing_through_goes_after_thirty_days(production: Stacks, name: str) -> None:
    rules = bucket(production, name)["LifecycleConfiguration"]["Rules"]
    (expiring,) = (rule for rule in rules if "ExpirationInDays" in rule)
    assert expiring["ExpirationInDays"] == 30
    assert expiring["NoncurrentVersionExpiration"] == {"NoncurrentDays": 30}


@pytest.mark.parametrize("name", BUCKETS)
def test_a_broken_upload_is_not_paid_for(production: Stacks, name: str) -> None:
    rules = bucket(production, name)["LifecycleConfiguration"]["Rules"]
    assert any(rule.get("AbortIncompleteMultipartUpload") == {"DaysAfterInitiation": 1} for rule in rules)


def test_the_table_has_its_keys_and_can_be_restored(production: Stacks) -> None:
    """D11, D19: expired items go by `expires_at`; any second of the last 35 days can be restored."""
    (table,) = production.data.of_type("AWS::DynamoDB::GlobalTable").values()
    assert table["TableName"] == "ior-prod"
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert keys(table) == ("pk", "sk")
    (index,) = table["GlobalSecondaryIndexes"]
    assert (index["IndexName"], keys(index), index["Projection"]) == (
        "gsi1",
        ("gsi1pk", "gsi1sk"),
        {"ProjectionType": "ALL"},
    )
    assert {kind["AttributeType"] for kind in table["AttributeDefinitions"]} == {"S"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["SSESpecification"] == {"SSEEnabled": True, "SSEType": "KMS"}
    (replica,) = table["Replicas"]
    assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert replica["DeletionProtectionEnabled"] is True


def keys(table: dict[str, Any]) -> tuple[str, ...]:
    return tuple(key["AttributeName"] for key in table["KeySchema"])


STATE = (
    "AWS::DynamoDB::GlobalTable",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
    "AWS::KMS::Key",
    "AWS::SecretsManager::Secret",
    "AWS::SNS::Topic",
)


@pytest.mark.parametrize("kind", STATE)
def test_state_outlives_its_stack_in_production_and_not_on_a_developers_machine(
    production: Stacks, emulated: Stacks, kind: str
) -> None:
    for stacks, policy in ((production, "Retain"), (emulated, "Delete")):
        found = [resource for resource in stacks.data.resources.values() if resource["Type"] == kind]
        assert found
        assert {(one["DeletionPolicy"], one["UpdateReplacePolicy"]) for one in found} == {(policy, policy)}


def test_the_service_stack_holds_no_state(production: Stacks) -> None:
    assert not {resource["Type"] for resource in production.service.resources.values()} & set(STATE)


def test_the_key_is_rotated(production: Stacks) -> None:
    (key,) = production.data.of_type("AWS::KMS::Key").values()
    assert key["EnableKeyRotation"] is True


def test_alarms_may_publish_to_the_encrypted_topic_and_plain_http_may_not(production: Stacks) -> None:
    """C14: an alarm that cannot use the key, or is not in the topic's policy, says nothing to anybody."""
    (logical_id,) = production.data.of_type("AWS::SNS::Topic")
    topic = production.data.resources[logical_id]["Properties"]
    key = production.data.referred(topic["KmsMasterKeyId"])
    policy = policy_of(production.data, "AWS::SNS::TopicPolicy", "Topics", logical_id)
    assert refuses_plain_http(policy)
    key_policy = list(statements(production.data.resources[key]["Properties"]["KeyPolicy"]))
    for found, action in ((policy, "sns:Publish"), (key_policy, "kms:GenerateDataKey*")):
        (statement,) = (one for one in found if one["Principal"] == {"Service": "cloudwatch.amazonaws.com"})
        assert statement["Effect"] == "Allow"
        assert action in statement["Action"]
        assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}


def test_no_secret_has_its_value_in_the_template(production: Stacks) -> None:
    secrets = production.data.named("AWS::SecretsManager::Secret", "Name")
    assert set(secrets) == {"ior-prod-sap", "ior-prod-tokens", "ior-prod-slack"}
    for secret in secrets.values():
        assert "SecretString" not in secret
        assert "KmsKeyId" in secret
