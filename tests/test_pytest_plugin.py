"""Each term in each catalogue is a test, for any project that has a glossary."""

import pytest
import small

from taiyaku.checks import CHECKS, code
from taiyaku.pytest_plugin import OF_A_TERM

FINDING = "*text.po:5:23: term-deprecated: “personal number card” for 個人番号カード*"
# Besides its one concept a catalogue has a test for what is broken, and one for each other check.
OTHERS = 1 + sum(code(check) not in OF_A_TERM for check in CHECKS)
WRONG = small.RIGHT.replace("Individual Number Card", "personal number card")


@pytest.fixture
def pytester(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeini("[pytest]\n")
    return pytester


def test_a_concept_of_a_catalogue_is_a_test_by_its_id(pytester):
    small.make(pytester.path)
    result = pytester.runpytest_subprocess("locale", "-v")
    result.stdout.fnmatch_lines(["*text.po::individual-number-card PASSED*"])


def test_a_finding_fails_the_test_of_its_concept_and_no_other(pytester):
    small.make(pytester.path, WRONG)
    result = pytester.runpytest_subprocess("locale", "-v")
    result.stdout.fnmatch_lines(["*::individual-number-card FAILED*", FINDING])
    assert result.parseoutcomes()["failed"] == 1


def test_one_term_can_be_asked_for(pytester):
    small.make(pytester.path)
    result = pytester.runpytest_subprocess("locale", "-k", "individual-number-card")
    result.assert_outcomes(passed=1, deselected=OTHERS)


def test_a_broken_entry_fails_a_test_of_its_own(pytester):
    small.make(pytester.path, small.RIGHT + "\nnonsense\n")
    result = pytester.runpytest_subprocess("locale", "-v")
    result.stdout.fnmatch_lines(["*::catalogue-broken FAILED*", "*text.po:7:1: catalogue-broken*"])


def test_a_broken_glossary_is_told_at_collection(pytester):
    small.make(pytester.path)
    entry = pytester.path / "glossary/individual-number-card.yaml"
    entry.write_text("terms: []\n", "utf-8")
    result = pytester.runpytest_subprocess("locale")
    result.stdout.fnmatch_lines(["*individual-number-card.yaml:1:*file-invalid*"])
    assert "Traceback" not in result.stdout.str()


def test_po_files_of_others_are_left_alone(pytester):
    small.make(pytester.path)
    elsewhere = pytester.path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.po").write_text("nonsense\n", "utf-8")
    pytester.runpytest_subprocess("elsewhere").assert_outcomes()


def test_a_project_without_a_glossary_is_left_alone(pytester):
    (pytester.path / "a.po").write_text("nonsense\n", "utf-8")
    pytester.runpytest_subprocess().assert_outcomes()


def test_the_tests_can_be_spread_over_processes(pytester):
    small.make(pytester.path, WRONG)
    result = pytester.runpytest_subprocess("locale", "-n", "2")
    assert result.parseoutcomes()["failed"] == 1
    assert result.parseoutcomes()["passed"] == OTHERS


def test_a_report_for_machines_names_each_term(pytester):
    small.make(pytester.path, WRONG)
    pytester.runpytest("--junit-xml=report.xml", "-p", "no:cacheprovider")
    report = (pytester.path / "report.xml").read_text("utf-8")
    assert 'name="individual-number-card"' in report
    assert "term-deprecated" in report


def test_what_failed_last_is_run_alone(pytester):
    small.make(pytester.path, WRONG)
    pytester.runpytest()
    result = pytester.runpytest("--lf")
    result.assert_outcomes(failed=1)
