"""
The rules of risk, one registry: each with its grade, its words for the screen and its source.

A police officer can check each line. The suggestion is the most urgent grade of those that fire.
"""

from incidents.risk.rules import calls, domestic, known, people, thrive

RULES = [*thrive.RULES, *domestic.RULES, *people.RULES, *calls.RULES, *known.RULES]
