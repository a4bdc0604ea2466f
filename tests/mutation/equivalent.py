"""Changes that no test can notice, each with its reason; matched by file, text of the line, and change."""

from typing import NamedTuple


class Equivalent(NamedTuple):
    """One change that changes nothing that can be observed."""

    file: str
    line: str
    change: str
    reason: str


EQUIVALENT: tuple[Equivalent, ...] = (
    Equivalent(
        "chalicelib/customs/rounding.py",
        "elif over < 0:",
        "over < 0 -> over <= 0",
        "With nothing over, no place is picked.",
    ),
    Equivalent(
        "chalicelib/customs/rounding.py",
        "elif over < 0:",
        "0 -> 1",
        "With nothing over, no place is picked.",
    ),
    Equivalent(
        "chalicelib/customs/fees.py",
        "if fee.minimum is not None and lines_total < fee.minimum:",
        "lines_total < fee.minimum -> lines_total <= fee.minimum",
        "A total equal to the minimum is the answer either way.",
    ),
    Equivalent(
        "chalicelib/customs/fees.py",
        "if fee.maximum is not None and lines_total > fee.maximum:",
        "lines_total > fee.maximum -> lines_total >= fee.maximum",
        "A total equal to the maximum is the answer either way.",
    ),
    Equivalent(
        "chalicelib/customs/lines.py",
        "return round_to_sum(exact, whole * WEIGHT_UNIT, repeat(0))",
        "0 -> 1",
        "Ties of gross weight have no rank: any one number for all will do.",
    ),
    Equivalent(
        "chalicelib/customs/lines.py",
        "[draft.gross for draft in only.drafts], only.weight_whole * WEIGHT_UNIT, repeat(0)",
        "0 -> 1",
        "Ties of gross weight have no rank: any one number for all will do.",
    ),
    Equivalent(
        "chalicelib/customs/processor.py",
        "if len(rows) > 1:",
        "len(rows) > 1 -> len(rows) >= 1",
        "A single row is in order already; sorting it is only slower.",
    ),
    Equivalent(
        "chalicelib/customs/gaps.py",
        "goods += 1",
        "goods += 1 -> goods -= 1",
        "Only asked whether it is 0.",
    ),
    Equivalent(
        "chalicelib/customs/gaps.py",
        "goods += 1",
        "1 -> 2",
        "Only asked whether it is 0.",
    ),
    Equivalent(
        "chalicelib/customs/reference.py",
        'quantity_kind=unit_kind(hts_rate.unit_1) or "",',
        "'' -> '!'",
        "A unit without a kind is a gap, so that no treatment is made of it.",
    ),
)
