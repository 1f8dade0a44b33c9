"""What stands on printed papers."""

import io
import re

from pypdf import PdfReader


def pdf_text(document: bytes) -> str:
    """The words of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)


def code_on(document: bytes) -> str:
    """The code by which a statement is verified."""
    found = re.search(r"Verification code:\s*([A-Z2-7-]+)", pdf_text(document))
    assert found is not None
    return found[1]
