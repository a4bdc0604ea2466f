"""What the room refuses to do, as branches of the domain's tree of errors.

CustomsError
├── InputErrors
│   └── DeliveryRefused   a delivery of which nothing can be used; carries the faults found
└── UndeclaredSource      nobody has declared a source of that name: a defect of the caller
"""

from chalicelib.customs.errors import CustomsError, Fault, InputErrors


class DeliveryRefused(InputErrors):
    """A delivery that cannot be used at all: each fault says which part, row, column and value, and the
    remedy."""

    def __init__(self, source: str, faults: list[Fault]) -> None:
        self.source = source
        super().__init__(faults)


class UndeclaredSource(CustomsError):
    """A source that is not declared; the message lists those that are."""
