"""The checks of exceptions to the other checks."""

from __future__ import annotations

from collections.abc import Iterator

from taiyaku.checks.memory import fingerprint
from taiyaku.checks.subject import Subject
from taiyaku.model import Finding, Waiver


def exception_without_reason(subject: Subject) -> Iterator[Finding]:
    """An exception to a check does not say why.

    An exception is a translator's comment above the message:
    ``# taiyaku: allow <check> <the term's id> -- <reason>``; for a check that is about no term,
    without an id. Checks of the markup cannot be excused. ``taiyaku stamp`` adds a fingerprint of
    both sides; see exception-stale.

    Bad:
        # taiyaku: allow term-missing individual-number-card
        個人番号カードを渡さない。
        It will not be handed over.
    Good:
        # taiyaku: allow term-missing individual-number-card -- the sentence before names the card
        個人番号カードを渡さない。
        It will not be handed over.
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
        The Individual Number Card will not be handed over.
    Good:
        個人番号カードを渡さない。
        The Individual Number Card will not be handed over.
    """
    for waiver in subject.message.waivers:
        used = any(excuses(waiver, fault) for fault in subject.faults)
        if not used and waiver.code not in subject.skipped:
            known = subject.excusable
            hint = "take the line away, or name the term's id"
            if waiver.code not in known:
                hint = f"the checks that can be excused are {', '.join(sorted(known))}"
            yield _waiver_fault(waiver, "exception-unused", "excuses nothing here", hint)


def exception_stale(subject: Subject) -> Iterator[Finding]:
    """Source or translation have changed since the exception was made.

    The eight figures in brackets at its end are a fingerprint of both, written by
    ``taiyaku stamp``; an exception without them never grows old.

    Bad:
        # taiyaku: allow term-missing individual-number-card -- named before [00000000]
        個人番号カードを渡さない。
        It will not be handed over.
    Good:
        # taiyaku: allow term-missing individual-number-card -- named before
        個人番号カードを渡さない。
        It will not be handed over.
    """
    now = fingerprint(subject.message)
    for waiver in subject.message.waivers:
        if waiver.fingerprint and waiver.fingerprint != now:
            hint = "read both again; if it still holds, `taiyaku stamp`"
            words = "was made for another source or translation"
            yield _waiver_fault(waiver, "exception-stale", words, hint)


def excuses(waiver: Waiver, fault: Finding) -> bool:
    """Whether an exception excuses a finding."""
    return (waiver.code, waiver.concept) == (fault.code, fault.concept)


def _waiver_fault(waiver: Waiver, code: str, words: str, hint: str) -> Finding:
    named = " ".join(filter(None, (waiver.code, waiver.concept)))
    return Finding(
        code, f"the exception “{named}” {words}", hint, waiver.place, concept=waiver.concept
    )
