"""The physical names of what is deployed: one source for the app's decorators and for the stacks.

Names are plain text and known before anything is deployed, because the decorators of `app.py` are evaluated
when it is imported. They depend on the stage and, for buckets, which are named worldwide, on the account.
"""

import os

APP = "ior"
LOCAL_STAGE = "local"
LOCAL_ACCOUNT = "123456789012"


def stage() -> str:
    """The stage that this process belongs to: `local`, `dev`, `prod`."""
    return os.environ.get("STAGE", LOCAL_STAGE)


def table() -> str:
    """The name of the one table."""
    return f"{APP}-{stage()}"


def resource(name: str) -> str:
    """The name of a queue, a topic or a function of this stage."""
    return f"{APP}-{stage()}-{name}"


def bucket(name: str) -> str:
    """The name of a bucket of this stage (`raw`, `upload`, `exports`, `audit`, `site`, `logs`)."""
    return f"{APP}-{stage()}-{name}-{os.environ.get('AWS_ACCOUNT_ID', LOCAL_ACCOUNT)}"
