"""What cdk-nag finds and we leave as it is, each with its reason. Any other finding stops the synthesis."""

from collections.abc import Iterable, Iterator

from infra.errors import NoReason

MANAGED = "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/{}]"
CDK_FUNCTION = MANAGED.format("AWSLambdaBasicExecutionRole")
API_LOGS = MANAGED.format("AmazonAPIGatewayPushToCloudWatchLogs")
WILDCARD = "AwsSolutions-IAM5[Resource::{}]"

WILDCARDS = (
    (":log-group:/aws/lambda/", "The streams of the function's own log group, which Lambda names."),
    (":s3:::", "The objects under the one prefix, or in the one bucket, that the function works with."),
    ("*", "X-Ray has no resources that a right could be limited to."),
)
"""Why a role names a resource with a wildcard, by a part of the resource; the first that fits."""

IN_DATA = {
    "AwsSolutions-SQS3": "events-dlq is itself where failed events go; Lambda sends to it, no queue does.",
    "AwsSolutions-SMG4": "SAP's credentials and the channel's webhook are changed by those who give them. "
    "The keys of the sessions are exchanged by hand, in steps that sign nobody out (docs/runbook.md).",
}
IN_SERVICE = {
    "AwsSolutions-L1": "Python 3.13 is what the tests run on; a newer runtime is a change like any other.",
    "AwsSolutions-APIG2": "The app validates requests, by the schemas that its API document is made from.",
    "AwsSolutions-APIG3": "The stage limits requests. A firewall belongs before the distribution that "
    "serves site and API from one origin.",
    "AwsSolutions-APIG6": "Execution logs would hold headers and bodies, passwords among them. The access "
    "log has every request, and the app logs what it did.",
    CDK_FUNCTION: "CDK's own function, which sets the notifications of a bucket.",
    API_LOGS: "The policy that API Gateway asks for by name.",
}


def wildcards(resources: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The findings for resources with a wildcard, with the reason for each. Raises `NoReason`."""
    for resource in resources:
        if "*" in resource:
            yield WILDCARD.format(resource), reason(resource)


def reason(resource: str) -> str:
    """Why a right names this resource with a wildcard. Raises `NoReason` if nobody said why."""
    for part, because in WILDCARDS:
        if part in resource and (part != "*" or resource == "*"):
            return because
    raise NoReason(f"{resource}: name it without a wildcard, or give the reason in infra/acknowledged.py.")
