"""Debian's Chromium, driven by Playwright. Without Chromium on the machine the tests that need it skip and say so."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Request, expect, sync_playwright

PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)


def _told(request: Request) -> list[str]:
    """A load that failed; one that the test itself cut off by going elsewhere is none."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url} {request.failure}"]


@contextmanager
def open_page() -> Iterator[tuple[Page, list[str]]]:
    """A page of a browser of its own, and what the page complained of: errors, failed assertions, failed loads."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no browser on this machine: Debian's package chromium")
    arguments = ["--disable-dev-shm-usage"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            page = browser.new_page()
            page.set_default_timeout(PATIENCE_MS)
            complaints: list[str] = []
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "assert") else None)
            page.on("requestfailed", lambda request: complaints.extend(_told(request)))
            yield page, complaints
        finally:
            browser.close()
