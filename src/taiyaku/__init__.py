"""taiyaku: a text and its translation, published together, in the same words.

For Sphinx: ``extensions = ["taiyaku"]``. On the command line: ``taiyaku --help``. In Python:

>>> from taiyaku import Checker, Concept
>>> card = Concept.from_forms("個人番号カード", ["Individual Number Card"],
...                           deprecated=["personal number card"], source="ja", target="en")
>>> for finding in Checker([card], source="ja", target="en").check(
...         "個人番号カードを渡す。", "Hand over the personal number card."):
...     print(finding.code, finding.term, finding.target_span)
term-deprecated 個人番号カード Span(start=14, end=34)

These three names are stable: what is here today will be here in the next version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from taiyaku.checker import Checker
    from taiyaku.model import Concept, Finding

__version__ = "0.1.0"
__all__ = ["Checker", "Concept", "Finding", "setup"]

WHERE = {"Checker": "checker", "Concept": "model", "Finding": "model"}


def __getattr__(name: str) -> Any:
    """Each name when it is first asked for, so that a command loads only what it needs."""
    if name not in WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{WHERE[name]}"), name)


def setup(app: Any) -> Any:
    """The Sphinx extension, imported only where Sphinx is."""
    from taiyaku.sphinx import setup as setup_extension

    return setup_extension(app)
