"""cdk-nag's AWS Solutions rules, run as part of every synthesis of a stage that is not local."""

from collections.abc import Iterable

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks
from constructs import IConstruct


def apply(app: cdk.App) -> None:
    """Has the rules look at all stacks; what they find and nobody acknowledged stops the synthesis."""
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app))


def acknowledge(construct: IConstruct, findings: Iterable[tuple[str, str]]) -> None:
    """Acknowledges findings, given as pairs of id and reason, in a construct and whatever it is made of."""
    acknowledgments = [cdk.Acknowledgment(id=finding, reason=reason) for finding, reason in findings]
    cdk.Validations.of(construct).acknowledge(*acknowledgments)
