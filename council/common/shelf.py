"""A small store in memory: things by key, the least recently used given up first. One for each process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Shelf(Generic[T]):
    """Holds things up to a total weight; safe between threads."""

    def __init__(self, limit: int, weigh: Callable[[T], int]) -> None:
        self._limit, self._weigh = limit, weigh
        self._weight, self._lock = 0, Lock()
        self._things: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        with self._lock:
            thing = self._things.get(key)
            if thing is not None:
                self._things.move_to_end(key)
            return thing

    def put(self, key: Hashable, thing: T) -> None:
        """Keep the thing; what is heavier than the whole shelf is not kept."""
        weight = self._weigh(thing)
        if weight > self._limit:
            return
        with self._lock:
            old = self._things.pop(key, None)
            self._weight += weight - (self._weigh(old) if old is not None else 0)
            self._things[key] = thing
            while self._weight > self._limit:
                _key, gone = self._things.popitem(last=False)
                self._weight -= self._weigh(gone)

    def clear(self) -> None:
        with self._lock:
            self._things.clear()
            self._weight = 0
