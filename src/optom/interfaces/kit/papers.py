"""A paper on its way to the browser."""

from django.http import HttpResponse

from optom.domain.documents.queries import PaperRow


def file_of(paper: PaperRow, content: bytes) -> HttpResponse:
    """A PDF that the browser shows and saves under its number."""
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in f"{paper.kind}-{paper.number}")
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, max-age=600"},
    )
