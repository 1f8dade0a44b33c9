"""`jiaozi template`: terms with parameters; write them, prove them, decide on them, draft programs from them. Terms and
parameters are JSON."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jiaozi.cli.calling import value_of
from jiaozi.cli.commands import Asking, Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import by_code, plain, print_record
from jiaozi.cli.programs import CANONICAL, DRAFTED, TERMS, show_text
from jiaozi.cli.served import ApiKey, Url, served
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.values import read_id, yuan
from jiaozi.cli.words import Word, Words, argument, of_file
from jiaozi.money import ECNY

if TYPE_CHECKING:
    from jiaozi.db.engine import Connection
    from jiaozi.programs.proving import Proof
    from jiaozi.programs.templates.model import ParameterValue
    from jiaozi_sdk import Client

DAYS: Final = 30


def _listed(model: str, path: Path) -> Any:
    """A list of records of the SDK in a file. Raises `typer.BadParameter`."""
    from jiaozi_sdk import models

    kind: Any = list
    return value_of(kind[getattr(models, model)], path.read_text(encoding="utf-8"), "parameters")


def prove(
    session: Session,
    template: Annotated[str, argument("template")],
    version: Annotated[int, argument("version")],
    parameters: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What the parameters are: a file of JSON.")
    ] = None,
    days: Annotated[
        int,
        typer.Option(metavar="DAYS", min=1, max=366, help="For how many days from now a program would be open."),
    ] = DAYS,
    *,
    url: Url,
    api_key: ApiKey = "",
) -> None:
    """Prove a version of a template with parameters, also before it is approved.

    What `jiaozi program prove` says of a program, of one that would be drafted from it now, and be open at once. With a
    key a server is asked, of what one may read; without one it is the platform's own database here.
    """
    from jiaozi.cli.proving import need_solver, tell, told_by

    if api_key:
        said = () if parameters is None else of_file(partial(_listed, "ParameterValue"))(str(parameters))
        with served(url, api_key) as client:
            found = told_by(client.templates.versions.proof(template, version, parameters=said, days=days))
    else:
        need_solver()
        given = () if parameters is None else _given(parameters)
        number = read_id("tpl", template, "TEMPLATE")
        with session.snapshot() as connection:
            found = _proofs(connection, number, version, given, days)
    tell(session, {"template": template, "version": version}, found)


def _given(path: Path) -> "tuple[ParameterValue, ...]":
    """The parameters in a file, as the platform has them. Raises `typer.BadParameter`."""
    import msgspec

    from jiaozi import interchange
    from jiaozi.programs.templates.model import ParameterValue

    try:
        plain = interchange.read(path.read_text(encoding="utf-8"))
        return msgspec.convert(plain, tuple[ParameterValue, ...])
    except (OSError, UnicodeError, interchange.JsonRefused, msgspec.MsgspecError) as error:
        raise typer.BadParameter(f"{str(path)!r} cannot be read: {error}", param_hint="--parameters") from error


def _proofs(
    connection: "Connection", template: int, version: int, given: "tuple[ParameterValue, ...]", days: int
) -> "list[Proof]":
    """What is found of a version. Raises `Refused`: `template_not_found`, `parameters_invalid`,
    `program_terms_invalid`."""
    from jiaozi.cli.proving import now_here
    from jiaozi.errors import Refusal
    from jiaozi.payments.scene import of_template
    from jiaozi.programs.templates import store

    row = store.version(connection, template, version)
    if row is None:
        raise Refused("template_not_found")
    found = of_template(connection, store.content_of(connection, row.sha256), given, days, now_here(connection))
    if isinstance(found, Refusal):
        raise Refused(found.code, found.detail)
    return found


def show_version(
    session: Session,
    client: "Client",
    template: Annotated[str, argument("template")],
    version: Annotated[
        int | None, typer.Argument(metavar="[VERSION]", min=1, help="Which version; else the newest.")
    ] = None,
    canonical: Annotated[bool, typer.Option("--canonical", help=CANONICAL)] = False,
) -> None:
    """Show a version of a template: its terms and parameters.

    With --canonical it is the very text whose SHA-256 two people approve, and nothing else: sha256sum reckons it.
    """
    found = client.templates.get(template) if version is None else client.templates.versions.get(template, version)
    if canonical:
        show_text(session, client.templates.versions.canonical(template, found.version))
        return
    row = plain(found)
    session.show(row, lambda out: print_record(out, by_code(session, row | {"parameters": _in_yuan(row)})))
    if found.newer:
        session.say("Version {} was approved after it.", found.newer)


def _in_yuan(row: "dict[str, Any]") -> "list[dict[str, Any]]":
    """Parameters as people read them: bounds and choices of amounts as money."""
    return [
        each | {name: _money(each[name]) for name in ("least", "most", "choices")} if each["kind"] == "amount" else each
        for each in row["parameters"]
    ]


def _money(fen: Any) -> Any:
    if isinstance(fen, list):
        return [yuan(int(each)) for each in fen]
    return {"minor": fen, "asset": ECNY.code}


_WRITTEN: Final[Words] = {
    "kind": Word("Of programs of which kind: envelope or voucher.", "voucher"),
    "title_en": Word("What it is called in Latin letters.", "Tea", "TITLE"),
    "title_zh": Word("What it is called in Chinese.", "茶馆", "TITLE"),
    "explanation_en": Word("What it is for, in Latin letters.", "'Lunch at canteens.'", "TEXT"),
    "explanation_zh": Word("What it is for, in Chinese.", "茶馆", "TEXT"),
    "parameters": Word(
        "Which parameters it has: a file of JSON.",
        "parameters.json",
        "FILE",
        reader=of_file(partial(_listed, "TemplateParameter")),
        whole=True,
    ),
    "terms": TERMS,
    "template": Word("Of which template it is another version: tpl_...; else it is a new one.", "tpl_0A1B2C3D4E5F6"),
}
_DRAFTED: Final[Words] = {
    **{name: word for name, word in DRAFTED.items() if name not in ("kind", "terms")},
    "parameters": Word(
        "What the parameters are: a file of JSON.",
        "values.json",
        "FILE",
        reader=of_file(partial(_listed, "ParameterValue")),
        whole=True,
    ),
}
_DECIDED: Final[Words] = {
    "state": Word("approved, suspended or retired.", "approved"),
    "sha256": Word("The SHA-256 of the content that you have read.", "0" * 64, "SHA256"),
}
COMMANDS = (
    group(
        "template",
        "Terms with parameters that the central bank approves, and programs from them.",
        Served("list", "templates.list", prints="template version state kind title_en title_zh written_at"),
        Asking("show", show_version, "jiaozi template show tpl_0A1B2C3D4E5F6"),
        Served("write", "templates.create", words=_WRITTEN),
        Served("withdraw", "templates.versions.withdraw", "template version"),
        Local("prove", prove, "jiaozi template prove tpl_0A1B2C3D4E5F6 1 --parameters values.json"),
        Served("state", "templates.state", "template version state", words=_DECIDED),
        Served("draft", "templates.programs.create", "template version funder", words=_DRAFTED),
    ),
)
