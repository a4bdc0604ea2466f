"""What the API needs beyond its routes: a log of its requests, and limits to what it takes at once."""

import json

from aws_cdk import RemovalPolicy
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from chalicelib import naming

REQUESTS_PER_SECOND = 50
BURST = 100
"""Some people and a few programs: more than this at once is an attack or a loop."""

ACCESS_LOG = {
    "request": "$context.requestId",
    "time": "$context.requestTime",
    "source": "$context.identity.sourceIp",
    "method": "$context.httpMethod",
    "path": "$context.path",
    "status": "$context.status",
    "milliseconds": "$context.responseLatency",
    "bytes": "$context.responseLength",
    "error": "$context.error.message",
}
"""A line per request. No header, no body and no query: none of them is for the logs."""


class ApiCare(Construct):
    """Access log and throttling for the deployed stage of an API."""

    def __init__(
        self, scope: Construct, name: str, *, stage: apigateway.CfnStage, retention: logs.RetentionDays
    ) -> None:
        super().__init__(scope, name)
        group = logs.LogGroup(
            self,
            "AccessLog",
            log_group_name=f"/aws/apigateway/{naming.resource('api')}",
            retention=retention,
            removal_policy=RemovalPolicy.DESTROY,
        )
        stage.access_log_setting = apigateway.CfnStage.AccessLogSettingProperty(
            destination_arn=group.log_group_arn, format=json.dumps(ACCESS_LOG)
        )
        stage.method_settings = [
            apigateway.CfnStage.MethodSettingProperty(
                http_method="*",
                resource_path="/*",
                metrics_enabled=True,
                throttling_rate_limit=REQUESTS_PER_SECOND,
                throttling_burst_limit=BURST,
            )
        ]
        stage.node.add_dependency(self._account())

    def _account(self) -> apigateway.CfnAccount:
        """API Gateway writes logs only with a role that is set once for the whole account and region."""
        role = iam.Role(
            self,
            "LogRole",
            assumed_by=iam.ServicePrincipal("apigateway.amazonaws.com"),
            managed_policies=[
                iam.ManagedPolicy.from_aws_managed_policy_name(
                    "service-role/AmazonAPIGatewayPushToCloudWatchLogs"
                )
            ],
        )
        account = apigateway.CfnAccount(self, "Account", cloud_watch_role_arn=role.role_arn)
        # Other stages of the same account go on logging when this one is deleted.
        role.apply_removal_policy(RemovalPolicy.RETAIN)
        account.apply_removal_policy(RemovalPolicy.RETAIN)
        return account
