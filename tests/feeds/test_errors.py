"""The tree of errors as it is drawn, and as it grows."""

import inspect
import re

from chalicelib.feeds import errors
from chalicelib.feeds.errors import FeedError


def test_the_tree_that_is_drawn_is_the_tree_that_there_is() -> None:
    drawn = re.findall(r"^([│ ]*)(?:[├└]── )?(\w+)(?:  |$)", errors.__doc__ or "", re.M)
    depths = {name: len(indent) // 4 + (name != "FeedError") for indent, name in drawn}
    kinds = [one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, FeedError)]
    assert depths == {one.__name__: one.__mro__.index(FeedError) for one in kinds}
