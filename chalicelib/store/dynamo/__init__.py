"""The table on DynamoDB, through PynamoDB. Nothing else imports that package."""

from chalicelib.store.dynamo.repeating import Patience
from chalicelib.store.dynamo.table import DynamoTable

__all__ = ["DynamoTable", "Patience"]
