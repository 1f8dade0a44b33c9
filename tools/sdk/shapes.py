"""What both writers say of an endpoint."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tools.sdk.document import Field, Operation, Words

JSON_FORM: Final = "json"


def file_queries(operation: Operation, *, file: bool) -> Iterator[Field]:
    """The parameters in the query; where there are documents beside JSON, the one that chooses is for these alone."""
    for field in operation.queries:
        if operation.form is None or not operation.answers or field.name != operation.form.name:
            yield field
        elif file and isinstance(field.type, Words):
            documents = tuple(value for value in field.type.values if value != JSON_FORM)
            yield replace(field, type=Words(documents), required=True, default=None)


def said_of(operation: Operation) -> list[str]:
    """What the document says of an endpoint and its body, without saying the same twice."""
    body = operation.body.text if operation.body else ""
    said = [operation.text] if not body or body.rstrip(".") in operation.text else [operation.text, body]
    return [*said, "Signed by the holder's device, once it has had one."] if operation.signed else said
