"""What is left of the installed packages is enough: all that a function does, it does with them."""

import json
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from botocore.loaders import Loader
from packaging.utils import canonicalize_name

from infra.packaging import slimming
from infra.packaging.slimming import SERVICES
from infra.packaging.wheels import LOCKED
from tests.infra.templates import ROOT
from tests.infra.test_wheels import pinned

CALLS = {
    "dynamodb": ("GetItem", {"TableName": "t", "Key": {"pk": {"S": "a"}}}, b"{}"),
    "s3": ("PutObject", {"Bucket": "bucket", "Key": "a b", "Body": b"1"}, b""),
    "secretsmanager": ("GetSecretValue", {"SecretId": "s"}, b"{}"),
    "sns": (
        "Publish",
        {"TopicArn": "arn:aws:sns:eu-central-1:123456789012:t", "Message": "m"},
        b"<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>",
    ),
    "sqs": ("SendMessage", {"QueueUrl": "https://queue.example/q", "MessageBody": "m"}, b"{}"),
}
"""A call to each service that the app speaks to, and how it is answered."""


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is shipped, made of the packages that are installed here, without bytecode."""
    folder = tmp_path_factory.mktemp("package")
    for name in (*pinned(ROOT / "requirements.txt"), *pinned(LOCKED)):
        for file in distribution(name).files or []:
            source, target = Path(str(file.locate())), folder / file
            if source.is_file() and not passed_over(file.parts):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
    slimming.slim(folder)
    chalice = Path(str(distribution("chalice").locate_file("chalice")))
    (folder / "chalice").mkdir()
    for name in ("__init__.py", "app.py"):
        shutil.copyfile(chalice / name, folder / "chalice" / name)
    shutil.copytree(ROOT / "chalicelib", folder / "chalicelib", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "app.py", folder / "app.py")
    slimming.slim_app(folder)
    return folder


def passed_over(parts: tuple[str, ...]) -> bool:
    """Commands, bytecode, and most of the services that we do not use: copying all of them takes long."""
    unused = parts[:2] == ("botocore", "data") and len(parts) > 3 and parts[2] not in {*SERVICES, "ec2"}
    return ".." in parts or "__pycache__" in parts or unused


def done(package: Path, program: str) -> str:
    """What a program prints that finds nothing but the package; a warning is an error."""
    command = [sys.executable, "-I", "-S", "-B", "-W", "error", "-c"]
    prologue = f"import sys; sys.path.insert(0, {str(package)!r})\n"
    surroundings = {
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_REGION": "eu-central-1",
        "AWS_ACCOUNT_ID": "123456789012",
        "STAGE": "prod",
    }
    run = subprocess.run(
        [*command, prologue + program], env=surroundings, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_every_module_of_the_app_is_imported(package: Path) -> None:
    """What a function imports only when it is needed as well."""
    modules = sorted(
        ".".join(path.relative_to(package).with_suffix("").parts)
        for path in (package / "chalicelib").rglob("*.py")
    )
    lazily = (
        "apispec.ext.marshmallow",
        "bcrypt",
        "jwt",
        "pynamodb.connection",
        "requests",
        "botocore.session",
    )
    program = "import importlib, json\nfor name in json.loads(sys.argv[1]): importlib.import_module(name)"
    named = [name.removesuffix(".__init__") for name in modules]
    program = program.replace("sys.argv[1]", repr(json.dumps(["app", *named, *lazily])))
    assert (
        done(package, program + "\nprint('pandas' in sys.modules, 'tqdm' in sys.modules)") == "False False\n"
    )


def test_the_app_answers(package: Path) -> None:
    program = """
import json
from types import SimpleNamespace
import app
context = {"httpMethod": "GET", "resourcePath": "/api/health", "requestId": "1", "path": "/api/health"}
event = {"requestContext": context, "headers": {}, "pathParameters": None, "body": None,
         "multiValueQueryStringParameters": None, "isBase64Encoded": False, "stageVariables": None}
answer = app.app(event, SimpleNamespace(get_remaining_time_in_millis=lambda: 29000))
print(answer["statusCode"], json.loads(answer["body"])["status"])
"""
    assert done(package, program) == "200 ok\n"


def test_the_api_describes_itself(package: Path) -> None:
    """With apispec, of whose requirements one module is shipped."""
    program = """
import json
from chalicelib.api.openapi import document
print(json.dumps(document(), sort_keys=True))
"""
    described = json.loads(done(package, program))
    assert described["openapi"].startswith("3.")
    assert len(described["paths"]) > 5


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_a_service_is_called_as_ever(package: Path, service: str) -> None:
    """From what is left of its description the same request is made, and its answer is read the same."""
    program = f"""
from botocore.awsrequest import AWSResponse
from botocore.session import get_session
operation, given, body = {CALLS[service]!r}
client = get_session().create_client({service!r}, region_name="eu-central-1")
def answer(request, **_):
    sent = request.body.read() if hasattr(request.body, "read") else request.body
    print(request.method, request.url, sent, sorted(request.headers))
    response = AWSResponse(request.url, 200, {{}}, None)
    response._content = body
    return response
client.meta.events.register("before-send", answer)
print(client._make_api_call(operation, given))
"""
    whole = Path(str(distribution("botocore").locate_file("")))
    called = done(package, program)
    assert "Authorization" in called
    assert called == done(whole, program)


def test_a_description_loses_its_words_and_nothing_else(package: Path) -> None:
    here, there = Loader(), Loader(extra_search_paths=[str(package / "botocore" / "data")])
    there._search_paths = [str(package / "botocore" / "data")]
    for service in SERVICES:
        whole, slim = (found.load_service_model(service, "service-2") for found in (here, there))
        assert slim.keys() == whole.keys()
        assert slim["metadata"] == whole["metadata"]
        for part in ("operations", "shapes"):
            assert slim[part].keys() == whole[part].keys()
        for name, shape in whole["shapes"].items():
            assert slim["shapes"][name]["type"] == shape["type"]
            assert list(slim["shapes"][name].get("members", {})) == list(shape.get("members", {}))
        assert len(json.dumps(slim)) < 0.6 * len(json.dumps(whole))


def test_a_package_still_knows_its_version(package: Path) -> None:
    names = ("marshmallow", "botocore")
    program = f"from importlib.metadata import version; print(*(version(name) for name in {names}))"
    assert done(package, program).split() == [distribution(name).version for name in names]


COMMANDS = "*.data"
"""What is in a wheel only: once it is installed, its commands lie elsewhere."""


@pytest.mark.parametrize("pattern", [one for one in slimming.UNUSED if one != COMMANDS])
def test_what_is_named_as_unused_is_there_to_be_left_out(pattern: str) -> None:
    """A pattern that fits nothing any more is to go, or to follow what moved."""
    first, rest = pattern.split("/", 1) if "/" in pattern else (pattern, "")
    names = [canonicalize_name(name) for name in (*pinned(ROOT / "requirements.txt"), *pinned(LOCKED))]
    homes = {Path(str(distribution(name).locate_file(""))) for name in names}
    assert any(any(home.glob(f"{first}/{rest}" if rest else first)) for home in homes)
