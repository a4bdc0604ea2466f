"""The measured starts: of what there is, and by the Python that the functions run on."""

from importlib.util import find_spec

import pytest

from bench import startup
from bench.plan import Plan
from infra.packaging.runtime import RUNTIME


@pytest.mark.parametrize("code", [startup.OURS, startup.ENGINE])
def test_what_is_measured_is_there(code: str) -> None:
    """The modules are named as text, which no type checker follows when they move."""
    names = code.removeprefix("import ").split(", ")
    assert len(names) > 4
    for name in names:
        assert find_spec(name) is not None, name


def test_without_the_functions_python_the_package_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another Python would compile what it imports, and neither package would be as it is in Lambda."""
    monkeypatch.setattr("platform.system", lambda: "Linux")
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr(startup, "interpreter", lambda runtime: None)
    monkeypatch.setattr(startup, "_cpu", lambda command: 1.0)
    monkeypatch.setattr(startup, "_packages", lambda *_: pytest.fail("it was"))
    *_, last = startup.startup(Plan(lines=1, repeat=1))
    assert RUNTIME in str(last)
