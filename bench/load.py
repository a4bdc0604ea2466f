"""Load on the local stack: people at work with the web app, `python -m bench.load [--users 50]`.

Each asks for what the pages ask for, looking at each answer for some seconds. The stack has to be up (`make
run`). It is an emulator on the same two cores as the load: what is measured is a bound from above. Exit code
1 where there is no good answer, or the slowest 5 of 100 take longer than 300 ms; 2 where no stack is up.
"""

import argparse
import json
import random
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from infra.local import people, session, setup
from infra.local.errors import LocalError

LIMIT_MS = 300
PAGES = (
    ("/api/days?from=2026-10-23&to=2026-11-22", 3),
    ("/api/customs-lines?date=2026-11-22", 4),
    ("/api/customs-lines?from=2026-10-23&to=2026-11-22", 1),
    ("/api/customs-lines?shipment=SH261100028", 3),
    ("/api/entries/SH261100028", 3),
    ("/api/entries/SH261100028/lines/001/trail", 3),
    ("/api/comparisons?from=2026-10-23&to=2026-11-22", 3),
    ("/api/pipeline", 3),
    ("/api/products?limit=50", 1),
    ("/api/tariffs?as_of=2026-11-22&limit=100", 1),
    ("/api/auth/me", 3),
)
"""What a day's work asks for, and how often one is asked for beside the others."""


@dataclass
class Seen:
    """Per path the milliseconds of its answers, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, path: str, milliseconds: float, error: str) -> None:
        """Note an answer, or that there was none."""
        with self.lock:
            self.took[path.partition("?")[0]].append(milliseconds)
            if error:
                self.errors[error] += 1


def person(site: str, cookie: str, until: float, think: float, seen: Seen, chance: random.Random) -> None:
    """Work until then, looking at each page `think` seconds in the mean."""
    paths, weights = zip(*PAGES, strict=True)
    connection = HTTPConnection(urlsplit(site).netloc, timeout=30)
    time.sleep(chance.uniform(0, think))
    while time.monotonic() < until:
        path = chance.choices(paths, weights)[0]
        begun, error = time.monotonic(), ""
        try:
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            error = "" if answer.status == 200 else f"{path}: status {answer.status}"
        except (OSError, HTTPException) as broken:
            error = f"{path}: {broken!r}"
            connection.close()
        seen.note(path, (time.monotonic() - begun) * 1000, error)
        time.sleep(chance.expovariate(1 / think))


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """The value that so large a share lies below."""
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * share))]


def report(seen: Seen, seconds: float) -> bool:
    """Print what was seen; whether it is good enough."""
    everything = sorted(value for values in seen.took.values() for value in values)
    print(f"{'':45} {'answers':>8} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8}")
    for path, values in [*sorted(seen.took.items()), ("all", everything)]:
        ordered = sorted(values)
        figures = (percentile(ordered, 0.5), percentile(ordered, 0.95), ordered[-1])
        print(f"{path:45} {len(ordered):8} " + " ".join(f"{value:8.0f}" for value in figures))
    for error, count in seen.errors.most_common(10):
        print(f"{count} x {error}")
    p95 = percentile(everything, 0.95)
    print(f"{len(everything) / seconds:.1f} answers a second, {seen.errors.total()} errors, p95 {p95:.0f} ms")
    return not seen.errors and p95 <= LIMIT_MS


def main() -> int:
    """Put load on the running stack; 0 if it held."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--users", type=int, default=50, help="people at work (%(default)s)")
    parser.add_argument("--seconds", type=float, default=60, help="how long (%(default)s, at most 600)")
    parser.add_argument("--think", type=float, default=5, help="seconds at a page, in the mean (%(default)s)")
    asked = parser.parse_args()
    seconds = min(asked.seconds, 600)
    try:
        up = session.found(setup.from_environment())
    except LocalError as error:
        print(error, file=sys.stderr)
        return 2
    known = people.passwords(up.setup.places)
    cookies = [f"ior={up.api.sign_in(name, known[name])}" for name in people.NAMES]
    seen, until = Seen(), time.monotonic() + seconds
    working = [
        threading.Thread(
            target=person,
            args=(up.site, cookies[at % len(cookies)], until, asked.think, seen, random.Random(at)),
        )
        for at in range(min(asked.users, 500))
    ]
    for one in working:
        one.start()
    for one in working:
        one.join()
    print(json.dumps({"users": len(working), "seconds": seconds, "think": asked.think}))
    return 0 if report(seen, seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
