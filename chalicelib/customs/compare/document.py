"""Comparisons as other programs read them: the JSON shape."""

from typing import Any

from chalicelib.customs.compare.results import Comparison


def comparison_document(comparison: Comparison) -> dict[str, Any]:
    """One shipment's comparison in the JSON shape; who stores it stores `tolerances.as_text()` with it."""
    return {
        "shipment": comparison.shipment,
        "entry_date": comparison.entry_date,
        "status": comparison.status,
        "findings": [finding._asdict() for finding in comparison.findings],
    }
