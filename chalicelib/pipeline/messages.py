"""The messages of the queues: small, versioned, and only ever a wake-up call.

    {"version": 1, "run": "load-0000000017"}                        plan the run
    {"version": 1, "run": "load-0000000017", "chunk": 3}            generate (or compare) a chunk of it

What a run covers and how far it has come stands in the table.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.pipeline.ports import COMPARE, GENERATE
from chalicelib.store.outbox import Message

VERSION = 1


class UnknownMessage(Exception):
    """A message that this version of the code does not understand; it is left to the dead-letter queue."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a message asks for: a chunk of a run, or (chunk 0) its plan."""

    run: str
    chunk: int = 0

    def body(self) -> dict[str, Any]:
        """The task as a message's body."""
        head: dict[str, Any] = {"version": VERSION, "run": self.run}
        return head | ({"chunk": self.chunk} if self.chunk else {})


def task_of(body: Mapping[str, Any]) -> Task:
    """The task of a message. Raises `UnknownMessage`."""
    match body:
        case {"version": 1, "run": str(run), "chunk": int(chunk)} if chunk > 0:
            return Task(run, chunk)
        case {"version": 1, "run": str(run)} if "chunk" not in body:
            return Task(run)
    raise UnknownMessage(f"version {VERSION} with a run is understood, this is not: {body!r:.200}")


def subject_of(queue: str, text: str) -> str:
    """What a message of a queue is about: the same for each that asks for the same. Empty: who can tell?"""
    try:
        task = task_of(json.loads(text))
    except (UnknownMessage, ValueError, RecursionError):
        return ""
    return f"{queue}-{task.run}-{task.chunk}" if task.chunk else f"{queue}-{task.run}"


def plan_message(run_id: str) -> Message:
    """Asks for a run to be planned."""
    return Message(f"{run_id}-plan", GENERATE, Task(run_id).body())


def compare_message(run_id: str, chunk: int) -> Message:
    """Asks for a generated chunk to be compared."""
    return Message(f"{run_id}-compare-{chunk}", COMPARE, Task(run_id, chunk).body())
