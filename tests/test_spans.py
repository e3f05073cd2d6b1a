"""What is laid over a text is nested without touching the text."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taiyaku.model import Span
from taiyaku.spans import Overlay, Stretch, nest

LENGTH = 12
ANY_SPAN = st.tuples(st.integers(-2, LENGTH + 2), st.integers(-2, LENGTH + 2)).map(sorted)
ANY_OVERLAYS = st.lists(ANY_SPAN, max_size=6).map(
    lambda spans: [Overlay(Span(*span), "any", number) for number, span in enumerate(spans)]
)


def leaves(stretch: Stretch) -> Iterator[Stretch]:
    if not stretch.children:
        yield stretch
    for child in stretch.children:
        yield from leaves(child)


def pieces(stretch: Stretch, overlay: Overlay) -> Iterator[Stretch]:
    if stretch.overlay is overlay:
        yield stretch
    for child in stretch.children:
        yield from pieces(child, overlay)


def clipped(overlay: Overlay, length: int) -> list[int]:
    return [at for at in range(*overlay.span) if 0 <= at < length]


@given(st.integers(1, LENGTH), ANY_OVERLAYS)
def test_the_leaves_cover_the_text_once_and_in_order(length, overlays):
    covered = [at for leaf in leaves(nest(length, overlays)) for at in range(*leaf.span)]
    assert covered == list(range(length))


@given(st.integers(1, LENGTH), ANY_OVERLAYS)
def test_the_pieces_of_an_overlay_cover_its_span_exactly(length, overlays):
    tree = nest(length, overlays)
    for overlay in overlays:
        covered = [at for piece in pieces(tree, overlay) for at in range(*piece.span)]
        assert covered == clipped(overlay, length)


@given(st.integers(1, LENGTH), ANY_OVERLAYS)
def test_exactly_one_piece_of_an_overlay_is_its_first(length, overlays):
    tree = nest(length, overlays)
    for overlay in overlays:
        assert [piece.first for piece in pieces(tree, overlay)].count(True) == 1


@given(st.integers(1, LENGTH), ANY_OVERLAYS)
def test_every_stretch_lies_within_the_one_around_it(length, overlays):
    def check(parent: Stretch) -> None:
        for child in parent.children:
            assert parent.span.start <= child.span.start <= child.span.end <= parent.span.end
            check(child)

    check(nest(length, overlays))


def test_of_two_that_cross_the_later_one_is_split():
    earlier, later = Overlay(Span(1, 8), "term"), Overlay(Span(0, 2), "supplied")
    tree = nest(10, [earlier, later])
    assert [piece.span for piece in pieces(tree, earlier)] == [(1, 8)]
    assert [piece.span for piece in pieces(tree, later)] == [(0, 1), (1, 2)]


@pytest.mark.parametrize(("at", "leaf"), [(0, 0), (2, 1), (5, 1)])
def test_a_point_stands_where_it_was_put(at, leaf):
    tree = nest(5, [Overlay(Span(at, at), "gap")])
    found = [stretch.overlay and stretch.overlay.kind for stretch in leaves(tree)]
    assert found[leaf] == "gap"
