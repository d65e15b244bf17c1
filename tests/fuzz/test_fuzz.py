"""The whole API under orders nobody would think of: no crash, no lie in its description."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.fuzz.doors import open_to
from tests.live.server import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.capability("O8")]
BOOK = "answers"
IS_LONG = "FUZZ_SECONDS" in os.environ
# For as long as that, whatever comes to mind; or so many orders of a kind.
BOUND = f"--max-time={os.environ['FUZZ_SECONDS']}" if IS_LONG else "--max-examples=5"
# Every edge of every field is tried in the name of whoever may do most: others are refused first.
WIDEST = "S"
CASES = int(os.environ.get("FUZZ_CASES", "250"))
SEED = os.environ.get("FUZZ_SEED", "2104370")


def fuzz(site, letter: str, folder: Path) -> subprocess.CompletedProcess:
    """Let Schemathesis loose on the house in somebody's name, for so many seconds."""
    configuration = folder / "schemathesis.toml"
    configuration.write_text(site.configuration())
    noting = {
        "SCHEMATHESIS_HOOKS": "tests.fuzz.checks",
        "PYTHONPATH": str(ROOT),
        "FUZZ_ROLE": letter,
        "FUZZ_BOOK": str(folder / BOOK),
    }
    return subprocess.run(
        [
            *(Path(sys.executable).parent / "schemathesis", "--no-color"),
            f"--config-file={configuration}",
            *("run", f"{site.url}/api/v1/schema/", *site.headers(letter)),
            *(BOUND, f"--seed={SEED}", f"--phases={phases(letter)}"),
        ],
        cwd=folder,
        env=os.environ | noting,
        capture_output=True,
        text=True,
        check=False,
    )


def phases(letter: str) -> str:
    """Return what of Schemathesis runs in somebody's name."""
    return "coverage,fuzzing,stateful" if IS_LONG or letter == WIDEST else "fuzzing,stateful"


@pytest.mark.parametrize("letter", "CDGHS")
def test_no_order_crashes_and_no_answer_belies_the_description(
    site, transactional_db, letter, tmp_path
):
    done = fuzz(site, letter, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    noted = (tmp_path / BOOK).read_text().splitlines()
    answers = Counter(tuple(line.rsplit(" ", 1)) for line in noted)
    tried = {order for order, _status in answers}
    taken = {order for order, status in answers if status.startswith("2")}
    _say(letter, answers, open_to(letter) & taken)
    assert answers.total() >= CASES
    assert open_to(letter) <= tried
    assert open_to(letter) & taken


def _say(letter: str, answers: Counter, taken: set[str]) -> None:
    every = Counter()
    for (_order, status), times in answers.items():
        every[status] += times
    sys.stdout.write(
        f"\n{letter}: {every.total()} cases, {len(taken)} of {len(open_to(letter))} orders taken, "
        f"answers {dict(sorted(every.items()))}\n"
    )
