"""The paired text: what stands in a source, and what renders it in the translation."""

from __future__ import annotations

from collections.abc import Sequence

from taiyaku.markup import Rules
from taiyaku.matching import Lexicon
from taiyaku.model import Concept, Occurrence, Span, Term


class Pairing:
    """The concepts of a project made ready for one pair of languages.

    ``source`` and ``target`` are language codes. Concepts without an entry in the source language
    occur nowhere; concepts without one in the target language have no renderings. ``rules`` says
    how markup is judged; without them the texts are taken for plain.
    """

    def __init__(
        self, concepts: Sequence[Concept], source: str, target: str, rules: Rules | None = None
    ) -> None:
        self.concepts, self.source, self.target, self.rules = concepts, source, target, rules
        self._terms = Lexicon(
            source, ((term.form, c) for c in concepts for term in c.approved(source))
        )

    def occurrences(self, source_text: str, target_text: str = "") -> list[Occurrence]:
        """Every term standing in ``source_text``, with the words of the target that render it.

        Renderings are looked for among the concepts that the source has, longest first, so a
        rendering inside another concept's longer one does not count.
        """
        found = [(span, c) for span, all_ in self._terms.find(source_text) for c in all_]
        present = list({c.id: c for _, c in found}.values())
        rendered: dict[str, list[tuple[Span, Term]]] = {}
        for span, meanings in self._renderings(present).find(target_text):
            for concept, term in meanings:
                rendered.setdefault(concept.id, []).append((span, term))
        shared = {id_: tuple(spans) for id_, spans in rendered.items()}
        return [Occurrence(c, span, shared.get(c.id, ())) for span, c in found]

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

    def _renderings(self, present: list[Concept]) -> Lexicon[tuple[Concept, Term]]:
        return Lexicon(
            self.target,
            ((term.form, (c, term)) for c in present for term in c.approved(self.target)),
        )
