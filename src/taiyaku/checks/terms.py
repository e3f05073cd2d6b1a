"""The checks of terms."""

from __future__ import annotations

from collections.abc import Iterator

from taiyaku.checks.memory import essence
from taiyaku.checks.subject import Subject
from taiyaku.model import Finding, Occurrence, Severity, Standing


def term_missing(subject: Subject) -> Iterator[Finding]:
    """The source has a term, and no approved rendering of it stands in the translation.

    Any approved rendering will do, once, however often the source has the term. The longest term
    wins: 個人番号 is not looked for inside 個人番号カード.

    Bad:
        個人番号カードを渡さない。
        The document will not be handed over.
    Good:
        個人番号カードを渡さない。
        The Individual Number Card will not be handed over.
    """
    if not subject.translated:
        return
    for occurrence in subject.first.values():
        if occurrence.renderings:
            if occurrence.renderings[0][1].standing is Standing.DERIVED:
                words, severity = "another form of the word renders", Severity.NOTE
                yield _term_fault(subject, occurrence, "term-missing", words, severity=severity)
        elif occurrence.concept.approved(subject.pairing.target):
            yield _term_fault(subject, occurrence, "term-missing", "nothing renders")


def term_deprecated(subject: Subject) -> Iterator[Finding]:
    """The source has a term, and the translation renders it by a deprecated wording.

    A deprecated wording inside an approved one is none: “training data” does not report a
    deprecated “training”.

    Bad:
        個人番号カードを渡さない。
        The personal number card will not be handed over.
    Good:
        個人番号カードを渡さない。
        The Individual Number Card will not be handed over.
    """
    text = subject.message.target.text
    for occurrence in subject.first.values():
        for span, term in occurrence.renderings:
            if term.standing is Standing.DEPRECATED:
                words = f"“{text[slice(*span)]}” for"
                reason = f": {term.condition}" if term.condition else ""
                yield _term_fault(
                    subject, occurrence, "term-deprecated", words, reason, target_span=span
                )


def term_inconsistent(subject: Subject) -> Iterator[Finding]:
    """The same source is translated otherwise in another place.

    Where the two differ only in capitals, spaces or punctuation it is a note. A source in another
    context (``msgctxt``) is another source.

    Bad:
        反対の声をあげよう。
        Raise your voices.
        反対の声をあげよう。
        Let us speak out.
    Good:
        反対の声をあげよう。
        Raise your voices.
        反対の声をあげよう。
        Raise your voices.
    """
    if not subject.settled:
        return
    mine = essence(subject.message.target.text)
    for other in sorted(subject.elsewhere, key=lambda other: other.essence == mine)[:1]:
        same = other.essence == mine
        what = "with other capitals, spaces or marks" if same else "otherwise"
        yield subject.fault(
            "term-inconsistent",
            f"the same source is translated {what} in {other.place}",
            "translate both alike, or tell them apart by a context",
            severity=Severity.NOTE if same else Severity.ERROR,
        )


def term_unsourced(subject: Subject) -> Iterator[Finding]:
    """The translation has the name of a concept, and the source does not; a note.

    It may be right: a pronoun made plain. Names of a single word are not looked for: they mean
    other things as well.

    Bad:
        それを渡さない。
        The Individual Number Card will not be handed over.
    Good:
        個人番号カードを渡さない。
        The Individual Number Card will not be handed over.
    """
    text, source = subject.message.target.text, subject.pairing.source
    for span, concept in subject.pairing.names(subject.folded[1]):
        if concept.id not in subject.first:
            words, name = text[slice(*span)], concept.approved(source)[0].form
            yield subject.fault(
                "term-unsourced",
                f"“{words}” is the name of {name}, which the source has not",
                "make sure that it is meant",
                severity=Severity.NOTE,
                concept=concept.id,
                target_span=span,
            )


def _term_fault(
    subject: Subject,
    occurrence: Occurrence,
    code: str,
    before: str,
    after: str = "",
    **more: object,
) -> Finding:
    """A finding about a term: what stands there, and what the glossary wants instead."""
    concept = occurrence.concept
    source = subject.message.source.text[slice(*occurrence.span)]
    wanted = " or ".join(
        f"“{t.form}”" + (f" ({t.condition})" if t.condition else "")
        for t in concept.approved(subject.pairing.target)
    )
    return subject.fault(
        code,
        f"{before} {source}{after}",
        f"write {wanted}" + (f"; decided in {concept.path}" if concept.path else ""),
        concept=concept.id,
        term=source,
        source_span=occurrence.span,
        **more,
    )
