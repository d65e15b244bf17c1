"""Python, PostgreSQL and the browser compute the same digest, for ids of any size."""

import json
import random
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from contactcentre.core.live.digests import digests, weight
from tests.live.server import NODE

STATIC = Path(__file__).resolve().parents[2] / "static" / "live"
SCRIPT = """
import { digests } from %s;
import { readFileSync } from "node:fs";
console.log(JSON.stringify(digests(JSON.parse(readFileSync(0, "utf8")))));
"""


def _rows() -> list[tuple[str, str, int, int]]:
    dice = random.Random(20181)
    edges = [1, 2, 2**31 - 2, 2**31 - 1, 2**31, 2**40, 2**53 - 1]
    ids = [*edges, *(dice.randrange(1, 2**53) for _ in range(500))]
    versions = [1, 2**31 - 1, *(dice.randrange(1, 10**6) for _ in range(len(ids) - 2))]
    scopes = ["AS", "CE", "ALL"]
    return [
        ("incident", scopes[place % 3], pk, version)
        for place, (pk, version) in enumerate(zip(ids, versions, strict=True))
    ]


def test_the_database_adds_up_to_the_same(db):
    rows = _rows()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum((id * 1000003 + version) %% 2147483647)::text "
            "FROM unnest(%s::numeric[], %s::numeric[]) AS row (id, version)",
            [[row[2] for row in rows], [row[3] for row in rows]],
        )
        assert int(cursor.fetchone()[0]) == sum(weight(row[2], row[3]) for row in rows)


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
def test_the_browsers_arithmetic_is_the_servers():
    rows = _rows()
    script = SCRIPT % json.dumps((STATIC / "digest.js").as_uri())
    given = [dict(zip(("kind", "scope", "id", "version"), row, strict=True)) for row in rows]
    answer = subprocess.run(
        [NODE, "--no-warnings", "--input-type=module", "--eval", script],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert json.loads(answer.stdout) == digests(rows)
