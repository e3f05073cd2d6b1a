"""Everything that is laid over a text: stretches of it, nested so that they can be drawn.

Terms, emendations, gaps and the like are *overlays*: a span, a kind, and what it stands for. They
may cross. :func:`nest` turns them into a tree whose leaves cover the text once, in order; the
overlay that comes later in the list is the one that is split where two cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from taiyaku.model import Span


@dataclass(frozen=True)
class Overlay:
    """Something laid over a stretch of a text; an empty span marks a point."""

    span: Span
    kind: str
    data: Any = None


@dataclass
class Stretch:
    """A node of the tree: a stretch of the text under one overlay, or under none.

    ``first`` says whether the overlay begins here, for one that had to be split.
    """

    span: Span
    overlay: Overlay | None = None
    first: bool = True
    children: list[Stretch] = field(default_factory=list)


def nest(length: int, overlays: Sequence[Overlay]) -> Stretch:
    """The tree of ``overlays`` over a text of ``length`` characters.

    Its leaves are the stretches without an overlay and the points; together they cover the text
    exactly once, in order. An overlay reaches no further than the text.
    """
    root = Stretch(Span(0, length), children=[Stretch(Span(0, length))] if length else [])
    points = []
    for overlay in overlays:
        start, end = (min(max(at, 0), length) for at in overlay.span)
        if start < end:
            _lay(root, Span(start, end), overlay, first=True)
        elif start == end:
            points.append(Stretch(Span(start, end), overlay))
    for point in points:
        _point(root, point)
    return root


def _lay(parent: Stretch, span: Span, overlay: Overlay, first: bool) -> bool:
    """Lay an overlay over part of a stretch; returns whether its beginning is still to come."""
    children: list[Stretch] = []
    run: list[Stretch] = []
    for child in parent.children:
        inside = Span(max(child.span.start, span.start), min(child.span.end, span.end))
        if inside.start >= inside.end:
            first = _close(children, run, overlay, first)
            children.append(child)
        elif inside == child.span:
            run.append(child)
        elif child.overlay is None:
            before, after = Span(child.span.start, inside.start), Span(inside.end, child.span.end)
            if before.start < before.end:
                children.append(Stretch(before))
            run.append(Stretch(inside))
            if after.start < after.end:
                first = _close(children, run, overlay, first)
                children.append(Stretch(after))
        else:
            first = _close(children, run, overlay, first)
            first = _lay(child, inside, overlay, first)
            children.append(child)
    first = _close(children, run, overlay, first)
    parent.children = children
    return first


def _close(children: list[Stretch], run: list[Stretch], overlay: Overlay, first: bool) -> bool:
    """Put the stretches of ``run`` under one piece of the overlay."""
    if run:
        span = Span(run[0].span.start, run[-1].span.end)
        children.append(Stretch(span, overlay, first, list(run)))
        run.clear()
        return False
    return first


def _point(parent: Stretch, point: Stretch) -> None:
    """Put a point at its place, as high in the tree as it can stand."""
    at = point.span.start
    for index, child in enumerate(parent.children):
        start, end = child.span
        if at <= start < end:
            parent.children.insert(index, point)
            return
        if at < end:
            if child.overlay is None:
                halves = [Stretch(Span(start, at)), point, Stretch(Span(at, end))]
                parent.children[index : index + 1] = halves
            else:
                _point(child, point)
            return
    parent.children.append(point)
