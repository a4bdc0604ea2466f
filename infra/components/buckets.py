"""The buckets: what each keeps, for how long, and that none can be read from outside or without TLS."""

from collections.abc import Sequence

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from chalicelib import naming

SEVEN_YEARS = Duration.days(2557)
"""Seven years with their leap days: 5 for customs records (19 CFR 163.4) and two in reserve."""
ABANDONED = s3.LifecycleRule(abort_incomplete_multipart_upload_after=Duration.days(1))


class Buckets(Construct):
    """The six buckets of a stage, by the names that `chalicelib/naming.py` gives them."""

    def __init__(
        self, scope: Construct, name: str, *, key: kms.IKey, removal: RemovalPolicy, origins: Sequence[str]
    ) -> None:
        super().__init__(scope, name)
        self._key = key
        self._removal = removal
        self.logs = self._logs()
        self.raw = self._bucket("raw", raw_rules())
        # A browser may send a file by the form that the API signed for it, from the web app and nowhere else.
        sending = s3.CorsRule(
            allowed_methods=[s3.HttpMethods.POST], allowed_origins=list(origins), max_age=3000
        )
        self.upload = self._bucket("upload", expiring(Duration.days(30)), cors=[sending] if origins else [])
        self.exports = self._bucket("exports", expiring(Duration.days(30)))
        self.site = self._bucket("site", outlived(Duration.days(30)))
        self.audit = self._bucket(
            "audit",
            [],
            object_lock_enabled=True,
            # Compliance mode: nobody deletes or shortens, the root user included.
            object_lock_default_retention=s3.ObjectLockRetention.compliance(SEVEN_YEARS),
        )
        self._never_overwritten(self.audit)

    def _bucket(self, name: str, rules: Sequence[s3.LifecycleRule], **more: object) -> s3.Bucket:
        return s3.Bucket(
            self,
            name.capitalize(),
            bucket_name=naming.bucket(name),
            encryption=s3.BucketEncryption.KMS,
            encryption_key=self._key,
            bucket_key_enabled=True,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            versioned=True,
            server_access_logs_bucket=self.logs,
            server_access_logs_prefix=f"{name}/",
            lifecycle_rules=[*rules, ABANDONED],
            removal_policy=self._removal,
            **more,  # type: ignore[arg-type]
        )

    @staticmethod
    def _never_overwritten(bucket: s3.Bucket) -> None:
        """A lock keeps every version, yet a newer one could be laid on top, which readers would take."""
        bucket.add_to_resource_policy(
            iam.PolicyStatement(
                effect=iam.Effect.DENY,
                principals=[iam.AnyPrincipal()],
                actions=["s3:PutObject"],
                resources=[bucket.arn_for_objects("*")],
                conditions={
                    "Null": {"s3:if-none-match": "true"},
                    "Bool": {"s3:ObjectCreationOperation": "true"},
                },
            )
        )

    def _logs(self) -> s3.Bucket:
        return s3.Bucket(
            self,
            "Logs",
            bucket_name=naming.bucket("logs"),
            # S3 does not deliver access logs into a bucket that is encrypted with a key of ours.
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            versioned=True,
            lifecycle_rules=[*expiring(Duration.days(365)), ABANDONED],
            removal_policy=self._removal,
        )


def raw_rules() -> list[s3.LifecycleRule]:
    """What SAP sent is read for weeks, looked at for a year, and then kept because the law says so."""
    return [
        s3.LifecycleRule(
            transitions=[
                s3.Transition(
                    storage_class=s3.StorageClass.INFREQUENT_ACCESS, transition_after=Duration.days(90)
                ),
                # Of the archives the one that is read at once: a delivery can be loaded again at any time.
                s3.Transition(
                    storage_class=s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
                    transition_after=Duration.days(365),
                ),
            ],
            expiration=SEVEN_YEARS,
            noncurrent_version_expiration=SEVEN_YEARS,
        )
    ]


def expiring(after: Duration) -> list[s3.LifecycleRule]:
    """Objects that go away by themselves, with whatever version they had."""
    return [s3.LifecycleRule(expiration=after, noncurrent_version_expiration=after)]


def outlived(after: Duration) -> list[s3.LifecycleRule]:
    """Objects that stay, and whose former versions go."""
    return [s3.LifecycleRule(noncurrent_version_expiration=after)]
