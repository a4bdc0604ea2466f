"""Every path through the engine that the benchmarks time gives the same entries as the plain reference."""

import pytest

from bench.data import Size
from bench.equality import PATHS, differing_path, read_world
from bench.worlds import world

SEEDS = range(20)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_path_gives_what_the_reference_gives(seed: int) -> None:
    if read_world(seed) is None:
        pytest.skip("the rows of this world are refused: nothing is generated")
    assert differing_path(seed) is None


def test_enough_worlds_can_be_read() -> None:
    assert sum(read_world(seed) is not None for seed in SEEDS) >= len(SEEDS) // 2


def test_every_path_gives_the_same_for_several_currencies() -> None:
    data = world(Size(1_000, currencies=("USD", "CNY", "EUR"))).data
    made = [sorted(path(data), key=lambda entry: entry.shipment) for path in PATHS.values()]
    assert all(entry.lines for entry in made[0])
    figures = [[[line[3:] for line in entry.lines] for entry in entries] for entries in made]
    assert all(found == figures[0] for found in figures)
