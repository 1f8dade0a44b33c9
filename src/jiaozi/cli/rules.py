"""`jiaozi rule`: the rule book of any day, with its sources, and what changed between two days."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jiaozi.cli.chinese import either, heading, sentence, state
from jiaozi.cli.commands import Local, group
from jiaozi.cli.session import Session
from jiaozi.cli.values import check_one_of, read_date, yuan

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.rulebook import Change, Rule

AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="The day, in China; the world's today when not given.")
]
_CLASSES: Final = ("I", "II", "III", "IV")
_HOLDERS: Final = ("personal", "corporate")
_COUNTED = "{} rules on {}   ● in force"
_COUNTED_DISPUTED = "{} rules on {}   ● in force   ○ another source, kept beside it"
Subject = Annotated[str, typer.Option("--subject", help="Only this subject, such as operators, limits or regimes.")]


def show(session: Session, as_of: AsOf = "", subject: Subject = "") -> None:
    """Show the rules whose dates cover a day. Where sources differ both sides are shown, the one in force marked."""
    from jiaozi import rulebook

    day = read_date(as_of, "--as-of") if as_of else session.today()
    _check_subject(subject)
    rules = rulebook.show(day, subject or None)

    def render(out: "Console") -> None:
        for rule in rules:
            _print_rule(out, rule)
        disputed = any(not rule.in_force for rule in rules)
        out.print(sentence(_COUNTED_DISPUTED if disputed else _COUNTED, len(rules), day))

    session.show({"as_of": str(day), "rules": [rule.as_dict() for rule in rules]}, render)


def diff(
    session: Session,
    before: Annotated[str, typer.Argument(metavar="FROM", help="A date.")],
    after: Annotated[str, typer.Argument(metavar="TO", help="Another date.")],
    subject: Subject = "",
    news: Annotated[
        bool, typer.Option("--with-news", help="Also what the sources report as news, which binds nobody.")
    ] = False,
) -> None:
    """Show what changed in force between two days. A change that sources dispute is shown with the other side.

    News (the subject `events`) is left out unless it is asked for.
    """
    from jiaozi import rulebook

    days = read_date(before, "FROM"), read_date(after, "TO")
    _check_subject(subject)
    changes = [each for each in rulebook.diff(*days) if subject in ("", each.subject)]
    if not (news or subject):
        changes = [each for each in changes if each.subject != rulebook.NEWS]

    def render(out: "Console") -> None:
        for change in changes:
            _print_change(out, change)
        out.print(sentence("{} changes from {} to {}", len(changes), *days))

    data = {"from": str(days[0]), "to": str(days[1]), "changes": [_change(change) for change in changes]}
    session.show(data, render)


def limits(
    session: Session,
    as_of: AsOf = "",
    wallet_class: Annotated[str, typer.Option("--class", help="I, II, III or IV; all when not given.")] = "",
    holder: Annotated[str, typer.Option("--holder", help="personal or corporate; both when not given.")] = "",
    operator: Annotated[str, typer.Option("--operator", help="An operator whose own limits count too.")] = "",
) -> None:
    """Show the limits of wallets on a day, each with the rule and source it comes from."""
    from jiaozi.cli.tables import grid

    day = read_date(as_of, "--as-of") if as_of else session.today()
    for said, known, name in ((wallet_class, _CLASSES, "--class"), (holder, _HOLDERS, "--holder")):
        if said:
            check_one_of(said, known, name)
    _check_operator(operator)
    rows = _limit_rows(day, wallet_class, holder, operator)

    def render(out: "Console") -> None:
        shown = [
            (
                *(state(row[name]) for name in ("class", "holder", "component")),
                yuan(row["minor"]) or heading("none"),
                row["rule"],
            )
            for row in rows
        ]
        out.print(grid("class", "holder", "limit", "yuan", "rule", right=[3], title=str(day), rows=shown))

    session.show({"as_of": str(day), "operator": operator, "limits": rows}, render)


def _limit_rows(day: date, wallet_class: str, holder: str, operator: str) -> list[dict[str, Any]]:
    from jiaozi import rulebook
    from jiaozi.rulebook.shapes import COMPONENTS

    rows = []
    for name in [wallet_class] if wallet_class else _CLASSES:
        for kind in [holder] if holder else _HOLDERS:
            try:
                found = rulebook.limits(day, name, kind, operator)
            except rulebook.RuleNotFoundError:
                if wallet_class and holder:
                    raise
                continue
            for component in COMPONENTS:
                rule = found.rule(component)
                minor = found.minor(component)
                row = {"class": name, "holder": kind, "component": component, "minor": minor, "rule": rule.cite()}
                rows.append(row)
    return rows


def _check_subject(subject: str) -> None:
    from jiaozi import rulebook

    if subject:
        check_one_of(subject, sorted({rule.subject for rule in rulebook.load().rules}), "--subject")


def _check_operator(operator: str) -> None:
    from jiaozi import rulebook

    known = [
        str(rule.key["operator"])
        for rule in rulebook.load().rules
        if rule.subject == "operators" and "operator" in rule.key
    ]
    if operator:
        check_one_of(operator, known, "--operator")


def _print_rule(out: "Console", rule: "Rule", mark: str = "") -> None:
    from jiaozi.rulebook.names import public_name

    mark = mark or ("●" if rule.in_force else "○")
    out.print(f"{mark} {rule.id}   {rule.since} → {rule.until or ''}")
    out.print(f"    {either(*public_name(rule))}\n    {_value(rule)}\n    {_cited(rule)}")
    for cited in rule.sources:
        said = (cited.source.title, cited.place, cited.source.published, cited.source.url)
        out.print(f"      {', '.join(each for each in said if each)}")
    if rule.conflicts_with:
        out.print(sentence("    conflicts with: {}", rule.conflicts_with))


def _print_change(out: "Console", change: "Change") -> None:
    from jiaozi.rulebook.names import public_name

    sign = {"added": "+", "removed": "-", "changed": "~"}[change.kind]
    key = ", ".join(f"{name} {word}" for name, word in change.key.items())
    named = next(rule for rule in (change.after, change.before) if rule is not None)
    out.print(f"{sign} {change.subject}: {key}   {either(*public_name(named))}")
    for label, rule in (("    before {}", change.before), ("    after  {}", change.after)):
        if rule is not None:
            out.print(sentence(label, f"{_value(rule)}   {rule.id}: {_cited(rule)}"))
    for rival in _rivals(change):
        out.print(sentence("    ○ other source: {}", f"{_value(rival)}   {rival.id}: {_cited(rival)}"))


def _value(rule: "Rule | None") -> str:
    from jiaozi.rulebook.model import plain

    if rule is None:
        return ""
    return "; ".join(f"{name} {plain(value)}" for name, value in rule.value.items())


def _cited(rule: "Rule") -> str:
    return f"{'; '.join(map(str, rule.sources))} ({rule.confidence})"


def _rivals(change: "Change") -> "list[Rule]":
    """The rules that competing sources would put in the place of the one in force."""
    from jiaozi import rulebook

    ids = {rule.id for rule in (change.before, change.after) if rule is not None}
    return [rule for rule in rulebook.load().rules if rule.conflicts_with in ids]


def _change(change: "Change") -> dict[str, Any]:
    return {
        "kind": change.kind,
        "subject": change.subject,
        "key": dict(change.key),
        "before": change.before.as_dict() if change.before else None,
        "after": change.after.as_dict() if change.after else None,
        "other_sources": [rule.as_dict() for rule in _rivals(change)],
    }


COMMANDS = (
    group(
        "rule",
        "The rule book: what held on a day, and from which source.",
        Local("show", show, "jiaozi rule show --as-of 2022-05-15 --subject operators"),
        Local("diff", diff, "jiaozi rule diff 2022-05-15 2026-01-01 --subject regimes"),
        Local("limits", limits, "jiaozi rule limits --as-of 2022-05-15 --class IV --holder personal --operator icbc"),
    ),
)
