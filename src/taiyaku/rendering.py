"""Which words of a translation render which concepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from taiyaku.folding import Folded, alike
from taiyaku.guard import stands_alone
from taiyaku.languages import language
from taiyaku.matching import Form, form, longest
from taiyaku.model import Concept, Span, Standing, Term

Hit = tuple[Span, tuple[Concept, Term]]
Forms = list[tuple[Form, Term]]
Spans = Callable[[Form, str], Iterable[Span]]


class Renderings:
    """The renderings of concepts in one language, made ready when they are first looked for."""

    def __init__(self, target: str) -> None:
        self.target = target
        self._ready: dict[str, tuple[Forms, Forms]] = {}

    def of(
        self, concepts: Sequence[Concept], target: Folded
    ) -> dict[str, tuple[tuple[Span, Term], ...]]:
        """The words of a target that render some concepts, by concept.

        A rendering inside a longer one of another concept does not count, nor does a deprecated one
        inside an approved one. Only where neither stands as the glossary writes it are renderings
        looked for in other shapes.
        """
        text = target.text
        written, refused = self._written(concepts, text)
        hits = written + refused
        known = {concept.id for _, (concept, _) in hits}
        if len(known) < len(concepts):
            left = [concept for concept in concepts if concept.id not in known]
            others = (hit for concept in left for hit in self._otherwise(concept, text))
            hits += longest(hit for hit in others if not _inside(hit[0], written))
        found: dict[str, tuple[tuple[Span, Term], ...]] = {}
        for span, (concept, term) in sorted(hits, key=itemgetter(0)):
            rendering = (target.original(span), term)
            found[concept.id] = (*found.get(concept.id, ()), rendering)
        return found

    def _written(self, concepts: Sequence[Concept], text: str) -> tuple[list[Hit], list[Hit]]:
        """The approved renderings, and the deprecated ones, as the glossary writes them.

        Where a stretch may be either, since blanks come and go, the one counts that is written so.
        """
        written = [hit for c in concepts for hit in self._approved(c, Form.spans, text)]
        refused = [hit for c in concepts for hit in self._refused(c, text)]
        if not refused:
            return longest(written), []
        exact = {span for span, (_, term) in refused if _exact(span, term, text)}
        if exact:
            written = [h for h in written if h[0] not in exact or _exact(h[0], h[1][1], text)]
        written = longest(written)
        return written, longest(hit for hit in refused if not _inside(hit[0], written))

    def _forms(self, concept: Concept) -> tuple[Forms, Forms]:
        """The approved and the deprecated renderings of a concept, ready to be found."""
        if concept.id not in self._ready:
            here = self.target
            self._ready[concept.id] = tuple(
                [(form(term.form, here), term) for term in terms]
                for terms in (concept.approved(here), concept.refused(here))
            )
        return self._ready[concept.id]

    def _approved(self, concept: Concept, spans: Spans, text: str) -> list[Hit]:
        """Where the renderings of a concept stand, found in one way.

        Of two at one place the one counts that is written just so (plotting, and not plot); of two
        that differ only in capitals the first.
        """
        hits = [
            (span, (concept, term))
            for entry, term in self._forms(concept)[0]
            for span in spans(entry, text)
        ]
        if len(hits) < 2:
            return hits
        exact = {span for span, (_, term) in hits if _exact(span, term, text)}
        kept: dict[Span, Hit] = {}
        for hit in hits:
            if hit[0] not in exact or _exact(hit[0], hit[1][1], text):
                kept.setdefault(hit[0], hit)
        return list(kept.values())

    def _otherwise(self, concept: Concept, text: str) -> list[Hit]:
        """Where they stand with blanks or hyphens elsewhere, else as the verb of the noun."""
        return self._approved(concept, Form.loose, text) or [
            (span, (concept, replace(term, standing=Standing.DERIVED)))
            for span, (concept, term) in self._approved(concept, Form.derived, text)
        ]

    def _refused(self, concept: Concept, text: str) -> Iterator[Hit]:
        """Where the deprecated forms of a concept stand as words of their own."""
        spoken = language(self.target)
        for entry, term in self._forms(concept)[1]:
            for span in entry.spans(text):
                if spoken.spaced or stands_alone(text, span, spoken):
                    yield span, (concept, term)


def _exact(span: Span, term: Term, text: str) -> bool:
    """Whether a term stands in a folded text just as it is written."""
    return alike(term.form) == text[slice(*span)]


def _inside(span: Span, hits: list[Hit]) -> bool:
    """Whether a stretch lies within one of some hits."""
    return any(start <= span.start and span.end <= end for (start, end), _ in hits)
