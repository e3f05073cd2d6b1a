"""What a page holds: a list of links below its title, where it has several parts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from taiyaku.sphinx.drawing import text_of
from taiyaku.sphinx.nodes import link


class AddContents(SphinxPostTransform):
    """Put the list below the title, and below what stands beside the title."""

    default_priority = 510  # after the tools
    formats = ("html",)

    def run(self, **_: object) -> None:
        """List the parts of the page, if there are at least two."""
        title = self.document.next_node(nodes.title)
        parts = list(_parts(self.document, title))
        if title is None or len(parts) < 2:
            return
        items = [nodes.list_item("", nodes.paragraph("", "", part)) for part in parts]
        contents = nodes.topic("", nodes.bullet_list("", *items), classes=["contents"])
        behind = title.parent.children[title.parent.index(title) + 1 :]
        beside = takewhile(lambda n: {"tools", "counterparts"} & set(n.get("classes", ())), behind)
        title.parent.insert(title.parent.index(title) + 1 + len(list(beside)), contents)


def _parts(document: nodes.document, title: nodes.title | None) -> Iterator[nodes.reference]:
    """Links to the sections below the title, and to what stands under a heading of ours."""
    for node in document.findall(lambda n: isinstance(n, nodes.title | nodes.rubric)):
        if node is title or node.get("heading-level", 2) > 2:
            continue
        anchor = next(
            (
                ids[0]
                for at in (node.parent, *node.parent.children)
                if isinstance(at, nodes.Element) and (ids := at["ids"])
            ),
            None,
        )
        if anchor:
            yield link(_words(node), f"#{anchor}")


def _words(heading: nodes.TextElement) -> str:
    """The words of a heading without the signs in it."""
    copy = heading.deepcopy()
    for sign in [node for node in copy.findall(nodes.Element) if "sign" in node["classes"]]:
        sign.parent.remove(sign)
    return text_of(copy)


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_post_transform(AddContents)
