"""What came of a dropped file, for people."""

from collections.abc import Iterator, Sequence

from chalicelib.cli.tables import thousands, wrapped
from chalicelib.customs.wording import counted
from chalicelib.data_sets import spoken
from chalicelib.store import deliveries
from chalicelib.store.deliveries import Delivery
from chalicelib.store.runs import Run
from infra.local import words
from infra.local.outcome import Changed, Outcome, Rejected, Remade

SHOWN = 10
NOT_KNOWN = wrapped(
    "What was loaded before stays in force. Of a row whose key cannot be read nobody knows which that is, so "
    "that nothing counts as removed."
)
UNITS = {
    "product_weights": ("product", "products"),
    "product_master": ("product", "products"),
    "hts_rates": ("HTS number", "HTS numbers"),
    "measures": ("programme", "programmes"),
    "packaging": ("material", "materials"),
    "exchange_rates": ("currency", "currencies"),
    "shipments": ("shipment", "shipments"),
    "invoice_lines": ("invoice", "invoices"),
    "report": ("reported shipment", "reported shipments"),
}


def told(outcome: Outcome, name: str) -> str:
    """What came of a file: what it changed, what was lost of it, and what became of the entries."""
    delivery = outcome.delivery
    lines = [f"{name} became delivery {delivery.sequence}: {state(delivery)}"]
    lines += [f"  {_of_set(one)}" for one in outcome.changed]
    lines += told_of_losses(delivery, outcome.rejected)
    lines += [wrapped(issue) for issue in delivery.issues[:SHOWN]]
    if outcome.run:
        lines += _told_of_run(outcome.remade, outcome.run)
    return "\n".join(lines)


def state(delivery: Delivery) -> str:
    """What became of a delivery, in a sentence."""
    same = "the rows that could be taken say" if delivery.rejected else "it says"
    return {
        deliveries.LOADED: "loaded." if any(delivery.changed.values()) else "loaded; nothing changed.",
        deliveries.UNCHANGED: f"{same} what was there already; nothing changed.",
        deliveries.REFUSED: "it was refused, and nothing changed.",
        deliveries.SUPERSEDED: "a newer one overtook it; nothing changed.",
    }.get(delivery.state, f"{delivery.state}.")


def told_of_losses(delivery: Delivery, rejected: Sequence[Rejected], shown: int = SHOWN) -> list[str]:
    """Why a delivery was refused, and the rows that were not taken, if any."""
    lines = [wrapped(line) for line in delivery.problem.splitlines()]
    if rejected:
        lines.append(f"  {counted(len(rejected), 'row was', 'rows were')} rejected:")
        lines += [wrapped(row.text, 4) for row in rejected[:shown]]
        lines += [f"    and {len(rejected) - shown} more"] if len(rejected) > shown else []
        if delivery.state in deliveries.GOOD:
            known = all(row.is_known for row in rejected)
            lines.append("  What was loaded of them before stays in force." if known else NOT_KNOWN)
    return lines


def _of_set(one: Changed) -> str:
    counts = {"added": one.added, "changed": one.changed, "removed": one.removed}
    (first, number), *rest = ((what, number) for what, number in counts.items() if number)
    told = [f"{counted(number, *UNITS[one.data_set])} {first}", *(f"{count} {what}" for what, count in rest)]
    return f"{spoken(one.data_set)}: {', '.join(told)}"


def _told_of_run(remade: Sequence[Remade], run: Run) -> Iterator[str]:
    counts = run.counts
    if not remade and not counts.get("compared"):
        yield f"Run {run.id}: every entry stays as it was."
        return
    same = f"{counted(counts.get('unchanged', 0), 'other entry', 'other entries')} looked at and unchanged"
    yield f"Run {run.id}: {counted(len(remade), 'entry', 'entries')} made anew; {same}."
    yield from (f"  {_of_entry(one)}" for one in remade[:SHOWN])
    if len(remade) > SHOWN:
        yield f"  and {len(remade) - SHOWN} more"
    yield from _told_of_held(remade)
    if counts.get("compared"):
        verdicts = {name: counts[name] for name in words.VERDICTS if counts.get(name)}
        yield f"  {counted(counts['compared'], 'comparison')} changed: {words.listed(verdicts)}"


def _of_entry(one: Remade) -> str:
    duty = "held" if one.held else f"duty {thousands(one.duty)}"
    if one.duty_before is None:
        return f"{one.shipment}: new, {duty}"
    if one.held and one.held_before:
        return f"{one.shipment}: held, as before"
    before = "held before" if one.held_before else f"duty {thousands(one.duty_before)} before"
    if one.held or one.held_before:
        return f"{one.shipment}: {duty}, {before}"
    if one.duty == one.duty_before:
        return f"{one.shipment}: {duty}, as before"
    return f"{one.shipment}: duty {thousands(one.duty_before)} → {thousands(one.duty)}"


def _told_of_held(remade: Sequence[Remade]) -> Iterator[str]:
    held = [one for one in remade if one.is_newly_held]
    freed = [one.shipment for one in remade if one.held_before and not one.held]
    reasons: dict[str, list[str]] = {}
    for one in held[:SHOWN]:
        reasons.setdefault(one.why, []).append(one.shipment)
    if held:
        told = "; ".join(f"{', '.join(names)} ({why})" for why, names in reasons.items())
        yield wrapped(f"now held: {told}{_more(len(held))}")
    if freed:
        yield wrapped(f"no longer held: {', '.join(freed[:SHOWN])}{_more(len(freed))}")


def _more(count: int) -> str:
    return f" and {count - SHOWN} more" if count > SHOWN else ""
