"""Synthetic people and places of the demonstration. No real person; positions are approximate."""
