"""The checks of what is no term: numbers, quotations, and whether there is a translation at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taiyaku.checks.subject import Subject
from taiyaku.languages import QUOTES
from taiyaku.model import Finding, Severity, Span
from taiyaku.numbers import differences, numbers

MARKS = re.compile(f"[{''.join({*QUOTES, *''.join(QUOTES.values())})}]")


def number_differs(subject: Subject) -> Iterator[Finding]:
    """A figure of one side is not on the other.

    Writing does not matter: 1000 and 1,000, 146頁 and p. 146, 5万 and 50,000, 平成22年 and 2010,
    9月 and September, 九条 and Article 9, 3 and three.

    Bad:
        平成22年10月に1000の店舗で始まった。
        It began in 1,100 stores in October 2010.
    Good:
        平成22年10月に1000の店舗で始まった。
        It began in 1,000 stores in October 2010.
    """
    if not subject.settled:
        return
    (ours, theirs), pairing = subject.folded, subject.pairing
    lost, added = differences(numbers(ours, pairing.source), numbers(theirs, pairing.target))
    source, target = subject.message.source.text, subject.message.target.text
    for span in added:
        words = f"“{target[slice(*span)]}” is not in the source"
        hint = f"the source has {_listed(source, lost)}" if lost else "compare the figures"
        yield subject.fault("number-differs", words, hint, target_span=span)
    for span in lost if not added else ():
        words = f"“{source[slice(*span)]}” is not in the translation"
        yield subject.fault("number-differs", words, "compare the figures", source_span=span)


def _listed(text: str, spans: list[Span]) -> str:
    return ", ".join(f"“{text[slice(*span)]}”" for span in spans)


def quote_differs(subject: Subject) -> Iterator[Finding]:
    """A quotation mark of the translation has lost its other half.

    Whether there are as many quotations as in the source is a note: 「」 may only set a word off.
    Nothing is said where the source itself has a mark alone.

    Bad:
        「中止せよ」という。
        It says “stop.
    Good:
        「中止せよ」という。
        It says “stop”.
    """
    if not subject.settled:
        return
    ours, odd = _quotations(subject.message.source.text)
    theirs, alone = _quotations(subject.message.target.text)
    if odd:
        return
    for at in alone:
        words = f"“{subject.message.target.text[at]}” has lost its other half"
        hint = "add the mark that opens or closes the quotation"
        yield subject.fault("quote-differs", words, hint, target_span=Span(at, at + 1))
    if ours != theirs and not alone:
        words = f"{theirs} quotations, and the source has {ours}"
        yield subject.fault("quote-differs", words, "compare them", severity=Severity.NOTE)


def _quotations(text: str) -> tuple[int, list[int]]:
    """How many quotations a text has, and where marks stand without their other half."""
    found, open_, alone = 0, [], []
    for match in MARKS.finditer(text):
        mark = match[0]
        if open_ and mark in QUOTES[open_[-1][0]]:
            open_.pop()
            found += 1
        elif mark in QUOTES:
            open_.append((mark, match.start()))
        else:
            alone.append(match.start())
    return found, sorted([*alone, *(at for _, at in open_)])


def message_empty(subject: Subject) -> Iterator[Finding]:
    """The message has no translation.

    Bad:
        中止すべきです。
        (nothing)
    Good:
        中止すべきです。
        It must be stopped.
    """
    if not subject.translated:
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
