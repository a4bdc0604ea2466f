"""What the stacks read from the app and its configuration before they make anything."""

import json
from pathlib import Path

import pytest
from chalice.app import Chalice, Cron

from infra.components.chalice_project import Project, merged
from infra.components.chalice_template import expanded, package_of, serverless_template
from infra.components.entry_points import ASYNCHRONOUS, Kind, entry_points
from infra.packaging.bundle import Bundle
from infra.packaging.runtime import RUNTIME

SETTINGS = {
    "version": "2.0",
    "app_name": "small",
    "lambda_timeout": 50,
    "environment_variables": {"EVERYWHERE": "1"},
    "lambda_functions": {"work": {"lambda_timeout": 70}},
    "stages": {"prod": {"environment_variables": {"ONLY_HERE": "2"}}},
}


@pytest.fixture
def app() -> Chalice:
    small = Chalice("small")
    small.route("/")(dict)
    small.schedule(Cron(0, 4, "?", "*", "MON", "*"), name="wake")(lambda event: None)
    small.on_s3_event("landing", prefix="incoming/", name="take")(lambda event: None)
    small.on_sqs_message("jobs", name="work")(lambda event: None)
    small.on_sns_message("news", name="listen")(lambda event: None)
    return small


@pytest.fixture
def project(app: Chalice, tmp_path: Path) -> Project:
    (tmp_path / ".chalice").mkdir()
    (tmp_path / ".chalice" / "config.json").write_text(json.dumps(SETTINGS), "utf-8")
    (tmp_path / "app.py").write_text("", "utf-8")
    return Project(app, tmp_path, "prod")


def test_every_entry_point_is_known_with_what_wakes_it(app: Chalice) -> None:
    assert [(point.name, point.kind, point.source) for point in entry_points(app)] == [
        ("api_handler", Kind.HTTP, ""),
        ("wake", Kind.SCHEDULE, "cron(0 4 ? * MON *)"),
        ("take", Kind.S3, "landing"),
        ("work", Kind.SQS, "jobs"),
        ("listen", Kind.SNS, "news"),
    ]


def test_a_kind_of_event_without_a_failure_path_is_refused(app: Chalice) -> None:
    app.on_kinesis_record("stream", name="records")(lambda event: None)
    with pytest.raises(TypeError, match="entry_points"):
        entry_points(app)


def test_every_kind_is_waited_for_or_asynchronous() -> None:
    assert set(Kind) == ASYNCHRONOUS | {Kind.HTTP, Kind.SQS}


def test_a_timeout_is_the_functions_own_or_the_general_one(project: Project) -> None:
    assert (project.timeout("work"), project.timeout("wake")) == (70, 50)


def test_the_runtime_is_declared_whatever_python_runs_this(project: Project) -> None:
    assert project.config({}).scope("prod", "work").lambda_python_version == RUNTIME


def test_what_the_stack_knows_is_laid_over_what_the_file_says(project: Project) -> None:
    config = project.config({"environment_variables": {"STAGE": "prod"}})
    assert config.environment_variables == {"EVERYWHERE": "1", "ONLY_HERE": "2", "STAGE": "prod"}


def test_merging_leaves_both_sides_as_they_were() -> None:
    base, over = {"a": {"b": 1}, "c": 2}, {"a": {"d": 3}, "c": {"e": 4}}
    assert merged(base, over) == {"a": {"b": 1, "d": 3}, "c": {"e": 4}}
    assert (base, over) == ({"a": {"b": 1}, "c": 2}, {"a": {"d": 3}, "c": {"e": 4}})


def test_the_template_is_plain_and_its_package_is_where_it_was_put(project: Project, tmp_path: Path) -> None:
    packager = Bundle(tmp_path / "work", tmp_path / "kept")
    serverless = serverless_template(project.config({}), packager, lambda name: f"named-{name}")
    assert Path(package_of(serverless)).is_file()
    plain = expanded(serverless, "assets", "package.zip", "us-east-1")
    assert "Transform" not in plain
    functions = [one for one in plain["Resources"].values() if one["Type"] == "AWS::Lambda::Function"]
    assert {one["Properties"]["FunctionName"] for one in functions} == {
        f"named-{name}" for name in ("api_handler", "wake", "take", "work", "listen")
    }
    assert all(
        one["Properties"]["Code"] == {"S3Bucket": "assets", "S3Key": "package.zip"} for one in functions
    )
