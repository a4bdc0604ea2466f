"""What is said where a command cannot work on its stage: no credentials, no answer, no table, no right."""

from chalicelib import naming
from chalicelib.store.errors import StoreError, Unavailable

TAKE_ON = 'eval "$(python -m infra.local env)"'
_OF_THE_CLIENT = "botocore"
_OF_THE_SETTINGS = "chalicelib.settings"
"""Where errors are declared; known by that, so that commands that need no AWS do not load its client."""


def told(error: Exception) -> str | None:
    """An error as a sentence, with what to do; None for a defect of ours, which needs its traceback."""
    where = type(error).__module__
    if isinstance(error, Unavailable) or where.partition(".")[0] == _OF_THE_CLIENT:
        return f"The stage {naming.stage()!r} is out of reach: {error}.{_way_there()}"
    if isinstance(error, StoreError) or where == _OF_THE_SETTINGS:
        return f"{error}."
    return None


def _way_there() -> str:
    if naming.stage() == naming.LOCAL_STAGE:
        return f" The local stack has to be up (make run), and this shell to know it: {TAKE_ON}"
    return " See which account and region this shell's credentials are for."
