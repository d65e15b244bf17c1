"""What browsers send that PostgreSQL cannot be asked about is refused before anybody asks."""

import re

from django.conf import settings

from contactcentre.core import answers

SESSION_KEY = re.compile(r"[a-z0-9]{32}")
NOBODYS = ("/readyz", "/metrics", "/hooks/", "/static/")
NULL = "\x00"


class SessionCookie:
    """Pass over a session cookie that is no session's, or comes where nobody signs in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if request.path.startswith(NOBODYS) or not SESSION_KEY.fullmatch(key):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)


class NoNullBytes:
    """Refuse a null byte in an address, a cookie or a form; bodies in JSON are the parser's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if NULL in request.path:
            return answers.refusal(request, 404, "There is no such page.")
        if any(NULL in text for text in _texts(request)):
            sentence = "What was sent holds a null byte, which cannot be kept. Remove it."
            return answers.refusal(request, 400, sentence)
        return self.get_response(request)


def _texts(request):
    yield from request.COOKIES.values()
    forms = [request.GET]
    if request.method == "POST" and not request.path.startswith(answers.MACHINES):
        forms.append(request.POST)
    for form in forms:
        for name, values in form.lists():
            yield name
            yield from values
