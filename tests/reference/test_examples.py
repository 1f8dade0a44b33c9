"""The examples of the reference are what happens: each is asked for again, as JSON and with the Python SDK, and its
TypeScript is compiled."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator
from tools.examples import snippets, stage
from tools.examples.asks import REFUSED
from tools.examples.record import asked, compose, form, operations

from jiaozi.api import openapi
from jiaozi.api.app import document
from jiaozi.api.examples import PLACE, recorded, shown_in
from jiaozi_sdk import ApiError, Client
from tests.sdk.test_typescript import compiled, compiler

__all__ = ["compiler"]
pytestmark = pytest.mark.only_engine("sqlite")  # what is told of the API, which is the same on both
EXAMPLES = recorded()
PARTS = sorted({described["tags"][0] for _, _, described in operations().values()})


def of(part: str) -> list[str]:
    return [name for name, (_, _, described) in operations().items() if described["tags"][0] == part]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> stage.Stage:
    return stage.build(tmp_path_factory.mktemp("stage"))


def test_every_operation_has_an_example_and_no_other_is_kept() -> None:
    assert EXAMPLES.keys() == operations().keys(), "run `make examples`"


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_an_example_is_answered_as_it_is_written(world: stage.Stage, part: str) -> None:
    for operation in of(part):
        kept = EXAMPLES[operation]
        assert form(asked(world, operation, kept["who"])) == form(kept), f"{operation}: run `make examples`"


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_an_example_in_python_is_what_it_says(world: stage.Stage, part: str) -> None:
    for operation in of(part):
        with world.scene() as scene:
            kept = EXAMPLES[operation]
            request = compose(scene, operation, kept["who"])
            text = snippets.python(operation, kept | request.kept())
            token = scene.live.town.tokens.get(request.who, "")
            with Client(scene.live.url, token, signer=scene.signer) as client:
                found: dict[str, Any] = {"client": client}
                if operation in REFUSED:
                    with pytest.raises(ApiError, match=REFUSED[operation]):
                        exec(text, found)
                else:
                    exec(text, found)
                    assert found["answer"] is not None, text


@pytest.mark.slow
def test_the_examples_in_typescript_have_right_types(compiler: Path) -> None:
    folder = compiler / "examples"
    folder.mkdir()
    for operation, kept in EXAMPLES.items():
        head = 'import { Client } from "../src/index.ts";\ndeclare const client: Client;\n'
        used = (
            ""
            if operations()[operation][0] == "GET" and "for await" in snippets.typescript(operation, kept)
            else "\nvoid answer;"
        )
        text = f"{head}{snippets.typescript(operation, kept)}{used}\nexport {{}};\n"
        (folder / f"{operation}.ts").write_text(text, encoding="utf-8")
    settings = json.loads((compiler / "tsconfig.json").read_text(encoding="utf-8"))
    settings["compilerOptions"] |= {"rootDir": ".", "noEmit": True}
    (compiler / "examples.json").write_text(json.dumps(settings | {"include": ["examples"]}), encoding="utf-8")
    done = compiled(compiler, "--project", "examples.json")
    assert (done.returncode, done.stdout) == (0, "")


def _schema(described: Any, shown: Any) -> Any:
    """A schema with those that it leads to alone: all that there are take a second to be made ready."""
    every, named = shown["components"]["schemas"], _named(described)
    found: dict[str, Any] = {}
    while named:
        found |= {name: every[name] for name in named}
        named = {name for each in named for name in _named(every[each])} - found.keys()
    components = {"components": {"schemas": found}}
    return {**described, **components, "$schema": "https://json-schema.org/draft/2020-12/schema"}


def _named(schema: Any) -> set[str]:
    return set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(schema)))


@pytest.mark.parametrize("part", PARTS)
def test_an_example_is_of_the_form_that_the_document_describes(part: str) -> None:
    shown = shown_in(document())
    for operation in of(part):
        method, path, _ = operations()[operation]
        described, kept = shown["paths"][path][method.lower()], EXAMPLES[operation]
        places = [(described["requestBody"], kept["body"])] if "body" in kept else []
        answers = described["responses"][str(kept["status"])]
        places += [(answers, kept["answer"])] if "answer" in kept and "$ref" not in answers else []
        for place, value in places:
            media = place["content"]["application/json"]
            assert media["example"] == value
            faults = [str(each) for each in Draft202012Validator(_schema(media["schema"], shown)).iter_errors(value)]
            assert faults == [], operation


def test_every_field_and_parameter_is_described() -> None:
    shown = document()
    bare = [
        f"{model}.{name}"
        for model, schema in shown["components"]["schemas"].items()
        for name, each in schema.get("properties", {}).items()
        if not each.get("description")
    ]
    bare += [
        f"{operation['operationId']} {each['name']}"
        for _, _, operation in openapi.operations(shown)
        for each in operation.get("parameters", ())
        if "$ref" not in each and not each.get("description")
    ]
    assert bare == []


def test_no_secret_is_kept() -> None:
    text = PLACE.read_text(encoding="utf-8")
    secrets = re.findall(r"_([A-Z2-7]{52})\b|whsec_([A-Za-z0-9+/]+)", text)
    assert secrets
    assert {"".join(each)[:7] for each in secrets} == {"EXAMPLE", "RVhBTVB"}
