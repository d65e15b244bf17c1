"""The list of capabilities says what is there and nothing else."""

from collections import Counter

import pytest

from tools import capabilities
from tools.capabilities import Claim, claims_in, faults, passed_in, unproved, written
from tools.marks import Proof, proofs_in

# How many capabilities each letter has: 160 together.
ASKED_FOR = {
    "A": 19, "B": 8, "C": 12, "D": 10, "E": 10, "F": 8, "G": 12, "H": 14,
    "I": 9, "J": 12, "K": 13, "L": 7, "M": 8, "N": 9, "O": 9,
}  # fmt: skip
PROOF = Proof("tests/test_it.py", "test_a_unit_leaves")


def test_the_list_has_exactly_the_160_capabilities_in_their_order():
    codes = [claim.code for claim in claims_in(capabilities.LIST.read_text())]
    expected = [f"{letter}{n}" for letter, last in ASKED_FOR.items() for n in range(1, last + 1)]
    assert codes == expected
    assert len(codes) == 160


def test_every_claim_has_a_state_and_a_test_and_says_what_is_missing():
    claims = claims_in(capabilities.LIST.read_text())
    assert faults(claims, proofs_in(capabilities.TESTS, capabilities.ROOT)) == []


def test_the_count_and_the_proofs_are_those_of_today():
    text = capabilities.LIST.read_text()
    today = written(text, proofs_in(capabilities.TESTS, capabilities.ROOT))
    assert text == today, "Run `make capabilities`: tests have gained or lost marks."


def test_a_claim_without_a_test_is_a_fault():
    assert faults([Claim("H1", "Divert", "works", "")], {}) == [
        "H1 is said to work, but no test is marked as its proof."
    ]


def test_a_claim_that_works_partly_says_what_is_missing():
    claim = Claim("H1", "Divert", "partly", "")
    assert faults([claim], {"H1": [PROOF]}) == ["H1 works partly: say what is missing."]


def test_a_made_up_state_is_a_fault():
    [fault] = faults([Claim("H1", "Divert", "nearly", "")], {})
    assert "not nearly" in fault


def test_a_mark_of_a_capability_nobody_asked_for_is_a_fault():
    assert faults([], {"Z9": [PROOF]}) == [
        "Z9 is marked in tests/test_it.py but is not on the list."
    ]


def test_what_is_not_claimed_shows_no_proof():
    text = "**x**\n| H1 | Divert | not yet |  |  |\n"
    assert "| H1 | Divert | not yet |  |  |" in written(text, {"H1": [PROOF]})


def test_what_is_claimed_shows_its_proof_as_a_sentence():
    text = "**x**\n| H1 | Divert | works |  | old |\n"
    assert written(text, {"H1": [PROOF]}) == (
        "**1 work, 0 partly, 0 not yet: 1 in all.**\n"
        "| H1 | Divert | works |  | [a unit leaves](../tests/test_it.py) |\n"
    )


def test_a_proof_counts_only_when_every_case_of_it_passed(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuite><testcase classname="tests.test_it" name="test_a_unit_leaves[I]"/>'
        '<testcase classname="tests.test_it" name="test_a_unit_leaves[S]"><failure/></testcase>'
        '<testcase classname="tests.test_it" name="test_another"/>'
        '<testcase classname="tests.test_it" name="test_third"><skipped/></testcase></testsuite>'
    )
    claim = Claim("H1", "Divert", "works", "")
    assert passed_in(report) == {"tests.test_it.test_another"}
    assert unproved([claim], {"H1": [PROOF]}, passed_in(report)) == [
        "H1: test_a_unit_leaves in tests/test_it.py did not pass."
    ]


# A text to be read, not a test to be run: what is skipped in it must not count as a proof.
MARKED = """
import pytest
pytestmark = pytest.mark.capability("L1")

@pytest.mark.capability("H1", "H2")
@pytest.mark.slow
def test_one(): ...

@pytest.mark.skip
@pytest.mark.capability("H3")
def test_that_never_runs(): ...

@pytest.mark.capability("H4")
class TestDivert:
    async def test_two(self): ...

@pytest.mark.capability("H5")
def helper(): ...

TestLife = Machine.TestCase
TestLife.pytestmark = [pytest.mark.capability("H13")]
"""


@pytest.fixture
def marked(tmp_path):
    (tmp_path / "test_it.py").write_text(MARKED)
    return proofs_in(tmp_path, tmp_path)


def test_marks_are_found_on_functions_classes_modules_and_state_machines(marked):
    one, two = Proof("test_it.py", "test_one"), Proof("test_it.py", "test_two", "TestDivert")
    machine = Proof("test_it.py", "runTest", "TestLife")
    assert marked == {
        "L1": [one, two],
        "H1": [one],
        "H2": [one],
        "H4": [two],
        "H13": [machine],
    }
    assert machine.sentence == "TestLife"


def test_a_test_that_may_not_run_proves_nothing(marked):
    assert "H3" not in marked


def test_the_letters_of_the_list_come_in_order():
    letters = Counter(claim.code[0] for claim in claims_in(capabilities.LIST.read_text()))
    assert list(letters) == sorted(letters)
