"""The site: every edition, each in a folder named by its language, and a page that offers them."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources
from pathlib import Path

import jinja2

from taiyaku import files
from taiyaku.interface import words
from taiyaku.languages import language
from taiyaku.policy import POLICY, header_files
from taiyaku.project import Project

STATIC = ("taiyaku.css", "start.js", "icon.svg")  # of the start page and the one for lost addresses


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
        (out / "_static").mkdir(exist_ok=True)
        for name, content in _beside(project).items():
            files.write(out / name, content.encode())
    return status


def _beside(project: Project) -> dict[str, str]:
    """What stands in the site's own folder, above the editions, whose theme may be another."""
    static = {f"_static/{name}": _theme(f"static/{name}") for name in STATIC}
    return (
        header_files()
        | static
        | {
            "index.html": start_page(project),
            "404.html": not_found_page(project),
            ".nojekyll": "",  # or GitHub Pages would drop _static/
        }
    )


def start_page(project: Project) -> str:
    """The page that offers the editions."""
    return _page(project, "start.html", base="")


def not_found_page(project: Project) -> str:
    """The page for an address that leads nowhere.

    A host shows it at any depth, so its links need the site's own address; without one they hold
    at the top alone.
    """
    base = f"{project.address}/" if project.address else ""
    return _page(project, "404.html", base)


def _theme(name: str) -> str:
    """One of the theme's files."""
    return resources.files("taiyaku").joinpath("theme", name).read_text("utf-8")


def _page(project: Project, name: str, base: str) -> str:
    loader = jinja2.FunctionLoader(_theme)
    template = jinja2.Environment(loader=loader, autoescape=True).get_template(name)
    editions = [
        {"code": code, "tag": row.tag, "name": row.name,
         "direction": row.direction, "words": words(code),
         "title": project.title(code) or project.root.name}
        for code in project.languages for row in [language(code)]
    ]  # fmt: skip
    address = f"{project.address}/" if project.address else ""
    return template.render(editions=editions, base=base, address=address, policy=POLICY)
