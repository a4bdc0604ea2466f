"""What wakes the functions: schedules, objects in buckets, messages, alerts, requests."""

from typing import Any

from chalicelib.feeds.catalogue import INGESTIONS
from tests.infra.templates import ACCOUNT, Stacks, as_list
from tests.infra.test_failure_paths import function_name


def schedules(stacks: Stacks) -> dict[str, str]:
    """The schedule of each scheduled function, by its Chalice name."""
    found = {}
    for rule in stacks.service.of_type("AWS::Events::Rule").values():
        (target,) = rule["Targets"]
        found[function_name(stacks.service, target["Arn"])] = rule["ScheduleExpression"]
    return found


def test_the_schedules_are_those_of_the_catalogue(production: Stacks) -> None:
    promised = {
        f"ingest_{ingestion.name.replace('-', '_')}": f"cron({' '.join(map(str, ingestion.cron))})"
        for ingestion in INGESTIONS
    }
    found = schedules(production)
    assert {name: found[name] for name in promised} == promised
    assert set(found) - set(promised) == {"daily_generation", "parity_report", "sweep"}


def notifications(stacks: Stacks) -> dict[str, list[tuple[str, dict[str, str], list[str]]]]:
    """Per bucket: the functions that are called, each with its filter and its events."""
    return {
        one["BucketName"]: [
            (
                function_name(stacks.service, configuration["LambdaFunctionArn"]),
                {rule["Name"]: rule["Value"] for rule in configuration["Filter"]["Key"]["FilterRules"]},
                configuration["Events"],
            )
            for configuration in one["NotificationConfiguration"]["LambdaFunctionConfigurations"]
        ]
        for one in stacks.service.of_type("Custom::S3BucketNotifications").values()
    }


def test_a_delivery_is_loaded_when_its_manifest_lands_and_a_file_is_looked_at_when_it_is_uploaded(
    production: Stacks,
) -> None:
    """A page of a delivery wakes nobody; of what is uploaded each function sees what is under its prefix."""
    created = ["s3:ObjectCreated:*"]
    assert notifications(production) == {
        f"ior-prod-raw-{ACCOUNT}": [("load_delivery", {"suffix": "manifest.json"}, created)],
        f"ior-prod-upload-{ACCOUNT}": [
            ("receive_file", {"prefix": "incoming/"}, created),
            ("check_upload", {"prefix": "checked/"}, created),
        ],
    }


def test_only_the_service_stack_sets_notifications(production: Stacks) -> None:
    """Two owners of a bucket's notifications delete each other's."""
    assert not production.data.of_type("Custom::S3BucketNotifications")
    for bucket in production.data.of_type("AWS::S3::Bucket").values():
        assert "NotificationConfiguration" not in bucket


def test_alerts_reach_the_function_that_routes_them(production: Stacks) -> None:
    (subscription,) = production.service.of_type("AWS::SNS::Subscription").values()
    assert subscription["Protocol"] == "lambda"
    assert subscription["TopicArn"]["Fn::Sub"].endswith(":ior-prod-alerts")
    assert function_name(production.service, subscription["Endpoint"]) == "route_alert"


def test_whoever_calls_a_function_is_named(production: Stacks) -> None:
    """No permission is for everybody, and a bucket is believed only if it is of this account."""
    permissions: list[dict[str, Any]] = list(production.service.of_type("AWS::Lambda::Permission").values())
    callers = {
        "apigateway.amazonaws.com",
        "events.amazonaws.com",
        "s3.amazonaws.com",
        "sns.amazonaws.com",
    }
    assert {permission["Principal"] for permission in permissions} == callers
    for permission in permissions:
        assert "SourceArn" in permission
        if permission["Principal"] == "s3.amazonaws.com":
            assert permission["SourceAccount"] == ACCOUNT


def test_the_api_is_limited_and_logged(production: Stacks) -> None:
    (stage,) = production.service.of_type("AWS::ApiGateway::Stage").values()
    (settings,) = stage["MethodSettings"]
    assert (settings["HttpMethod"], settings["ResourcePath"]) == ("*", "/*")
    assert settings["ThrottlingRateLimit"] > 0
    assert settings.get("DataTraceEnabled", False) is False
    assert settings.get("LoggingLevel", "OFF") == "OFF"
    for private in ("header", "body", "querystring", "authorizer"):
        assert private not in stage["AccessLogSetting"]["Format"].lower()
    group = stage["AccessLogSetting"]["DestinationArn"]
    assert production.service.resources[production.service.referred(group)]["Type"] == "AWS::Logs::LogGroup"


def test_the_stage_waits_for_the_role_that_its_log_needs(production: Stacks) -> None:
    (stage,) = (
        one for one in production.service.resources.values() if one["Type"] == "AWS::ApiGateway::Stage"
    )
    (account,) = production.service.of_type("AWS::ApiGateway::Account")
    assert account in as_list(stage["DependsOn"])
