"""A small world of its own for live boards: lamps in rooms, so that no app above core is needed."""
