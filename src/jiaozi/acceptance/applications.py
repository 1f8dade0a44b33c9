"""Onboarding: a company applies to be a merchant, somebody of its operator looks at the papers and decides.

Whoever applied never decides, whichever role it has, so every merchant that came this way was looked at by a second
person. The papers stay with the operator; the platform keeps what tells whether they were changed since.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Annotated, Final, NamedTuple

from jiaozi.acceptance.model import DOCUMENT_KINDS, DOCUMENTS_MAX, Application, ApplicationState, Category, Document
from jiaozi.acceptance.schema import APPLICATIONS
from jiaozi.db.commands import Operation, Request, canonical, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import ApplicationData
from jiaozi.kinds import ApplicationNo, Length, MerchantNo, Name, Note, OrNone, PrincipalNo, Tag, WalletNo
from jiaozi.outbox import emit
from jiaozi.payments import merchants
from jiaozi.payments.merchants import NAME_MAX, TAG_MAX, OpenMerchant, is_code
from jiaozi.records import dataclass
from jiaozi.wallets.acts import wallet_of
from jiaozi.wallets.model import HOLDER_KINDS
from jiaozi.wallets.schema import WALLETS

NOTE_MAX: Final = 500
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_OPEN_MERCHANT: Final = next(each for each in merchants.OPERATIONS if each.command is OpenMerchant)


@dataclass(frozen=True, slots=True)
class ApplyMerchant:
    """A company, or its operator for it, asks to be a merchant that is paid into its wallet; somebody else of the
    operator decides. `documents` has the licence at least."""

    wallet: WalletNo
    name_en: Name
    name_zh: Name
    category: Category
    purpose: Tag = ""
    scenario: Tag = ""
    documents: Annotated[tuple[Document, ...], Length(1, DOCUMENTS_MAX)] = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class ReviewApplication:
    """Approves an application, which registers the merchant at once, or rejects it and says why. Never by whoever
    applied."""

    application: ApplicationNo
    approve: bool
    note: Note = ""


class MerchantApplied(NamedTuple):
    """The application waits for its review."""

    application: ApplicationNo


class ApplicationReviewed(NamedTuple):
    """The application was decided; `merchant` is null when it was rejected."""

    application: ApplicationNo
    merchant: OrNone[MerchantNo]


def _touch_apply(tx: Tx, requests: Sequence[Request[ApplyMerchant]]) -> None:
    tx.want(WALLETS, {request.command.wallet for request in requests})


def _apply(tx: Tx, request: Request[ApplyMerchant]) -> MerchantApplied | Refusal:
    """Refuses: `request_malformed` (names, tags), `category_unknown`, `documents_invalid`, `wallet_not_found`,
    `wallet_closed`, `class_not_available` (a personal wallet)."""
    command = request.command
    refusal = _shape_refusal(command)
    if refusal is not None:
        return refusal
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    if wallet.kind != HOLDER_KINDS["corporate"]:
        return Refusal("class_not_available", "a merchant is paid into a corporate wallet")
    made = Application(
        id=request.id,
        wallet=wallet.id,
        operator=wallet.operator,
        name_en=command.name_en,
        name_zh=command.name_zh,
        category=command.category,
        purpose=command.purpose,
        scenario=command.scenario,
        documents=canonical([Document(*each) for each in command.documents]).decode(),
        applicant=PrincipalNo(request.principal),
        applied_at=request.at,
        state=int(ApplicationState.OPEN),
        reviewer=PrincipalNo(0),
        decided_at=0,
        note="",
        merchant=MerchantNo(0),
    )
    tx.rows(APPLICATIONS).add(made)
    return MerchantApplied(request.id)


def _shape_refusal(command: ApplyMerchant) -> Refusal | None:
    names_good = all(0 < len(name) <= NAME_MAX and name.strip() for name in (command.name_en, command.name_zh))
    if not names_good or max(len(command.purpose), len(command.scenario)) > TAG_MAX:
        return Refusal("request_malformed", "name, purpose or scenario")
    if not is_code(command.category, 4):
        return Refusal("category_unknown")
    papers = [Document(*each) for each in command.documents]
    good = all(each.kind in DOCUMENT_KINDS and _SHA256.fullmatch(each.sha256) for each in papers)
    if not good or len(papers) > DOCUMENTS_MAX or len({each.sha256 for each in papers}) != len(papers):
        return Refusal("documents_invalid", "kind and SHA-256 of different files")
    return None if any(each.kind == "licence" for each in papers) else Refusal("documents_invalid", "licence")


def _touch_review(tx: Tx, requests: Sequence[Request[ReviewApplication]]) -> Iterator[None]:
    tx.want(APPLICATIONS, {request.command.application for request in requests})
    yield
    rows = tx.rows(APPLICATIONS)
    found = [(request, row) for request in requests if (row := rows.get(request.command.application)) is not None]
    _OPEN_MERCHANT.touch(tx, [_opening(request, row) for request, row in found])
    yield


def _review(tx: Tx, request: Request[ReviewApplication]) -> ApplicationReviewed | Refusal:
    """Refuses: `application_not_found`, `application_decided`, `approval_own_proposal` (whoever applied),
    `request_malformed` (a rejection without a note), then as registering a merchant does."""
    command = request.command
    row = tx.rows(APPLICATIONS).get(command.application)
    if row is None:
        return Refusal("application_not_found")
    if row.state != ApplicationState.OPEN:
        return Refusal("application_decided")
    if row.applicant == request.principal:
        return Refusal("approval_own_proposal")
    if len(command.note) > NOTE_MAX or not (command.approve or command.note.strip()):
        return Refusal("request_malformed", "note")
    merchant = MerchantNo(0)
    if command.approve:
        opened = _OPEN_MERCHANT.run(tx, [_opening(request, row)])[0]
        if isinstance(opened, Refusal):
            return opened
        merchant = opened.merchant
    row.state = int(ApplicationState.APPROVED if command.approve else ApplicationState.REJECTED)
    row.reviewer, row.decided_at = PrincipalNo(request.principal), request.at
    row.note, row.merchant = command.note, merchant
    tx.rows(APPLICATIONS).changed(row)
    kind = "merchant.approved" if command.approve else "merchant.rejected"
    told = ApplicationData(application=row.id, wallet=row.wallet, merchant=merchant)
    emit(tx, kind, request.at, row.operator, told)
    return ApplicationReviewed(row.id, merchant)


def _opening(request: Request[ReviewApplication], row: Application) -> Request[OpenMerchant]:
    """The registration that an approved application stands for."""
    command = OpenMerchant(
        wallet=row.wallet,
        name_en=row.name_en,
        name_zh=row.name_zh,
        category=row.category,
        purpose=row.purpose,
        scenario=row.scenario,
    )
    return request.about(command)


OPERATIONS: Final = (
    Operation("apply_merchant", ApplyMerchant, MerchantApplied, _touch_apply, one_by_one(_apply), True),
    Operation("review_application", ReviewApplication, ApplicationReviewed, _touch_review, one_by_one(_review), True),
)
"""Both are in the log of acts."""
