"""How long tests wait for what must come: longer than the slowest machine takes, and no longer."""

# Seconds. Whatever comes ends the wait at once, so only a test that fails waits this long; how
# fast something is, is for benchmarks to say, and for the tests that run alone.
SOON = 30.0
