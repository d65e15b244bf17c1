"""
What works, and which test proves it: docs/capabilities.md.

States and what is missing are written by hand in that file. This writes the rest of it: the count
and, from the marks `@pytest.mark.capability("H1")` of the tests, the proof of each claim. A claim
without a proof is a fault, and so is a mark of a capability that is not on the list. With `--run`
the proving tests are run as well, and a claim whose tests did not all pass is a fault.
"""

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tools.marks import Proof, proofs_in

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "docs" / "capabilities.md"
TESTS = ROOT / "tests"
WORKS, PARTLY, NOT_YET = "works", "partly", "not yet"
STATES = (WORKS, PARTLY, NOT_YET)
SHOWN = 3
ROW = re.compile(r"^\| ([A-Z]\d+) \| ([^|]+) \| ([^|]+) \| ([^|]*) \| [^|]* \|$")
COUNT = re.compile(r"^\*\*.*\*\*$", re.MULTILINE)


@dataclass(frozen=True)
class Claim:
    """One capability and what is said of it by hand."""

    code: str
    name: str
    state: str
    missing: str

    @property
    def is_made(self) -> bool:
        """Whether it is claimed, wholly or in part."""
        return self.state in (WORKS, PARTLY)


def claims_in(text: str) -> list[Claim]:
    """Return every claim of the list, in its order."""
    found = (ROW.match(line) for line in text.splitlines())
    return [Claim(*(part.strip() for part in row.groups())) for row in found if row]


def faults(claims: list[Claim], proofs: dict[str, list[Proof]]) -> list[str]:
    """Return in words what is wrong with these claims, given what the tests prove."""
    found = [fault for claim in claims for fault in _faults_of(claim, proofs)]
    unknown = sorted(set(proofs) - {claim.code for claim in claims})
    found += [
        f"{code} is marked in {proofs[code][0].path} but is not on the list." for code in unknown
    ]
    return found


def _faults_of(claim: Claim, proofs: dict[str, list[Proof]]) -> Iterable[str]:
    if claim.state not in STATES:
        yield f"{claim.code}: the state is {', '.join(STATES)}, not {claim.state}."
    if claim.is_made and not proofs.get(claim.code):
        yield f"{claim.code} is said to {_verb(claim)}, but no test is marked as its proof."
    if claim.state == PARTLY and not claim.missing:
        yield f"{claim.code} works partly: say what is missing."


def _verb(claim: Claim) -> str:
    return "work" if claim.state == WORKS else "work partly"


def written(text: str, proofs: dict[str, list[Proof]]) -> str:
    """Return the list with its count and its column of proofs made anew."""
    claims = {claim.code: claim for claim in claims_in(text)}
    lines = [_line(line, claims, proofs) for line in text.splitlines()]
    return COUNT.sub(_count(claims.values()), "\n".join(lines), count=1) + "\n"


def _line(line: str, claims: dict[str, Claim], proofs: dict[str, list[Proof]]) -> str:
    row = ROW.match(line)
    if row is None:
        return line
    claim = claims[row.group(1)]
    proved_by = _proved_by(proofs.get(claim.code, [])) if claim.is_made else ""
    return f"| {claim.code} | {claim.name} | {claim.state} | {claim.missing} | {proved_by} |"


def _proved_by(proofs: list[Proof]) -> str:
    shown = [f"[{proof.sentence}](../{proof.path})" for proof in proofs[:SHOWN]]
    more = ["and others"] if len(proofs) > SHOWN else []
    return "; ".join(shown + more)


def _count(claims: Iterable[Claim]) -> str:
    states = Counter(claim.state for claim in claims)
    return (
        f"**{states[WORKS]} work, {states[PARTLY]} partly, {states[NOT_YET]} not yet: "
        f"{states.total()} in all.**"
    )


def unproved(claims: list[Claim], proofs: dict[str, list[Proof]], passed: set[str]) -> list[str]:
    """Return in words which claims have a proof that did not pass."""
    return [
        f"{claim.code}: {proof.name} in {proof.path} did not pass."
        for claim in claims
        if claim.is_made
        for proof in proofs.get(claim.code, [])
        if proof.key not in passed
    ]


def passed_in(report: Path) -> set[str]:
    """Return the tests of a JUnit report of which every case passed."""
    cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - our own report
    keys = {case: _key(case) for case in cases}
    return set(keys.values()) - {keys[case] for case in cases if len(case)}


def _key(case) -> str:
    name = case.get("name", "").partition("[")[0]
    return f"{case.get('classname')}.{name}"


def _run() -> set[str]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        options = ["-q", "-m", "capability", f"--junitxml={report}", "-o", "junit_logging=no"]
        pytest.main([*options, str(TESTS)])
        return passed_in(report) if report.exists() else set()


def main(words: list[str]) -> int:
    """Write the list, and return 1 when a claim has no proof."""
    parser = argparse.ArgumentParser(prog="tools.capabilities", description=__doc__)
    parser.add_argument("--run", action="store_true", help="run the proving tests as well")
    asked = parser.parse_args(words)
    proofs, before = proofs_in(TESTS, ROOT), LIST.read_text()
    claims = claims_in(before)
    found = faults(claims, proofs)
    if asked.run:
        found += unproved(claims, proofs, _run())
    LIST.write_text(written(before, proofs))
    for line in [*found, _count(claims).strip("*")]:
        sys.stdout.write(f"{line}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
