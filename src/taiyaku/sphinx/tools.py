"""What stands beside a segment: permalink, fragments, the other language, editors' notes.

All of it is links, made when the page is written, after the text and outside of it.
"""

from __future__ import annotations

import posixpath
from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from taiyaku.interface import words
from taiyaku.languages import language
from taiyaku.sphinx.domain import edition, ours
from taiyaku.sphinx.nodes import joined, link, mixed
from taiyaku.sphinx.notes import ON, WORDS
from taiyaku.sphinx.segments import ID, has_label, segments

CITE = '<button type="button" class="cite">{cite}</button>'


class AddTools(SphinxPostTransform):
    """Put the tools beside every labelled paragraph, and below every labelled heading."""

    default_priority = 500  # after the overlays
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Give each segment that has a name of its own what leads to it and from it."""
        self.words = words(self.config.language)
        self.here = self.env.current_document.docname
        for node in list(segments(self.document)):
            if has_label(node) and isinstance(node, nodes.title):
                behind = _taken_from_behind(node, "counterparts")
                at = node.parent.index(node) + 1
                node.parent.children[at:at] = [*behind, self._tools(node)]
            elif isinstance(node, nodes.paragraph):
                self._wrap(node)

    def _wrap(self, node: nodes.paragraph) -> None:
        """Put the paragraph and all that belongs to it into one container."""
        counterparts = _taken_from_behind(node, "counterparts")
        if not (has_label(node) or counterparts):
            return
        kinds = [
            kind
            for kind, there in (("segment", has_label(node)), ("paired", counterparts))
            if there
        ]
        classes = [c for c in node["classes"] if not c.startswith("language-")]
        around = nodes.container("", classes=[*kinds, *classes])
        beside = _taken_from_behind(node, "beside")
        node.parent.replace(node, around)
        subject = [self._subject(node)] if ON in node else []
        tools = [self._tools(node)] if has_label(node) else []
        around += [*subject, node, *counterparts, *tools, *beside]

    def _tools(self, node: nodes.TextElement) -> nodes.paragraph:
        """The links, in groups of a kind."""
        tools = nodes.paragraph("", "", classes=["tools"])
        if "untranslated" in node["classes"]:
            tools += [
                nodes.inline("", self.words["untranslated"], classes=["state"]),
                nodes.Text(" "),
            ]
        kinds = (self._permalink, self._fragments, self._elsewhere)
        for links in filter(None, (kind(node) for kind in kinds)):
            group = nodes.inline("", "", *joined(links, " "), classes=["group"])
            tools += [group, nodes.Text(" ")]
        if isinstance(node, nodes.paragraph) and ours(self.config):
            cite = escape(self.words["cite"])
            tools += nodes.raw("", CITE.format(cite=cite), format="html")
        return tools

    def _permalink(self, node: nodes.TextElement) -> list[nodes.reference]:
        title = f"{self.words['paragraph']} ({node[ID]})"
        return [link(node[ID], f"#{node[ID]}", "permalink", title=title)]

    def _fragments(self, node: nodes.TextElement) -> list[nodes.reference]:
        witness, page = self.env.taiyaku_project.witness, edition(self.env).page("witness")
        reading = witness.readings.get(node[ID]) if witness and page else None
        if reading is None:
            return []
        ids = [id_ for _, id_ in reading.fragments] or [f"supplied-{reading.segment}"]
        names = [id_ for _, id_ in reading.fragments] or [self.words["supplied_title"]]
        title = self.words["fragments"]
        return [
            link(name, self._uri(page, id_.lower()), "from", title=f"{title} {name}")
            for id_, name in zip(ids, names, strict=True)
        ]

    def _elsewhere(self, node: nodes.TextElement) -> list[nodes.reference]:
        """The same place in the other languages, where the editions stand side by side."""
        links = []
        for code, uri in other_editions(self.env._app, self.here):
            name = language(code).name
            title = self.words["in_language"].format(language=name)
            reference = link(name, f"{uri}#{node[ID]}", "edition", title=title)
            reference["classes"].append(f"language-{code}")
            links.append(reference)
        return links

    def _subject(self, node: nodes.paragraph) -> nodes.paragraph:
        """The line above an editors' note: which words of which segment it is on."""
        document = edition(self.env).document_of(node[ON])
        text = self.words["on"].format(segment=node[ON], words=node[WORDS])
        parts = mixed(text, self.config.language, self.env.taiyaku_project.source)
        if document:
            subject = link("", self._uri(document, node[ON]))
            subject += parts
            parts = [subject]
        return nodes.paragraph("", "", *parts, classes=["on"])

    def _uri(self, document: str, anchor: str) -> str:
        return f"{self.env._app.builder.get_relative_uri(self.here, document)}#{anchor}"


def _taken_from_behind(node: nodes.Element, name: str) -> list[nodes.Element]:
    """What stands behind a node under a name, taken from there."""
    siblings = node.parent.children
    behind = siblings[siblings.index(node) + 1 :][:1]
    if behind and isinstance(behind[0], nodes.container) and name in behind[0]["classes"]:
        node.parent.remove(behind[0])
        return behind
    return []


def other_editions(app: Sphinx, docname: str) -> list[tuple[str, str]]:
    """(language, relative address) of the same page in the other editions.

    They stand side by side, each in a folder named by its language; an edition built anywhere else
    knows of no other.
    """
    project, here = app.taiyaku_project, app.config.language
    if app.outdir.name != here:
        return []
    target = app.builder.get_target_uri(docname)
    start = posixpath.dirname(target) or "."
    return [
        (code, posixpath.relpath(f"../{code}/{target}", start))
        for code in project.languages
        if code != here
    ]


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_post_transform(AddTools)
