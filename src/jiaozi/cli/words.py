"""What parameters mean on the command line, by the names that the SDK gives them: one table, for commands that follow
from the SDK and for those written by hand."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from jiaozi.cli.values import yuan_of
from jiaozi.records import dataclass

_ID: Final = "0A1B2C3D4E5F6"


@dataclass(frozen=True, slots=True)
class Word:
    """What a parameter means. `sample` is a value of it, for examples; `metavar` stands for it in the help, `option` is
    what it is called where that does not follow from its name. `reader` makes a value of what was typed and raises
    `typer.BadParameter`; with `whole` it makes a list of one text. `default` is for what the SDK wants said, `envvar`
    says it, too. A number is not below `least`. An `institution` is named by its code, too."""

    means: str
    sample: str = ""
    metavar: str | None = None
    option: str = ""
    reader: Callable[[str], Any] | None = None
    whole: bool = False
    default: Any = None
    envvar: str | None = None
    least: int | None = None
    institution: bool = False

    @property
    def reads(self) -> Callable[[str], Any] | None:
        """Its reader; an amount in yuan is read as one whoever wrote the word."""
        return self.reader or (yuan_of if self.metavar == "YUAN" else None)


Words = dict[str, Word | str]
"""What parameters mean in one place, by their names: a text where a `Word` of the table differs in nothing else."""


def _id(prefix: str, means: str) -> Word:
    return Word(f"{means}: {prefix}_...", f"{prefix}_{_ID}")


def _yuan(means: str, sample: str = "100", option: str = "", *, zero: bool = True) -> Word:
    return Word(means, sample, "YUAN", option, lambda text: yuan_of(text, zero=zero))


def of_file(read: Callable[[Path], Any]) -> Callable[[str], Any]:
    """A reader of what a file has in it."""

    def reader(name: str) -> Any:
        try:
            return read(Path(name))
        except (OSError, UnicodeError) as error:
            raise typer.BadParameter(f"{name!r} cannot be read: {error}") from error

    return reader


def typed(text: str) -> str:
    """What was typed; `-` reads it from standard input, so that it stays out of the shell's history."""
    return sys.stdin.readline().strip() if text == "-" else text


def pairs_of(said: Iterable[str]) -> dict[str, str] | None:
    """Keys and values that were said one by one as KEY:VALUE; None of nothing. Raises `typer.BadParameter`."""
    found: dict[str, str] = {}
    for each in said:
        key, colon, value = each.partition(":")
        if not colon or key in found:
            raise typer.BadParameter(f"{each!r} is not KEY:VALUE, or its key was said before")
        found[key] = value
    return found or None


text_of: Final = of_file(lambda path: path.read_text(encoding="utf-8").rstrip("\n"))
"""Reads the text of a file that is named."""


def secrets_of(text: str) -> list[str]:
    """The secrets that were typed; `@file` reads them from a file, `-` from standard input up to its end. Raises
    `typer.BadParameter`."""
    if text == "-":
        return sys.stdin.read().split()
    return text_of(text[1:]).split() if text.startswith("@") else [text]


