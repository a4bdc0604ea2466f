"""What the room promises about itself: what it imports, and the private names it leans on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pynamodb.connection import TableConnection

from chalicelib.store.dynamo.model import INDEX, item_of, model_of, record_of
from chalicelib.store.exact import size
from chalicelib.store.limits import measured
from chalicelib.store.table import Record

ROOT = Path(__file__).resolve().parents[2]
WHOLE = Record("P", "S", {"n": -12, "t": "é"}, b"body", gsi1pk="L", gsi1sk="1", expires_at=1)


@pytest.mark.parametrize("module", ["table", "memory", "pages", "errors", "records", "limits"])
def test_only_the_table_itself_needs_other_packages(module: str) -> None:
    program = f"""
import json, sys
before = set(sys.modules)
import chalicelib.store.{module}
print(json.dumps(sorted({{name.split(".")[0] for name in set(sys.modules) - before}})))
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert set(json.loads(run.stdout)) - sys.stdlib_module_names == {"chalicelib"}


def test_the_private_names_of_pynamodb() -> None:
    """Its connection of a model, and that a model repeats nothing by itself and waits 2 s and 5 s."""
    connection = model_of("any", "us-east-1", "http://127.0.0.1:9")._get_connection()
    assert isinstance(connection, TableConnection)
    assert connection.table_name == "any"
    config = connection.connection.client.meta.config
    assert (config.connect_timeout, config.read_timeout) == (2, 5)
    assert config.retries["total_max_attempts"] == 1


def test_tables_have_models_of_their_own() -> None:
    first, second = (model_of(name, "us-east-1", None) for name in ("first", "second"))
    assert first.Meta.table_name == "first"
    assert first._get_connection() is not second._get_connection()
    assert INDEX in first._indexes


def test_an_item_counts_as_many_bytes_as_we_say() -> None:
    model = model_of("any", None, None)
    item = item_of(model, WHOLE)
    assert record_of(model, item) == WHOLE
    assert measured(WHOLE).size == sum(len(name) + size(value) for name, value in item.items())
    assert set(item_of(model, Record("P", "S", {}))) == {"pk", "sk", "data"}
