"""The page of the source: ``.. edition-witness::``.

Fragment by fragment, as found, with what was emended and why, and links to the paragraphs that were
made of it.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from taiyaku.interface import words
from taiyaku.model import Span
from taiyaku.spans import Overlay, nest
from taiyaku.sphinx.domain import edition
from taiyaku.sphinx.drawing import as_nodes
from taiyaku.sphinx.nodes import fixed, foreign, heading, labelled, mixed, pending, prose
from taiyaku.sphinx.segments import ID, SOURCE, segments
from taiyaku.witness import Emendation, Fragment, Supplied, Witness, disagreements

logger = logging.getLogger(__name__)


def anchor(id_: str) -> str:
    """The anchor of a fragment, an emendation or a gap: its id in small letters."""
    return id_.lower()


class EditionWitness(SphinxDirective):
    """The witness as found, with the apparatus."""

    def run(self) -> list[nodes.Node]:
        """A section for each fragment, then what the editors supplied."""
        project = self.env.taiyaku_project
        if project.witness is None:
            raise self.error("the project has no witness: set it under [tool.taiyaku]")
        edition(self.env).show("witness")
        self.witness, self.words = project.witness, words(self.config.language)
        self.place = (str(project.root / project.settings.apparatus), 1)
        supplied = [part for s in self.witness.apparatus.supplied for part in self._supplied(s)]
        fragments = [self._fragment(f) for f in self.witness.apparatus.fragments]
        return [*fragments, nodes.container("", *supplied, classes=["fragment"])]

    def _fragment(self, fragment: Fragment) -> nodes.container:
        characters = len(self.witness.texts[fragment.id])
        where = self.words["fragment"].format(line=fragment.line, characters=characters)
        segment = self.witness.passage(fragment.id).segment
        to_text = labelled(self.words["read_in"], self.words["colon"], [pending(segment, segment)])
        body = [
            heading(2, nodes.Text(fragment.id), classes=["fragment-id"]),
            fixed(where, "where"),
            prose(fragment.what, self.place, "what", id_=f"{anchor(fragment.id)}.what"),
            self._as_found(fragment),
            to_text,
            *self._entries(fragment),
        ]
        return nodes.container("", *body, ids=[anchor(fragment.id)], classes=["fragment"])

    def _as_found(self, fragment: Fragment) -> nodes.paragraph:
        """The characters of the witness, what was changed struck out, what was read beside it."""
        text = self.witness.texts[fragment.id]
        overlays = []
        for e in self.witness.emendations(fragment.id):
            end = e.at + len(e.witness)
            if e.witness:
                overlays.append(Overlay(Span(e.at, end), "witness", e))
            if e.reading:
                overlays.append(Overlay(Span(end, end), "reading", e))
        inline = foreign("", self.env.taiyaku_project.source)
        inline += as_nodes(text, nest(len(text), overlays), _struck_out)
        return nodes.paragraph("", "", inline, classes=["as-found"], translatable=False)

    def _entries(self, fragment: Fragment) -> list[nodes.Node]:
        """What the apparatus says of a fragment."""
        a, found = self.witness.apparatus, []
        for gap in a.gaps:
            if gap.fragment == fragment.id:
                found += self._entry(f"gap_{gap.at}", gap.id, gap.what, gap.certainty)
        for e in self.witness.emendations(fragment.id):
            found += self._entry(
                e.kind, e.id, e.why, e.certainty, witness=e.witness, reading=e.reading
            )
        for remark in a.remarks:
            if remark.fragment == fragment.id:
                found += self._entry("remark", remark.id, remark.why, words=remark.words)
        return found

    def _entry(
        self, kind: str, id_: str, why: str, certainty: str = "", **said: str
    ) -> list[nodes.Node]:
        what = self.words[kind].format(id=id_, **said)
        if certainty:
            known = self.words[str(certainty)]
            what = self.words["with_certainty"].format(what=what, certainty=known)
        return [self._head(what, anchor(id_)), self._why(why, anchor(id_))]

    def _why(self, why: str, id_: str) -> nodes.paragraph:
        return prose(why, self.place, "why", id_=f"{id_}.why")

    def _head(self, what: str, id_: str) -> nodes.paragraph:
        parts = mixed(what, self.config.language, self.env.taiyaku_project.source)
        return nodes.paragraph("", "", *parts, ids=[id_], classes=["entry"], translatable=False)

    def _supplied(self, supplied: Supplied) -> list[nodes.Node]:
        text = self.words["supplied_segment"]
        what = text.format(segment=supplied.segment, text=supplied.text)
        id_ = f"supplied-{supplied.segment}"
        link = pending(supplied.segment, supplied.segment)
        to_text = labelled(self.words["read_in"], self.words["colon"], [link])
        return [self._head(what, id_), self._why(supplied.why, id_), to_text]


def _struck_out(overlay: Overlay, children: list[nodes.Node], first: bool) -> list[nodes.Node]:
    e: Emendation = overlay.data
    if overlay.kind == "reading":
        return [nodes.inline("", e.reading, classes=["reading", e.kind])]
    return [nodes.inline("", "", *children, classes=["struck", e.kind])]


def _compare(app: Sphinx, env: BuildEnvironment) -> None:
    """Nothing lost, nothing added: the documents hold the witness as the apparatus reads it."""
    project = app.taiyaku_project
    if project.witness is None or app.config.language != project.source:
        return
    document = texts(env, project.witness)
    for finding in disagreements(project.witness, document, project.settings.docs):
        logger.error("%s; %s", finding.message, finding.hint, type="taiyaku", subtype=finding.code)


def texts(env: BuildEnvironment, witness: Witness) -> dict[str, str]:
    """The segments of the documents that the witness fills, with their texts, in order."""
    known = edition(env).data["segments"]
    filled = [d for d, ids in known.items() if not witness.readings.keys().isdisjoint(ids)]
    return {n[ID]: n[SOURCE] for d in filled for n in segments(env.get_doctree(d))}


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_directive("edition-witness", EditionWitness)
    app.connect("env-check-consistency", _compare)
