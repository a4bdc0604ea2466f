"""Pages of long lists: as many items as asked for and as an answer can carry."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def page_of(
    found: Iterable[Item],
    limit: int,
    weight: Callable[[Item], int],
    most_weight: int,
    count: Callable[[Item], None] | None = None,
) -> tuple[list[Item], bool]:
    """The first items, at most `limit` and until they weigh `most_weight`, and whether there are more.

    One item is on the page however much it weighs. `count` is called with every item, those behind the page
    too; without it nothing behind the page is looked at.

    >>> page_of("abc", 2, lambda item: 1, 10)
    (['a', 'b'], True)
    """
    page: list[Item] = []
    carried, more = 0, False
    for item in found:
        if len(page) < limit and carried < most_weight and not more:
            page.append(item)
            carried += weight(item)
        else:
            more = True
            if count is None:
                break
        if count is not None:
            count(item)
    return page, more
