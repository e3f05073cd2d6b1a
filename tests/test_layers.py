"""The direction of imports: a module knows only what lies below it."""

import ast
from pathlib import Path

import pytest

import taiyaku

PACKAGE = Path(taiyaku.__file__).parent

# From the ground up; a name of a folder stands for all that is in it.
LAYERS = [
    "model", "languages", "interface", "marks", "rst", "markup", "folding", "inflection", "numbers", "guard", "matching", "spans",
    "rendering", "pairing", "concordance", "checks", "checker", "dictionary", "records",
    "glossary", "readings", "citation", "files", "encodings", "po", "catalog", "witness", "report", "progress", "policy", "exchange", "settings", "project",
]  # fmt: skip
# Hosts know everything below, and only the neighbours named here.
HOSTS = {
    "sphinx": {"sphinx"}, "pytest_plugin": set(), "site": set(), "update": {"site"},
    "cli": {"site", "update"}, "__init__": {"sphinx", "checker", "model"},
}  # fmt: skip
FOREIGN = {
    "sphinx": {"sphinx"}, "docutils": {"sphinx", "rst"}, "pytest": {"pytest_plugin"},
}  # fmt: skip


def module_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


SOURCES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_lies_below_it(path):
    here = module_of(path)
    allowed = set(LAYERS[: LAYERS.index(here)]) if here in LAYERS else set(LAYERS) | HOSTS[here]
    own = {name.split(".")[1] for name in imports(path) if name.startswith("taiyaku.")}
    own.discard("__version__")
    assert own <= allowed | {here}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_its_host_knows_a_foreign_framework(path):
    tops = {name.split(".")[0] for name in imports(path)}
    assert {top for top in tops & FOREIGN.keys() if module_of(path) not in FOREIGN[top]} == set()


def test_every_module_has_its_place():
    assert {module_of(path) for path in SOURCES} == {*LAYERS, *HOSTS}
