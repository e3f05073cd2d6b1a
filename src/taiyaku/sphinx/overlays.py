"""What is laid over the text of a page: sentences, terms, emendations, gaps, calls of notes.

Nothing of this is markup in the source. It is computed from the paired text and the witness when a
page is written, as overlays on a segment's text, and drawn here. What stands at a place of the
source stands, on a translated page, after the sentence that answers it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from taiyaku.interface import words
from taiyaku.model import Span
from taiyaku.readings import Reading
from taiyaku.spans import Overlay
from taiyaku.sphinx.counterparts import (
    Answer,
    Counterpart,
    answers,
    counterparts,
    put_behind,
)
from taiyaku.sphinx.domain import changed, edition, is_text
from taiyaku.sphinx.drawing import draw_foreign, foreign_words, lay
from taiyaku.sphinx.nodes import foreign, link, sign
from taiyaku.sphinx.notes import Call, calls
from taiyaku.sphinx.ruby import drawn, readings_over
from taiyaku.sphinx.segments import ID, segments
from taiyaku.sphinx.shown import Sentence, Shown, Word, numbered
from taiyaku.witness import Emendation, Gap

# What may not hold a link of ours: what is a link already, or not prose.
CLOSED = (nodes.reference, nodes.literal, nodes.raw, nodes.footnote_reference)


class LayOver(SphinxPostTransform):
    """Lay over the segments of a page what belongs to them."""

    default_priority = 400  # after references are resolved

    def run(self, **_: object) -> None:
        """Lay over each segment what belongs to it, and put its counterparts behind it."""
        self.project, self.language = self.env.taiyaku_project, self.config.language
        self.words, self.marked, self.read = words(self.language), set(), set()
        self.is_text = is_text(self.env)
        glossary = edition(self.env).page("glossary")
        in_glossary = self.env.current_document.docname == glossary
        pairing, called = self.project.pairing(self.language), calls(self.env, self.document)
        for section, node in _by_section(self.document):
            shown, closed = Shown.of(node, pairing), _closed(node)
            beside = counterparts(self.env, node, shown) if self.is_text else []
            terms = [] if in_glossary else list(self._terms(shown, section, closed))
            others = [*self._foreign(shown), *self._of_witness(node, shown)]
            others += self._calls(shown, called.get(node[ID], []))
            if not (in_glossary or isinstance(node, nodes.title)):
                others += [*_sentences(node, shown), *_answers(shown, beside)]
            above = list(self._readings(shown, node, section, [*terms, *others]))
            links = [*closed, *(each.span for each in (*terms, *above))]
            lay(node, [*terms, *above, *(_outside(o, links) for o in others)], self._draw)
            put_behind(node, beside)

    def _readings(
        self, shown: Shown, node: nodes.TextElement, section: int, others: list[Overlay]
    ) -> Iterator[Overlay]:
        """The readings of the words of the source, and whether a word is its section's first."""
        if self.is_text and not shown.translated:
            for over in readings_over(self.project.readings, shown.text, node[ID], others):
                key = (section, over.data.word, over.data.kana)
                yield replace(over, data=(over.data, key not in self.read))
                self.read.add(key)

    def _terms(self, shown: Shown, section: int, closed: list[Span]) -> Iterator[Overlay]:
        """Every term, and whether its concept comes first in its section."""
        for word in shown.terms():
            if not any(word.span.overlaps(c) for c in closed):
                key = (section, word.concept.id)
                yield Overlay(word.span, "term", (word, key not in self.marked))
                self.marked.add(key)

    def _of_witness(self, node: nodes.TextElement, shown: Shown) -> Iterator[Overlay]:
        """What the apparatus says of a segment; signs of it alone in a translation."""
        witness = self.project.witness
        reading = witness.readings.get(node[ID]) if witness else None
        if reading is None or isinstance(node, nodes.title):
            if reading and reading.supplied:
                yield Overlay(Span(0, len(shown.text)), "whole", reading.supplied)
            return
        for span, emendation in reading.emendations:
            if not shown.translated and span.start < span.end:
                yield Overlay(span, "emendation", emendation)
            at = shown.after(span.end)
            yield Overlay(Span(at, at), "sign", (emendation, shown.translated))
        for at, gap in reading.gaps:
            point = shown.after(at) if at else 0
            yield Overlay(Span(point, point), "gap", gap)

    def _foreign(self, shown: Shown) -> Iterator[Overlay]:
        """Words of the source language left standing in a translation."""
        if shown.translated:
            yield from foreign_words(shown.text, self.language, self.project.source)

    def _calls(self, shown: Shown, called: list[Call]) -> Iterator[Overlay]:
        """Where the editors' notes on a segment are called."""
        for call in called:
            at = shown.after(call.offset)
            yield Overlay(Span(at, at), "call", call)

    def _draw(self, overlay: Overlay, inner: list[nodes.Node], first: bool) -> list[nodes.Node]:
        return getattr(self, f"_draw_{overlay.kind}")(overlay.data, inner, first)

    def _draw_sentence(self, data: tuple[list[str], Sentence], inner, first) -> list[nodes.Node]:
        ids, sentence = data
        classes = ["sentence", *numbered("s", sentence.answers)]
        return [nodes.inline("", "", *inner, ids=ids if first else [], classes=classes)]

    def _draw_term(self, data: tuple[Word, bool], inner, first) -> list[nodes.Node]:
        word, leads = data
        uri = self._uri("glossary", word.concept.id)
        if uri is None:
            return inner
        answers = numbered("o", word.answers)
        if leads:
            reference = link("", uri, "term", *answers)
            reference += inner
            return [reference]
        classes = ["term", f"concept-{word.concept.id}", *answers]
        return [nodes.inline("", "", *inner, classes=classes)]

    def _draw_emendation(self, emendation: Emendation, inner, first) -> list[nodes.Node]:
        doubtful = [] if emendation.certainty == "certain" else ["doubtful"]
        return [nodes.inline("", "", *inner, classes=["emendation", emendation.kind, *doubtful])]

    def _draw_whole(self, supplied, inner, first) -> list[nodes.Node]:
        return [nodes.inline("", "", *inner, classes=["emendation", "supplied"])]

    def _draw_answer(self, answer: Answer, inner, first) -> list[nodes.Node]:
        return answer.nodes

    def _draw_ruby(self, data: tuple[Reading, bool], inner, first) -> list[nodes.Node]:
        reading, comes_first = data
        return drawn(reading, inner, comes_first)

    def _draw_foreign(self, code, inner, first) -> list[nodes.Node]:
        return draw_foreign(code, inner)

    def _draw_sign(self, data: tuple[Emendation, bool], inner, first) -> list[nodes.Node]:
        """The sign of an emendation, which leads to the apparatus; one that deletes shows what."""
        e, translated = data
        what = self.words[e.kind].format(id=e.id, witness=e.witness, reading=e.reading)
        certainty = self.words[str(e.certainty)]
        title = self.words["with_certainty"].format(what=what, certainty=certainty)
        gone = []
        if not e.reading and not translated:
            gone = [foreign(e.witness, self.project.source, "struck")]
        uri = self._uri("witness", e.id.lower())
        return [sign(e.id, self.words["emendation"], uri, "apparatus", title=title, before=gone)]

    def _draw_call(self, call: Call, inner, first) -> list[nodes.Node]:
        builder, here = self.env._app.builder, self.env.current_document.docname
        uri = f"{builder.get_relative_uri(here, call.document)}#{call.note.id}"
        return [sign(str(call.number), self.words["notes"], uri, "note-call")]

    def _draw_gap(self, gap: Gap, inner, first) -> list[nodes.Node]:
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


