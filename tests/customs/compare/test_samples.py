"""The samples differ from the right lines in 28 places, on purpose: each is found once, and nothing else."""

from functools import cache

from chalicelib.customs.compare import Comparison, compare
from chalicelib.customs.processor import generate
from chalicelib.customs.reference import Reference
from tests.customs.building import samples

PLANTED = """
    SH261000085 002 ORIGIN       material      0.00
    SH261000088 001 MISSING_CH99 material     -0.75
    SH261000089 001 MISSING_CH99 material  -2762.25
    SH261000090 003 WRONG_ORDER  material      0.00
    SH261000092 002 DUTY         material     27.50
    SH261000093 001 DEAD_PROGRAM material   6996.90
    SH261100028 005 EXTRA_LINE   material      0.00
    SH261100029 001 MISSING_LINE material  -2559.08
    SH261100030 001 VALUE        material    125.25
    SH261100042 003 MISSING_LINE material    -70.20
    SH261100044 007 WRONG_ORDER  material      0.00
    SH261100046 002 HTS          material      0.00
    SH261100050 004 GROSS_WEIGHT minor         0.00
    SH261100052 001 ORIGIN       material      0.00
    SH261100053 005 MPF          minor         5.00
    SH261100055 001 VALUE        minor         1.57
    SH261100057 002 VALUE        minor         1.12
    SH261100063 001 HTS          material      0.00
    SH261100066 002 QUANTITY     material      0.00
    SH261100067 005 EXTRA_LINE   material      0.00
    SH261100071 002 NET_WEIGHT   minor         0.00
    SH261100073 001 DEAD_PROGRAM material   1952.70
    SH261100074 003 DUTY         material     27.50
    SH261100075 003 NET_WEIGHT   minor         0.00
    SH261100076 004 QUANTITY     material      0.00
    SH261100077 002 MPF          minor         5.00
    SH261100079 003 VALUE        material     65.10
    SH261100084 001 GROSS_WEIGHT minor         0.00
"""
HELD = "SH190700002 " + " ".join(f"SH26110010{place}" for place in range(8))


@cache
def sample_comparisons() -> list[Comparison]:
    data = samples()
    assert data.report is not None
    reference = Reference(data)
    return compare(generate(data, reference), data.report, reference)


def test_exactly_the_planted_findings() -> None:
    """G14"""
    found = [
        [each.shipment, finding.line, finding.kind, finding.severity, finding.duty_effect]
        for each in sample_comparisons()
        for finding in each.findings
    ]
    assert found == [line.split() for line in PLANTED.strip().splitlines()]
    assert len(found) == 28


def test_every_shipment_has_the_status_of_its_finding() -> None:
    severities = {line.split()[0]: line.split()[3] for line in PLANTED.strip().splitlines()}
    of_severity = {"material": "fail", "minor": "warn"}
    for each in sample_comparisons():
        expected = of_severity[severities[each.shipment]] if each.shipment in severities else "pass"
        assert each.status == ("pending" if each.shipment in HELD.split() else expected), each.shipment


def test_so_many_of_each_status() -> None:
    statuses = [each.status for each in sample_comparisons()]
    counts = {status: statuses.count(status) for status in sorted(set(statuses))}
    assert counts == {"fail": 20, "pass": 70, "pending": 9, "warn": 8}
