"""Segments: every translatable place of a document, with an id that is the same everywhere.

A segment remembers its source text (before Sphinx translates it), takes the author's label as its
id, else one derived from the text, and says what language it is in where it stays untranslated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages

from taiyaku import catalog, files
from taiyaku.sphinx.domain import edition
from taiyaku.sphinx.drawing import text_of

SOURCE, ID = "taiyaku-source", "taiyaku-id"


class RememberSource(SphinxTransform):
    """Keep the source text of each segment, before ``Locale`` (20) puts the translation there."""

    default_priority = 8

    def apply(self) -> None:
        """Write the text into an attribute of the node."""
        for node, _ in extract_messages(self.document):
            if isinstance(node, nodes.TextElement):
                node[SOURCE] = text_of(node).replace("\n", " ")  # as Sphinx makes the msgid


def segments(doctree: nodes.document) -> Iterator[nodes.TextElement]:
    """The segments of a document, in its order."""
    return (n for n in doctree.findall(nodes.TextElement) if n.get(SOURCE))


def has_label(node: nodes.Element) -> bool:
    """Whether the author gave the segment its id."""
    return bool(node.get("taiyaku-labelled"))


def _name(app: Sphinx, doctree: nodes.document) -> None:
    """Give every segment its id, and tell the registry."""
    docname = app.env.current_document.docname
    taken: list[str] = []
    for node in segments(doctree):
        bearer = node.parent if isinstance(node, nodes.title) else node
        id_ = _label(bearer, doctree)
        node["taiyaku-labelled"] = id_ is not None
        if id_ is None:
            id_ = node.get(ID) or _derived(docname, node[SOURCE], taken)
        bearer["ids"] = [id_, *(i for i in bearer["ids"] if i != id_ and _lasting(i, doctree))]
        node[ID] = id_
        taken.append(id_)
    edition(app.env).data["segments"][docname] = taken


def _label(node: nodes.Element, doctree: nodes.document) -> str | None:
    """The id that the author wrote above a node."""
    names = (name for name in node.get("names", ()) if doctree.nametypes.get(name))
    return next((i for n in names if (i := doctree.nameids.get(n)) in node["ids"]), None)


def _lasting(id_: str, doctree: nodes.document) -> bool:
    """Whether an id means something, rather than counting nodes."""
    return not id_.removeprefix("id").isdigit()


def _derived(docname: str, text: str, taken: list[str]) -> str:
    """An id from the text, for a segment without a label; equal texts are numbered."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    base = f"{docname.replace('/', '-')}-{digest}"
    count = sum(1 for id_ in taken if id_ == base or id_.startswith(f"{base}."))
    return f"{base}.{count + 1}" if count else base


def _declare_language(app: Sphinx, doctree: nodes.document) -> None:
    """Mark what stays in the source language on a translated page."""
    source = app.taiyaku_project.source
    if app.config.language != source:
        for node in segments(doctree):
            if not node.get("translated"):
                node["classes"] += [f"language-{source}", "untranslated"]


def _write_places(app: Sphinx, exception: Exception | None) -> None:
    """Write where each message stands into the POT files, for whoever reads them."""
    if exception is None and app.builder.name == "gettext":
        for docname in sorted(app.env.found_docs):
            path = Path(app.outdir, f"{docname}.pot")
            if path.exists():
                template = catalog.read(path, path.name)
                said = _said(app.env, docname)
                wanted = {
                    index: said[entry.key[1]]
                    for index, entry in enumerate(template.entries)
                    if not entry.broken and entry.key[1] in said
                }
                files.write(path, template.with_comments(".", wanted).data)


def _said(env: BuildEnvironment, docname: str) -> dict[str, list[str]]:
    """For each message of a document, the ids of its segments and the headings above the first.

    Where the catalogue does not tell the place by its own order, since the message came before
    already, the id says after which it stands.
    """
    ids: dict[str, list[str]] = {}
    above: dict[str, str] = {}
    before = ""
    came = {title for node in env.tocs[docname].findall(addnodes.toctree)
            for _, title in extract_messages(node)}  # fmt: skip
    for node, message in extract_messages(env.get_doctree(docname)):
        if ID in node:
            after = f" after {before}" if before and message in came else ""
            ids.setdefault(message, []).append(node[ID] + after)
            above.setdefault(message, _headings(node))
            came.add(message)
            before = node[ID]
    return {
        message: [f"id: {', '.join(found)}"] + ([f"in: {above[message]}"] if above[message] else [])
        for message, found in ids.items()
    }


def _headings(node: nodes.Element) -> str:
    """The headings under which a node stands, from the document's down."""
    path: list[str] = []
    section = node.parent
    while section is not None:
        title = section.next_node(nodes.title) if isinstance(section, nodes.section) else None
        if title is not None and title is not node:
            path.insert(0, title.astext())
        section = section.parent
    return " › ".join(path)


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_transform(RememberSource)
    app.connect("doctree-read", _name, priority=100)
    app.connect("doctree-read", _declare_language)
    app.connect("build-finished", _write_places)
