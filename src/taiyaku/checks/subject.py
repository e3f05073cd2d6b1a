"""What a check looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from taiyaku.checks.memory import Earlier
from taiyaku.folding import NO_NAMES, Folded, folded
from taiyaku.markup import Difference, compare
from taiyaku.model import Finding, Message, Occurrence, Span
from taiyaku.pairing import Pairing


@dataclass(frozen=True)
class Subject:
    """What a check looks at: a message, the terms that occur in it, and the pair of languages.

    ``elsewhere`` is how the same source is translated in other places; ``excusable`` are the codes
    of the checks to which there may be exceptions, ``skipped`` those that were not run, ``faults``
    what the others have found.
    """

    message: Message
    occurrences: tuple[Occurrence, ...]
    pairing: Pairing
    elsewhere: tuple[Earlier, ...] = ()
    excusable: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    faults: tuple[Finding, ...] = ()

    @property
    def translated(self) -> bool:
        """Whether there is a translation."""
        return bool(self.message.target.text.strip())

    @property
    def settled(self) -> bool:
        """Whether there is one that nobody has marked fuzzy."""
        return self.translated and not self.message.fuzzy

    @cached_property
    def folded(self) -> tuple[Folded, Folded]:
        """Source and translation as the matcher sees them."""
        source, target = self.message.source.text, self.message.target.text
        return folded(source, NO_NAMES), folded(target, NO_NAMES)

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
        return compare(source, target, rules) if rules and self.settled else []

    @cached_property
    def first(self) -> dict[str, Occurrence]:
        """The first occurrence of each concept of the source, by id."""
        return {o.concept.id: o for o in reversed(self.occurrences)}

    def fault(self, code: str, message: str, hint: str = "", **more: object) -> Finding:
        """A finding in this message, placed where ``target_span`` begins."""
        span = more.get("target_span") or Span(0, 0)
        return Finding(code, message, hint, self.message.target.place(span.start), **more)


Check = Callable[[Subject], Iterator[Finding]]


@cache
def code(check: Check) -> str:
    """The code of a check: its name, with hyphens."""
    return check.__name__.replace("_", "-")
