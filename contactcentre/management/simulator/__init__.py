"""A London that lives: a program that speaks HTTP to the contact centre, and imports none of it."""
