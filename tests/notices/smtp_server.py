"""A mail server of a few lines, to see what really goes over the wire."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class SmtpServer(socketserver.ThreadingTCPServer):
    """Answers RCPT with ``rcpt``; keeps every mail it took."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, rcpt: str) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.rcpt = rcpt
        self.mails: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Session(socketserver.StreamRequestHandler):
    server: SmtpServer

    def handle(self) -> None:
        self._say("220 mail.example")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"RCPT":
                self._say(self.server.rcpt)
            elif word == b"DATA":
                self._say("354 go on")
                self.server.mails.append(self._data())
                self._say("250 taken")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self) -> str:
        lines = []
        while (line := self.rfile.readline().rstrip(b"\r\n")) != b".":
            lines.append(line.decode())
        return "\n".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


@contextmanager
def smtp_server(rcpt: str = "250 ok") -> Iterator[SmtpServer]:
    """Run the server for as long as the block lasts."""
    with SmtpServer(rcpt) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
