"""The other language on the page: the counterpart of each paragraph, the answer to each sentence.

Both are in the page from the first, and the style sheet shows what the reader's way of reading
wants (``data-view`` of the root: ``one``, ``reveal``, ``side``, ``interleaved``), so that nothing
moves when a page opens. A counterpart stands behind its paragraph and can be unfolded without
JavaScript; answers stand within it, each behind the last sentence that it answers.

A page of the source has a translation into each language, of which the reader has chosen one:
``nth-1`` is the first. All of it is text without links, and has no anchors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from typing import NamedTuple

from docutils import nodes
from sphinx.environment import BuildEnvironment

from taiyaku.languages import language
from taiyaku.model import Pair, Span, State
from taiyaku.spans import Overlay
from taiyaku.sphinx.drawing import draw_foreign, foreign_words, lay
from taiyaku.sphinx.segments import ID, SOURCE
from taiyaku.sphinx.shown import Shown, numbered

HANDLE = (
    '<button type="button" class="handle nth-{nth}" aria-expanded="false">'
    '<span class="unseen" lang="{tag}">{name}</span></button>'
)
REVEAL = '<details class="reveal nth-{nth}"><summary lang="{tag}">{name}</summary></details>'


class Counterpart(NamedTuple):
    """A segment in another language; ``nth`` is the place of the language among the others.

    ``source`` is the language of the source, whose words may stand in a translation.
    """

    language: str
    nth: int
    shown: Shown
    source: str


class Answer(NamedTuple):
    """What answers some sentences, and where on the page the last of them ends."""

    at: int
    nodes: list[nodes.Node]


def counterparts(env: BuildEnvironment, node: nodes.TextElement, shown: Shown) -> list[Counterpart]:
    """A segment in the other languages, as far as it is translated."""
    project, here = env.taiyaku_project, env.config.language
    if here != project.source:
        known = replace(shown, text=node[SOURCE], translated=False)
        return [Counterpart(project.source, 1, known, project.source)] if shown.translated else []
    found = []
    for nth, target in enumerate(project.targets, 1):
        segment = project.by_id(target).get(node[ID])
        if segment and segment.state is State.TRANSLATED:
            paired = project.pairing(target).paired(node[SOURCE], segment.target)
            other = Shown(segment.target, True, *paired)
            found.append(Counterpart(target, nth, other, project.source))
    return found


def answers(shown: Shown, beside: Iterable[Counterpart]) -> Iterator[Answer]:
    """The answers to the sentences of a segment, in each other language."""
    for counterpart in beside:
        other = counterpart.shown
        pairs = other.pairs if other.translated else shown.pairs
        for pair in pairs:
            here, there = (pair.target, pair.source) if shown.translated else pair
            if here and there:
                yield Answer(here[-1].end, _answer(counterpart, pair, there))


def _answer(counterpart: Counterpart, pair: Pair, spans: tuple[Span, ...]) -> list[nodes.Node]:
    code, nth, *_ = counterpart
    group = ["group"] if len(pair.source) != len(pair.target) else []
    span = Span(spans[0].start, spans[-1].end)
    text = nodes.inline(
        "", "", *_drawn(counterpart, span),
        classes=["answer", f"nth-{nth}", *group, f"language-{code}"],
    )  # fmt: skip
    return [_control(HANDLE, counterpart), text]


def _control(template: str, counterpart: Counterpart) -> nodes.raw:
    """What unfolds an answer or a counterpart; its name is that of the language."""
    spoken = language(counterpart.language)
    html = template.format(nth=counterpart.nth, tag=spoken.tag, name=escape(spoken.name))
    return nodes.raw("", html, format="html")


def _drawn(counterpart: Counterpart, part: Span) -> list[nodes.Node]:
    """A part of a counterpart with its sentences and terms, numbered."""
    code, _, shown, source = counterpart

    def draw(overlay: Overlay, inner: list[nodes.Node], first: bool) -> list[nodes.Node]:
        if overlay.kind == "foreign":
            return draw_foreign(overlay.data, inner)
        kind, mark = ("sentence", "s") if overlay.kind == "sentence" else ("word", "o")
        return [nodes.inline("", "", *inner, classes=[kind, *numbered(mark, overlay.data)])]

    text = shown.text[slice(*part)]
    overlays = foreign_words(text, code, source) if shown.translated else []
    overlays += [
        Overlay(Span(span.start - part.start, span.end - part.start), kind, numbers)
        for kind, span, numbers in _numbered(shown)
        if part.start <= span.start and span.end <= part.end
    ]
    node = nodes.inline("", text)
    lay(node, overlays, draw)
    return list(node.children)


def _numbered(shown: Shown) -> Iterator[tuple[str, Span, list[int]]]:
    """The terms and the sentences of a segment with their numbers."""
    yield from (("word", word.span, word.answers) for word in shown.terms())
    yield from (("sentence", each.span, each.answers) for each in shown.sentences())


def put_behind(node: nodes.TextElement, beside: list[Counterpart]) -> None:
    """Put the counterparts of a paragraph or heading behind it; :mod:`.tools` moves them beside."""
    if beside and isinstance(node, (nodes.paragraph, nodes.title)):
        around = nodes.container("", classes=["counterparts"])
        around += [part for each in beside for part in _unfolded(each)]
        node.parent.insert(node.parent.index(node) + 1, around)


def _unfolded(counterpart: Counterpart) -> list[nodes.Node]:
    """What unfolds a counterpart, and the counterpart."""
    code, nth, shown, _ = counterpart
    drawn = _drawn(counterpart, Span(0, len(shown.text)))
    classes = ["counterpart", f"nth-{nth}", f"language-{code}"]
    text = nodes.paragraph("", "", *drawn, classes=classes, translatable=False)
    return [_control(REVEAL, counterpart), text]
