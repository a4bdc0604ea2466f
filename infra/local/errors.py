"""The tree of errors of the local stack. Each says what is wrong and what to do about it.

InfraError
└── LocalError
    ├── NotReady         this machine lacks something, or something is in the way
    ├── NotOurs          a folder is no local stack's: nothing is written there or deleted
    ├── AlreadyRunning   another process runs a stack in the same folder
    ├── Damaged          the saved data are not what was saved
    ├── NotRunning       a command needs the stack, and it is not up
    ├── ProgramFailed    a program that was started failed, or ended when it should go on
    ├── StackEnded       the stack ended while a command was at work on it
    ├── NotTaken         a dropped file was refused before it became a delivery
    └── TookTooLong      something was waited for longer than anybody would
"""

from infra.errors import InfraError


class LocalError(InfraError):
    """Whatever keeps the local stack from running as it should."""


class NotReady(LocalError):
    """This machine lacks something, or something is in the way: all of it at once."""


class NotOurs(LocalError):
    """A folder holds somebody else's files: nothing is written there, and nothing deleted."""


class AlreadyRunning(LocalError):
    """Another process runs a stack in the same folder; two would spoil its state."""


class Damaged(LocalError):
    """The saved data are not what was saved; the emulator would start without them and say nothing."""


class NotRunning(LocalError):
    """A command needs the stack, and it is not up."""


class ProgramFailed(LocalError):
    """A program that was started failed, or ended when it should go on."""


class StackEnded(LocalError):
    """The stack ended, or does not answer any more, while a command was at work on it."""


class NotTaken(LocalError):
    """A dropped file was refused before it became a delivery."""


class TookTooLong(LocalError):
    """Something was waited for longer than anybody would."""
