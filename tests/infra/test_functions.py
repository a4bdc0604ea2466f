"""The functions: those of the app, each with its settings, its log, and nothing secret in its environment."""

import importlib
import json
from collections import Counter
from typing import Any

import pytest

from tests.infra.templates import ACCOUNT, ROOT, Stacks, Template

FUNCTIONS = (
    "api_handler",
    "ingest_product_weights",
    "ingest_hts_reference",
    "ingest_product_master",
    "ingest_packaging",
    "ingest_commercial_invoices",
    "ingest_inbound_shipments",
    "ingest_customs_report",
    "daily_generation",
    "parity_report",
    "sweep",
    "receive_file",
    "check_upload",
    "load_delivery",
    "generate_entries",
    "compare_entries",
    "route_alert",
)
SCHEDULED = FUNCTIONS[1:11]
CDK_OWN = "Custom::S3BucketNotifications sets notifications with a function of its own"


def functions(stacks: Stacks, stage: str = "prod") -> dict[str, dict[str, Any]]:
    """The app's functions by their Chalice names; CDK's own helper has no name of ours."""
    return {
        found["FunctionName"].removeprefix(f"ior-{stage}-"): found
        for found in stacks.service.of_type("AWS::Lambda::Function").values()
        if "FunctionName" in found
    }


def test_the_functions_are_those_of_the_app(production: Stacks) -> None:
    assert set(functions(production)) == set(FUNCTIONS)
    helpers = len(production.service.of_type("AWS::Lambda::Function")) - len(FUNCTIONS)
    assert helpers == 1, CDK_OWN


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_handler_resolves_in_the_app(production: Stacks, name: str) -> None:
    module, _, attribute = functions(production)[name]["Handler"].partition(".")
    assert module == "app"
    assert callable(getattr(importlib.import_module(module), attribute))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_memory_and_timeout_are_those_of_the_configuration(production: Stacks, name: str) -> None:
    settings = json.loads((ROOT / ".chalice" / "config.json").read_text("utf-8"))
    own = settings["lambda_functions"].get(name, {})
    found = functions(production)[name]
    assert found["MemorySize"] == own.get("lambda_memory_size", settings["lambda_memory_size"])
    assert found["Timeout"] == own.get("lambda_timeout", settings["lambda_timeout"])
    assert found["Runtime"] == "python3.13"


def test_the_api_answers_before_the_gateway_gives_up(production: Stacks) -> None:
    assert functions(production)["api_handler"]["Timeout"] <= 29


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_environment_says_where_it_is_and_holds_no_secret(production: Stacks, name: str) -> None:
    """Whatever else a function is to know, and nobody else, it reads from a secret."""
    assert functions(production)[name]["Environment"]["Variables"] == {
        "STAGE": "prod",
        "AWS_ACCOUNT_ID": ACCOUNT,
    }


def test_every_function_has_a_log_group_that_ends(production: Stacks) -> None:
    groups = production.service.named("AWS::Logs::LogGroup", "LogGroupName")
    for name in FUNCTIONS:
        assert groups[f"/aws/lambda/ior-prod-{name}"]["RetentionInDays"] == 365
    assert groups["/aws/apigateway/ior-prod-api"]["RetentionInDays"] == 365


def test_no_function_exists_before_its_log_group(production: Stacks) -> None:
    """Lambda makes a missing group at the first call, and keeps it for ever."""
    groups = {
        found["LogGroupName"]: logical_id
        for logical_id, found in production.service.of_type("AWS::Logs::LogGroup").items()
    }
    for resource in production.service.resources.values():
        name = resource.get("Properties", {}).get("FunctionName")
        if resource["Type"] == "AWS::Lambda::Function" and name:
            assert groups[f"/aws/lambda/{name}"] in resource["DependsOn"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_schedule_never_overlaps_itself(production: Stacks, name: str) -> None:
    """C13: a schedule that is still at work when it comes round waits; the others run side by side."""
    reserved = functions(production)[name].get("ReservedConcurrentExecutions")
    assert reserved == (1 if name in SCHEDULED else None)


def test_all_functions_run_the_same_package(production: Stacks) -> None:
    packages = {json.dumps(found["Code"], sort_keys=True) for found in functions(production).values()}
    assert len(packages) == 1


def test_the_emulator_gets_the_same_functions(production: Stacks, emulated: Stacks) -> None:
    """What runs on a developer's machine is what runs in production, but for the stage."""
    here = {name: without_stage(found) for name, found in functions(production).items()}
    there = {name: without_stage(found) for name, found in functions(emulated, "local").items()}
    assert here == there


def without_stage(function: dict[str, Any]) -> dict[str, Any]:
    """A function without what names its stage, or where its package was put."""
    named = {"Code", "Role", "Tags", "Environment", "FunctionName"}
    return {name: value for name, value in function.items() if name not in named}


def kinds(template: Template) -> Counter[str]:
    return Counter(one["Type"] for one in template.resources.values())


def test_the_stacks_differ_only_in_names_between_stages(production: Stacks, emulated: Stacks) -> None:
    """But for what the emulator does not take: the alarms that reckon, one per dead-letter queue."""
    assert kinds(production.data) == kinds(emulated.data)
    assert not kinds(emulated.service) - kinds(production.service)
    assert kinds(production.service) - kinds(emulated.service) == {
        "AWS::CloudWatch::Alarm": 3,
        "AWS::CloudWatch::Dashboard": 1,
    }
