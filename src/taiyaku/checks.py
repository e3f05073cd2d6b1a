"""The checks: functions from a message and what occurs in it to findings.

The name of a check, with hyphens, is its code; its docstring is its manual, printed by
``taiyaku explain``. To add one: write the function, with a bad and a good example, and add it to
:data:`CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from taiyaku.markup import Difference, compare
from taiyaku.model import (
    Finding,
    Message,
    Occurrence,
    Severity,
    Span,
    Standing,
    State,
    Waiver,
)
from taiyaku.pairing import Pairing


@dataclass(frozen=True)
class Subject:
    """What a check looks at: a message, the terms that occur in it, and the pair of languages.

    ``faults`` is what the checks of the text found, for the checks of the exceptions to them.
    """

    message: Message
    occurrences: tuple[Occurrence, ...]
    pairing: Pairing
    faults: tuple[Finding, ...] = ()

    def of(self, code: str) -> Iterator[Finding]:
        """The differences of markup that one check reports."""
        for each in self.differences:
            if each.code == code:
                span, severity = each.span, each.severity
                yield self.fault(code, each.message, each.hint, target_span=span, severity=severity)

    @cached_property
    def differences(self) -> list[Difference]:
        """How the markup of source and translation differs; nothing, where none is judged."""
        source, target = self.message.source.text, self.message.target.text
        rules = self.pairing.rules
        if rules is None or self.message.fuzzy or not target.strip():
            return []
        return compare(source, target, rules)

    @property
    def first(self) -> dict[str, Occurrence]:
        """The first occurrence of each concept of the source, by id."""
        return {o.concept.id: o for o in reversed(self.occurrences)}

    def fault(self, code: str, message: str, hint: str = "", **more: object) -> Finding:
        """A finding in this message, placed where ``target_span`` begins."""
        span = more.get("target_span") or Span(0, 0)
        return Finding(code, message, hint, self.message.target.place(span.start), **more)


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
    if not subject.message.target.text.strip():
        return
    for occurrence in subject.first.values():
        wanted = occurrence.concept.approved(subject.pairing.target)
        if wanted and not occurrence.renderings:
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
                words, reason = f"“{text[slice(*span)]}” for", f": {term.condition}"
                yield _term_fault(
                    subject, occurrence, "term-deprecated", words, reason, target_span=span
                )


def markup_differs(subject: Subject) -> Iterator[Finding]:
    """The translation's inline markup is not that of the source, or is broken.

    A translation may have the references, notes, links, literals and emphasis of its source, and
    nothing else. One that has more is not published; the page shows the source's text.

    Bad:
        中止すべきです。
        It must be **stopped.
    Good:
        中止すべきです。
        It must be stopped.
    """
    return subject.of("markup-differs")


def link_differs(subject: Subject) -> Iterator[Finding]:
    """The translation has a link or a reference that leads elsewhere than the source's.

    Bad:
        `総務省 <https://www.soumu.go.jp/>`__による。
        According to `the ministry <https://example.org/>`__.
    Good:
        `総務省 <https://www.soumu.go.jp/>`__による。
        According to `the ministry <https://www.soumu.go.jp/>`__.
    """
    return subject.of("link-differs")


def markup_unsafe(subject: Subject) -> Iterator[Finding]:
    """The translation could act, or deceive.

    It has the address of a script or a file, a role, a substitution or a target that the source
    has not, a comment that silences Sphinx's checks, or a character that does not show.

    Bad:
        註を見よ。
        See `the note <javascript:alert(1)>`__.
    Good:
        註を見よ。
        See the note.
    """
    return subject.of("markup-unsafe")


def message_blocked(subject: Subject) -> Iterator[Finding]:
    r"""The translation is not one paragraph, or is far too long.

    It is a list, a heading, a directive, an indented block, or holds a second paragraph. Sphinx
    would act on it, or drop it in silence. Where a sentence only looks like that, a backslash
    helps: ``1\. April``.

    Bad:
        1945年。
        1945. The war ends.
    Good:
        1945年。
        In 1945.
    """
    return subject.of("message-blocked")


def message_empty(subject: Subject) -> Iterator[Finding]:
    """The message has no translation.

    Bad:
        中止すべきです。
        (nothing)
    Good:
        中止すべきです。
        It must be stopped.
    """
    if not subject.message.target.text.strip():
        yield subject.fault("message-empty", "not translated", "translate the message")


def message_fuzzy(subject: Subject) -> Iterator[Finding]:
    """The translation is marked fuzzy: somebody has to look at it again; no page shows it.

    Bad:
        #, fuzzy
        中止すべきです。
        It must be stopped.
    Good:
        中止すべきです。
        It must be stopped.
    """
    if subject.message.fuzzy:
        hint = "read it against the source, mend it, and take the flag away"
        yield subject.fault("message-fuzzy", "marked fuzzy", hint)


def exception_without_reason(subject: Subject) -> Iterator[Finding]:
    """An exception to a check does not say why.

    An exception is a translator's comment above the message:
    ``# taiyaku: allow <check> <the term's id> -- <reason>``; for a check that is about no term,
    without an id. Checks of the markup cannot be excused.

    Bad:
        # taiyaku: allow term-missing individual-number-card
        カードを渡さない。
        No card.
    Good:
        # taiyaku: allow term-missing individual-number-card -- the sentence before names the card
        カードを渡さない。
        No card.
    """
    for waiver in subject.message.waivers:
        if not waiver.reason:
            hint = "add “-- ” and the reason"
            yield _waiver_fault(waiver, "exception-without-reason", "gives no reason", hint)


def exception_unused(subject: Subject) -> Iterator[Finding]:
    """An exception excuses nothing, or not any more.

    Bad:
        # taiyaku: allow term-missing individual-number-card -- the sentence before names the card
        個人番号カードを渡さない。
        No Individual Number Card.
    Good:
        個人番号カードを渡さない。
        No Individual Number Card.
    """
    for waiver in subject.message.waivers:
        if not any(_excuses(waiver, fault) for fault in subject.faults):
            known = {code(check) for check in OF_THE_TEXT}
            hint = "take the line away, or name the term's id"
            if waiver.code not in known:
                hint = f"the checks that can be excused are {', '.join(sorted(known))}"
            yield _waiver_fault(waiver, "exception-unused", "excuses nothing here", hint)


Check = Callable[[Subject], Iterator[Finding]]
OF_THE_TEXT: tuple[Check, ...] = (term_missing, term_deprecated, message_empty, message_fuzzy)
OF_THE_MARKUP: tuple[Check, ...] = (markup_differs, link_differs, markup_unsafe, message_blocked)
OF_EXCEPTIONS: tuple[Check, ...] = (exception_without_reason, exception_unused)
CHECKS = OF_THE_TEXT + OF_THE_MARKUP + OF_EXCEPTIONS


def code(check: Check) -> str:
    """The code of a check: its name, with hyphens."""
    return check.__name__.replace("_", "-")


def check_message(message: Message, pairing: Pairing) -> list[Finding]:
    """All that the checks find in one message, less what its exceptions excuse."""
    found = pairing.occurrences(message.source.text, message.target.text)
    subject = Subject(message, tuple(found), pairing)
    faults = tuple(fault for check in OF_THE_TEXT for fault in check(subject))
    subject = replace(subject, faults=faults)
    kept = [f for f in faults if not any(_excuses(w, f) for w in message.waivers)]
    return kept + [f for check in OF_THE_MARKUP + OF_EXCEPTIONS for f in check(subject)]


def gate(message: Message, pairing: Pairing) -> list[Finding]:
    """What the checks of the markup find; no exception is heard, for a stranger can write one.

    An error among the findings means that the message may not be published.
    """
    subject = Subject(message, (), pairing)
    return [fault for check in OF_THE_MARKUP for fault in check(subject)]


def state(message: Message, pairing: Pairing) -> State:
    """What there is of a message's translation."""
    if not message.target.text.strip():
        return State.MISSING
    if message.fuzzy:
        changed = message.previous and message.previous != message.source.text
        return State.OUTDATED if changed else State.FUZZY
    refused = any(fault.severity is Severity.ERROR for fault in gate(message, pairing))
    return State.REFUSED if refused else State.TRANSLATED


def _excuses(waiver: Waiver, fault: Finding) -> bool:
    return (waiver.code, waiver.concept) == (fault.code, fault.concept)


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
        f"write {wanted}; decided in {concept.path}",
        concept=concept.id,
        term=source,
        source_span=occurrence.span,
        **more,
    )


def _waiver_fault(waiver: Waiver, code: str, words: str, hint: str) -> Finding:
    named = " ".join(filter(None, (waiver.code, waiver.concept)))
    return Finding(
        code, f"the exception “{named}” {words}", hint, waiver.place, concept=waiver.concept
    )
