"""What must not be lost: the table, the buckets, the queues, the topic, the secrets, and the key to them."""

import json
from collections.abc import Mapping
from typing import Any

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from chalicelib import naming
from infra.components.buckets import Buckets
from infra.components.queues import WorkQueue, failures
from infra.stages import Stage

CLOUDWATCH = iam.ServicePrincipal("cloudwatch.amazonaws.com")


class DataStack(Stack):
    """The state of one stage. `timeouts` are those of the functions that read the queues, in seconds."""

    def __init__(
        self, scope: Construct, name: str, *, stage: Stage, timeouts: Mapping[str, int], **more: Any
    ) -> None:
        super().__init__(scope, name, termination_protection=stage.keeps_state, **more)
        self._stage = stage
        self._removal = RemovalPolicy.RETAIN if stage.keeps_state else RemovalPolicy.DESTROY
        self.key = self._key()
        self.table = self._table()
        self.buckets = Buckets(self, "Buckets", key=self.key, removal=self._removal, origins=stage.origins)
        self.queues = {
            queue: WorkQueue(self, queue, timeout=timeout, removal=self._removal)
            for queue, timeout in timeouts.items()
        }
        self.failed_events = failures(self, "FailedEvents", "events-dlq", self._removal)
        self.alerts = self._alerts()
        self.secrets = {
            "sap": self._secret("sap", "Address and credentials of the SAP services, filled in by hand."),
            "tokens": self._secret("tokens", "Signs the tokens of those who signed in; known to nobody."),
            "slack": self._secret(
                "slack", "The webhook of the team's channel, filled in by hand; empty: none.", webhook=""
            ),
        }

    @property
    def dead_letters(self) -> dict[str, sqs.Queue]:
        """Every queue in which a message means that something was given up, by its name."""
        given_up = {f"{name}-dlq": queue.dead_letters for name, queue in self.queues.items()}
        return {**given_up, "events-dlq": self.failed_events}

    def _key(self) -> kms.Key:
        key = kms.Key(
            self,
            "Key",
            alias=f"alias/{naming.resource('data')}",
            description=f"Encrypts the buckets, the alerts and the secrets of {self._stage.name}.",
            enable_key_rotation=True,
            removal_policy=self._removal,
        )
        # Alarms publish to a topic that is encrypted with this key.
        key.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[CLOUDWATCH],
                actions=["kms:Decrypt", "kms:GenerateDataKey*"],
                resources=["*"],
                conditions={"StringEquals": {"aws:SourceAccount": self.account}},
            )
        )
        return key

    def _table(self) -> dynamodb.TableV2:
        return dynamodb.TableV2(
            self,
            "Table",
            table_name=naming.table(),
            partition_key=text("pk"),
            sort_key=text("sk"),
            global_secondary_indexes=[
                dynamodb.GlobalSecondaryIndexPropsV2(
                    index_name="gsi1", partition_key=text("gsi1pk"), sort_key=text("gsi1sk")
                )
            ],
            billing=dynamodb.Billing.on_demand(),
            # DynamoDB's own key in this account: every use is on record, and no function needs a right to it.
            encryption=dynamodb.TableEncryptionV2.aws_managed_key(),
            time_to_live_attribute="expires_at",
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            dynamo_stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
            deletion_protection=self._stage.keeps_state,
            removal_policy=self._removal,
        )

    def _alerts(self) -> sns.Topic:
        topic = sns.Topic(
            self, "Alerts", topic_name=naming.resource("alerts"), master_key=self.key, enforce_ssl=True
        )
        topic.apply_removal_policy(self._removal)
        # A topic with a policy of its own loses the default one, by which alarms were allowed to publish.
        topic.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[CLOUDWATCH],
                actions=["sns:Publish"],
                resources=[topic.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": self.account}},
            )
        )
        return topic

    def _secret(self, name: str, description: str, **known: str) -> secretsmanager.Secret:
        """A secret whose document has what is known, and a `secret` that AWS makes up."""
        return secretsmanager.Secret(
            self,
            name.capitalize(),
            secret_name=naming.resource(name),
            description=description,
            encryption_key=self.key,
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template=json.dumps(known),
                generate_string_key="secret",
                password_length=64,
                exclude_punctuation=True,
            ),
            removal_policy=self._removal,
        )


def text(name: str) -> dynamodb.Attribute:
    """A key attribute; all keys are text."""
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
