"""Readings over the words of the source: ruby, which the reader's choice shows or not.

The reading is an attribute which the style sheet sets over the word. So it is no text: it is
neither copied nor searched, and the page says the same with it and without.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from docutils import nodes
from sphinx.application import Sphinx

from taiyaku.readings import Reading, Readings
from taiyaku.spans import Overlay


class ruby(nodes.inline):  # noqa: N801 -- docutils names nodes like elements
    """A word with its reading; ``first`` if it is the first of its section."""


def readings_over(
    readings: Readings, text: str, segment: str, others: Sequence[Overlay]
) -> Iterator[Overlay]:
    """The readings in a text, but for those that would be cut by what else is laid over it."""
    for reading in readings.of(text, segment):
        if not any(_cross(reading, other) for other in others):
            yield Overlay(reading.span, "ruby", reading)


def _cross(reading: Reading, other: Overlay) -> bool:
    (start, end), (first, last) = reading.span, other.span
    return start < first < end or start < last < end


def drawn(reading: Reading, inner: list[nodes.Node], first: bool) -> list[nodes.Node]:
    """A word with its reading over it."""
    return [ruby("", "", *inner, reading=reading.kana, classes=["first"] if first else [])]


def _open(translator: nodes.NodeVisitor, node: ruby) -> None:
    translator.body.append('<ruby class="first">' if node["classes"] else "<ruby>")


def _close(translator: nodes.NodeVisitor, node: ruby) -> None:
    translator.body.append(f'<rt data-r="{escape(node["reading"])}"></rt></ruby>')


def _nothing(translator: nodes.NodeVisitor, node: ruby) -> None:
    """Elsewhere the word stands alone."""


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    plain = dict.fromkeys(("latex", "text", "man", "texinfo"), (_nothing, _nothing))
    app.add_node(ruby, html=(_open, _close), **plain)
