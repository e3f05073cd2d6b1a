"""Overlays drawn as docutils nodes: whatever is laid, text and markup stay what they are."""

from __future__ import annotations

from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from taiyaku.model import Span
from taiyaku.spans import Overlay
from taiyaku.sphinx.drawing import lay, text_of

LETTERS = st.text("ab個 \n", min_size=1, max_size=5).map(nodes.Text)
INLINE = (nodes.emphasis, nodes.strong, nodes.literal, nodes.reference)


def inline(children):
    kinds = st.sampled_from(INLINE)
    with_text = st.builds(
        lambda kind, inner: kind("", "", *inner), kinds, st.lists(children, max_size=3)
    )
    return with_text | st.just(None).map(lambda _: nodes.image(uri="a.png"))


PARAGRAPHS = st.lists(st.recursive(LETTERS, inline, max_leaves=6), max_size=5).map(
    lambda children: nodes.paragraph("", "", *(child.deepcopy() for child in children))
)
SPANS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)).map(sorted), max_size=5)


def draw(overlay: Overlay, inner: list[nodes.Node], first: bool) -> list[nodes.Node]:
    ids = [f"o{overlay.data}"] if first else []
    return [nodes.inline("", "", *inner, ids=ids, classes=[f"o{overlay.data}"])]


def laid(paragraph: nodes.paragraph, spans: list) -> list[Overlay]:
    overlays = [Overlay(Span(*span), "any", number) for number, span in enumerate(spans)]
    lay(paragraph, overlays, draw)
    return overlays


def markup(node: nodes.Element) -> list[tuple[str, str]]:
    """The elements that are not ours, in order, each with its text."""
    return [(n.tagname, text_of(n)) for n in node.findall(nodes.Element) if not n["classes"]][1:]


@given(PARAGRAPHS, SPANS)
def test_the_text_stays_what_it_is(paragraph, spans):
    before = text_of(paragraph)
    laid(paragraph, spans)
    assert text_of(paragraph) == before


@given(PARAGRAPHS, SPANS)
def test_the_markup_of_the_text_stays_whole_and_in_order(paragraph, spans):
    before = markup(paragraph)
    laid(paragraph, spans)
    assert sorted(markup(paragraph)) == sorted(before)


def covered(paragraph: nodes.paragraph, name: str) -> list[int]:
    """The offsets of the text that stand under an overlay."""
    found, offset = [], 0
    for leaf in paragraph.findall(nodes.Text):
        parent = leaf.parent
        while parent is not paragraph and name not in parent["classes"]:
            parent = parent.parent
        if parent is not paragraph:
            found += range(offset, offset + len(leaf))
        offset += len(leaf)
    return found


WITHOUT_IMAGES = PARAGRAPHS.filter(
    lambda p: all(text_of(element) for element in p.findall(nodes.Element)) or not p.children
)


@given(WITHOUT_IMAGES, SPANS)
def test_every_overlay_covers_its_span_exactly(paragraph, spans):
    length = len(text_of(paragraph))
    for overlay in laid(paragraph, spans):
        start, end = overlay.span
        assert covered(paragraph, f"o{overlay.data}") == list(range(start, min(end, length)))


@given(WITHOUT_IMAGES, SPANS)
def test_an_overlay_has_one_first_piece(paragraph, spans):
    for overlay in laid(paragraph, spans):
        pieces = [n for n in paragraph.findall(nodes.inline) if f"o{overlay.data}" in n["ids"]]
        assert len(pieces) == 1


def test_a_sentence_holds_the_link_that_stands_in_it():
    link = nodes.reference("", "", nodes.Text("link"))
    paragraph = nodes.paragraph("", "", nodes.Text("See "), link, nodes.Text(". Then."))
    laid(paragraph, [(0, 9)])
    assert [text_of(child) for child in paragraph.children] == ["See link.", " Then."]
    assert link.parent is paragraph.children[0]
