"""What a delivery cannot say about itself: how this installation's sources write."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a delivery.

    `decimal_comma`: SAP's user writes `1.234,56`. `encoding`: that of CSV files that are not Unicode, such as
    `gb18030`. `function`: the name in the envelope where an endpoint was renamed. `renamed`: names that SAP
    fields have in this installation, by the names that `sources` declares.
    """

    decimal_comma: bool = False
    encoding: str | None = None
    function: str | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)


AS_DECLARED = Options()
