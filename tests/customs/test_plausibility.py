"""What `check` asks a person to look at, though it stops nothing."""

from pathlib import Path

import pytest

from chalicelib.customs.plausibility import implausible
from chalicelib.customs.reading import read_dataset
from chalicelib.customs.rows import Dataset

DATA = read_dataset(Path(__file__).parents[2] / "samples")
MEASURE, PRODUCT, HTS, SHIPMENT = DATA.measures[1], DATA.products[0], DATA.hts_rates[0], DATA.shipments[0]


def test_the_samples_are_plausible() -> None:
    assert implausible(DATA) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (DATA._replace(measures=(MEASURE._replace(program="S30I"),)), "programme S30I is in no row"),
        (DATA._replace(measures=(MEASURE._replace(rate=25_000_000),)), "row 3: the rate 25 is 25 times"),
        (DATA._replace(measures=(MEASURE._replace(condition="subject_to:NONE"),)), "asks programme NONE"),
        (
            DATA._replace(sequence_order=(*DATA.sequence_order[:4], DATA.sequence_order[5])),
            "no order from 2026-07-24 until 2026-08-27",
        ),
        (DATA._replace(products=(PRODUCT._replace(hts="8504409999"),)), "HTS 8504.40.9999 of material"),
        (DATA._replace(hts_rates=(*DATA.hts_rates, HTS._replace(general_rate="foo"))), "the rate 'foo'"),
        (DATA._replace(hts_rates=(*DATA.hts_rates, HTS._replace(unit_1="m2"))), "the unit 'm2'"),
        (DATA._replace(shipments=(SHIPMENT._replace(mode="99"),)), "mode 99 of SH181000001"),
        (DATA._replace(shipments=(SHIPMENT._replace(entry_date="2018-08-01"),)), "before its export"),
    ],
    ids=["programme", "rate", "asked", "order", "hts", "rate text", "unit", "mode", "dates"],
)
def test_what_is_hardly_meant_is_said(data: Dataset, said: str) -> None:
    assert [note for note in implausible(data) if said in note]
