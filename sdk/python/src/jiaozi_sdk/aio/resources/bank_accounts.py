# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.bank_accounts`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk._json import money
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncBankAccountsDeposits:
    """`AsyncClient.bank_accounts.deposits`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self, bank_account: str, *, amount_minor: int, key: str = "", dry_run: bool = False
    ) -> models.Moved:
        """Cash is paid into a bank account, over the counter.

        - `bank_account`: The account at a bank
        - `amount_minor`: How much, in minor units beside the asset fen of CNY
        """
        answer: models.Moved = await self._transport.send(
            Call(
                "POST",
                path("/v1/bank-accounts/{}/deposits", bank_account),
                {201: models.Moved},
                body={"amount": money(amount_minor, "CNY")},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class AsyncBankAccountsWithdrawals:
    """`AsyncClient.bank_accounts.withdrawals`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self, bank_account: str, *, amount_minor: int, key: str = "", dry_run: bool = False
    ) -> models.Moved:
        """Cash is drawn from a bank account, over the counter.

        - `bank_account`: The account at a bank
        - `amount_minor`: How much, in minor units beside the asset fen of CNY
        """
        answer: models.Moved = await self._transport.send(
            Call(
                "POST",
                path("/v1/bank-accounts/{}/withdrawals", bank_account),
                {201: models.Moved},
                body={"amount": money(amount_minor, "CNY")},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class AsyncBankAccounts:
    """`AsyncClient.bank_accounts`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.deposits = AsyncBankAccountsDeposits(transport)
        self.withdrawals = AsyncBankAccountsWithdrawals(transport)

    async def create(
        self, *, bank: str, number: str, customer: str | None = None, cash_minor: int | None = None, key: str = ""
    ) -> models.BankAccountOpened:
        """A bank opens a deposit account, for a holder or for nobody yet; `cash` is paid in at once. Of its
        `number`, 8 to 32 digits, only the last four can be read again.

        - `bank`: The bank that keeps the account
        - `number`: The account's number at the bank
        - `customer`: The holder whose account it is
        - `cash_minor`: Cash paid in when the account is opened fen of CNY
        """
        answer: models.BankAccountOpened = await self._transport.send(
            Call(
                "POST",
                "/v1/bank-accounts",
                {201: models.BankAccountOpened},
                body={"bank": bank, "number": number, "customer": customer, "cash": money(cash_minor, "CNY")},
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, bank_account: str) -> models.BankAccount:
        """A bank account, for its bank and its customer.

        - `bank_account`: The account at a bank
        """
        answer: models.BankAccount = await self._transport.send(
            Call("GET", path("/v1/bank-accounts/{}", bank_account), {200: models.BankAccount})
        )
        return answer
