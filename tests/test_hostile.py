"""What a stranger's catalogue can do to a build and to its readers: nothing."""

from __future__ import annotations

import http.server
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile.pixel import PIXEL

from taiyaku.checks import OF_THE_TEXT, code
from taiyaku.glossary import load
from taiyaku.model import Problems, Severity
from taiyaku.project import Project
from taiyaku.report import as_text

HOSTILE = Path(__file__).parent / "hostile"
HEAD = re.compile(rb"# kind: (.*)\r?\n# attack: (.*)\r?\n# expect: (.*)\r?\n# stock: (.*)\r?\n")
TOKEN = "a line of the build host's own"
CONF = """\
language = "en"
extensions = ["taiyaku"]
gettext_additional_targets = ["image"]
html_theme = "taiyaku"
"""
SETTINGS = '[tool.taiyaku]\nsource = "en"\n'


@dataclass(frozen=True)
class Case:
    """A hostile catalogue: its name, its kind, and the codes that must be found in it."""

    name: str
    kind: str
    attack: str
    expect: frozenset[str]
    stock: str


def read_case(path: Path) -> Case:
    kind, attack, expect, stock = (part.decode() for part in HEAD.match(path.read_bytes()).groups())
    return Case(path.stem, kind, attack, frozenset(expect.split()) - {"nothing"}, stock)


CASES = [read_case(path) for path in sorted((HOSTILE / "catalogues").glob("*.po"))]
ATTACKS = [case for case in CASES if case.kind != "sound"]


@dataclass
class Built:
    """The project of all cases, built as a project would be: with our extension, and nothing else."""

    site: Path
    project: Project
    log: str
    status: int
    asked: list[str]


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Built:
    """Every case as a page of one project, in French, by a plain `sphinx-build`."""
    root = tmp_path_factory.mktemp("hostile")
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        lay_out(root, f"http://127.0.0.1:{server.server_port}")
        command = [
            sys.executable, "-m", "sphinx", "-b", "html", "-q", "-D", "language=fr",
            "-c", ".", "docs", "site/fr",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        server.shutdown()
    return Built(root / "site/fr", Project.open(root), done.stderr, done.returncode, asked)


def lay_out(root: Path, server: str) -> None:
    root.mkdir(exist_ok=True)
    shutil.copytree(HOSTILE / "docs", root / "docs")
    page = (root / "docs/case.rst").read_text("utf-8")
    (root / "docs/case.rst").unlink()
    (root / "docs/pixel.png").write_bytes(PIXEL)
    (root / "conf.py").write_text(CONF, "utf-8")
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (root / "secret.txt").write_text(f"{TOKEN}\n", "utf-8")
    names = "\n   ".join(case.name for case in CASES)
    index = f"Cases\n=====\n\n.. toctree::\n\n   {names}\n"
    (root / "docs/index.rst").write_text(index, "utf-8")
    catalogues = root / "locale/fr/LC_MESSAGES"
    catalogues.mkdir(parents=True)
    for case in CASES:
        (root / f"docs/{case.name}.rst").write_text(page, "utf-8")
        data = (HOSTILE / f"catalogues/{case.name}.po").read_bytes()
        data = data.replace(b"@SERVER@", server.encode())
        data = data.replace(b"@SECRET@", str(root / "secret.txt").encode())
        (catalogues / f"{case.name}.po").write_bytes(data)


def test_there_are_at_least_a_hundred_and_twenty_attacks_each_unlike_the_others():
    assert len(ATTACKS) >= 120
    assert [attack for attack, n in Counter(case.attack for case in CASES).items() if n > 1] == []


def test_each_case_says_what_stock_sphinx_does_with_it():
    assert [case.name for case in CASES if case.stock in ("", "?")] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gives_just_the_findings_that_it_must(built, case):
    found = {f.code for f in built.project.check("fr") if f.place.path.endswith(f"/{case.name}.po")}
    of_the_text = set(map(code, OF_THE_TEXT)) - case.expect  # a text is only made to attack
    assert found - of_the_text == case.expect


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_build_says_what_it_refuses_and_where(built, case):
    said = set(re.findall(rf"/{case.name}\.po:\d+:\d+: .*\[taiyaku\.([a-z-]+)\]", built.log))
    assert said == case.expect - {"exception-unused"}


def test_the_build_is_not_stopped_and_warns_of_nothing_else(built):
    assert built.status == 0
    strange = [line for line in built.log.splitlines() if re.search("WARNING|ERROR", line)
               and "[taiyaku." not in line]  # fmt: skip
    assert strange == []


def test_the_build_host_asks_for_no_address(built):
    assert built.asked == []


def test_nothing_of_the_build_host_is_in_the_site(built):
    holding = [path for path in built.site.rglob("*") if path.is_file()
               and TOKEN.encode() in path.read_bytes()]  # fmt: skip
    assert holding == []


def test_no_file_comes_into_the_site_but_what_the_sources_name(built):
    named = {f"{case.name}.html" for case in CASES} | {"index.html", "common.html"}
    pages = {path.name for path in built.site.glob("*.html")}
    images = {path.name for path in (built.site / "_images").iterdir()}
    assert {name.replace("-parallel.", ".") for name in pages} == named
    assert images == {"pixel.png"}
    assert not (built.site / "_downloads").exists()


DANGER = re.compile(
    r'(?:href|src|content)="\s*(?:javascript|vbscript|data|file|blob|ftp):|evil\.example|<script>alert',
    re.IGNORECASE,
)


@pytest.mark.parametrize("case", ATTACKS, ids=lambda case: case.name)
def test_no_page_holds_what_was_refused(built, case):
    for name in (case.name, f"{case.name}-parallel"):
        page = built.site / f"{name}.html"
        assert not page.exists() or DANGER.findall(page.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.kind == "sound"], ids=lambda case: case.name
)
def test_a_sound_translation_is_published(built, case):
    html = (built.site / f"{case.name}.html").read_text("utf-8")
    catalogue = built.project.catalogues("fr")[case.name]
    (message,) = (m for m in catalogue.messages if m.target.text)
    words = re.findall(r"[a-zé]{4,}", re.sub(r"<[^>]*>|\|.*?\|", "", message.target.text))
    main = re.search(r"<main.*</main>", html, re.DOTALL)[0]
    assert all(word in main for word in words if word not in ("script", "alert"))