WORDS: Final = {
    # who and what, by their ids
    "account": Word("At a bank here, bac_..., or outside, xac_...", f"bac_{_ID}"),
    "acquirer": _id("acq", "Who took the card"),
    "application": _id("map", "The application"),
    "bank": Word("The bank, by its code or as ins_...", "icbc", institution=True),
    "bank_account": Word("The bank account: bac_...", f"bac_{_ID}", "ACCOUNT"),
    "card_load": _id("cld", "Of which top-up"),
    "cash_code": _id("csh", "The code's id"),
    "collect_code": Word("The code: cod_...", f"cod_{_ID}", "CODE"),
    "delivery": _id("dlv", "What is sent again"),
    "device": _id("dev", "The device"),
    "endpoint": Word("The endpoint: whk_...", f"whk_{_ID}", "WEBHOOK"),
    "enrolment": Word("enr_...; `jiaozi proposal show` has it.", f"enr_{_ID}"),
    "exchange_order": Word("The exchange order: xch_...", f"xch_{_ID}", "ORDER"),
    "external_account": Word("The account at a bank outside: xac_...", f"xac_{_ID}", "ACCOUNT"),
    "external_bank": Word("The bank outside: xbk_...", f"xbk_{_ID}", "BANK"),
    "failure_rule": Word("The rule: flr_...", f"flr_{_ID}", "RULE"),
    "grant_list": _id("gls", "The grant list"),
    "guardian": _id("hld", "Who acts"),
    "holder": _id("hld", "The holder"),
    "holder_freeze": Word("The freeze: hfz_...", f"hfz_{_ID}", "FREEZE"),
    "merchant": _id("mer", "The merchant"),
    "operator": Word("The operator, by its code or as ins_...", "icbc", institution=True),
    "order": _id("ord", "The order"),
    "program": _id("prg", "The program"),
    "template": _id("tpl", "The template"),
    "version": Word("Which version of it.", "1", "VERSION", least=1),
    "campaign": _id("cmp", "The campaign"),
    "claim": _id("clm", "The claim"),
    "claims": Word(
        "A claim to draw on, in this order; repeatable. Else those that apply.", f"clm_{_ID}", "ID", "--claim"
    ),
    "envelope": _id("env", "The envelope"),
    "lock": _id("lck", "The lock"),
    "prepaid": _id("pre", "The prepaid contract"),
    "prepaid_plan": _id("pln", "The plan"),
    "mandate": _id("mdt", "The mandate"),
    "standing_payment": _id("stp", "The standing payment"),
    "preimage": Word("The 32 bytes that open it, in hexadecimal.", "1f" * 32, "HEX", envvar="JIAOZI_PREIMAGE"),
    "envelope_token": Word("The token that one was given.", "hb_...", envvar="JIAOZI_ENVELOPE_TOKEN"),
    "payee": Word("The wallet that is paid: wal_...", "wal_0A1B2C3D4E5F7"),
    "payer": Word("Who pays: wal_...", f"wal_{_ID}"),
    "payer_token": Word("The token: ptk_...", f"ptk_{_ID}", "TOKEN"),
    "payment": _id("pay", "The payment"),
    "payment_request": Word("The request: prq_...", f"prq_{_ID}", "REQUEST"),
    "plan": Word("The plan that the payment is split by: spl_...", f"spl_{_ID}"),
    "principal": Word("prn_...; see `jiaozi principal list`.", f"prn_{_ID}"),
    "proposal": Word("ppl_...; see `jiaozi proposal list`.", f"ppl_{_ID}"),
    "place": _id("plc", "The place"),
    "place_list": _id("pls", "The list"),
    "seller": _id("mer", "The seller"),
    "store": _id("sto", "The store that is paid"),
    "sub_wallet": _id("wal", "The sub-wallet"),
    "terminal": _id("trm", "The terminal"),
    "wallet": _id("wal", "The wallet"),
    # how much
    "amount_minor": _yuan("How much, such as 19.99.", "19.99", "--yuan", zero=False),
    "balance_minor": _yuan("The most that the wallet may hold.", "5000"),
    "cash_minor": _yuan("Paid in at once.", zero=False),
    "amount_max": _yuan("At most so much.", "500", "--at-most"),
    "amount_min": _yuan("At least so much.", "19.99", "--at-least", zero=False),
    "ceiling_minor": _yuan("What may stay in the wallet."),
    "daily_minor": _yuan("At most so much in a day.", "500"),
    "day_minor": replace(_yuan("At most so much on a day.", "500"), metavar="PER_DAY"),
    "keep_minor": _yuan("What each may keep."),
    "payment_minor": replace(_yuan("At most so much in one payment; 0 for nothing.", "200"), metavar="PER_PAYMENT"),
    "single_minor": _yuan("At most so much at once.", "200"),
    "yearly_minor": _yuan("At most so much in a year.", "5000"),
    # when
    "day": Word("A day in China, such as 2026-01-31.", "2026-01-31", "DAY"),
    "from_": Word("Not before this day in China, or this instant.", "2026-01-31", "DAY", "--since"),
    "lifetime_s": Word("For how long.", "60", "SECONDS", "--seconds", least=0),
    "overlap_s": Word("Seconds for which the old one still works.", "3600", "SECONDS", "--overlap", least=0),
    "until": Word("Until when, with an offset.", "2027-12-31T00:00:00+08:00", "INSTANT"),
    # what is said about it
    "activity": Word("A short code, such as jd-2023-03.", "jd-2023-03"),
    "card": Word("The acquirer's token, never the card's number.", "tok_4f9a1c27"),
    "category": Word("Four digits (ISO 18245).", "5812"),
    "check": Word("What showed that it is wrong, or somebody else's now.", "'operator letter 12'"),
    "code": Word("The code.", "042117"),
    "counter": Word("The counter that the device answered.", "1", least=0),
    "cryptogram": Word("The 16 digits that the device answered.", "0123456789abcdef"),
    "customer": Word("The merchant's word for its customer.", "user-7"),
    "detail": Word("What is forgotten.", "phone"),
    "direction": Word("Pay cash in, or draw it.", "out"),
    "effect": Word("What happens.", "refuse"),
    "kinds": Word("Only events of this kind; repeatable.", "payment.completed", "KIND", "--kind"),
    "label": Word("Your own word for it.", "phone"),
    "last_four": Word("The card's last four digits.", "1111"),
    "means": Word("Payment codes, or taps.", "tap"),
    "name": Word("What it is called.", "'Card acquirer'"),
    "name_en": Word("Its name in Latin letters.", "Teahouse", "NAME"),
    "name_zh": Word("Its name in Chinese.", "茶馆"),
    "note": Word("Kept beside the decision.", "'the papers are missing'"),
    "number": Word("The number.", "4367420000000001"),
    "operation": Word("The operation's name, such as pay; or deliver_webhook.", "pay"),
    "payload": Word("The text of a scanned code: 000201...", "00020101021126...", "TEXT"),
    "payment_code": Word("The 25 digits that the payer's device shows.", "8879978641467328906983670", "CODE"),
    "phone": Word("A phone number; - reads it from standard input.", "13800000000", reader=typed),
    "metadata": Word("Keys and values of your own: KEY:VALUE.", "cart:77", "KEY:VALUE"),
    "purpose": Word("What it is for."),
    "reason": Word("Why; the second person reads it.", "'order 7'"),
    "reference": Word("Your own reference.", "order-7"),
    "remainder": Word("Whose fractions of a fen are.", "platform"),
    "scenario": Word("Where it takes part, such as transport."),
    "state": Word("Only those of this state.", "open"),
    "token": Word("The sub-wallet's token.", "sw_...", envvar="JIAOZI_SUB_WALLET_TOKEN"),
    # how it is asked
    "sort": Word("Which come first: oldest or newest.", "newest"),
    "advance": Word("As the platform of a split: give also what a seller cannot, which it then owes you."),
    "dry_run": Word("Decide one's own side as for real, then take everything back."),
    "key": Word(
        "The same key never acts twice: when unsure, call again with it.", "order-7", "KEY", "--idempotency-key"
    ),
    "most": Word("At most so many; else all.", "50", "N", least=1),
}


