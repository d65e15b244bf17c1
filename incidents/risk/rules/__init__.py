"""
The rules of risk, one registry: each with its grade, its words for the screen and its source.

A police officer can check each line. The suggestion is the most urgent grade of those that fire.
"""

from incidents.risk.rules import calls, domestic, known, people, sets, thrive

THEMES = (thrive, domestic, people, calls, known, sets)
RULES = [rule for theme in THEMES for rule in theme.RULES]
