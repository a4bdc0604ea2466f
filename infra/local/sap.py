"""A stand-in for SAP on this machine: serves a folder of pages the way SAP's interfaces do.

`GET /sap/<FUNCTION>?sap-client=…&page=n&page_size=m&changed_since=YYYYMMDD` with HTTP Basic. As a program it
prints its address, and has no faults; tests run it in their own process and script faults:

    with SapStandIn(folder, "user", "password") as sap:
        sap.script("ZEMM005", faults.status(503), faults.none)
"""

import argparse
import base64
import hmac
import signal
import ssl
import sys
import threading
from collections import defaultdict, deque
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from infra.local.sap_answers import Ask, Folder, Reply
from infra.local.sap_faults import Fault

HOST = "127.0.0.1"
BASE = "/sap/"
REALM = (("WWW-Authenticate", 'Basic realm="SAP"'), ("Content-Type", "text/plain"))


class Asked(NamedTuple):
    """A request as it was received, for tests to look at."""

    ask: Ask
    user: str | None
    headers: dict[str, str]


class SapStandIn:
    """The server, its scripted faults, and the requests it has seen. A context manager that serves."""

    def __init__(
        self, folder: Path, user: str, password: str, port: int = 0, tls: ssl.SSLContext | None = None
    ) -> None:
        self.folder, self.user, self.password = Folder(folder), user, password
        self.asked: list[Asked] = []
        self._released = threading.Event()
        self._scripts: dict[str, deque[Fault]] = defaultdict(deque)
        self._lasting: dict[str, Fault] = {}
        self._lock = threading.Lock()
        self._server = _Server((HOST, port), self)
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._scheme = "https" if tls else "http"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def address(self) -> str:
        """The base address, as the client wants it."""
        return f"{self._scheme}://{HOST}:{self._server.server_address[1]}{BASE.rstrip('/')}"

    def script(self, function: str, *faults: Fault) -> None:
        """Answer the next requests for a function with these faults, one each, and rightly after them."""
        self._scripts[function].extend(faults)

    def always(self, function: str, fault: Fault) -> None:
        """Answer every request for a function with a fault, once its queue is used up."""
        self._lasting[function] = fault

    def clear(self, function: str) -> None:
        """Forget the faults of a function."""
        self._scripts[function].clear()
        self._lasting.pop(function, None)

    def pages_asked(self, function: str) -> list[int]:
        """The numbers of the pages that were asked for, in order, repeated ones too."""
        return [asked.ask.page() for asked in self.asked if asked.ask.function == function]

    def reply(self, asked: Asked) -> Reply:
        """Note a request, and answer it: rightly, or with the fault whose turn it is."""
        ask = asked.ask
        with self._lock:
            self.asked.append(asked)
            script = self._scripts[ask.function]
            fault = script.popleft() if script else self._lasting.get(ask.function)
        return fault(ask, self.folder.reply) if fault else self.folder.reply(ask)

    def hold(self) -> None:
        """Wait until the server ends: for faults that never answer."""
        self._released.wait()

    def serve(self) -> None:
        """Serve until `stop` is called."""
        self._server.serve_forever()

    def stop(self) -> None:
        """End serving; from a signal or another thread."""
        threading.Thread(target=self._server.shutdown, daemon=True).start()

    def close(self) -> None:
        """Give the port back, and end the waiting of faults."""
        self._released.set()
        self._server.server_close()

    def __enter__(self) -> "SapStandIn":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._released.set()
        self._server.shutdown()
        self._thread.join()
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], stand_in: SapStandIn) -> None:
        self.stand_in = stand_in
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away in the middle is what half of the faults are about."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "SAP-stand-in", ""
    wbufsize = -1
    timeout = 60

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        known = address.path.startswith(BASE)
        ask = Ask(address.path.removeprefix(BASE), dict(parse_qsl(address.query, keep_blank_values=True)))
        if not known:
            self._send(Reply(b"no such path", 404, (("Content-Type", "text/plain"),)))
        elif not self._knows_the_caller():
            self._refuse(ask)
        else:
            self._send(self.server.stand_in.reply(self._asked(ask)))

    def do_HEAD(self) -> None:
        self._send(Reply(b"", 405, (("Allow", "GET"),)))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: tests look at `asked`, people at the ingestion's log."""

    def _refuse(self, ask: Ask) -> None:
        self.server.stand_in.asked.append(self._asked(ask))
        self._send(Reply(b"user or password is wrong", 401, REALM))

    def _asked(self, ask: Ask) -> Asked:
        pair = self._pair()
        headers = {name: value for name, value in self.headers.items() if name != "Authorization"}
        return Asked(ask, pair.partition(":")[0] if pair else None, headers)

    def _pair(self) -> str | None:
        scheme, _, coded = self.headers.get("Authorization", "").partition(" ")
        try:
            return base64.b64decode(coded, validate=True).decode() if scheme == "Basic" else None
        except ValueError:
            return None

    def _knows_the_caller(self) -> bool:
        stand_in = self.server.stand_in
        wanted = f"{stand_in.user}:{stand_in.password}"
        return hmac.compare_digest((self._pair() or "").encode(), wanted.encode())

    def _send(self, reply: Reply) -> None:
        if reply.before:
            reply.before()
        if not reply.status:
            self.close_connection = True
            return
        head, length = self._head(reply), reply.told_length()
        self.close_connection = self.close_connection or length != len(reply.body) or bool(reply.between)
        if reply.between is None:
            self.wfile.write(head + reply.body)
            self.wfile.flush()
            return
        dripped = head + reply.body if reply.drips_headers else reply.body
        self.wfile.write(b"" if reply.drips_headers else head)
        for byte in dripped:
            self.wfile.flush()
            reply.between()
            self.wfile.write(bytes([byte]))
        self.wfile.flush()

    def _head(self, reply: Reply) -> bytes:
        length = reply.told_length()
        headers = list(reply.headers) + ([("Content-Length", str(length))] if length is not None else [])
        if length != len(reply.body):
            headers.append(("Connection", "close"))
        lines = [f"HTTP/1.1 {reply.status} {self.responses.get(reply.status, ('',))[0]}"]
        return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers), "", ""]).encode()


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a folder until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m infra.local.sap", description="A stand-in for SAP.")
    parser.add_argument("--folder", type=Path, required=True, help="holds <FUNCTION>/page-NNN.json")
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--user", required=True)
    parser.add_argument("--password-file", type=Path, required=True, help="its first line is the password")
    given = parser.parse_args(arguments)
    if not Folder(given.folder).functions():
        parser.error(f"{given.folder} holds no <FUNCTION>/page-001.json")
    password = given.password_file.read_text("utf-8").partition("\n")[0]
    stand_in = SapStandIn(given.folder, given.user, password, given.port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stand_in.stop())
    print(stand_in.address, flush=True)
    stand_in.serve()
    stand_in.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
