"""The checks: functions from a message and what occurs in it to findings.

The name of a check, with hyphens, is its code; its docstring is its manual, printed by
``taiyaku explain``, and the examples in it are tests. To add one: write the function, with a bad
and a good example, and add it to the group to which it belongs.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cache

from taiyaku.checks.exceptions import (
    exception_stale,
    exception_unused,
    exception_without_reason,
    excuses,
)
from taiyaku.checks.markup import link_differs, markup_differs, markup_unsafe, message_blocked
from taiyaku.checks.memory import Memory
from taiyaku.checks.subject import Check, Subject, code
from taiyaku.checks.terms import (
    term_deprecated,
    term_inconsistent,
    term_missing,
    term_unsourced,
)
from taiyaku.checks.text import message_empty, message_fuzzy, number_differs, quote_differs
from taiyaku.model import Finding, Message, Severity, State
from taiyaku.pairing import Pairing

__all__ = [
    "CHECKS", "OF_EXCEPTIONS", "OF_THE_MARKUP", "OF_THE_TEXT", "Check", "Memory", "Subject",
    "check_message", "code", "gate", "state",
]  # fmt: skip

OF_THE_TEXT: tuple[Check, ...] = (
    term_missing,
    term_deprecated,
    term_inconsistent,
    term_unsourced,
    number_differs,
    quote_differs,
    message_empty,
    message_fuzzy,
)
OF_THE_MARKUP: tuple[Check, ...] = (markup_differs, link_differs, markup_unsafe, message_blocked)
OF_EXCEPTIONS: tuple[Check, ...] = (exception_without_reason, exception_unused, exception_stale)
CHECKS = OF_THE_TEXT + OF_THE_MARKUP + OF_EXCEPTIONS
EXCUSABLE = frozenset(map(code, OF_THE_TEXT))


def check_message(
    message: Message,
    pairing: Pairing,
    memory: Memory | None = None,
    run: Collection[str] | None = None,
) -> list[Finding]:
    """All that the checks find in one message, less what its exceptions excuse.

    ``memory`` knows how the same source is translated elsewhere; ``run`` has the codes of the
    checks to run, by default all.
    """
    found = tuple(pairing.occurrences(message.source.text, message.target.text))
    elsewhere = memory.elsewhere(message) if memory else ()
    asked, others, skipped = _asked(None if run is None else frozenset(run))
    subject = Subject(message, found, pairing, elsewhere, EXCUSABLE)
    faults = [fault for check in asked for fault in check(subject)]
    if message.waivers:
        subject = replace(subject, faults=tuple(faults), skipped=skipped)
        faults = [f for f in faults if not any(excuses(w, f) for w in message.waivers)]
    return faults + [fault for check in others for fault in check(subject)]


@cache
def _asked(run: frozenset[str] | None) -> tuple[list[Check], list[Check], frozenset[str]]:
    """The checks of the text and the others that are to be run, and the codes of those left out."""

    def chosen(checks: tuple[Check, ...]) -> list[Check]:
        return [check for check in checks if run is None or code(check) in run]

    asked = chosen(OF_THE_TEXT)
    return asked, chosen(OF_THE_MARKUP + OF_EXCEPTIONS), EXCUSABLE - set(map(code, asked))


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