@pytest.mark.browser
def test_no_page_does_anything_in_a_browser(built, browser):
    context = browser.new_context()
    page, done = context.new_page(), []
    page.on("dialog", lambda dialog: (done.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: done.append(f"error {error}"))
    page.on("console", lambda m: m.type == "error" and done.append(f"console {m.text}"))
    page.on("request", lambda r: r.url.startswith("file://") or done.append(f"request {r.url}"))
    page.on("download", lambda download: done.append(f"download {download.url}"))
    for case in CASES:
        page.goto((built.site / f"{case.name}.html").as_uri())
    context.close()
    assert done == []


def test_a_catalogue_that_is_a_link_out_of_the_project_is_not_read(tmp_path):
    lay_out(tmp_path, "http://127.0.0.1:9")
    path = tmp_path / "locale/fr/LC_MESSAGES/linked.po"
    path.symlink_to(tmp_path.parent)
    (finding,) = (
        f for f in Project.open(tmp_path).check("fr") if f.place.path.endswith("linked.po")
    )
    assert finding.code == "catalogue-broken"


@pytest.mark.parametrize(
    "path", sorted((HOSTILE / "glossary").glob("*.yaml")), ids=lambda p: p.stem
)
def test_a_hostile_entry_of_the_glossary_is_refused_with_its_place(tmp_path, path):
    folder = tmp_path / "glossary"
    folder.mkdir()
    (folder / "case.yaml").write_bytes(path.read_bytes())
    expected = re.search(rb"# expect: (.*)", path.read_bytes())[1].decode()
    if expected == "nothing":
        assert len(load(folder, "ja")[0]) == 1
        return
    with pytest.raises(Problems) as caught:
        load(folder, "ja")
    told = [f"{f.place.line}: {f.message}" for f in caught.value.findings]
    assert any(expected in each for each in told), told
    assert {f.severity for f in caught.value.findings} == {Severity.ERROR}


def test_the_page_of_the_promises_gives_the_numbers_that_are_tested():
    text = (Path(__file__).parents[1] / "docs/promises.rst").read_text("utf-8")
    kinds = Counter(case.kind for case in ATTACKS)
    names = {
        "link": "リンク", "directive": "命令", "role": "役割", "block": "段落の形", "inline": "文中の印",
        "character": "文字", "size": "大きさ", "image": "画像", "file": "ファイル",
    }  # fmt: skip
    listed = "、".join(f"{names[kind]}{kinds[kind]}件" for kind in names)
    entries = len(list((HOSTILE / "glossary").glob("*.yaml")))
    silent = sum(case.stock.endswith("silent") for case in ATTACKS)
    crashed = sum("crashes" in case.stock for case in ATTACKS)
    assert f"攻撃や破損の見本は{len(ATTACKS)}件" in text
    assert f"内訳は、{listed}です" in text
    assert f"同じような見本が{entries}件" in text
    assert f"{silent}件は何の警告もなく通り、{crashed}件では組むのが止まりました" in text


def test_the_page_of_the_promises_gives_the_figures_of_the_fuzzing():
    from test_fuzz import KILLS

    text = (Path(__file__).parents[1] / "docs/promises.rst").read_text("utf-8")
    assert "でたらめに壊したファイルを2000作って" in text
    assert f"検査のたびに{KILLS}回くりかえします" in text


@pytest.mark.parametrize("place", ["locale/fr/LC_MESSAGES", "locale/fr"])
def test_no_folder_of_catalogues_is_a_link_out_of_the_project(tmp_path, place):
    root, outside = tmp_path / "project", tmp_path / "outside"
    lay_out(root, "http://127.0.0.1:9")
    shutil.move(root / place, outside)
    (root / place).symlink_to(outside)
    found = [f.code for f in Project.open(root).check("fr") if "link out of it" in f.message]
    assert set(found) == {"catalogue-broken"}
    before = {path: path.read_bytes() for path in outside.rglob("*.po")}
    command = [sys.executable, "-m", "taiyaku.cli", "update"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert {path: path.read_bytes() for path in outside.rglob("*.po")} == before


def test_a_catalogue_whose_name_would_act_on_a_log_is_not_printed_as_it_is(tmp_path):
    lay_out(tmp_path, "http://127.0.0.1:9")
    name = "a\n::error::x\x1b[31m.po"
    (tmp_path / "locale/fr/LC_MESSAGES" / name).write_text("nonsense", "utf-8")
    (finding,) = (f for f in Project.open(tmp_path).check("fr") if "error" in f.place.path)
    assert finding.code == "catalogue-broken"
    assert "\x1b" not in as_text(finding)
    assert not any(line.startswith("::") for line in as_text(finding).splitlines())
