"""What is laid over the text of a page: terms, emendations, gaps.

Nothing of this is markup in the source. It is computed from the paired text and the witness when a
page is written, as overlays on a segment's text, nested by :mod:`taiyaku.spans` and drawn here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cached_property

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from taiyaku.interface import words
from taiyaku.languages import foreign_runs
from taiyaku.model import Span
from taiyaku.pairing import Pairing
from taiyaku.spans import Overlay, Stretch, nest
from taiyaku.sphinx.domain import edition
from taiyaku.sphinx.nodes import link
from taiyaku.sphinx.segments import ID, SOURCE, segments

Draw = Callable[[Overlay, list[nodes.Node], bool], list[nodes.Node]]

# What may not hold a link of ours: what is a link already, or not prose.
CLOSED = (nodes.reference, nodes.literal, nodes.raw, nodes.footnote_reference)


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
    """Lay overlays over all text in a node, whatever inline markup it has.

    Spans count characters of ``node.astext()``; the text stays what it is.
    """
    length, offset = len(node.astext()), 0
    for leaf in list(node.findall(nodes.Text)):
        start, end = offset, offset + len(leaf)
        offset = end
        here = [
            Overlay(Span(o.span.start - start, o.span.end - start), o.kind, o.data)
            for o in overlays
            if _touches(o.span, start, end, last=end == length)
        ]
        if here:
            leaf.parent.replace(leaf, as_nodes(str(leaf), nest(len(leaf), here), draw))


def _touches(span: Span, start: int, end: int, *, last: bool) -> bool:
    """Whether a span has part in a leaf; a point belongs to the leaf that begins at it."""
    if span.start == span.end:
        return start <= span.start < end or (last and span.start == end)
    return span.start < end and start < span.end


class LayOver(SphinxPostTransform):
    """Lay terms, emendations and gaps over the segments of a page."""

    default_priority = 400  # after references are resolved

    def run(self, **_: object) -> None:
        """Lay over each segment what belongs to it."""
        self.project, self.language = self.env.taiyaku_project, self.config.language
        self.words = words(self.language)
        glossary = edition(self.env).page("glossary")
        linked = self.env.current_document.docname != glossary
        for section, node in _by_section(self.document):
            overlays = [*self._of_witness(node), *self._foreign(node)]
            if linked:
                overlays = [*self._terms(node, section), *overlays]
            if overlays:
                lay(node, overlays, self._draw)

    @cached_property
    def _pairing(self) -> Pairing:
        return Pairing(self.project.concepts, self.project.source, self.language)

    @cached_property
    def _marked(self) -> set[tuple[int, str]]:
        return set()

    def _terms(self, node: nodes.TextElement, section: int) -> Iterator[Overlay]:
        """The first occurrence of each concept in a section, in the page's language."""
        text, same = node.astext(), self.language == self.project.source
        closed = _closed(node)
        for occurrence in self._pairing.occurrences(node[SOURCE], "" if same else text):
            spans = [occurrence.span] if same else [span for span, _ in occurrence.renderings]
            free = [s for s in spans if not any(s.overlaps(c) for c in closed)]
            key = (section, occurrence.concept.id)
            if free and key not in self._marked:
                self._marked.add(key)
                yield Overlay(free[0], "term", occurrence.concept)

    def _of_witness(self, node: nodes.TextElement) -> Iterator[Overlay]:
        """What the apparatus says of a segment; in a translation only what has a place there."""
        witness = self.project.witness
        reading = witness.readings.get(node[ID]) if witness else None
        if reading is None:
            return
        length = len(node.astext())
        if reading.supplied:
            yield Overlay(Span(0, length), "whole", reading.supplied)
        original = node.astext() == reading.text
        for span, emendation in reading.emendations:
            if original and span.start < span.end:
                yield Overlay(span, "emendation", emendation)
        for at, gap in reading.gaps:
            point = at if original or at == 0 else length
            yield Overlay(Span(point, point), "gap", gap)

    def _foreign(self, node: nodes.TextElement) -> Iterator[Overlay]:
        """Words of the source language left standing in a translation."""
        source = self.project.source
        if node.get("translated"):
            for span in foreign_runs(node.astext(), self.language, source):
                yield Overlay(span, "foreign", source)

    def _draw(self, overlay: Overlay, inner: list[nodes.Node], first: bool) -> list[nodes.Node]:
        return getattr(self, f"_draw_{overlay.kind}")(overlay.data, inner, first)

    def _draw_term(self, concept, inner, first) -> list[nodes.Node]:
        uri = self._uri("glossary", concept.id)
        if uri is None:
            return inner
        reference = link("", uri, "term")
        reference += inner
        return [reference]

    def _draw_emendation(self, emendation, inner, first) -> list[nodes.Node]:
        return [nodes.inline("", "", *inner, classes=["emendation", emendation.kind])]

    def _draw_whole(self, supplied, inner, first) -> list[nodes.Node]:
        return [nodes.inline("", "", *inner, classes=["emendation", "supplied"])]

    def _draw_foreign(self, code, inner, first) -> list[nodes.Node]:
        return [nodes.inline("", "", *inner, classes=[f"language-{code}"])]

    def _draw_gap(self, gap, inner, first) -> list[nodes.Node]:
        uri = self._uri("witness", gap.id.lower())
        title = self.words[f"gap_{gap.at}"].format(id=gap.id)
        if uri is None:
            return [nodes.inline("", self.words["lost"], classes=["gap"])]
        return [link(self.words["lost"], uri, "gap", title=title)]

    def _uri(self, feature: str, anchor: str) -> str | None:
        """The address of a place on the page that shows a feature, from this page."""
        page = edition(self.env).page(feature)
        if page is None:
            return None
        builder, here = self.env._app.builder, self.env.current_document.docname
        return f"{builder.get_relative_uri(here, page)}#{anchor}"


