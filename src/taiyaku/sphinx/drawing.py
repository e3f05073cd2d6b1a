"""Overlays as docutils nodes: the one way in which anything is laid over a text.

The inline markup that a text has already (a link, a note's number) is taken for overlays too, so
that a sentence may hold it and a term may stand inside it; it is never split by what is laid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docutils import nodes

from taiyaku.languages import foreign_runs
from taiyaku.model import Span
from taiyaku.spans import Overlay, Stretch, nest

Draw = Callable[[Overlay, list[nodes.Node], bool], list[nodes.Node]]
MARKUP, WHOLE = "markup", "whole element"


def text_of(node: nodes.Element) -> str:
    """The text of a node as overlays count it: that of its leaves."""
    return "".join(node.findall(nodes.Text))


def as_nodes(text: str, tree: Stretch, draw: Draw) -> list[nodes.Node]:
    """The tree of overlays over ``text`` as docutils nodes; ``draw`` makes those of one piece."""
    found: list[nodes.Node] = []
    for stretch in tree.children:
        inner = as_nodes(text, stretch, draw)
        if not stretch.children and stretch.span.start < stretch.span.end:
            inner = [nodes.Text(text[slice(*stretch.span)])]
        found += draw(stretch.overlay, inner, stretch.first) if stretch.overlay else inner
    return found


def lay(node: nodes.TextElement, overlays: list[Overlay], draw: Draw) -> None:
    """Lay overlays over a node; its text and its markup stay what they are.

    Spans count characters of :func:`text_of` the node. Where two overlays cross, the later one is
    split, and ``draw`` is told which piece is the first.
    """
    text, markup = text_of(node), list(_markup(node, 0))

    def drawn(overlay: Overlay, inner: list[nodes.Node], first: bool) -> list[nodes.Node]:
        if overlay.kind == WHOLE:
            return [overlay.data]
        if overlay.kind == MARKUP:
            return _again(overlay.data, inner)
        return draw(overlay, inner, first)

    node.children = []
    node += as_nodes(text, nest(len(text), [*markup, *overlays]), drawn)


def foreign_words(text: str, here: str, other: str) -> list[Overlay]:
    """Words of the language ``other`` left standing in a text in ``here``."""
    return [Overlay(span, "foreign", other) for span in foreign_runs(text, here, other)]


def draw_foreign(code: str, inner: list[nodes.Node]) -> list[nodes.Node]:
    """Words in another language than what is around them; the writer makes ``lang`` of it."""
    return [nodes.inline("", "", *inner, classes=[f"language-{code}"])]


def first_part(node: nodes.TextElement, end: int, here: str, other: str) -> list[nodes.Node]:
    """A copy of what stands in a node before the offset ``end``, its foreign words marked."""
    copy, kept = node.deepcopy(), []

    def draw(overlay: Overlay, inner: list[nodes.Node], first: bool) -> list[nodes.Node]:
        if overlay.kind == "foreign":
            return draw_foreign(overlay.data, inner)
        kept.extend(inner)
        return []

    text = text_of(copy)
    lay(copy, [*foreign_words(text, here, other), Overlay(Span(0, end), "part")], draw)
    return kept


def _markup(node: nodes.Element, offset: int) -> Iterator[Overlay]:
    """The inline elements of a node as overlays, what is inside of another before it.

    One that has no text, or holds such a one (an image in a link), is taken as a whole.
    """
    for child in node.children:
        end = offset + len(child if isinstance(child, nodes.Text) else text_of(child))
        if isinstance(child, nodes.Element):
            whole = any(not text_of(element) for element in child.findall(nodes.Element))
            if not whole:
                yield from _markup(child, offset)
            yield Overlay(Span(offset, end), WHOLE if whole else MARKUP, child)
        offset = end


def _again(element: nodes.Element, inner: list[nodes.Node]) -> list[nodes.Node]:
    """An element of the markup with what now stands in it."""
    element.children = []
    element += inner
    return [element]
