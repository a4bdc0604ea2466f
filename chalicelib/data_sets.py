"""The nine data sets: their names, what is versioned together in each, and which are delivered whole.

Reference data are delivered whole: what a delivery does not name is gone. Traffic only grows: a delivery adds
units and replaces them. A *unit* is all rows of one key, and is stored and versioned as one.
"""

UNIT_COLUMNS = {
    "product_weights": "Material",
    "product_master": "Material",
    "hts_rates": "HTS Code",
    "measures": "Program",
    "packaging": "Material",
    "exchange_rates": "Currency",
    "shipments": "Shipment",
    "invoice_lines": "Invoice",
    "report": "Shipment",
}
"""Per data set, the column that names the unit of a row."""
TRAFFIC = ("shipments", "invoice_lines", "report")
REFERENCE = tuple(name for name in UNIT_COLUMNS if name not in TRAFFIC)


def spoken(name: str) -> str:
    """A data set in words, as it stands within a sentence.

    >>> spoken("product_weights"), spoken("hts_rates")
    ('product weights', 'HTS rates')
    """
    return " ".join(word.upper() if word == "hts" else word for word in name.split("_"))