def _by_section(document: nodes.document) -> Iterator[tuple[int, nodes.TextElement]]:
    """The segments of a document, each with the number of the section that holds it.

    Headings come last: a term is better marked in the text, where both have it.
    """
    numbers: dict[int, int] = {}
    for node in sorted(segments(document), key=lambda n: isinstance(n, nodes.title)):
        section = node.parent
        while section is not None and not isinstance(section, nodes.section):
            section = section.parent
        yield numbers.setdefault(id(section), len(numbers)), node


def _closed(node: nodes.TextElement) -> list[Span]:
    """The stretches of a node's text that may not hold a link of ours."""
    found, offset = [], 0
    for leaf in node.findall(nodes.Text):
        parent = leaf.parent
        while parent is not node and not isinstance(parent, CLOSED):
            parent = parent.parent
        if parent is not node:
            found.append(Span(offset, offset + len(leaf)))
        offset += len(leaf)
    return found


def menu(app: Sphinx) -> list[addnodes.toctree]:
    """The tables of contents of the root document, from which every page's menu is made."""
    return list(app.env.get_doctree(app.config.root_doc).findall(addnodes.toctree))


def _rewrite_when_changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write every page anew when what is laid over the text has changed; read none anew."""
    project = env.taiyaku_project
    state = repr([(c.id, c.terms) for c in project.concepts])
    state += repr(project.witness) + repr(sorted(edition(env).data["notes"].items()))
    state += repr(sorted(edition(env).data["pages"].items()))
    state += repr([toctree["entries"] for toctree in menu(app)])
    digest = hashlib.sha256(state.encode()).hexdigest()
    changed = getattr(env, "taiyaku_overlays", digest) != digest
    env.taiyaku_overlays = digest
    return sorted(env.found_docs) if changed else []


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_post_transform(LayOver)
    app.connect("env-updated", _rewrite_when_changed)
