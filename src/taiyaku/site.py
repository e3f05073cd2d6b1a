"""The site: every edition, each in a folder named by its language, and a page that offers them."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources
from pathlib import Path

import jinja2

from taiyaku import catalog
from taiyaku.languages import language
from taiyaku.project import Project


def sphinx(project: Project, builder: str, code: str, out: Path, *options: str) -> list[str]:
    """The command that builds one edition; everything it remembers lies under ``build/``."""
    configured = project.root if (project.root / "conf.py").exists() else project.folder("docs")
    doctrees = project.root / "build" / "doctrees" / f"{builder}-{code}"
    return [
        sys.executable, "-m", "sphinx", "-b", builder, "-c", str(configured), "-d", str(doctrees),
        "-D", f"language={code}", "-q", *options, str(project.folder("docs")), str(out),
    ]  # fmt: skip


def build(project: Project, out: Path) -> int:
    """Build every edition and the start page into ``out``; returns the worst exit status."""
    strict = ("-n", "-W", "--keep-going")
    running = [
        subprocess.Popen(sphinx(project, "html", code, out / code, *strict))
        for code in project.languages
    ]
    status = max(process.wait() for process in running)
    if status == 0:
        catalog.write(out / "index.html", start_page(project).encode())
        catalog.write(out / ".nojekyll", b"")  # or GitHub Pages would drop _static/
    return status


def start_page(project: Project) -> str:
    """The page that offers the editions."""
    template = resources.files("taiyaku").joinpath("theme/start.html").read_text("utf-8")
    titles = project.settings.title
    editions = [
        {"code": code, "name": row.name, "direction": row.direction,
         "title": titles.get(code, project.root.name)}
        for code in project.languages for row in [language(code)]
    ]  # fmt: skip
    return jinja2.Environment(autoescape=True).from_string(template).render(editions=editions)
