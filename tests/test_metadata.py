"""What pages say of themselves to machines, and what stands beside them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from taiyaku.exchange.segments import as_json
from taiyaku.policy import HEADERS, POLICY
from taiyaku.project import Project

TINY = Path(__file__).parent / "tiny"
ADDRESS = "https://example.org/letters"


def build(root: Path, address: str) -> subprocess.CompletedProcess[str]:
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build"))
    command = [sys.executable, "-m", "taiyaku.cli", "site"]
    return subprocess.run(
        command,
        cwd=root,
        env={"SITE_URL": address, "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def addressed(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("addressed") / "letter"
    done = build(root, f"{ADDRESS}/")
    assert done.returncode == 0, done.stderr
    return root / "build/site"


def alternates(path: Path) -> dict[str, str]:
    found = re.findall(
        r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', path.read_text("utf-8")
    )
    return dict(found)


@pytest.mark.parametrize("name", ["letter", "glossary"])
def test_every_edition_of_a_page_names_all_of_them_and_one_for_everybody_else(addressed, name):
    wanted = {code: f"{ADDRESS}/{code}/{name}.html" for code in ("en", "ar", "fr")}
    wanted["x-default"] = f"{ADDRESS}/en/{name}.html"
    for code in ("en", "ar", "fr"):
        assert alternates(addressed / code / f"{name}.html") == wanted


def test_the_first_pages_send_everybody_else_to_the_start_page(addressed):
    for path in (addressed / "index.html", addressed / "fr/index.html"):
        assert alternates(path)["x-default"] == f"{ADDRESS}/"


def test_a_page_names_its_own_address(addressed):
    html = (addressed / "ar/letter.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}/ar/letter.html">' in html


def test_the_page_for_a_lost_address_works_at_any_depth(addressed):
    html = (addressed / "404.html").read_text("utf-8")
    inside = re.findall(r'(?:href|src)="([^"]+)"', html)
    assert len(inside) == 5
    assert all(address.startswith(f"{ADDRESS}/") for address in inside)


def test_without_an_address_none_is_invented(tiny):
    for path in sorted(tiny.rglob("*.html")):
        html = path.read_text("utf-8")
        assert 'hreflang="x-default"' not in html
        assert 'rel="canonical"' not in html
        assert alternates(path) == {}


@pytest.mark.parametrize(
    "address", ["ftp://example.org", "example.org", 'https://a"><script>', "https://a b"]
)
def test_an_address_that_is_none_is_refused_before_anything_is_built(tmp_path, address):
    done = build(tmp_path / "letter", address)
    assert done.returncode == 2
    assert done.stderr.startswith("SITE_URL:1:1: ")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "letter/build").exists()


def linked_data(path: Path) -> dict:
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', path.read_text("utf-8")
    )
    assert len(found) == 1
    return json.loads(found[0])


def test_a_translated_page_is_the_translation_of_a_work(site):
    english, japanese = (linked_data(site / code / "pamphlet.html") for code in ("en", "ja"))
    assert english["@type"] == "CreativeWork"
    assert english["inLanguage"] == "en"
    assert english["translationOfWork"]["inLanguage"] == "ja"
    assert [work["inLanguage"] for work in japanese["workTranslation"]] == ["en"]
    assert "translationOfWork" not in japanese


def test_the_glossary_is_a_set_of_defined_terms(site, project):
    for language in ("ja", "en"):
        data = linked_data(site / language / "glossary.html")
        assert data["@type"] == "DefinedTermSet"
        assert [(t["@id"], t["name"], t["description"]) for t in data["hasDefinedTerm"]] == [
            (f"#{c.id}", c.terms[language].preferred, c.definition)
            for c in project.concepts_in(language)
        ]


def test_the_addresses_stand_in_the_linked_data_too(addressed):
    data = linked_data(addressed / "fr/letter.html")
    assert data["url"] == f"{ADDRESS}/fr/letter.html"
    assert data["translationOfWork"]["url"] == f"{ADDRESS}/en/letter.html"


def test_the_headers_for_hosts_say_what_a_page_cannot(site):
    assert HEADERS["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'"
    assert "frame-ancestors" not in POLICY
    for name in ("_headers", ".htaccess", "vercel.json"):
        text = (site / name).read_text("utf-8")
        for header, value in HEADERS.items():
            assert header in text
            assert value in text
    rules = json.loads((site / "vercel.json").read_text("utf-8"))["headers"]
    assert {h["key"]: h["value"] for h in rules[0]["headers"]} == HEADERS


def test_every_edition_publishes_the_paired_text(site, project):
    texts = {"en": project.text("en")}
    for language in ("ja", "en"):
        assert (site / language / "segments.json").read_text("utf-8") == as_json("ja", texts)


def test_a_source_publishes_all_its_translations_and_a_translation_its_own(tiny):
    source, translation = (
        json.loads((tiny / code / "segments.json").read_text("utf-8")) for code in ("en", "fr")
    )
    assert source["languages"] == ["en", "ar", "fr"]
    assert translation["languages"] == ["en", "fr"]
    (letter,) = (s for s in source["segments"] if s["id"] == "letter-2")
    assert letter["translations"]["fr"]["pairs"] == [[[0], [0]], [[1], [1]]]
    assert letter["translations"]["ar"]["pairs"] == [[[0, 1], [0]]]
    states = {s["id"]: s["translations"]["ar"]["state"] for s in source["segments"]}
    assert states["harbour-1"] == "missing"


def test_a_title_comes_from_the_first_page_where_the_settings_name_none():
    other = Project.open(TINY)
    titles = {code: other.title(code) for code in other.languages}
    assert titles == {
        "en": "The lighthouse letter",
        "fr": "La lettre du phare",
        "ar": "رسالة المنارة",
    }


def test_the_source_is_the_language_of_the_configuration_where_the_glossary_leaves_it_open(
    tmp_path,
):
    shutil.copytree(TINY, tmp_path / "letter", ignore=shutil.ignore_patterns("build", "locale"))
    assert Project.open(tmp_path / "letter").source == "en"
    (tmp_path / "letter/conf.py").write_text('extensions = ["taiyaku"]\nlanguage = "ar"\n', "utf-8")
    assert Project.open(tmp_path / "letter").source == "ar"


def test_other_themes_are_left_to_those_who_ask_for_them(tmp_path):
    root = tmp_path / "letter"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build"))
    (root / "conf.py").write_text('extensions = ["taiyaku"]\nhtml_theme = "basic"\n', "utf-8")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-c",
        str(root),
        str(root / "docs"),
        str(root / "out"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    html = (root / "out/letter.html").read_text("utf-8")
    assert "taiyaku.css" not in html
    assert 'class="term ' in html


def test_the_start_page_needs_nothing_of_the_editions_theme(tmp_path):
    root = tmp_path / "letter"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build"))
    (root / "conf.py").write_text('extensions = ["taiyaku"]\nhtml_theme = "basic"\n', "utf-8")
    command = [sys.executable, "-m", "taiyaku.cli", "site"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    site = root / "build/site"
    for name in ("index.html", "404.html"):
        asked = re.findall(r'(?:src|href)="(_static/[^"]+)"', (site / name).read_text("utf-8"))
        assert len(asked) >= 2
        assert all((site / path).is_file() for path in asked)


def test_a_regional_edition_is_known_by_its_own_code(tmp_path):
    root = tmp_path / "letter"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build"))
    (root / "locale/fr").rename(root / "locale/fr_CA")
    for path in (root / "glossary").glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("  fr:", "  fr_CA:"), "utf-8")
    command = [sys.executable, "-m", "taiyaku.cli", "site"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    html = (root / "build/site/en/letter.html").read_text("utf-8")
    assert 'lang="fr-CA"' in html
    assert 'data-edition="fr_CA"' in html
    assert '<html lang="fr-CA"' in (root / "build/site/fr_CA/letter.html").read_text("utf-8")
