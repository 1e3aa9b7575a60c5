"""Pages and rows go out packed: rows say the same words over and over and shrink to a sixth."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_WORTH_IT = {"text/html", "application/json"}


class PackingMiddleware(GZipMiddleware):
    """Django's own, with its bytes of chance against guessing. Papers are packed already; streams must not wait."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack what is worth it."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        return response if response.streaming or kind not in _WORTH_IT else super().process_response(request, response)
