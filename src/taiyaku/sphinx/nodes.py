"""The few shapes of docutils nodes that the features share."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx import addnodes

from taiyaku.languages import foreign_runs
from taiyaku.markup import escaped


def fixed(text: str, *classes: str) -> nodes.paragraph:
    """A paragraph that is no message: made by the toolchain, in the page's own language."""
    return nodes.paragraph("", text, classes=list(classes), translatable=False)


def heading(level: int, *parts: nodes.Node, classes: Sequence[str] = ()) -> nodes.rubric:
    """A heading made by the toolchain, which opens no section."""
    made = nodes.rubric("", "", *parts, classes=list(classes), translatable=False)
    made["heading-level"] = level
    return made


def prose(text: str, place: tuple[str, int], *classes: str, id_: str = "") -> nodes.paragraph:
    """A paragraph of the project's prose, from a file beside the documents: a message like any.

    It is text and no markup: what translators see is escaped where it could be taken for some.
    ``place`` is (path, line); ``id_`` names the segment.
    """
    node = nodes.paragraph(escaped(text), text, classes=list(classes))
    node.source, node.line = place
    if id_:
        node["taiyaku-id"] = id_
    return node


def foreign(text: str, language: str, *classes: str) -> nodes.inline:
    """Words of a language that may not be the page's; the writer turns the class into ``lang``."""
    return nodes.inline("", text, classes=[*classes, f"language-{language}"])


def mixed(text: str, here: str, other: str) -> list[nodes.Node]:
    """A text in language ``here``, its words in ``other`` marked as such."""
    found, offset = [], 0
    for start, end in foreign_runs(text, here, other):
        found += [nodes.Text(text[offset:start]), foreign(text[start:end], other)]
        offset = end
    return [*found, nodes.Text(text[offset:])]


def link(text: str, uri: str, *classes: str, title: str = "") -> nodes.reference:
    """A link inside the site to an address that is known already."""
    extra = {"reftitle": title} if title else {}
    return nodes.reference("", text, refuri=uri, internal=True, classes=list(classes), **extra)


def sign(
    text: str,
    name: str,
    uri: str | None,
    *classes: str,
    title: str = "",
    before: Sequence[nodes.Node] = (),
) -> nodes.Element:
    """A small sign of the editors in a text, which leads to what they say; ``name`` is read out."""
    parts = [*before, nodes.inline("", f"{name} ", classes=["unseen"]), nodes.Text(text)]
    if uri is None:
        return nodes.inline("", "", *parts, classes=["sign", *classes])
    shown = link("", uri, "sign", *classes, title=title)
    shown += parts
    return shown


def pending(text: str, target: str, *classes: str) -> addnodes.pending_xref:
    """A link to a label anywhere in the documents."""
    return addnodes.pending_xref(
        "", nodes.inline("", text, classes=["std", "std-ref", *classes]),
        refdomain="std", reftype="ref", reftarget=target, refexplicit=True, refwarn=True,
    )  # fmt: skip


def labelled(label: str, colon: str, parts: list[nodes.Node], *classes: str) -> nodes.paragraph:
    """A paragraph that opens with a label: ``Sources: …``."""
    head = nodes.inline("", label + colon, classes=["label"])
    return nodes.paragraph("", "", head, *parts, classes=list(classes), translatable=False)


def joined(parts: list[nodes.Node], comma: str) -> list[nodes.Node]:
    """The parts with commas between them."""
    with_commas: list[nodes.Node] = []
    for part in parts:
        with_commas += [nodes.Text(comma), part] if with_commas else [part]
    return with_commas