def _outside(overlay: Overlay, links: list[Span]) -> Overlay:
    """The overlay; if it is a point, behind the link in which it would stand."""
    start, end = overlay.span
    if start == end:
        start = max((link.end for link in links if link.start < end < link.end), default=end)
        return replace(overlay, span=Span(start, start))
    return overlay


def _sentences(node: nodes.TextElement, shown: Shown) -> Iterator[Overlay]:
    """The sentences of a segment, each with the anchors that lead to it."""
    for sentence in shown.sentences():
        ids = [f"{node[ID]}.{number}" for number in sentence.begins]
        yield Overlay(sentence.span, "sentence", (ids, sentence))


def _answers(shown: Shown, beside: list[Counterpart]) -> Iterator[Overlay]:
    """What answers the sentences of a segment, each behind the last that it answers."""
    for answer in answers(shown, beside):
        yield Overlay(Span(answer.at, answer.at), "answer", answer)


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
    state = repr([(c.id, c.terms) for c in project.concepts])  # every page may have a term of them
    state += repr(project.readings) + repr(project.witness) + repr(project.citation)
    state += repr(sorted(edition(env).data["notes"].items()))
    state += repr(sorted(edition(env).data["pages"].items()))
    state += repr([toctree["entries"] for toctree in menu(app)])
    return sorted(env.found_docs) if changed(env, "overlays", state) else []


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_post_transform(LayOver)
    app.connect("env-updated", _rewrite_when_changed)
