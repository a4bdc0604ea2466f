"""Days on which files were loaded, and all that follows was done; a copy of a day is cheap."""

from collections.abc import Callable, Mapping
from functools import cache

from tests.pipeline.small import FILES, small
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample


def whole_day() -> Twin:
    """A day on which all files of the samples were loaded."""
    return _later(_loaded(sample))


def little_day() -> Twin:
    """A day on which a few rows of each were loaded."""
    return _later(_loaded(small))


def begun(instead: Mapping[str, bytes | None]) -> Twin:
    """A day on which some files of the samples were others, or (None) did not come."""
    world = Twin()
    for name in FILES:
        body = instead.get(name, sample(name))
        if body is not None:
            world.upload(name, body)
            world.work()
    return world


@cache
def _loaded(files: Callable[[str], bytes]) -> Twin:
    return begun({name: files(name) for name in FILES})


def _later(world: Twin) -> Twin:
    copy = world.copy()
    copy.clock.forward(hours=1)
    return copy
