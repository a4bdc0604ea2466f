"""The command line: `python -m chalicelib …`."""

import gc

# A command runs once and makes hardly any cycles: not looking for them is a tenth of a short run's time.
gc.disable()

from chalicelib.cli import main  # noqa: E402

raise SystemExit(main())
