"""What came of a dropped file: rows, entries, duties, what is held now, and what was lost."""

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from chalicelib.pipeline.receive import MOST_BYTES
from chalicelib.store import deliveries
from chalicelib.store.datasets import read_pins
from chalicelib.store.deliveries import Delivery
from chalicelib.store.errors import Unavailable
from chalicelib.store.memory import MemoryTable
from chalicelib.store.runs import Run
from infra.local import cloud, dropping, outcome_text, refusals, standing
from infra.local.cloud import Cloud
from infra.local.errors import NotTaken, StackEnded
from infra.local.outcome import Changed, Outcome, Rejected, Remade, outcome_of
from tests.local.dropped import Bucket, drop, drop_rows, with_cells, without
from tests.pipeline import days
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample

PRODUCTS, INVOICES = "Product_List.csv", "Invoices.csv"
SUPPLY = "10005242"
BAD_HTS = "was turned into scientific notation by a spreadsheet, digits are lost."


@pytest.fixture
def world() -> Twin:
    return days.whole_day()


def told(outcome: Outcome, name: str = PRODUCTS) -> list[str]:
    """What is told, each indented sentence in one line."""
    folded = outcome_text.told(outcome, name).replace("\n      ", " ").replace("\n    SH", " SH")
    return folded.splitlines()


def test_a_product_that_goes_holds_its_entries_and_frees_them_when_it_comes_back(world: Twin) -> None:
    gone = drop_rows(world, PRODUCTS, without("Material", SUPPLY))
    assert gone.changed == (Changed("product_weights", 0, 0, 1), Changed("product_master", 0, 0, 1))
    lines = told(gone)
    assert lines[:4] == [
        "Product_List.csv became delivery 9: loaded.",
        "  product weights: 1 product removed",
        "  product master: 1 product removed",
        "Run load-0000000009: 12 entries made anew; 95 other entries looked at and unchanged.",
    ]
    assert lines[4] == "  SH191000003: held, duty 1,989.01 before"
    assert lines[14] == "  and 2 more"
    assert lines[15].startswith("  now held: SH191000003, SH200300004, ")
    assert lines[15].endswith(" (missing product 10005242) and 1 more")
    assert lines[16:] == ["  11 comparisons changed: 11 pending"]
    back = told(drop(world, PRODUCTS, sample(PRODUCTS)))
    assert "  SH191000003: duty 1,989.01, held before" in back
    [freed] = [line for line in back if "no longer held" in line]
    assert freed.startswith("  no longer held: SH191000003, SH200300004, ")
    assert freed.endswith(" and 1 more")


def test_old_and_new_duty_are_told(world: Twin) -> None:
    outcome = drop_rows(world, INVOICES, with_cells("Invoice", "INV00084A", Amount="5"))
    assert outcome.changed == (Changed("invoice_lines", 0, 1, 0),)
    assert "  invoice lines: 1 invoice changed" in told(outcome, INVOICES)
    assert "  SH261100084: duty 2,164.70 → 3.25" in told(outcome, INVOICES)


