"""Editors' notes: ``.. editors-note:: main-2`` with ``:words:``, on a page of their own.

The note's text is ordinary prose. The words it is on are named in the source language and must
stand in the segment; both ends are linked by the toolchain, so the text itself carries no mark.
"""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from taiyaku.sphinx.domain import Note, edition
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


def _register(app: Sphinx, doctree: nodes.document) -> None:
    """Tell the registry which notes a document has."""
    found = [Note(n[ID], n[ON], n[WORDS]) for n in segments(doctree) if ON in n]
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
    app.connect("doctree-read", _register, priority=200)
    app.connect("env-check-consistency", _verify)
