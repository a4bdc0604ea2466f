"""`check DIR`

List everything that is wrong with a set of input files: file, row, column, value, and what to do. Exit code 2
where anything is wrong, 0 where the files can be used; then with what is hardly meant as it is written. What
shipments lack is told by `generate`.
"""

from argparse import ArgumentParser, Namespace

from chalicelib.cli.shared import DONE, add_directory, add_encoding, read
from chalicelib.cli.tables import wrapped
from chalicelib.customs.plausibility import implausible
from chalicelib.customs.processor import generate
from chalicelib.customs.wording import counted
from chalicelib.etl.cross_checks import look_over

FILES = {
    "measures": "HTS Tariff.csv",
    "product_master": "Product_List.csv",
    "product_weights": "Product_List.csv",
}
"""Where what is odd about a data set stands."""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_directory(parser)
    add_encoding(parser)


def run(asked: Namespace) -> int:
    """Read everything, make the entries to see that the measures can be settled, and say what there is."""
    data = read(asked)
    generate(data)
    counts = (
        counted(len(data.products), "product"),
        counted(len(data.hts_rates), "HTS rate"),
        counted(len(data.measures), "tariff measure"),
        counted(len(data.packaging), "packaging material"),
        counted(len(data.exchange_rates), "exchange rate"),
        counted(len(data.shipments), "shipment row"),
        counted(len(data.invoice_lines), "invoice line"),
        "no customs report" if data.report is None else counted(len(data.report), "customs report row"),
    )
    print(f"Nothing wrong: {', '.join(counts)}.")
    odd = look_over(data.products, data.measures)
    notes = [*implausible(data), *(f"{FILES[one.set]}: {one.message}" for one in odd)]
    if notes:
        print("\nPlease note")
        print("\n".join(wrapped(note) for note in notes))
    return DONE
