"""A small load generator: keep-alive connections to 127.0.0.1, bounded in number and time. Nothing but sockets,

so that it takes as little as possible of the two cores that it shares with what it measures.
"""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

HOST = "127.0.0.1"
CONNECTIONS = 8
#: Asked for before the clock runs, so that neither connecting nor first compilation counts.
WARM_UP = 0.4
MOST_SECONDS = 30.0


class Unexpected(RuntimeError):
    """The server did not answer 200; the message says what it answered."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for: pages in turn, as a visitor or with a session."""

    name: str
    paths: Sequence[str]
    cookie: str = ""

    def requests(self, port: int) -> list[bytes]:
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        head = f"Host: {HOST}:{port}\r\nAccept-Encoding: gzip\r\nAccept-Language: ko\r\n{cookie}\r\n"
        return [f"GET {path} HTTP/1.1\r\n{head}".encode("ascii") for path in self.paths]


class Visitor:
    """One keep-alive connection; opened again when the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._open()

    def _open(self) -> None:
        self.socket = socket.create_connection((HOST, self.port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def get(self, request: bytes) -> bytes:
        """Send one request and return the body. Raises Unexpected unless it is answered with 200."""
        self.socket.sendall(request)
        status = self.file.readline()
        if not status:
            self.close()
            self._open()
            return self.get(request)
        length, goes_on = 0, True
        while (line := self.file.readline()) not in (b"\r\n", b""):
            name, _colon, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            elif name.lower() == b"connection" and b"close" in value.lower():
                goes_on = False
        body = self.file.read(length)
        if b" 200 " not in status:
            raise Unexpected(f"{request.splitlines()[0].decode()} → {status.decode().strip()}")
        if not goes_on:
            self.close()
            self._open()
        return body


def measure(target: Target, *, port: int, seconds: float) -> float:
    """Return how many requests were answered per second. Raises Unexpected when one was not answered with 200."""
    requests = target.requests(port)
    # next() of a count is one step of the interpreter: threads share it without a lock.
    turn = itertools.count()
    starts = time.perf_counter() + WARM_UP
    ends = starts + min(seconds, MOST_SECONDS)
    answered = [0] * CONNECTIONS
    troubles: list[Exception] = []

    def visit(number: int) -> None:
        try:
            with closing(Visitor(port)) as visitor:
                while (now := time.perf_counter()) < ends and not troubles:
                    visitor.get(requests[next(turn) % len(requests)])
                    answered[number] += now >= starts
        except (OSError, Unexpected) as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise troubles[0]
    return sum(answered) / (ends - starts)


def page(path: str, *, port: int, cookie: str = "") -> bytes:
    """Return one page; used to see that what is going to be measured is what it should be."""
    with closing(Visitor(port)) as visitor:
        return visitor.get(Target("", [path], cookie).requests(port)[0].replace(b"Accept-Encoding: gzip\r\n", b""))
