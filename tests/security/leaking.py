"""Tests that let secrets out, each in another way, for the watch to notice; run by `test_canaries`."""

import logging
import sys
from dataclasses import replace

import pytest

from chalicelib.gateway import Gateway
from chalicelib.identity.one_time import one_time_password
from chalicelib.store.audit import Event
from chalicelib.store.outbox import Message
from tests.canaries import SAP_HEADER, SAP_PASSWORD, WEBHOOK
from tests.identity.forging import claims, header, token
from tests.identity.office import PASSWORD, SECRET

APP = Gateway("leaking", lambda request: None)
AT = "2026-11-23T09:00:00Z"


def test_leak_into_the_log_of_the_app() -> None:
    APP.log.error("the password is %s", PASSWORD)


def test_leak_into_another_log() -> None:
    logging.getLogger("urllib3").warning({"Authorization": f"Basic {SAP_HEADER}"})


def test_leak_by_an_error() -> None:
    try:
        raise ValueError(f"not a key: {SECRET}")
    except ValueError:
        logging.getLogger("ior").exception("request failed")


def test_leak_of_a_token() -> None:
    APP.log.info("refused: %r", token(header(), claims(1_795_424_400)))


def test_leak_of_a_one_time_password() -> None:
    APP.log.info("made %s", one_time_password(bytes))


def test_leak_into_the_output() -> None:
    print(f"connecting as IOR_RFC with {SAP_PASSWORD}")


def test_leak_into_the_error_output() -> None:
    print("$2b$12$" + "a" * 53, file=sys.stderr)


def test_leak_into_an_alert() -> None:
    Message("alert-1", "alerts", {"text": f"{WEBHOOK} does not answer"})


def test_leak_into_the_audit_trail() -> None:
    replace(Event(AT, "ada", "password changed", "user ada", {}), facts={"password": PASSWORD})


@pytest.fixture
def made() -> str:
    APP.log.warning(PASSWORD)
    return "made"


def test_leak_by_a_fixture(made: str) -> None:
    assert made


def test_that_lets_nothing_out(capsys: pytest.CaptureFixture[str]) -> None:
    """What a test reads itself it has asked for, such as the password that a command shows once."""
    print(PASSWORD)
    assert PASSWORD in capsys.readouterr().out
    APP.log.error("request %s failed", "0b0e3f5c-6a55-4c69-8a4f-2f6f24f8a6ce")
