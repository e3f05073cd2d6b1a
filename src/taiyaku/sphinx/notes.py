"""Editors' notes: ``.. editors-note:: main-2`` with ``:words:``, on a page of their own.

The note's text is ordinary prose. The words it is on are named in the source language and must
stand in the segment; both ends are linked by the toolchain, so the text itself carries no mark.
Beside the segment stands the first sentence of each note, numbered as it is called.
"""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from taiyaku.interface import words
from taiyaku.languages import language, sentences
from taiyaku.model import Span
from taiyaku.sphinx.domain import Note, edition
from taiyaku.sphinx.drawing import first_part, text_of
from taiyaku.sphinx.nodes import link
from taiyaku.sphinx.segments import ID, SOURCE, segments

logger = logging.getLogger(__name__)
ON, WORDS = "taiyaku-on", "taiyaku-words"


class EditorsNote(SphinxDirective):
    """A note on the words of a segment; its first paragraph bears what the tools need."""

    required_arguments = 1
    has_content = True
    option_spec = {"words": directives.unchanged_required}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """The note's paragraphs; a label above the directive names the first."""
        children = self.parse_content_to_nodes()
        if not children or not isinstance(children[0], nodes.paragraph):
            raise self.error("a note begins with a paragraph")
        children[0][ON] = self.arguments[0]
        children[0][WORDS] = self.options.get("words", "")
        self.set_source_info(children[0])
        return children


class Call(NamedTuple):
    """Where a page calls a note: its number there, its document, and where its words end."""

    number: int
    document: str
    note: Note
    offset: int


def calls(env: BuildEnvironment, doctree: nodes.document) -> dict[str, list[Call]]:
    """The calls of notes on a page, by segment, numbered in the order of the words."""
    numbers, found = count(1), {}
    for node in segments(doctree):
        on = [
            (node[SOURCE].find(note.words) + len(note.words), document, note)
            for document, note in edition(env).notes_on(node[ID])
        ]
        if on:
            found[node[ID]] = [Call(next(numbers), d, n, end) for end, d, n in sorted(on)]
    return found


class PutBeside(SphinxPostTransform):
    """Put what the notes on a segment say first below it; :mod:`.tools` moves it to its side."""

    default_priority = 5  # before references are resolved
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Add the notes after the segments that have some."""
        called = calls(self.env, self.document)
        documents = {call.document for found in called.values() for call in found}
        self.notes = {n[ID]: n for d in documents for n in segments(self.env.get_doctree(d))}
        for node in list(segments(self.document)):
            if node[ID] in called:
                beside = nodes.container("", classes=["beside"])
                beside += [part for call in called[node[ID]] for part in self._begins(call)]
                node.parent.insert(node.parent.index(node) + 1, beside)

    def _begins(self, call: Call) -> list[nodes.Node]:
        """The first sentence of a note, with its number and a link to the whole."""
        here, said = self.env.current_document.docname, words(self.config.language)
        target = self.notes[call.note.id]
        uri = f"{self.env._app.builder.get_relative_uri(here, call.document)}#{call.note.id}"
        spoken = self.config.language
        parts = first_part(
            target, _first_sentence(target, spoken), spoken, self.env.taiyaku_project.source
        )
        for reference in (r for p in parts for r in p.findall(addnodes.pending_xref)):
            reference["refdoc"] = here
        number = nodes.inline("", str(call.number), classes=["number"])
        more = link(said["more"], uri, "more")
        classes = [c for c in target["classes"] if c.startswith("language-")]
        text = nodes.inline("", "", *parts, classes=classes)
        gap = [nodes.Text(" ")] if language(spoken).spaced else []
        whole = [number, nodes.Text(" "), text, *gap, more]
        return [nodes.paragraph("", "", *whole, translatable=False)]


def _first_sentence(node: nodes.TextElement, spoken: str) -> int:
    """Where the first sentence of a note ends."""
    text = text_of(node)
    return next(iter(sentences(text, spoken)), Span(0, len(text))).end


def _register(app: Sphinx, doctree: nodes.document) -> None:
    """Tell the registry which notes a document has."""
    spoken = app.config.language
    found = [
        Note(n[ID], n[ON], n[WORDS], text_of(n)[: _first_sentence(n, spoken)])
        for n in segments(doctree)
        if ON in n
    ]
    if found:
        edition(app.env).data["notes"][app.env.current_document.docname] = found


def _verify(app: Sphinx, env: object) -> None:
    """Each note is on words that stand in a segment that there is."""
    for docname, notes in edition(app.env).data["notes"].items():
        for note in notes:
            where = edition(app.env).document_of(note.segment)
            texts = {n[ID]: n[SOURCE] for n in segments(env.get_doctree(where))} if where else {}
            if note.words not in texts.get(note.segment, ""):
                logger.warning(
                    "the note %s is on “%s” in %s, and that does not stand there",
                    note.id, note.words, note.segment,
                    location=docname, type="taiyaku", subtype="note-lost",
                )  # fmt: skip


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_directive("editors-note", EditorsNote)
    app.add_post_transform(PutBeside)
    app.connect("doctree-read", _register, priority=200)
    app.connect("env-check-consistency", _verify)
