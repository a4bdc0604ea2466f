"""A role per function: its row in the table of rights, written as statements."""

from collections.abc import Iterator, Mapping

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from chalicelib import naming
from infra.components.entry_points import ASYNCHRONOUS, EntryPoint
from infra.rights import (
    AUDIT_PARTITIONS,
    RIGHTS,
    TRANSACTION,
    USER_PARTITIONS,
    USERS_ONLY_FOR,
    May,
    Right,
)

ENCRYPTED = {
    May.READ: ("s3", ("kms:Decrypt",)),
    May.WRITE: ("s3", ("kms:Decrypt", "kms:GenerateDataKey")),
    May.PUBLISH: ("sns", ("kms:Decrypt", "kms:GenerateDataKey")),
    May.KNOW: ("secretsmanager", ("kms:Decrypt",)),
}
"""What the key is needed for, through which service, with which actions."""


class FunctionRole(Construct):
    """The role of one function. `key` and `secrets` are ARNs, because only AWS knows them in advance."""

    def __init__(
        self, scope: Construct, point: EntryPoint, *, key: str, secrets: Mapping[str, str], traced: bool
    ) -> None:
        super().__init__(scope, f"{point.name}-role")
        self._stack = Stack.of(self)
        self._key = key
        self._secrets = secrets
        statements = [*self._own(point, traced), *self._granted(point)]
        self.resources = sorted({resource for statement in statements for resource in statement.resources})
        self.role = iam.Role(
            self,
            "Role",
            description=f"What {naming.resource(point.name)} may do.",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={"rights": iam.PolicyDocument(statements=statements)},
        )

    def _own(self, point: EntryPoint, traced: bool) -> Iterator[iam.PolicyStatement]:
        """What every function needs in order to run: to log, to be traced, to hand over what failed."""
        group = self._arn("logs", f"log-group:{log_group(point.name)}:*")
        yield allow(("logs:CreateLogStream", "logs:PutLogEvents"), group)
        if traced:
            # X-Ray's actions cannot be limited to a resource.
            yield allow(("xray:PutTelemetryRecords", "xray:PutTraceSegments"), "*")
        if point.kind in ASYNCHRONOUS:
            yield allow(("sqs:SendMessage",), self._arn("sqs", naming.resource("events-dlq")))

    def _granted(self, point: EntryPoint) -> Iterator[iam.PolicyStatement]:
        """The function's row of the table."""
        rights = RIGHTS[point.name]
        for right in rights:
            yield allow(right.may.value, *self._resources(right))
        yield from self._listing(rights)
        yield from self._decryption(rights)
        yield from self._refused(point)

    def _refused(self, point: EntryPoint) -> Iterator[iam.PolicyStatement]:
        """The partitions that are closed to the function, and the trail that nobody writes anew."""
        if point.name not in USERS_ONLY_FOR:
            yield deny(("dynamodb:*",), self._table(), USER_PARTITIONS)
        yield deny(("dynamodb:BatchWriteItem", "dynamodb:DeleteItem"), self._table(), AUDIT_PARTITIONS)
        put = deny(("dynamodb:PutItem",), self._table(), AUDIT_PARTITIONS)
        # Also where there is no such key: a put by itself has none.
        put.add_condition("StringNotEquals", {"dynamodb:EnclosingOperation": TRANSACTION})
        yield put

    def _resources(self, right: Right) -> list[str]:
        match right.may:
            case May.KEEP_RECORDS:
                return self._table()
            case May.READ | May.WRITE:
                return [f"arn:{self._stack.partition}:s3:::{naming.bucket(right.resource)}/{right.prefix}*"]
            case May.SEND | May.CONSUME:
                return [self._arn("sqs", naming.resource(right.resource))]
            case May.PUBLISH:
                return [self._arn("sns", naming.resource(right.resource))]
            case May.KNOW:
                return [self._secrets[right.resource]]

    def _table(self) -> list[str]:
        table = self._arn("dynamodb", f"table/{naming.table()}")
        return [table, f"{table}/index/gsi1"]

    def _listing(self, rights: tuple[Right, ...]) -> Iterator[iam.PolicyStatement]:
        """Without it S3 answers "access denied" for what is gone, and nobody could tell the two apart."""
        read = [right for right in rights if right.may is May.READ]
        for name in sorted({right.resource for right in read}):
            statement = allow(("s3:ListBucket",), f"arn:{self._stack.partition}:s3:::{naming.bucket(name)}")
            # S3 takes the key of an object that is read for a prefix that is listed.
            under = sorted({f"{right.prefix}*" for right in read if right.resource == name})
            statement.add_condition("StringLike", {"s3:prefix": under})
            yield statement

    def _decryption(self, rights: tuple[Right, ...]) -> Iterator[iam.PolicyStatement]:
        """The key, for the services that use it on the function's behalf, and for nothing else."""
        uses = [ENCRYPTED[right.may] for right in rights if right.may in ENCRYPTED]
        if uses:
            statement = allow(sorted({action for _, actions in uses for action in actions}), self._key)
            services = sorted({f"{service}.{self._stack.region}.amazonaws.com" for service, _ in uses})
            statement.add_condition("StringEquals", {"kms:ViaService": services})
            yield statement

    def _arn(self, service: str, resource: str) -> str:
        return f"arn:{self._stack.partition}:{service}:{self._stack.region}:{self._stack.account}:{resource}"


def log_group(function: str) -> str:
    """The log group of a function, by its Chalice name."""
    return f"/aws/lambda/{naming.resource(function)}"


def allow(actions: tuple[str, ...] | list[str], *resources: str) -> iam.PolicyStatement:
    """A statement that allows actions on resources."""
    return iam.PolicyStatement(actions=list(actions), resources=list(resources))


def deny(actions: tuple[str, ...], table: list[str], partitions: tuple[str, ...]) -> iam.PolicyStatement:
    """A statement that refuses actions on partitions of a table, whatever else allows them."""
    return iam.PolicyStatement(
        effect=iam.Effect.DENY,
        actions=list(actions),
        resources=table,
        conditions={"ForAnyValue:StringLike": {"dynamodb:LeadingKeys": list(partitions)}},
    )
