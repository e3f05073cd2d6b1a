"""The checks of the markup: what :mod:`taiyaku.markup` finds, each under its code."""

from __future__ import annotations

from collections.abc import Iterator

from taiyaku.checks.subject import Subject
from taiyaku.model import Finding


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
