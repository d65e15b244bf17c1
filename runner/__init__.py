"""Start, test and stop the contact centre on one machine, with nothing but Python's own library."""
