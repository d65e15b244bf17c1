"""What one control room tells another of an incident: the neutral message, and CAP 1.2."""
