"""AML messages that others have published, where a copy of them lies beside this repository."""

import os
import re
from pathlib import Path

import pytest

from contactcentre.contacts.channels import aml

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "fixtures"
PUBLISHED = Path(os.environ.get("CORPORA", BESIDE)) / "aml" / "aml-lib_README.md"
MESSAGE = re.compile(r'A"ML=1;[^"\s]*ml=\d+')


@pytest.mark.capability("A13", "O6")
def test_every_published_message_is_read_without_a_fault():
    if not PUBLISHED.exists():
        pytest.skip("the published messages are not here")
    for text in set(MESSAGE.findall(PUBLISHED.read_text())):
        faults: list[str] = []
        fix = aml.read(text, faults)

        assert (fix.lat, fix.lon, fix.radius_m, fix.confidence) == (48.82639, -2.36619, 52, 68)
        assert faults == []
