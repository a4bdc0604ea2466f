"""The tree of errors of the deployment.

InfraError
├── UnknownStage       the context asks for a stage that nobody described
├── NoAccount          a stage outside the local machine, and no account to put it in
├── NoReason           a right with a wildcard that nobody gave a reason for
├── NoRights           a function of the app without a row in the table of rights, or a row without a function
└── BundleError        the package cannot be made as it must be
    ├── NoWheels       a requirement has no wheel for the Lambda runtime
    ├── OtherWheel     what was downloaded is not the file that was chosen
    └── NotCompiled    the runtime's Python refused a module
"""


class InfraError(Exception):
    """Whatever keeps the stacks from being synthesised."""


class UnknownStage(InfraError):
    """The context names a stage that `infra/stages.py` does not know."""


class NoAccount(InfraError):
    """The account of a stage is not known; only the local stage has one by default."""


class NoReason(InfraError):
    """A role has a right to a resource with a wildcard, and no reason is written down."""


class NoRights(InfraError):
    """The functions of the app and the table of rights do not name the same functions."""


class BundleError(InfraError):
    """A package for Lambda that would not work there."""


class NoWheels(BundleError):
    """Requirements without a wheel for the runtime: Chalice alone would leave them out and say nothing."""


class OtherWheel(BundleError):
    """A file that is not, byte for byte, the one whose hash is kept; or of which none is."""


class NotCompiled(BundleError):
    """A module that the runtime's Python cannot compile."""
