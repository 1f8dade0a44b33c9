"""The collections are files that their programs read, and what they send is answered."""

import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema_rs import Draft202012Validator
from tools import request_files

from jiaozi.api import openapi
from jiaozi.api.app import document
from tests.api.conftest import Live, live, serve, town

__all__ = ["live", "serve", "town"]
REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
POSTMAN: dict[str, Any] = json.loads((REFERENCE / "postman.json").read_text(encoding="utf-8"))
PAIRS = {
    "type": "array",
    "items": {"type": "object", "required": ["key", "value"], "properties": {"value": {"type": "string"}}},
}
REQUEST = {
    "type": "object",
    "required": ["method", "header", "url"],
    "properties": {
        "method": {"enum": ["GET", "POST"]},
        "header": PAIRS,
        "url": {
            "type": "object",
            "required": ["raw", "host", "path"],
            "properties": {
                "raw": {"type": "string"},
                "host": {"const": ["{{base_url}}"]},
                "query": PAIRS,
                "variable": PAIRS,
            },
        },
        "body": {"type": "object", "required": ["mode", "raw"], "properties": {"mode": {"const": "raw"}}},
    },
}
FORMAT = {
    "type": "object",
    "required": ["info", "item", "auth"],
    "properties": {
        "info": {
            "type": "object",
            "required": ["name", "schema"],
            "properties": {"schema": {"const": request_files.SCHEMA}},
        },
        "item": {
            "items": {
                "required": ["name", "item"],
                "properties": {
                    "item": {"items": {"required": ["name", "request"], "properties": {"request": REQUEST}}}
                },
            }
        },
    },
}
"""What Postman's own schema of a collection (v2.1.0) asks of the parts that ours has."""


def requests() -> Iterator[dict[str, Any]]:
    for folder in POSTMAN["item"]:
        for each in folder["item"]:
            yield {"name": each["name"], **each["request"]}


def http_requests() -> list[tuple[str, str, dict[str, str], str]]:
    """Method, target, headers and body of each request of the `.http` file, read as its programs do."""
    found = []
    text = (REFERENCE / "jiaozi.http").read_text(encoding="utf-8")
    for part in re.split(r"^### .*\n", text, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n\n")
        first, *lines = head.strip().splitlines()
        method, target = first.split(" ", 1)
        found.append((method, target, dict(line.split(": ", 1) for line in lines), body.strip()))
    return found


def test_the_collection_is_of_postman_s_format() -> None:
    assert [str(each) for each in Draft202012Validator(FORMAT).iter_errors(POSTMAN)] == []


def test_both_have_every_operation_of_the_document() -> None:
    listed = [operation["summary"] for _, _, operation in openapi.operations(document())]
    assert len(list(requests())) == len(http_requests()) == len(listed)
    assert {each["name"] for each in requests()} == set(listed)


def test_every_act_has_a_key_of_its_own_and_no_key_of_anybody_is_kept() -> None:
    for each in requests():
        keys = [header["value"] for header in each["header"] if header["key"] == "Idempotency-Key"]
        assert keys == (["{{$guid}}"] if each["method"] == "POST" else [])
    for method, _, headers, _ in http_requests():
        assert headers.get("Idempotency-Key") == ("{{$guid}}" if method == "POST" else None)
    environment = json.loads(request_files.environment())
    assert {each["key"]: each["value"] for each in environment["values"]} == {
        "base_url": request_files.BASE,
        "api_key": "",
    }


def of_postman(live: Live, name: str, token: str, ids: dict[str, str]) -> httpx.Response:
    """What Postman sends with these variables."""
    (request,) = [each for each in requests() if each["name"] == name]
    variables = {"base_url": live.url, "api_key": token}
    body = json.loads(request["body"]["raw"]) | ids
    url = request["url"]["raw"].replace("{{base_url}}", variables["base_url"])
    headers = {each["key"]: each["value"].replace("{{$guid}}", str(uuid.uuid4())) for each in request["header"]}
    bearer = POSTMAN["auth"]["bearer"][0]["value"].replace("{{api_key}}", variables["api_key"])
    return httpx.request(request["method"], url, json=body, headers=headers | {"Authorization": f"Bearer {bearer}"})


def of_http(live: Live, target: str, token: str, ids: dict[str, str]) -> httpx.Response:
    """What a program for `.http` files sends with these variables."""
    (found,) = [each for each in http_requests() if each[:2] == ("POST", f"{{{{baseUrl}}}}{target}")]
    method, url, headers, body = found
    said = {
        name: value.replace("{{$guid}}", str(uuid.uuid4())).replace("{{apiKey}}", token)
        for name, value in headers.items()
    }
    return httpx.request(method, url.replace("{{baseUrl}}", live.url), json=json.loads(body) | ids, headers=said)


def test_what_they_send_pays_each_time_anew(live: Live) -> None:
    token, ids = live.town.tokens["li"], {"payer": live.ids["li"], "store": live.ids["counter"]}
    answers = [of_postman(live, "Pay", token, ids) for _ in range(2)]
    answers += [of_http(live, "/v1/payments", token, ids) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201] * 4, [answer.text for answer in answers]
    assert len({answer.json()["payment"] for answer in answers}) == 4


@pytest.mark.parametrize("name", ["postman.json", "postman-environment.json", "jiaozi.http"])
def test_no_secret_is_in_them(name: str) -> None:
    found = re.findall(r"_([A-Z2-7]{52})\b", (REFERENCE / name).read_text(encoding="utf-8"))
    assert [secret for secret in found if not secret.startswith("EXAMPLE")] == []
