"""Reading every log against its chain, and against what its incident says of its end."""

import itertools
from collections.abc import Iterator
from operator import attrgetter

from django.db import transaction

from incidents import cad, chain
from incidents.models import Incident

PAGE = 2000
INCIDENT = ("pk", "cad_number", "cad_day", "log_seq", "log_hash")
LINE = ("seq", "at", "by", "role", "kind", "text", "prev_hash", "hash")


def logs() -> tuple[int, list[str]]:
    """
    Return how many lines of logs were checked, and a sentence for each log that was touched.

    One statement, read a page at a time: neither the length nor the number of the logs matters.
    """
    checked, faults = 0, []
    with transaction.atomic():
        for _incident, rows in itertools.groupby(_lines(), key=attrgetter("pk")):
            lines = list(rows)
            checked += len(lines)
            faults += _faults_of(lines)
    return checked, faults


def _lines() -> Iterator:
    named = [f"log__{name}" for name in LINE]
    every = Incident.objects.order_by("pk", "log__seq").values_list(*INCIDENT, *named, named=True)
    return (_Line(*row) for row in every.iterator(chunk_size=PAGE))


class _Line:
    """A line of a log beside its incident; one with nothing in it for an incident without any."""

    def __init__(self, *values):
        for name, value in zip((*INCIDENT, *LINE), values, strict=True):
            setattr(self, name, value)


def _faults_of(lines: list[_Line]) -> list[str]:
    incident, written = lines[0], [line for line in lines if line.seq is not None]
    name = f"CAD {cad.reference(incident.cad_number, incident.cad_day)}"
    broken = chain.first_broken(written)
    if broken is not None:
        return [f"{name}: entry {broken} of its log was changed, removed or put elsewhere."]
    end = (written[-1].seq, written[-1].hash) if written else (0, "")
    if end != (incident.log_seq, incident.log_hash):
        return [f"{name}: entry {end[0] + 1} of its log is missing, or the incident was changed."]
    return []
