"""Disjoint sets over strings: what belongs together, with the smallest member as the name of the set."""

from __future__ import annotations

from collections.abc import Iterable


class Clusters:
    """Members joined pair by pair, in any order, give the same sets with the same names.

    >>> clusters = Clusters()
    >>> clusters.join("c", "b"); clusters.join("a", "c")
    >>> clusters.name("b"), clusters.name("z")
    ('a', 'z')
    """

    __slots__ = ("_above",)

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def name(self, member: str) -> str:
        """The smallest member of the set that a member is in; itself if it was joined to nothing."""
        above, root = self._above, member
        while (higher := above.get(root)) is not None:
            root = higher
        while member != root:
            above[member], member = root, above[member]
        return root

    def join(self, a: str, b: str) -> None:
        a, b = self.name(a), self.name(b)
        if a != b:
            self._above[max(a, b)] = min(a, b)

    def join_all(self, members: Iterable[str]) -> None:
        first: str | None = None
        for member in members:
            if first is None:
                first = member
            else:
                self.join(first, member)
