"""A line that says how far a long run has come; none where nobody is looking."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TextIO

PATIENCE = 0.5  # seconds; what is done sooner needs no bar
WIDTH = 30


class Progress:
    """Steps out of ``total``, drawn over one line of a terminal, and wiped away at the end."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self.total, self.done, self.stream = total, 0, stream or sys.stderr
        self.shown, self.begun = False, time.monotonic()

    def __enter__(self) -> Progress:
        return self

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        if self.stream.isatty() and time.monotonic() - self.begun > PATIENCE:
            full = WIDTH * self.done // max(self.total, 1)
            bar = "#" * full + "." * (WIDTH - full)
            print(f"\r[{bar}] {self.done}/{self.total}", end="", file=self.stream, flush=True)
            self.shown = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.shown:
            print("\r" + " " * (WIDTH + 24) + "\r", end="", file=self.stream, flush=True)
