"""How long requests take, by method and status; never by path, person or address."""

import time

from prometheus_client import Histogram, disable_created_metrics

disable_created_metrics()
REQUESTS = Histogram(
    "contactcentre_request_seconds",
    "How long requests took.",
    ["method", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.3, 1, 2, 5),
)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Measures:
    """Measure every request that comes in over HTTP."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.perf_counter()
        response = self.get_response(request)
        method = request.method if request.method in METHODS else "other"
        status = f"{response.status_code // 100}xx"
        REQUESTS.labels(method, status).observe(time.perf_counter() - began)
        return response
