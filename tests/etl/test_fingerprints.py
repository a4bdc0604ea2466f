"""A fingerprint tells that a delivery says what the last one said, and nothing about which one counts."""

from chalicelib.etl.fingerprints import fingerprint
from chalicelib.etl.options import Options
from chalicelib.etl.transforming import transform
from tests.etl.building import SAP_ROWS, page, sample_parts

ROW = SAP_ROWS["PACKAGING"]
A = [("page-001.json", page("PACKAGING", [ROW]))]
B = [("page-001.json", page("PACKAGING", [{**ROW, "PACKAGING": ""}]))]


def test_yesterdays_file_again_is_recognised() -> None:
    """A21"""
    parts = sample_parts("ZEMM004")
    assert fingerprint("ZEMM004", parts) == fingerprint("ZEMM004", [(f"other-{n}", d) for n, d in parts])
    assert transform("ZEMM004", parts) == transform("ZEMM004", parts)


def test_content_that_comes_back_is_no_repetition_of_the_last() -> None:
    """A22: A, B, A – the third is not what the second said, and gives A's rows"""
    prints = [fingerprint("PACKAGING", parts) for parts in (A, B, A)]
    assert prints[0] != prints[1] != prints[2]
    assert transform("PACKAGING", A).sets != transform("PACKAGING", B).sets


def test_everything_that_makes_the_rows_is_in_it() -> None:
    prints = {
        fingerprint("PACKAGING", A),
        fingerprint("PACKAGING", B),
        fingerprint("ZEMM005", A),
        fingerprint("PACKAGING", A, Options(decimal_comma=True)),
        fingerprint("PACKAGING", A, Options(encoding="gb18030")),
        fingerprint("PACKAGING", A, Options(function="ZPACK")),
        fingerprint("PACKAGING", A, Options(renamed={"MATNR": "MATERIAL"})),
        fingerprint("PACKAGING", [*A, *B]),
        fingerprint("PACKAGING", [("1", A[0][1] + B[0][1])]),
        fingerprint("PACKAGING", [*B, *A]),
    }
    assert len(prints) == 10
