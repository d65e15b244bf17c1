"""Bodies that are too large are refused before they are read."""

from django.conf import settings

from contactcentre.core import answers


class BodyLimit:
    """Answer 413 to a request whose declared body is over the limit."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            sentence = "What was sent is too large: at most 1 MB in one request."
            return answers.refusal(request, 413, sentence)
        return self.get_response(request)


def _length(request) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isdecimal() else 0
