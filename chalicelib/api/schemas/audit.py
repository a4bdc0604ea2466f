"""The audit trail."""

from chalicelib.api.schemas.kinds import Answer, anything, count, cursor, day, moment, several, text, yes_no


class Event(Answer):
    """Something that changed, in its chain."""

    date = day()
    chain = count()
    number = count("In its chain, from 1.")
    at = moment()
    actor = text()
    action = text()
    subject = text()
    facts = anything("What there is to know of it.")
    hash = text(metadata={"description": "SHA-256 over the event and the hash of the one before it."})


class Events(Answer):
    """A page of the events of a date, the newest first. A page may be short and still have a next one."""

    events = several(Event)
    next = cursor()


class Break(Answer):
    """A place where a chain is not what it was."""

    date = day()
    chain = count()
    number = count()
    problem = text()


class Verified(Answer):
    """Whether the chains of a date are whole."""

    date = day()
    rows = count()
    anchored = yes_no("Whether they were held against the heads that were put away.")
    breaks = several(Break)
