"""The concordance: every occurrence of every concept in a translation, in context.

It is read off the paired text, the same that the tests judge; so are the figures of the audit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from taiyaku.model import Occurrence, Pair, Segment, Span, Standing


class Hit(NamedTuple):
    """An occurrence, the sentences in which it stands, and the anchor that leads to them."""

    segment: Segment
    occurrence: Occurrence
    pair: Pair
    anchor: str


class Context(NamedTuple):
    """The sentences in which something stands, and the words of them that are meant."""

    text: str
    marked: tuple[Span, ...]


def concordance(text: Sequence[Segment], but: str | None = None) -> dict[str, list[Hit]]:
    """The hits of each concept, by id, in the order of the text; ``but`` one document's."""
    headings = {(s.document, heading) for s in text for heading in s.headings}
    found: dict[str, list[Hit]] = {}
    for segment in text:
        if segment.document != but:
            is_heading = (segment.document, segment.source) in headings
            for hit in _hits(segment, is_heading):
                found.setdefault(hit.occurrence.concept.id, []).append(hit)
    return found


def _hits(segment: Segment, is_heading: bool) -> Iterator[Hit]:
    """The hits of a segment; the sentences of a heading have no anchors of their own."""
    for occurrence in segment.occurrences:
        number = 0
        for pair in segment.pairs:
            for span in pair.source:
                number += 1
                if span.start <= occurrence.span.start < span.end:
                    anchor = segment.id if is_heading else f"{segment.id}.{number}"
                    yield Hit(segment, occurrence, pair, anchor)


def contexts(hit: Hit) -> tuple[Context, Context]:
    """A hit in its sentences, in the source and in the translation."""
    segment, occurrence, pair, _ = hit
    rendered = [span for span, _ in occurrence.renderings]
    return (
        _context(segment.source, [occurrence.span], pair.source),
        _context(segment.target, rendered, pair.target),
    )


def _context(text: str, marked: Sequence[Span], sentences: Sequence[Span]) -> Context:
    if not sentences:
        return Context("", ())
    first, last = sentences[0].start, sentences[-1].end
    inside = sorted(span for span in marked if first <= span.start and span.end <= last)
    spans = tuple(Span(start - first, end - first) for start, end in inside)
    return Context(text[first:last], spans)


class Row(NamedTuple):
    """What became of one concept in a translation.

    ``renderings`` counts the forms of the glossary by which it is rendered, each with its standing;
    ``standings`` the occurrences by theirs; ``cells`` the worst standing in each segment, by id.
    """

    concept: str
    renderings: Counter[tuple[str, Standing]]
    standings: Counter[Standing]
    cells: dict[str, Standing]


def audit(text: Sequence[Segment], but: str | None = None) -> list[Row]:
    """A row for each concept that occurs, by the order of the text."""
    return [_row(id_, hits) for id_, hits in concordance(text, but).items()]


def _row(concept: str, hits: Sequence[Hit]) -> Row:
    order = list(Standing)
    cells: dict[str, Standing] = {}
    renderings: Counter[tuple[str, Standing]] = Counter()
    for segment, occurrence, *_ in hits:
        before = cells.get(segment.id, Standing.PREFERRED)
        cells[segment.id] = max(before, occurrence.standing, key=order.index)
        renderings.update((term.form, term.standing) for _, term in occurrence.renderings)
    standings = Counter(hit.occurrence.standing for hit in hits)
    return Row(concept, renderings, standings, cells)