LISTED: Final[Words] = {
    "metadata": "Only with this key and value of yours: KEY:VALUE.",
    "until": Word("Only before this day in China, or this instant.", "2026-02-01", "DAY"),
}
"""What parameters of lists mean where it is something else."""


def argument(name: str, means: str = "", **more: Any) -> Any:
    """A parameter of the table that is given by its place, as Typer declares it."""
    return argument_of(name, replace(WORDS[name], means=means or WORDS[name].means), **more)


def option(name: str, means: str = "", **more: Any) -> Any:
    """A parameter of the table that is given by its name, as Typer declares it."""
    return option_of(name, replace(WORDS[name], means=means or WORDS[name].means), **more)


def argument_of(name: str, word: Word, **more: Any) -> Any:
    """A parameter that is given by its place."""
    return typer.Argument(metavar=metavar_of(name, word), **_told(word), **more)


def option_of(name: str, word: Word, **more: Any) -> Any:
    """A parameter that is given by its name."""
    return typer.Option(flag_of(name, word), metavar=word.metavar, **_told(word), **more)


def _told(word: Word) -> dict[str, Any]:
    return {"help": word.means, "parser": word.reads, "envvar": word.envvar, "min": word.least}


def metavar_of(name: str, word: Word) -> str:
    """What stands for a parameter."""
    return word.metavar or name.removesuffix("_minor").upper()


def flag_of(name: str, word: Word) -> str:
    """What a parameter is called as an option."""
    return word.option or "--" + name.removesuffix("_minor").strip("_").replace("_", "-")


Key = Annotated[str, option("key")]
Plan = Annotated[str | None, option("plan")]
Reason = Annotated[str, option("reason")]
Metadata = Annotated[list[str], option("metadata")]
Reference = Annotated[str | None, option("reference")]
Yuan = Annotated[int, argument("amount_minor")]
YuanOption = Annotated[int | None, option("amount_minor")]
DryRun = Annotated[bool, option("dry_run")]
