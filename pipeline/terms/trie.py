"""A prefix tree of the forms of a glossary over their keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.terms import Form


@dataclass(slots=True)
class Node:
    """One step of the trie; ``ends`` are the (concept, form) that are complete here.

    ``turned`` are those whose words stand in another order (cancer of the breast).
    """

    next: dict[str, Node] = field(default_factory=dict)
    ends: list[tuple[int, Form]] = field(default_factory=list)
    turned: tuple[tuple[int, Form], ...] = ()

    def child(self, key: str) -> Node | None:
        """The node that ``key`` leads to, or None where no form goes on so."""
        node: Node | None = self
        for character in key:
            node = node.next.get(character) if node else None
        return node

    def grow(self, key: str) -> Node:
        """The node that ``key`` leads to, made where it is not there."""
        node = self
        for character in key:
            following = node.next.get(character)
            if following is None:
                following = node.next[character] = Node()
            node = following
        return node
