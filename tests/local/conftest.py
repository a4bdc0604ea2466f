"""One local stack per session: made once, started again, looked at by all tests that need it."""

import os
from collections.abc import Iterator

import pytest

from tests.local.stack import SECONDS_TO_START, Stack, Up, ending, free_port, soon


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """A stack that was made by a first start and has ended; its output and report are those of that start."""
    stack = Stack(tmp_path_factory.mktemp("stack"), free_port())
    missing = [path for path in (stack.setup.python, stack.setup.cdk) if not path.exists()]
    if missing:
        pytest.skip(f"no local stack without {missing[0]}: `make test` and `make run` install it")
    code = stack.run_once()
    if code:
        pytest.fail(f"the first start ended with {code}:\n{stack.told[-3000:]}")
    return stack


@pytest.fixture(scope="session")
def first(made: Stack) -> "tuple[str, dict[str, object]]":
    """What the first start printed, and its report."""
    return made.told, made.report


@pytest.fixture(scope="module")
def up(made: Stack, first: object) -> Iterator[Up]:
    """The stack, started again and up. `first` is asked for here because this start overwrites its report.

    To look at it this process takes on its environment, which is given back in the end.
    """
    environment = dict(os.environ)
    with ending(made.start()) as process:
        if not soon(lambda: made.is_up() or process.poll() is not None, SECONDS_TO_START) or process.poll():
            pytest.fail(f"the second start did not get up:\n{made.told[-3000:]}")
        yield Up(made, process)
    os.environ.clear()
    os.environ.update(environment)
