"""Inline markup as docutils reads it, which is as Sphinx would; nothing in it can act.

The parser runs in a state machine that knows no block structure, no directive and no role: the
first is refused, the second cannot begin, and a role is only noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from docutils import frontend, nodes, statemachine, utils
from docutils.parsers.rst import Parser, states
from docutils.utils import unescape

from taiyaku.marks import ALIASES, DOMAINS, ENUMERATED, TARGET_ROLES, TEXT_ROLES, Mark, Parsed


def parse(text: str, anywhere: bool = False) -> Parsed:
    """The markup of a text, as Sphinx would read it; nothing in it can act."""
    document = utils.new_document("", _settings(anywhere))
    machine = states.RSTStateMachine(state_classes=(Body, Text), initial_state="Body")
    lines = statemachine.string2lines(text, tab_width=8, convert_whitespace=True)
    try:
        machine.run(lines, document, inliner=_inliner())
    except BlockStructureError as block:
        return Parsed(block=str(block))
    except RecursionError:
        return Parsed(block="too many marks one after another")
    paragraphs = [n for n in document.children if not _about_inline_markup(n)]
    if len(paragraphs) != 1 or not isinstance(paragraphs[0], nodes.paragraph):
        return Parsed(block="more than one paragraph, or none")
    return Parsed(tuple(_found(paragraphs[0])), _words(paragraphs[0]))


@lru_cache(maxsize=2)
def _settings(anywhere: bool) -> object:
    settings = frontend.get_default_settings(Parser)
    settings.report_level = settings.halt_level = 5
    settings.warning_stream = False
    settings.file_insertion_enabled = settings.raw_enabled = False
    settings.character_level_inline_markup = anywhere
    return settings


def _about_inline_markup(node: nodes.Node) -> bool:
    """Whether a system message is about inline markup, which is noted where it stands."""
    return isinstance(node, nodes.system_message) and bool(node.get("backrefs"))


class Noted(nodes.Inline, nodes.TextElement):
    """A role that stood in the text; it is never run."""


def _inliner() -> states.Inliner:
    """Docutils' inline parser, for which a role is noted and never looked up."""
    inliner = states.Inliner()

    def interpreted(rawsource: str, text: str, role: str, lineno: int) -> tuple[list, list]:
        return [Noted(rawsource, unescape(text), role=(role or "").lower(), null=text)], []

    inliner.interpreted = interpreted
    return inliner


class BlockStructureError(Exception):
    """The text is more than a paragraph."""


def _refusal(what: str):
    def refuse(self, match, context, next_state):
        raise BlockStructureError(what)

    return refuse


class Body(states.Body):
    """Docutils' first state, from which nothing but a paragraph can begin."""

    indent = _refusal("an indented block")
    bullet = _refusal("a list")
    field_marker = _refusal("a field list")
    option_marker = _refusal("an option list")
    doctest = _refusal("a doctest block")
    line_block = _refusal("a line block")
    grid_table_top = simple_table_top = _refusal("a table")
    explicit_markup = _refusal("a directive, a target or a comment")
    anonymous = _refusal("an anonymous target")

    def enumerator(self, match, context, next_state):  # noqa: D102
        format_, sequence, _, ordinal = self.parse_enumerator(match)
        if not self.is_enumerated_list_item(ordinal, sequence, format_):
            raise statemachine.TransitionCorrection("text")
        raise BlockStructureError(ENUMERATED)

    def line(self, match, context, next_state):  # noqa: D102
        if len(match.string.strip()) < 4 and len(self.state_machine.input_lines) == 1:
            raise statemachine.TransitionCorrection("text")
        raise BlockStructureError("a line of marks")


class Text(states.Text):
    """Docutils' second state: the paragraph goes on, or there is none."""

    indent = _refusal("a definition list")
    # A short line too: docutils would remark on it, and Sphinx take the remark for the translation.
    underline = _refusal("a heading")

    def literal_block(self):  # noqa: D102
        raise BlockStructureError("a literal block")


def _found(paragraph: nodes.paragraph) -> Iterator[Mark]:
    """The marks of a paragraph, in order."""
    for node in paragraph.findall():
        if isinstance(node, Noted):
            yield _role(node)
        elif isinstance(node, nodes.problematic):
            yield Mark("broken", node.astext(), node.astext())
        elif isinstance(node, nodes.reference):
            yield _reference(node)
        elif isinstance(node, nodes.footnote_reference | nodes.citation_reference):
            kind = "footnote" if isinstance(node, nodes.footnote_reference) else "citation"
            alike = node.get("refname") or f"auto {node.get('auto')}"
            yield Mark(kind, alike, node.rawsource)
        elif isinstance(node, nodes.substitution_reference):
            yield Mark("substitution", node.astext(), node.rawsource)
        elif isinstance(node, nodes.target) and not node.get("refuri") and not node.get("refname"):
            yield Mark("target", node.astext(), node.rawsource)
        elif isinstance(node, nodes.emphasis | nodes.strong | nodes.literal):
            yield Mark(node.tagname, "", node.rawsource)


def _words(paragraph: nodes.paragraph) -> str:
    """What a reader sees of a paragraph: its text, of a reference its title."""
    for node in list(paragraph.findall(Noted)):
        title, _ = _title_and_target(node)
        node.children = [nodes.Text(title)]
    return paragraph.astext()


def _reference(node: nodes.reference) -> Mark:
    if node.get("refuri"):
        return Mark("link", node["refuri"], node.rawsource or node.astext())
    return Mark("reference", node.get("refname", "anonymous"), node.rawsource)


def _role(node: Noted) -> Mark:
    """A role: alike by its target, by its presence alone, or, if nobody knows it, by its text."""
    domain, _, role = node["role"].rpartition(":")
    if role in TEXT_ROLES and not domain:
        return Mark("text-role", ALIASES.get(role, role), node.rawsource)
    _, target = _title_and_target(node)
    return Mark(f"role:{node['role']}", target, node.rawsource)


def _title_and_target(node: Noted) -> tuple[str, str]:
    """What a role shows and where it leads: ``title <target>``, or both in one."""
    domain, _, role = node["role"].rpartition(":")
    leads = domain in DOMAINS if domain else role in TARGET_ROLES
    text = node["null"]
    title, bracket, target = text.rpartition("<")
    if leads and bracket and title and not title.endswith("\0") and text.endswith(">"):
        return unescape(title).strip(), unescape(target[:-1])
    return node.astext(), node.astext()
