"""Pages and answers hold people's details: no cache may keep them."""


class NoStore:
    """Forbid every cache to keep what is not static."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response
