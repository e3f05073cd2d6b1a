"""One sentence a line in the source, without a gap between them on the page or in the message."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from taiyaku.languages import empty_breaks, language


class JoinLines(SphinxTransform):
    """Take the line breaks that stand for nothing out of every text.

    Runs before ``PreserveTranslatableMessages`` (10) and ``Locale`` (20), in the node and in its
    ``rawsource``, so that page and message agree.
    """

    default_priority = 5

    def apply(self) -> None:
        """Join the lines of every paragraph, title and the like."""
        for node in self.document.findall(nodes.TextElement):
            if not isinstance(node, nodes.FixedTextElement | nodes.Inline):
                _join(node)


class JoinTranslatedLines(JoinLines):
    """The same for what ``Locale`` has put there."""

    default_priority = 21


def _join(node: nodes.TextElement) -> None:
    text = node.astext()
    if "\n" not in text:
        return
    breaks = [at for at, char in enumerate(text) if char == "\n"]
    dropped = empty_breaks(text)
    ordinals = {breaks.index(at) for at in dropped}
    if node.rawsource.count("\n") == len(breaks):
        node.rawsource = _without(node.rawsource, ordinals)
    offset = 0
    for leaf in list(node.findall(nodes.Text)):
        inside = {at - offset for at in dropped if offset <= at < offset + len(leaf)}
        offset += len(leaf)
        if inside:
            kept = "".join(char for at, char in enumerate(leaf) if at not in inside)
            leaf.parent.replace(leaf, nodes.Text(kept))


def _without(source: str, ordinals: set[int]) -> str:
    """``source`` less the line breaks with the given ordinal numbers."""
    lines = source.split("\n")
    return "".join(
        line + ("" if number in ordinals or number == len(lines) - 1 else "\n")
        for number, line in enumerate(lines)
    )


def _markup_beside_any_character(app: Sphinx) -> None:
    """Let inline markup stand beside a letter where words have no spaces between them."""
    if not language(app.taiyaku_project.source).spaced:
        app.env.settings["character_level_inline_markup"] = True


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_transform(JoinLines)
    app.add_transform(JoinTranslatedLines)
    app.connect("builder-inited", _markup_beside_any_character)
