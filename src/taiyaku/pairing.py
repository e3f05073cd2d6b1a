"""The paired text: what stands in a source, and what answers it in the translation.

It is computed from catalogues and glossary alone. A catalogue that ``taiyaku update`` has written
says of each message which segments have it; :func:`segments` puts them into the order of the text
and pairs them, sentence by sentence and term by term, with their translations. A message without an
id is no segment: the title of a link, or of a catalogue that has not been updated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from taiyaku.folding import Folded, folded, names
from taiyaku.guard import Guard
from taiyaku.languages import in_one_line, language, sentences
from taiyaku.markup import Rules, plain
from taiyaku.matching import Lexicon
from taiyaku.model import Concept, Message, Occurrence, Pair, Segment, Span, State, Term
from taiyaku.rendering import Renderings


class Pairing:
    """The concepts of a project made ready for one pair of languages.

    ``source`` and ``target`` are language codes. Concepts without an entry in the source language
    occur nowhere; concepts without one in the target language have no renderings. ``rules`` says
    how markup is judged; without them the texts are taken for plain. ``guard`` judges where words
    begin and end in an unspaced source; without one its script does.
    """

    def __init__(
        self,
        concepts: Sequence[Concept],
        source: str,
        target: str,
        rules: Rules | None = None,
        guard: Guard | None = None,
    ) -> None:
        self.concepts, self.source, self.target, self.rules = concepts, source, target, rules
        self._renderings = Renderings(target)
        self._terms = Lexicon(
            source,
            ((term.form, (c, term)) for c in concepts for term in c.approved(source)),
            guard,
        )

    def occurrences(self, source_text: str, target_text: str = "") -> list[Occurrence]:
        """Every term standing in ``source_text``, with the words of the target that render it.

        Renderings, approved and deprecated, are looked for among the concepts that the source has,
        longest first, so one inside a longer one does not count. All that render a concept anywhere
        in the target are given to each of its occurrences; see :meth:`paired`.
        """
        kept = names(source_text, target_text)
        hits = self._terms.find(folded(source_text, kept))
        if not hits:
            return []
        found = [(span, *meaning) for span, meanings in hits for meaning in meanings]
        present = {concept.id: concept for _, concept, _ in found}
        rendered = self._renderings.of(list(present.values()), folded(target_text, kept))
        return [Occurrence(c, span, term, rendered.get(c.id, ())) for span, c, term in found]

    def paired(self, source: str, target: str) -> tuple[tuple[Pair, ...], tuple[Occurrence, ...]]:
        """The sentences of two plain texts that answer each other, and the terms in them.

        An occurrence has the renderings of its own pair of sentences: its own one, where there are
        as many of one as of the other. Where that pair has none, it has those of the whole segment.
        """
        pairs = self._pairs(source, target)
        found = self.occurrences(source, target)
        return pairs, tuple(
            replace(
                o, renderings=_own(o, found, next(p for p in pairs if _holds(p.source, o.span)))
            )
            for o in found
        )

    def _pairs(self, source: str, target: str) -> tuple[Pair, ...]:
        ours, theirs = sentences(source, self.source), sentences(target, self.target)
        if len(ours) == len(theirs) or not theirs:
            return tuple(
                Pair((one,), tuple(theirs[number : number + 1])) for number, one in enumerate(ours)
            )
        return (Pair(tuple(ours), tuple(theirs)),)

    def segment(self, id_: str, document: str, message: Message, state: State) -> Segment:
        """One segment of a document, paired with its translation."""
        source, target = self.plain(message.source.text), self.plain(message.target.text)
        pairs, occurrences = self.paired(source, target)
        reasons = {w.concept: w.reason for w in message.waivers if w.code == "term-missing"}
        excused = (
            o if o.approved else replace(o, reason=reasons.get(o.concept.id, ""))
            for o in occurrences
        )
        return Segment(
            id_, document, source, target, state, pairs, tuple(excused), message.headings,
            message.target.place(),
        )  # fmt: skip

    def plain(self, text: str) -> str:
        """A message as readers see it."""
        return in_one_line(plain(text, anywhere=bool(self.rules and self.rules.anywhere)))

    @cached_property
    def _names(self) -> Lexicon[Concept]:
        known = [c for c in self.concepts if c.approved(self.target) and c.approved(self.source)]
        preferred = [(c.approved(self.target)[0].form, c) for c in known]
        plain = not language(self.target).spaced
        return Lexicon(self.target, [(f, c) for f, c in preferred if plain or " " in f])

    def names(self, target: Folded) -> Iterator[tuple[Span, Concept]]:
        """Where the preferred renderings of any concepts stand in a target."""
        for span, concepts in self._names.find(target):
            if len(concepts) == 1:
                yield span, concepts[0]

    def hints(self, source_text: str) -> list[str]:
        """What a translator should know of the terms in a text, a line for each concept.

        ``個人番号カード [こじんばんごうかーど] = Individual Number Card; not: personal number card
        (not the official name)``
        """
        lines: dict[str, str] = {}
        for occurrence in self.occurrences(source_text):
            words = source_text[slice(*occurrence.span)]
            lines.setdefault(occurrence.concept.id, self._hint(words, occurrence.concept))
        return list(lines.values())

    def _hint(self, words: str, concept: Concept) -> str:
        reading = concept.terms[self.source].reading
        approved = [term.form for term in concept.approved(self.target)]
        refused = [f"{t.form} ({t.condition})" for t in concept.refused(self.target)]
        parts = [f"{words} [{reading}]" if reading else words]
        parts[0] += f" = {approved[0]}" if approved else ""
        parts += [f"or: {form}" for form in approved[1:]] + [f"not: {form}" for form in refused]
        return "; ".join(parts)


def _holds(spans: Iterable[Span], inner: Span) -> bool:
    """Whether a stretch begins in one of some spans."""
    return any(span.start <= inner.start < span.end for span in spans)


def _own(
    occurrence: Occurrence, found: list[Occurrence], pair: Pair
) -> tuple[tuple[Span, Term], ...]:
    """The renderings of one occurrence among those of its concept."""
    beside = [
        o for o in found if o.concept.id == occurrence.concept.id and _holds(pair.source, o.span)
    ]
    here = [r for r in occurrence.renderings if _holds(pair.target, r[0])]
    if len(beside) == len(here):
        return (here[beside.index(occurrence)],)
    return tuple(here) or occurrence.renderings


def in_order(messages: Sequence[Message]) -> Iterator[tuple[str, Message]]:
    """The segments of a document with their messages, in the order of the text.

    A message stands in its catalogue where it first occurs; of its other places the catalogue says
    after which segment they are.
    """
    later = {s.after: (s.id, m) for m in messages for s in m.segments if s.after}
    for message in messages:
        for segment in message.segments:
            if not segment.after:
                yield segment.id, message
                id_ = segment.id
                while id_ in later:
                    id_, again = later.pop(id_)
                    yield id_, again
    yield from later.values()


def segments(
    document: str,
    messages: Sequence[Message],
    pairing: Pairing,
    state: Callable[[Message], State],
) -> list[Segment]:
    """The segments of a document in its order; ``state`` judges a translation."""
    return [
        pairing.segment(id_, document, message, state(message))
        for id_, message in in_order(messages)
    ]
