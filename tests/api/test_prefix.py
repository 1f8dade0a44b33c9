"""Behind a proxy that takes a prefix of the path away, everything leads where it should: pages, redirects, the API's
document and the page to try it on, the SDK."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from jiaozi_sdk import Client
from tests.api.conftest import Live, Town
from tests.browser.chromium import PATIENCE_MS, open_page

pytestmark = pytest.mark.only_engine("sqlite")  # nothing of this comes as far as a database
PREFIX: Final = "/jz"
LINK: Final = re.compile(r'(?:href|src|action)="([^"#]+)"')
BEGIN: Final = ("/", "/verify/x", "/errors/not_found", "/docs", "/docs/api")
HOPS: Final = {"connection", "transfer-encoding", "content-encoding", "content-length", "date", "server"}


class Proxy(ThreadingHTTPServer):
    """Passes on what is asked below the prefix, without it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.public = f"http://127.0.0.1:{self.server_address[1]}{PREFIX}"
        self.behind = ""
        self.client = httpx.Client(timeout=60)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_: object) -> None:
        """A browser that has seen enough is no error."""


class _Passing(BaseHTTPRequestHandler):
    server: Proxy

    def do_GET(self) -> None:
        if not self.path.startswith(f"{PREFIX}/"):
            self.send_error(502)
            return
        given = {name: text for name, text in self.headers.items() if name.lower() not in HOPS}
        answer = self.server.client.get(self.server.behind + self.path.removeprefix(PREFIX), headers=given)
        self.send_response(answer.status_code)
        for name, text in answer.headers.items():
            if name not in HOPS:
                self.send_header(name, text)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_: object) -> None:
        """Nothing: a test that fails tells enough."""


@pytest.fixture
def proxy(town: Town, serve: Callable[..., Live]) -> Iterator[Proxy]:
    """A proxy before a server that was told its public address."""
    made = Proxy()
    town.platform.settings = replace(town.platform.settings, public_url=made.public)
    made.behind = serve().url
    yield made
    made.shutdown()
    made.server_close()
    made.client.close()


def test_every_link_leads_below_the_prefix_to_what_is_there(proxy: Proxy) -> None:
    wanted, seen = [proxy.public + each for each in BEGIN], set[str]()
    while wanted:
        url = wanted.pop()
        assert url.startswith(f"{proxy.public}/"), url
        answer = httpx.get(url)
        assert answer.status_code in (200, 307) or url.endswith("/verify/x"), (url, answer.status_code)
        seen.add(url)
        links = LINK.findall(answer.text) if answer.headers.get("content-type", "").startswith("text/html") else []
        found = {urljoin(url, link) for link in (*links, *filter(None, [answer.headers.get("location")]))}
        found = {each for each in found if urlsplit(each).netloc == urlsplit(proxy.public).netloc}
        wanted += found - seen - set(wanted)
    named = {url.removeprefix(proxy.public) for url in seen}
    assert named >= {"/verify", "/openapi.json", "/healthz", "/docs/api/start.js", "/docs/api/swagger-ui.css"}


def test_the_document_names_the_public_address_where_there_is_one(
    proxy: Proxy, town: Town, serve: Callable[..., Live]
) -> None:
    servers = httpx.get(f"{proxy.public}/openapi.json").json()["servers"]
    assert [each["url"] for each in servers] == [proxy.public, "."]
    town.platform.settings = replace(town.platform.settings, public_url="")
    assert "servers" not in serve().http.get("/openapi.json").json()


def test_the_sdk_asks_below_the_prefix(proxy: Proxy, town: Town) -> None:
    for base in (proxy.public, f"{proxy.public}/"):
        with Client(base, town.tokens["li"]) as client:
            assert client.world().name == town.platform.world.name


@pytest.mark.slow
def test_the_api_is_tried_on_its_page(proxy: Proxy) -> None:
    with open_page() as (page, complaints):
        page.goto(f"{proxy.public}/docs/api#/running%20system/get_health")
        page.get_by_role("button", name="Try it out").click(timeout=3 * PATIENCE_MS)
        for choice in (proxy.public, "."):
            page.locator(".servers select").first.select_option(choice)
            page.get_by_role("button", name="Execute").click()
            expect(page.locator(".live-responses-table .response-col_status", has_text="200")).to_be_visible()
            expect(page.locator(".request-url")).to_contain_text(f"{proxy.public}/healthz")
            page.get_by_role("button", name="Clear").click()
        # the page takes any `_` of an operation's name for a blank of former times
        assert [each for each in complaints if "escaping deep link whitespace" not in each] == []
