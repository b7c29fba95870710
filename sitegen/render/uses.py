"""Which parts of a theme were asked for while something was made: `template/…`, `string/…`, `asset/…`, `countries/…`.

Whatever is kept in memory and used again must say again what it was made of; `Uses.collect` tells that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class Uses:
    """Notes what is asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def collect(self, make: Callable[[], T]) -> tuple[T, frozenset[str]]:
        """What `make` gives, and what was asked for meanwhile. Whoever is being collected around it has asked for that, too."""
        outer, self.asked = self.asked, set()
        try:
            made = make()
            return made, frozenset(self.asked)
        finally:
            outer |= self.asked
            self.asked = outer


class Noting(Mapping[str, T]):
    """A mapping that notes which keys were asked for, also those that it lacks."""

    def __init__(self, things: Mapping[str, T], prefix: str, uses: Uses):
        self._things = things
        self._prefix = prefix
        self._uses = uses

    def get(self, key: str, default: T | None = None) -> T | None:  # type: ignore[override]
        """The thing, else the default."""
        self._uses.asked.add(self._prefix + key)
        return self._things.get(key, default)

    def __getitem__(self, key: str) -> T:
        self._uses.asked.add(self._prefix + key)
        return self._things[key]

    def __contains__(self, key: object) -> bool:
        self._uses.asked.add(f"{self._prefix}{key}")
        return key in self._things

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)
