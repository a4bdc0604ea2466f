"""What only reads waits neither for the schemas nor for the engine."""

import json
import subprocess
import sys

from tests.repo.sources import ROOT

READING = (
    "chalicelib.api.listing",
    "chalicelib.api.versions",
    "chalicelib.api.compared",
    "chalicelib.api.comparing",
    "chalicelib.api.acknowledgements",
    "chalicelib.api.reference",
    "chalicelib.api.scenarios",
    "chalicelib.api.operations",
    "chalicelib.api.audit",
    "chalicelib.api.shadow",
    "chalicelib.store.data_loader",
)
HEAVY = {"marshmallow", "apispec", "pandas", "numpy", "requests", "boto3", "botocore", "pynamodb", "urllib3"}
PROGRAM = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""


def test_importing_the_pages_brings_nothing_heavy() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *READING], cwd=ROOT, check=True, capture_output=True, text=True
    )
    found = set(json.loads(run.stdout))
    assert {name.split(".")[0] for name in found} & HEAVY == set()
    engine = {"chalicelib.customs.processor", "chalicelib.customs.compare", "chalicelib.customs.trail.page"}
    assert found & engine == set()
    assert [name for name in found if name.startswith(("chalicelib.etl", "chalicelib.api.schemas"))] == []
