"""The audit as a picture (SVG): concepts from above to below, paragraphs from left to right.

A square stands where a concept occurs in a paragraph; its class is the worst standing there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from operator import attrgetter

from taiyaku.concordance import Row
from taiyaku.languages import unspaced
from taiyaku.model import Segment

CELL, NAMES, HEAD = 10, 190, 22  # the side of a square, the width of the names, the titles' height
TITLE = 60  # what a document's title takes at least
ROOM, LETTER = 30, 5  # narrow letters in a name, and the width of one; a wide one takes two


def drawn(
    rows: Sequence[Row],
    text: Sequence[Segment],
    names: Mapping[str, str],
    titles: Mapping[str, str],
    title: str,
) -> str:
    """The picture. ``names`` are those of the concepts, ``titles`` of the documents, by id."""
    places = [s for s in text if any(s.id in row.cells for row in rows)]
    columns = {s.id: NAMES + number * CELL for number, s in enumerate(places)}
    width, height = NAMES + CELL * len(places) + TITLE, HEAD + CELL * len(rows) + 2
    parts = [
        f'<svg class="audit-picture" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img"><title>{escape(title)}</title>',
        *_documents(places, columns, titles, height),
        *(part for y, row in enumerate(rows) for part in _row(row, y, names[row.concept], columns)),
    ]
    return "".join(parts) + "</svg>"


def _documents(
    places: Sequence[Segment], columns: Mapping[str, int], titles: Mapping[str, str], height: int
) -> Iterator[str]:
    """A line where each document begins, with its title where there is room for one."""
    starts = [(d, columns[next(group).id]) for d, group in groupby(places, attrgetter("document"))]
    ends = [x for _, x in starts[1:]] + [starts[-1][1] + TITLE] if starts else []
    for (document, x), end in zip(starts, ends, strict=True):
        yield f'<path d="M{x - 0.5} 0V{height}"/>'
        if end - x >= TITLE:
            title = escape(_cut(titles[document], (end - x) // LETTER))
            yield f'<text x="{x + 3}" y="12">{title}</text>'


def _row(row: Row, number: int, name: str, columns: Mapping[str, int]) -> Iterator[str]:
    y = HEAD + number * CELL
    shown = escape(_cut(name))
    yield f'<text x="{NAMES - 6}" y="{y + CELL - 2}" text-anchor="end">{shown}</text>'
    for id_, standing in row.cells.items():
        said = escape(f"{name}, {id_}")
        yield (
            f'<rect class="{standing}" x="{columns[id_]}" y="{y}" width="{CELL - 1}"'
            f' height="{CELL - 1}"><title>{said}</title></rect>'
        )


def _cut(name: str, room: int = ROOM) -> str:
    """As much of a name as has room."""
    width = 0
    for at, char in enumerate(name):
        width += 2 if unspaced(char) else 1
        if width > room:
            return name[:at] + "…"
    return name
