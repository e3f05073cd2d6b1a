"""taiyaku: a text and its translation, published together, in the same words.

For Sphinx: ``extensions = ["taiyaku"]``. For everything else see ``taiyaku --help``.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"


def setup(app: Any) -> Any:
    """The Sphinx extension, imported only where Sphinx is."""
    from taiyaku.sphinx import setup as setup_extension

    return setup_extension(app)
