"""`jiaozi template`: terms with parameters; write them, prove them, decide on them, draft programs from them. Terms and
parameters are JSON."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jiaozi.cli.calling import value_of
from jiaozi.cli.commands import Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.programs import DRAFTED, TERMS
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.values import read_id
from jiaozi.cli.words import Word, Words, argument, of_file

if TYPE_CHECKING:
    from jiaozi.db.engine import Connection
    from jiaozi.programs.proving import Proof
    from jiaozi.programs.templates.model import ParameterValue

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
        int, typer.Option(metavar="DAYS", min=1, max=366, help="For how many days from now a program would be open.")
    ] = DAYS,
) -> None:
    """Prove a version of a template with parameters, also before it is approved.

    What `jiaozi program prove` says of a program, of one that would be drafted from it now, and be open at once.
    """
    from jiaozi.cli.proving import need_solver, tell

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
    from jiaozi.cli.proving import scene_of
    from jiaozi.clock import CHINA_OFFSET_US, DAY_US, china_day
    from jiaozi.programs.faults import terms_refusal
    from jiaozi.programs.proving import prove as proved
    from jiaozi.programs.templates import store
    from jiaozi.programs.templates.filling import Wrong, terms_with
    from jiaozi.programs.terms import Span

    row = store.version(connection, template, version)
    if row is None:
        raise Refused("template_not_found")
    content = store.content_of(connection, row.sha256)
    terms = terms_with(content, given)
    if isinstance(terms, Wrong):
        raise Refused("parameters_invalid", f"{terms.place}: {terms.why}")
    scene, voucher = scene_of(connection), content.kind == "voucher"
    end = (china_day(scene.now) + days) * DAY_US - CHINA_OFFSET_US
    span = Span(scene.now, end, end)
    refusal = terms_refusal(terms, voucher=voucher, span=span, at=scene.now)
    if refusal is not None:
        raise Refused(refusal.code, refusal.detail)
    return proved(terms, span, scene, voucher=voucher)


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
        Served("show", "templates.versions.get", "template version"),
        Served("write", "templates.create", words=_WRITTEN),
        Served("withdraw", "templates.versions.withdraw", "template version"),
        Local("prove", prove, "jiaozi template prove tpl_0A1B2C3D4E5F6 1 --parameters values.json"),
        Served("state", "templates.state", "template version state", words=_DECIDED),
        Served("draft", "templates.programs.create", "template version funder", words=_DRAFTED),
    ),
)
