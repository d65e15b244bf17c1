"""Pages as PDF: what a page says goes in as data, so that nothing that was typed is a command."""

import json

import typst
from django.conf import settings

FOLDER = settings.BASE_DIR / "templates/papers"
ACCESSIBLE = "ua-1"


def pdf(name: str, words: dict) -> bytes:
    """
    Return a tagged PDF of these words, with the template of that name.

    It keeps PDF/UA where its fonts have every letter; a name in another script is no reason to have
    no paper, so then it is tagged only.
    """
    template = (FOLDER / f"{name}.typ").read_bytes()
    given = {"input": template, "format": "pdf", "sys_inputs": {"data": json.dumps(words)}}
    try:
        return typst.compile(**given, pdf_standards=ACCESSIBLE)
    except typst.TypstError:
        return typst.compile(**given)
