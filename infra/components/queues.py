"""Queues: three tries, and then the message waits where an alarm sees it."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from chalicelib import naming
from chalicelib.waking import MOST_RECEIVES

KEPT = Duration.days(14)
"""The longest that SQS keeps a message: time to mend what refused it."""
PER_TIMEOUT = 6
"""AWS asks for a visibility time-out of six times the function's: a batch, its retries and their waiting."""


class WorkQueue(Construct):
    """A queue with its dead-letter queue, `<name>` and `<name>-dlq`.

    `timeout` is in seconds, and that of the function that reads the queue.
    """

    def __init__(self, scope: Construct, name: str, *, timeout: int, removal: RemovalPolicy) -> None:
        super().__init__(scope, name.capitalize())
        self.dead_letters = failures(self, "DeadLetters", f"{name}-dlq", removal)
        self.queue = sqs.Queue(
            self,
            "Queue",
            queue_name=naming.resource(name),
            visibility_timeout=Duration.seconds(PER_TIMEOUT * timeout),
            retention_period=KEPT,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            dead_letter_queue=sqs.DeadLetterQueue(max_receive_count=MOST_RECEIVES, queue=self.dead_letters),
            removal_policy=removal,
        )


def failures(scope: Construct, identifier: str, name: str, removal: RemovalPolicy) -> sqs.Queue:
    """A queue that nobody reads but people: what was tried often enough."""
    return sqs.Queue(
        scope,
        identifier,
        queue_name=naming.resource(name),
        retention_period=KEPT,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
        removal_policy=removal,
    )
