"""Several calls at a time, on threads that hold nobody up who wants to end."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def each(call: Callable[[Asked], Answer], asked: Iterable[Asked], at_once: int) -> Iterator[Answer]:
    """The answers in the order in which they were asked for, so many calls at a time.

    Where the caller is interrupted, what has not begun is dropped, and what has is not waited for.
    """
    pool = ThreadPoolExecutor(at_once)
    try:
        yield from pool.map(call, asked)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
