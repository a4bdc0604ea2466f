"""What AWS makes up for a new stage is a document that the app can work with."""

import json
from typing import Any

from chalicelib.identity.tokens import FIRST, LEAST_SECRET, Tokens, issue, keyring, read
from chalicelib.pipeline.routing import webhook_of
from tests.infra.templates import Stacks

NOW = 1_795_424_400
MADE_UP = "q7Rk2VfXz9LmT4bWc8HnYd3Gs6JpKe1AuD5vNiQo0SxFgZhCwEtUyBrMlPja7K2f"
"""Letters and digits, as many as are asked for."""


def made_up(stacks: Stacks, name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """How a secret is to be generated, and a document as comes of it."""
    generated = stacks.data.named("AWS::SecretsManager::Secret", "Name")[name]["GenerateSecretString"]
    secret = MADE_UP[: generated["PasswordLength"]]
    return generated, {
        **json.loads(generated["SecretStringTemplate"]),
        generated["GenerateStringKey"]: secret,
    }


def test_sessions_can_be_signed_with_the_key_that_a_stage_begins_with(production: Stacks) -> None:
    generated, document = made_up(production, "ior-prod-tokens")
    assert generated["PasswordLength"] == len(MADE_UP) >= LEAST_SECRET
    assert generated["ExcludePunctuation"] is True
    ring = keyring(document)
    assert (ring.current, ring.keys[FIRST].secret, ring.keys[FIRST].until) == (FIRST, MADE_UP.encode(), None)
    tokens = Tokens(lambda: ring, "ior-prod", "ior-prod-api")
    assert read(tokens, issue(tokens, "ann", "0" * 32, NOW), NOW).name == "ann"


def test_what_opens_sap_is_made_up_until_somebody_says_it(production: Stacks) -> None:
    """It opens nothing: a stage that is not set up yet fails to fetch, and says so."""
    _, document = made_up(production, "ior-prod-sap")
    assert not {"user", "password"} & set(document)


def test_alerts_are_posted_nowhere_until_somebody_says_where(production: Stacks, emulated: Stacks) -> None:
    """On a developer's machine nobody does."""
    for stacks, name in ((production, "ior-prod-slack"), (emulated, "ior-local-slack")):
        _, document = made_up(stacks, name)
        assert document["webhook"] == webhook_of(document) == ""
