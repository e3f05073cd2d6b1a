"""The Sphinx extension: one module a feature, each with its own ``setup``.

It holds no state of its own but the project it opens, which hangs on the application and, while
pages are made, on the environment.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from taiyaku.model import Problems
from taiyaku.project import Project
from taiyaku.report import as_text
from taiyaku.sphinx import (
    audit,
    catalogues,
    concordance,
    contents,
    domain,
    exchange,
    glossary,
    lines,
    metadata,
    notes,
    overlays,
    pages,
    parallel,
    ruby,
    segments,
    tools,
    witness,
)

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Take the extension up; everything else follows from the project's folder."""
    app.connect("config-inited", _open, priority=1)
    app.connect("builder-inited", _hand_on, priority=1)
    for feature in (
        catalogues,
        domain,
        lines,
        segments,
        glossary,
        concordance,
        audit,
        witness,
        notes,
        ruby,
        overlays,
        tools,
        contents,
        pages,
        parallel,
        metadata,
        exchange,
    ):
        feature.setup(app)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _open(app: Sphinx, config: Config) -> None:
    """Read all of the project at once, so that whatever is wrong in it is told at once."""
    try:
        project = Project.open(Path(app.confdir))
        app.taiyaku_project = project
        project.verify()
    except Problems as problems:
        for finding in problems.findings:
            logger.error("%s", as_text(finding), type="taiyaku", subtype=finding.code)
        sys.exit(2)  # an exception would be reported as a fault of Sphinx


def _hand_on(app: Sphinx) -> None:
    app.env.taiyaku_project = app.taiyaku_project
