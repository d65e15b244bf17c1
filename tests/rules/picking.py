"""Picking rows for a random step: mostly what makes sense, now and then anything at all."""

from hypothesis import strategies as st

nth = st.integers(0, 23)
words = st.sampled_from(["as agreed", "called away", "no longer needed", ""])


def pick(rows, n: int):
    """Return the key of one of some rows, or None when there are none."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True).distinct())
    return keys[n % len(keys)] if keys else None


def mostly(sensible, every, n: int):
    """Return the key of a row that makes sense, or of any row one time in four."""
    key = pick(sensible, n) if n % 4 else None
    return pick(every, n) if key is None else key
