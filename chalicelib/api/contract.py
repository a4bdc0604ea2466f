"""The contract: every operation of the API, in one table.

From it come the OpenAPI document and its page, the tests of every answer, and the check that the table of
roles says the same.
"""

from chalicelib.api.contracts import lines, people, reference, work

TAGS = {
    "service": "The service itself.",
    "auth": "Signing in and out.",
    "users": "Who may sign in.",
    "lines": "Entries, customs lines, and how each figure was reached.",
    "comparisons": "What SAP reports, held against what it should.",
    "reference": "Products, HTS numbers, tariff measures, packaging, exchange rates.",
    "scenarios": "What if: other origins, dates, values.",
    "uploads": "Files that are brought by hand.",
    "operations": "How the pipeline is, and what it has done.",
    "audit": "Who did what.",
}
OPERATIONS = (*people.OPERATIONS, *lines.OPERATIONS, *reference.OPERATIONS, *work.OPERATIONS)
ROLES = {(operation.method, operation.path): operation.role for operation in OPERATIONS}
"""Per method and path, the least role."""