def test_units_of_traffic_that_are_new_are_told_apart(world: Twin) -> None:
    def renamed(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [row | {"Invoice": "INVNEW"} for row in rows if row["Invoice"] == "INV00084A"]

    assert drop_rows(world, INVOICES, renamed).changed == (Changed("invoice_lines", 1, 0, 0),)


def test_a_rejected_row_is_told_with_key_and_value_and_what_stays(world: Twin) -> None:
    change = with_cells("Material", SUPPLY, HTS_Code="8.50E+09")
    outcome = drop_rows(world, PRODUCTS, change)
    assert not outcome.is_good
    lines = told(outcome)
    unchanged = "the rows that could be taken say what was there already; nothing changed."
    assert lines[0] == f"Product_List.csv became delivery 9: {unchanged}"
    assert lines[1] == "  1 row was rejected:"
    assert lines[2].startswith(f"    row 47, Material {SUPPLY}: HTS Code '8.50E+09': {BAD_HTS}")
    assert lines[3] == "  What was loaded of them before stays in force."


def test_a_row_that_is_too_short_is_told_once(world: Twin) -> None:
    """The file fills two data sets, and the row is lost to both; its product is not taken for removed."""
    first, *rest = sample(PRODUCTS).decode().splitlines()
    rest[0] = ",".join(rest[0].split(",")[:3])
    outcome = drop(world, PRODUCTS, "\n".join([first, *rest, ""]).encode())
    [row] = outcome.rejected
    assert row.text.startswith("row 2: has 3 cells, the header has 16. ")
    lines = told(outcome)
    assert "product removed" not in " ".join(lines)
    assert sum("3 cells" in line for line in lines) == 1
    assert "nothing counts as removed" in " ".join(" ".join(lines).split())


def test_two_files_of_one_name_at_once_are_told_apart(world: Twin) -> None:
    """Each is found by the version that was put, whichever was taken in last."""
    bucket = Bucket(world)
    light, heavy = (
        "\n".join(sample(PRODUCTS).decode().splitlines()).replace("0.540", weight).encode()
        for weight in ("0.550", "0.560")
    )
    before = read_pins(world.table)
    puts = [bucket.put(PRODUCTS, body) for body in (light, heavy)]
    standing.wait(lambda: standing.look(world.table, bucket, puts), lambda _: None, 5)  # type: ignore[arg-type]
    outcomes = [outcome_of(world.table, put, before) for put in puts]
    assert [one.delivery.sequence for one in outcomes] == [9, 10]
    assert {one.delivery.state for one in outcomes} <= set(deliveries.FINISHED)


def test_each_file_is_put_into_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was taken in of a key is known of its last version only."""
    asked: list[dict[str, Any]] = []

    def put_object(**given: Any) -> dict[str, str]:
        asked.append(given)
        return {"VersionId": f"v{len(asked)}"}

    monkeypatch.setattr(cloud, "_client", lambda *_: SimpleNamespace(put_object=put_object))
    first, second = (Cloud("http://127.0.0.1:1").put(PRODUCTS, b"x") for _ in range(2))
    assert (first.version, second.version) == ("v1", "v2")
    assert first.key != second.key
    for one in (first, second):
        assert one.key.startswith("incoming/")
        assert one.key.endswith(f"/{PRODUCTS}")


# A stack that ends meanwhile


class Gone(Bucket):
    """A stack that ends before the file is put, or after."""

    def __init__(self, world: Twin, *, at_put: bool) -> None:
        super().__init__(world)
        self.at_put = at_put

    def put(self, name: str, body: bytes) -> cloud.Uploaded:
        if self.at_put:
            raise EndpointConnectionError(endpoint_url="http://127.0.0.1:1")
        return super().put(name, body)

    def waiting(self, _: object) -> dict[str, int]:
        raise Unavailable("no answer")


@pytest.mark.parametrize(
    ("at_put", "said"), [(True, "was not put"), (False, "the next start goes on with it")]
)
def test_it_is_said_whether_the_file_was_put_when_the_stack_ended(
    at_put: bool, said: str, world: Twin
) -> None:
    with pytest.raises(StackEnded, match=said):
        dropping.drop(world.table, Gone(world, at_put=at_put), PRODUCTS, b"x", 5)  # type: ignore[arg-type]


def test_a_file_that_is_not_taken_in_is_told_at_once_with_the_reason(world: Twin) -> None:
    with pytest.raises(NotTaken, match=r"'Product_List\.csv' was not taken in\. .*33,554,432.*Split it"):
        drop(world, PRODUCTS, b"x" * (MOST_BYTES + 1))


def test_a_file_that_nobody_took_in_is_found_by_the_next_start(world: Twin) -> None:
    bucket = Bucket(world)
    put = bucket.put(PRODUCTS, sample(PRODUCTS))
    assert standing.untaken(world.table, bucket) == [put]  # type: ignore[arg-type]
    bucket.waiting(())
    assert standing.untaken(world.table, bucket) == []  # type: ignore[arg-type]


# What was lost, told again


def test_a_delivery_that_was_not_taken_whole_is_told_until_a_good_one_comes(world: Twin) -> None:
    assert refusals.unmended(world.table) == refusals.last(world.table) == []
    drop(world, PRODUCTS, "Material,é\n".encode("gbk"))
    first, why, *_ = refusals.unmended(world.table)
    assert first.startswith("Product_List.csv, delivery 9 of 2026-11-23 15:00:00Z: it was refused")
    assert "is not text in the encoding utf-8" in why
    assert "--encoding" not in "".join(refusals.last(world.table))
    drop_rows(world, PRODUCTS, with_cells("Material", SUPPLY, HTS_Code="8.50E+09"))
    assert any(f"Material {SUPPLY}: HTS Code '8.50E+09'" in line for line in refusals.unmended(world.table))
    drop(world, PRODUCTS, sample(PRODUCTS))
    assert refusals.unmended(world.table) == []
    assert refusals.last(world.table)[0].startswith("Product_List.csv, delivery 10 ")
    assert refusals.last(world.table)[-1] == "  A later delivery was taken whole."


# The words


def delivery(state: str, **more: Any) -> Delivery:
    return Delivery(12, "Product_List.csv", "2026-11-23T06:00:00Z", "2026-11-23", "raw/x", state, **more)


@pytest.mark.parametrize(
    ("state", "good", "said"),
    [
        (deliveries.LOADED, True, "loaded; nothing changed."),
        (deliveries.UNCHANGED, True, "it says what was there already; nothing changed."),
        (deliveries.SUPERSEDED, False, "a newer one overtook it; nothing changed."),
        (deliveries.REFUSED, False, "it was refused, and nothing changed."),
    ],
)
def test_a_file_that_changed_nothing(state: str, good: bool, said: str) -> None:
    found = Outcome(delivery(state))
    assert found.is_good is good
    assert told(found) == [f"Product_List.csv became delivery 12: {said}"]


def test_rows_that_were_lost_are_not_said_to_have_been_there() -> None:
    found = Outcome(delivery(deliveries.UNCHANGED, rejected=1), rejected=(Rejected("row 4: is bad"),))
    assert told(found)[0].endswith(
        "the rows that could be taken say what was there already; nothing changed."
    )


def test_of_a_refused_file_nothing_is_said_to_stay() -> None:
    refused = delivery(deliveries.REFUSED, rejected=1, problem="packaging: 1 of 4 rows are rejected.")
    assert told(Outcome(refused, rejected=(Rejected("row 4: is bad"),))) == [
        "Product_List.csv became delivery 12: it was refused, and nothing changed.",
        "  packaging: 1 of 4 rows are rejected.",
        "  1 row was rejected:",
        "    row 4: is bad",
    ]


def test_only_the_first_rows_are_told() -> None:
    rows = tuple(Rejected(f"row {number}: is bad") for number in range(2, 15))
    lines = told(Outcome(delivery(deliveries.LOADED, rejected=26), rejected=rows))
    assert lines[1] == "  13 rows were rejected:"
    assert lines[-2:] == ["    and 3 more", "  What was loaded of them before stays in force."]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Remade("S", "5.00", None, False, None), "S: new, duty 5.00"),
        (Remade("S", "0.00", None, True, None), "S: new, held"),
        (Remade("S", "1234.50", "1234.50", False, False), "S: duty 1,234.50, as before"),
        (Remade("S", "5.00", "4.00", False, False), "S: duty 4.00 → 5.00"),
        (Remade("S", "0.00", "4.00", True, False), "S: held, duty 4.00 before"),
        (Remade("S", "5.00", "0.00", False, True), "S: duty 5.00, held before"),
        (Remade("S", "0.00", "0.00", True, True), "S: held, as before"),
    ],
)
def test_an_entry_that_was_made_anew_in_a_line(entry: Remade, said: str) -> None:
    run = Run("load-12", "load", "", state="done", chunks=1, counts={"unchanged": 96})
    lines = told(Outcome(delivery(deliveries.LOADED), run, remade=(entry,)))
    assert f"  {said}" in lines
    assert any(line.startswith("  now held: S") for line in lines) is entry.is_newly_held


def test_what_was_never_lost_is_not_told() -> None:
    assert refusals.last(MemoryTable()) == []
