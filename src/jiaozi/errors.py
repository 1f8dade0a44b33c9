"""The one table of errors. A refusal is a value inside the platform; the API turns it into problem+json.

`Refusal` is the outcome of a command that was decided against: it is stored and answers retries of the same key.
`Failure` is an exception for what is never stored: overload, a database that does not answer, an outcome not yet known.
"""

from typing import Final, NamedTuple


class ErrorSpec(NamedTuple):
    """A row of the table: HTTP status, whether the same request may succeed later, and its text in both languages."""

    code: str
    status: int
    retryable: bool
    en: str
    zh: str


class Refusal(NamedTuple):
    """Why a command was refused. `code` is in `ERRORS`; `rule` cites the rule and its source when a rule caused it."""

    code: str
    detail: str = ""
    rule: str = ""


class Failure(Exception):
    """Something that is not an outcome: the caller may retry with the same key when the code says so."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class Stop(Failure):
    """A failure of all that share a transaction, whichever of them it came from: nothing of it is written."""


# fmt: off
_TABLE: Final = (
    # Requests
    ErrorSpec("request_malformed", 422, False, "The request is malformed.", "请求格式不正确。"),
    ErrorSpec("http_malformed", 400, False, "The HTTP message is malformed.", "HTTP 报文格式不正确。"),
    ErrorSpec("host_not_allowed", 421, False, "The platform is not served under this name.", "平台不以该主机名提供服务。"),
    ErrorSpec("headers_too_large", 431, False, "The request's headers are too large.", "请求头过大。"),
    ErrorSpec("request_timeout", 408, True, "The request did not arrive in time.", "请求未在限定时间内到达。"),
    ErrorSpec("body_too_large", 413, False, "The request body is too large.", "请求正文过大。"),
    ErrorSpec("media_type_unsupported", 415, False, "The body must be application/json.", "请求正文须为 application/json。"),
    ErrorSpec("not_found", 404, False, "There is no such resource.", "资源不存在。"),
    ErrorSpec("method_not_allowed", 405, False, "The method is not allowed here.", "不允许使用该方法。"),
    ErrorSpec("idempotency_key_missing", 400, False, "An Idempotency-Key header is needed.", "缺少 Idempotency-Key 请求头。"),
    ErrorSpec("idempotency_key_reused", 422, False, "The key was used for a different request.", "幂等键已用于不同的请求。"),
    ErrorSpec("cursor_invalid", 422, False, "The cursor is not one this list gave.", "游标无效。"),
    # Access
    ErrorSpec("credentials_missing", 401, False, "An API key is needed.", "缺少 API 密钥。"),
    ErrorSpec("credentials_invalid", 401, False, "The API key is not valid.", "API 密钥无效。"),
    ErrorSpec("forbidden", 403, False, "This role may not do this.", "该角色无权执行此操作。"),
    ErrorSpec("approval_own_proposal", 403, False, "Nobody approves their own proposal.", "不得复核本人提交的申请。"),
    ErrorSpec("approval_repeated", 403, False, "You agreed already; another person has to.", "您已同意，须由另一人确认。"),
    ErrorSpec("approval_not_independent", 403, False, "Who decides, and who proposed, must have had their rights before the proposal was made, and not be whom it is about.", "复核人与提案人的权限须早于提案取得，且不得为提案所涉本人。"),
    ErrorSpec("enrolment_not_found", 404, False, "There is no such enrolment, or it is over.", "注册不存在或已结束。"),
    ErrorSpec("enrolment_invalid", 403, False, "The enrolment code is not valid.", "注册码无效。"),
    ErrorSpec("people_founded", 409, False, "The central bank has its people; they look after themselves.", "中央银行人员已设立，后续由其自行管理。"),
    ErrorSpec("proposal_not_found", 404, False, "There is no such proposal.", "申请不存在。"),
    ErrorSpec("proposal_closed", 409, False, "The proposal was already decided.", "该申请已处理。"),
    ErrorSpec("proposal_expired", 409, False, "The proposal has expired.", "该申请已过期。"),
    ErrorSpec("proposal_outdated", 409, False, "What it is about has changed since it was proposed; read it, and propose it anew.", "申请提出后，所涉内容已有变化；请重新查阅后再行提出。"),
    ErrorSpec("principal_not_found", 404, False, "There is no such principal.", "主体不存在。"),
    ErrorSpec("principal_suspended", 409, False, "The principal is suspended.", "该主体已停用。"),
    ErrorSpec("principal_not_suspended", 409, False, "The principal is not suspended.", "该主体未停用。"),
    ErrorSpec("api_key_not_found", 404, False, "There is no such API key.", "API 密钥不存在。"),
    ErrorSpec("api_key_revoked", 409, False, "The API key was revoked or has expired.", "API 密钥已吊销或过期。"),
    ErrorSpec("api_keys_exceeded", 409, False, "The principal has had too many API keys.", "该主体的 API 密钥数量已达上限。"),
    ErrorSpec("test_mode_only", 403, False, "This is for test mode: use a test key (`jzt_...`).", "仅限测试模式，请使用测试密钥（jzt_）。"),
    ErrorSpec("live_mode_only", 403, False, "This is for live mode: use a live key (`jz_...`).", "仅限正式模式，请使用正式密钥（jz_）。"),
    ErrorSpec("test_world_unavailable", 503, True, "The test world cannot be reached; live mode goes on.", "测试环境暂不可用；正式模式不受影响。"),
    ErrorSpec("test_clock_step_invalid", 422, False, "The test clock goes forward, by no more than this.", "测试时钟只能在限定范围内向前调整。"),
    ErrorSpec("failure_rule_invalid", 422, False, "The operation cannot be made to fail like this.", "该操作无法按此方式模拟失败。"),
    ErrorSpec("failure_rule_not_found", 404, False, "There is no such rule of failure.", "模拟失败规则不存在。"),
    ErrorSpec("failure_rules_exceeded", 409, False, "There are too many rules of failure in force.", "生效的模拟失败规则数量已达上限。"),
    # Running system
    ErrorSpec("overloaded", 503, True, "The platform is busy; try again shortly.", "系统繁忙，请稍后重试。"),
    ErrorSpec("draining", 503, True, "The server is stopping; try again.", "服务正在停止，请重试。"),
    ErrorSpec("database_unavailable", 503, True, "The database does not answer; try again.", "数据库暂不可用，请重试。"),
    ErrorSpec("storage_full", 507, True, "The database has no space left.", "数据库存储空间已满。"),
    ErrorSpec("clock_not_trusted", 503, True, "The time is not sure: a clock is ahead. Nothing was written; try again.", "系统时钟不可信（超前），未写入任何数据，请重试。"),
    ErrorSpec("clock_not_ahead", 409, False, "Nothing is recorded in the future.", "没有记录时间在未来的数据。"),
    ErrorSpec("clock_day_differs", 409, False, "The clock shows another day than was said.", "系统时钟日期与所述日期不符。"),
    ErrorSpec("database_read_only", 503, True, "The database takes no writes now.", "数据库当前为只读，无法写入。"),
    ErrorSpec("outcome_unknown", 503, True, "The outcome is not known yet; retry with the same key.", "结果尚未确定，请使用同一幂等键重试。"),
    ErrorSpec("internal_error", 500, False, "Something went wrong on our side.", "系统内部错误。"),
    # Command line
    ErrorSpec("world_not_found", 404, False, "There is no world in this database; `jiaozi init` or `jiaozi up` makes one.", "数据库中没有平台数据；请先运行 jiaozi init 或 jiaozi up。"),
    ErrorSpec("world_exists", 409, False, "This database holds a world already.", "数据库中已有平台数据。"),
    ErrorSpec("world_outdated", 409, False, "This world is of an earlier version: back it up with the program that it was served by, stop its servers, then run `jiaozi upgrade`.", "平台数据来自较早版本；请先用原版本程序备份并停止服务，再运行 jiaozi upgrade。"),
    ErrorSpec("world_newer", 409, False, "This world is of a later version than this program: use that version of Jiaozi.", "平台数据来自更新版本的程序；请使用该版本的 Jiaozi。"),
    ErrorSpec("restore_unfinished", 409, False, "A restore into this database was not finished; restore into an empty one.", "此数据库中的恢复尚未完成；请恢复到空数据库。"),
    ErrorSpec("database_foreign", 409, False, "This database holds something else than a world; nothing was written.", "该数据库中存有其他数据，未作任何写入。"),
    ErrorSpec("database_unusable", 500, False, "The database cannot be used.", "数据库无法使用。"),
    ErrorSpec("keyring_unusable", 500, False, "The keyring cannot be used.", "密钥文件无法使用。"),
    ErrorSpec("backup_newer", 422, False, "This backup is of a later version than this program: use that version of Jiaozi.", "备份来自更新版本的程序；请使用该版本的 Jiaozi。"),
    ErrorSpec("backup_unverified", 422, False, "Nobody vouches that this backup is as it was made; `--unverified` restores it all the same.", "无法确认备份未被更改；如仍要恢复，请使用 --unverified。"),
    ErrorSpec("backup_behind", 422, False, "This backup has not the head of the chain that was given: it is older, cut off, or another's.", "备份中没有所给的链头：备份较旧、不完整或属于其他平台。"),
    ErrorSpec("backup_invalid", 422, False, "This is not a complete and unaltered backup.", "备份文件不完整或已被更改。"),
    ErrorSpec("measurement_failed", 409, False, "The measurement could not be made.", "测量未能完成。"),
    ErrorSpec("pilot_failed", 409, False, "The pilot cannot be run here.", "试点无法在此运行。"),
    ErrorSpec("scenario_not_found", 404, False, "There is no such scenario; `jiaozi scenario list` has them all.", "没有该场景；用 jiaozi scenario list 查看全部场景。"),
    ErrorSpec("story_invalid", 422, False, "The story cannot be played as it is written.", "场景文件有误，无法演示。"),
    ErrorSpec("story_differs", 409, False, "Something else happened than the story says.", "演示结果与场景描述不符。"),
    ErrorSpec("address_not_local", 403, False, "Demo credentials are only given out on a loopback address.", "演示凭证仅可在本机地址上使用。"),
    ErrorSpec("port_in_use", 409, False, "The port is in use; choose another with --port.", "端口已被占用；请用 --port 另选端口。"),
    ErrorSpec("file_exists", 409, False, "The file exists already.", "文件已存在。"),
    ErrorSpec("refusal_unknown", 502, False, "The server refused this with a code that this program does not know.", "服务器以本程序不识别的错误码拒绝了该请求。"),
    ErrorSpec("server_unreachable", 503, True, "The server cannot be asked: it, or the way to it, does not answer.", "无法连接服务器。"),
    ErrorSpec("file_unusable", 500, False, "A file or folder cannot be used.", "文件或目录无法使用。"),
    # Ledger
    ErrorSpec("amount_invalid", 422, False, "An amount is a whole number of minor units from 1 to 10^15.", "金额须为 1 至 10^15 之间的最小货币单位整数。"),
    ErrorSpec("asset_unknown", 422, False, "There is no such asset.", "币种不存在。"),
    ErrorSpec("journal_empty", 422, False, "A journal needs at least one transfer.", "记账凭证至少须有一笔转账。"),
    ErrorSpec("journal_too_long", 422, False, "A journal has too many transfers.", "记账凭证的转账笔数过多。"),
    ErrorSpec("account_not_found", 404, False, "There is no such account.", "账户不存在。"),
    ErrorSpec("accounts_same", 422, False, "Payer and payee are the same.", "付款人与收款人相同。"),
    ErrorSpec("accounts_differ_in_book", 422, False, "The accounts are in different books.", "账户不在同一账簿。"),
    ErrorSpec("accounts_differ_in_asset", 422, False, "The accounts hold different assets.", "账户币种不同。"),
    ErrorSpec("account_closed", 409, False, "The account is closed.", "账户已关闭。"),
    ErrorSpec("hold_not_found", 404, False, "There is no such hold.", "预授权不存在。"),
    ErrorSpec("hold_mismatch", 422, False, "The hold is between other accounts.", "预授权的账户不一致。"),
    ErrorSpec("hold_part_captured", 409, False, "A part of the hold was captured without a plan.", "该预授权已部分完成，不能再分账。"),
    ErrorSpec("hold_closed", 409, False, "The hold was already used up, released or expired.", "预授权已完成、撤销或过期。"),
    ErrorSpec("hold_expired", 409, False, "The hold has expired.", "预授权已过期。"),
    ErrorSpec("hold_not_expired", 409, False, "The hold has not expired yet.", "预授权尚未到期。"),
    ErrorSpec("hold_exceeded", 409, False, "More than the hold has left.", "超过预授权剩余金额。"),
    ErrorSpec("balance_overflow", 422, False, "The balance would pass what the ledger can hold.", "余额将超过账本上限。"),
    ErrorSpec("insufficient_funds", 402, False, "There is not enough money available.", "可用余额不足。"),
    ErrorSpec("batch_refused", 409, False, "Another journal of this all-or-nothing batch was refused.", "同批次的其他凭证被拒绝，整批未入账。"),
    ErrorSpec("effective_time_invalid", 422, False, "The effective time is not in an open day.", "生效时间不在可更正的日期内。"),
    # Two tiers
    ErrorSpec("institution_not_found", 404, False, "There is no such institution.", "机构不存在。"),
    ErrorSpec("institution_exists", 409, False, "The institution exists already.", "机构已存在。"),
    ErrorSpec("operator_not_authorised", 403, False, "It is not an authorised operator on this day.", "该机构当日不是指定运营机构。"),
    ErrorSpec("quota_exceeded", 409, False, "The operator's issue quota would be passed.", "超过运营机构的发行额度。"),
    ErrorSpec("regime_forbids", 409, False, "The liability regime in force does not know this act.", "现行负债制度下不适用该操作。"),
    ErrorSpec("regime_same", 409, False, "The regime is in force already.", "该制度已生效。"),
    ErrorSpec("wallets_moving", 409, True, "Wallets still follow the last change of regime.", "上次制度变更的钱包尚未全部迁移。"),
    ErrorSpec("settlement_cap_exceeded", 409, False, "The bilateral settlement cap would be passed.", "超过双边净额结算上限。"),
    ErrorSpec("margin_needed", 409, False, "The margin must cover every balance.", "保证金须全额覆盖钱包余额。"),
    ErrorSpec("operator_illiquid", 409, False, "The operator cannot settle this now.", "运营机构当前无法完成清算。"),
    ErrorSpec("bank_account_not_found", 404, False, "There is no such bank account.", "银行账户不存在。"),
    ErrorSpec("bank_account_exists", 409, False, "The bank account exists already.", "银行账户已存在。"),
    # Wallets
    ErrorSpec("wallet_not_found", 404, False, "There is no such wallet.", "钱包不存在。"),
    ErrorSpec("wallet_exists", 409, False, "The holder has such a wallet at this operator.", "该持有人在此运营机构已有同类钱包。"),
    ErrorSpec("wallet_closed", 409, False, "The wallet is closed.", "钱包已注销。"),
    ErrorSpec("wallet_frozen", 409, False, "The wallet is frozen.", "钱包已冻结。"),
    ErrorSpec("wallet_frozen_amount", 409, False, "Part of the balance is frozen.", "钱包部分余额已冻结。"),
    ErrorSpec("wallet_not_empty", 409, False, "The wallet still holds money or holds.", "钱包仍有余额或未完成的预授权。"),
    ErrorSpec("holder_not_frozen", 409, False, "The holder has no such freeze.", "持有人没有该冻结。"),
    ErrorSpec("wallet_not_frozen", 409, False, "The wallet has no such freeze.", "钱包没有该冻结。"),
    ErrorSpec("holder_details_missing", 422, False, "The class needs more details of the holder.", "该类钱包需要更多的持有人信息。"),
    ErrorSpec("holder_details_invalid", 422, False, "A detail of the holder is not valid.", "持有人信息无效。"),
    ErrorSpec("class_not_available", 422, False, "This class is not available for this kind of holder.", "该类钱包不适用于此类持有人。"),
    ErrorSpec("class_same", 409, False, "The wallet has this class already.", "钱包已属于该类别。"),
    ErrorSpec("limit_balance_exceeded", 409, False, "The wallet's balance limit would be passed.", "超过钱包余额上限。"),
    ErrorSpec("limit_single_exceeded", 409, False, "The amount is above the single payment limit.", "超过单笔支付限额。"),
    ErrorSpec("limit_daily_exceeded", 409, False, "The daily limit would be passed.", "超过日累计支付限额。"),
    ErrorSpec("limit_yearly_exceeded", 409, False, "The yearly limit would be passed.", "超过年累计支付限额。"),
    ErrorSpec("limit_not_lower", 422, False, "A limit can only be set lower than the one above it.", "限额只能低于上级限额。"),
    ErrorSpec("usage_not_allowed", 403, False, "This wallet may not be used for this.", "该钱包不得用于此用途。"),
    # Devices
    ErrorSpec("holder_not_found", 404, False, "There is no such holder.", "持有人不存在。"),
    ErrorSpec("device_not_found", 404, False, "There is no such device.", "设备不存在。"),
    ErrorSpec("device_revoked", 409, False, "The device was revoked.", "设备已解绑。"),
    ErrorSpec("device_key_invalid", 422, False, "This is not a public key of this algorithm.", "公钥与算法不符。"),
    ErrorSpec("device_key_used", 409, False, "This public key is or was a device's; make a new one.", "该公钥已被使用，请重新生成。"),
    ErrorSpec("devices_exceeded", 409, False, "The holder has too many devices.", "持有人的设备数量已达上限。"),
    ErrorSpec("signature_required", 403, False, "The holder's device has to sign this.", "须由持有人的设备签名。"),
    ErrorSpec("card_load_not_found", 404, False, "There is no such top-up by card.", "没有此银行卡充值记录。"),
    ErrorSpec("card_ended", 409, False, "The card cannot be credited any more.", "该银行卡已无法退款。"),
    ErrorSpec("card_return_exceeded", 409, False, "Less was returned to the card.", "退回该卡的金额不足。"),
    ErrorSpec("acquirer_not_found", 404, False, "The operator has no such acquirer.", "该运营机构没有此收单机构。"),
    ErrorSpec("sub_wallet_not_found", 404, False, "There is no such sub-wallet.", "子钱包不存在。"),
    ErrorSpec("sub_wallet_exists", 409, False, "The merchant has a sub-wallet of this wallet already.", "该钱包已向此商户推送子钱包。"),
    ErrorSpec("sub_wallet_revoked", 409, False, "The sub-wallet was taken back.", "子钱包已撤回。"),
    ErrorSpec("sub_wallet_token_invalid", 403, False, "The token is not valid.", "子钱包令牌无效。"),
    ErrorSpec("sub_wallets_exceeded", 409, False, "The wallet has too many sub-wallets.", "子钱包数量已达上限。"),
    ErrorSpec("programs_funded", 409, False, "The wallet funds a program that has not ended.", "钱包仍为未结束的专项资金活动出资。"),
    ErrorSpec("program_not_found", 404, False, "There is no such program.", "专项资金活动不存在。"),
    ErrorSpec("program_terms_invalid", 422, False, "The terms of the program are not valid.", "活动条款无效。"),
    ErrorSpec("program_not_open", 409, False, "The program does not give claims now.", "活动当前不发放。"),
    ErrorSpec("program_state_invalid", 409, False, "The program cannot come to this state from the one it is in.", "活动不能由当前状态变更为该状态。"),
    ErrorSpec("program_exhausted", 409, False, "The program has nothing left to give.", "活动额度已发完。"),
    ErrorSpec("claims_exceeded", 409, False, "The wallet has had as many claims of this program as it may.", "该钱包的领取次数已达上限。"),
    ErrorSpec("claim_not_found", 404, False, "There is no such open claim.", "没有该可用的权益。"),
    ErrorSpec("claim_not_applicable", 409, False, "The claim does not apply here.", "该权益在此不适用。"),
    ErrorSpec("sub_wallets_open", 409, False, "The wallet has sub-wallets that are not closed.", "钱包仍有未注销的子钱包。"),
    # Interest
    ErrorSpec("interest_run_not_found", 404, False, "There is no such interest run.", "计息批次不存在。"),
    ErrorSpec("interest_run_open", 409, False, "An earlier interest run has not ended.", "前一计息批次尚未完成。"),
    ErrorSpec("interest_run_not_ready", 409, False, "The interest run is not in the state for this.", "计息批次当前状态不允许此操作。"),
    ErrorSpec("interest_not_due", 409, False, "The day on which interest is credited has not come.", "尚未到利息入账日。"),
    ErrorSpec("interest_unpaid", 409, False, "Interest is owed to the wallet: close it out to a bank account.", "该钱包尚有应付利息，请将余额转出至银行账户后销户。"),
    ErrorSpec("signature_invalid", 401, False, "The signature does not hold.", "签名无效。"),
    ErrorSpec("signature_expired", 401, False, "The signature has expired or is not valid yet; sign again.", "签名已过期或尚未生效，请重新签名。"),
    ErrorSpec("nonce_used", 409, False, "The nonce was used by another instruction.", "随机数已被使用。"),
    ErrorSpec("user_verification_required", 403, False, "The user has to enter the PIN on the device.", "须由用户在设备上验证支付密码。"),
    ErrorSpec("device_cooling_off", 403, False, "The device was bound a short time ago and may not do this yet.", "设备绑定不久，暂不可进行此操作。"),
    # Banks
    ErrorSpec("agreement_not_found", 404, False, "There is no such agreement.", "绑定协议不存在。"),
    ErrorSpec("agreement_exists", 409, False, "The bank account is linked under a signed agreement already.", "该银行账户已签署绑定协议。"),
    ErrorSpec("agreement_not_signed", 409, False, "The agreement with this bank account is not signed.", "该银行账户的绑定协议尚未签署。"),
    ErrorSpec("agreement_not_valid", 409, False, "The agreement is not valid at this time.", "绑定协议不在有效期内。"),
    ErrorSpec("agreement_terms_invalid", 422, False, "The terms of the agreement do not fit together.", "协议条款无效。"),
    ErrorSpec("agreement_limit_exceeded", 409, False, "More than the agreement allows.", "超过绑定协议约定的限额。"),
    ErrorSpec("agreement_cooling_off", 409, False, "The new link is cooling off; this is more than may move until then.", "新绑定账户处于冷静期，超过冷静期限额。"),
    ErrorSpec("settlement_account_bound", 409, False, "The corporate wallet is bound to another settlement account.", "对公钱包已绑定其他结算账户。"),
    ErrorSpec("sweep_not_found", 404, False, "The wallet has no sweep.", "钱包未设置自动归集。"),
    ErrorSpec("waterfall_not_found", 404, False, "The wallet has no waterfall.", "钱包未设置超额转存。"),
    ErrorSpec("sweep_not_due", 409, False, "The wallet holds nothing above its sweep's ceiling.", "钱包余额未超过归集上限。"),
    ErrorSpec("remittance_to_self", 422, False, "A remittance goes into somebody else's wallet; load your own.", "汇款兑出仅限他人钱包；本人钱包请使用兑出。"),
    ErrorSpec("cash_code_not_found", 404, False, "There is no such cash code.", "现金码不存在。"),
    ErrorSpec("cash_code_closed", 409, False, "The cash code was used or cancelled.", "现金码已使用或已取消。"),
    ErrorSpec("cash_codes_exceeded", 409, False, "The wallet has too many open cash codes.", "未使用的现金码数量已达上限。"),
    ErrorSpec("cash_amount_differs", 422, False, "The cash is not the amount of the code.", "现金金额与现金码不符。"),
    ErrorSpec("external_bank_not_found", 404, False, "The operator deals with no such bank.", "该运营机构未接入此外部银行。"),
    ErrorSpec("external_bank_exists", 409, False, "The operator deals with this bank already.", "该运营机构已接入此外部银行。"),
    ErrorSpec("external_account_not_found", 404, False, "The wallet has no such account at a bank outside.", "钱包未绑定该外部银行账户。"),
    ErrorSpec("exchange_order_not_found", 404, False, "There is no such exchange order.", "兑换指令不存在。"),
    ErrorSpec("exchange_order_closed", 409, False, "The exchange order is at its end, or another has it.", "兑换指令已终结或正由他方处理。"),
    ErrorSpec("external_account_exists", 409, False, "The wallet has this account at the bank outside already.", "钱包已登记该外部银行账户。"),
    ErrorSpec("external_accounts_exceeded", 409, False, "The wallet has too many accounts at banks outside.", "钱包登记的外部银行账户过多。"),
    ErrorSpec("exchange_order_not_stuck", 409, False, "The exchange order is not stuck.", "兑换指令并未滞留。"),
    ErrorSpec("due_exceeded", 409, False, "So much is not owed.", "超过应结算金额。"),
    ErrorSpec("one_time_code_wrong", 422, False, "The one-time code is not right.", "验证码错误。"),
    ErrorSpec("one_time_code_expired", 409, False, "The one-time code has expired.", "验证码已过期。"),
    ErrorSpec("one_time_code_spent", 409, False, "No more one-time codes or tries.", "验证码次数已用尽。"),
    # Merchants and payments
    ErrorSpec("merchant_not_found", 404, False, "There is no such merchant.", "商户不存在。"),
    ErrorSpec("merchant_suspended", 409, False, "The merchant is suspended.", "商户已停用。"),
    ErrorSpec("store_not_found", 404, False, "There is no such store.", "门店不存在。"),
    ErrorSpec("category_unknown", 422, False, "The category code is not known.", "商户类别代码不存在。"),
    ErrorSpec("payment_not_found", 404, False, "There is no such payment.", "支付不存在。"),
    ErrorSpec("refund_not_found", 404, False, "There is no such refund.", "退款不存在。"),
    ErrorSpec("payment_not_refundable", 409, False, "This payment cannot be refunded.", "该支付不可退款。"),
    ErrorSpec("refund_exceeds_payment", 409, False, "More than was paid and not yet refunded.", "退款超过可退金额。"),
    ErrorSpec("payee_cannot_receive", 409, False, "The payee cannot receive this payment.", "收款人无法接收此笔款项。"),
    ErrorSpec("payer_cannot_pay", 409, False, "The payer cannot make this payment.", "付款人无法完成此笔支付。"),
    ErrorSpec("reference_invalid", 422, False, "The reference is not valid.", "业务参考号无效。"),
    # People
    ErrorSpec("alias_taken", 409, False, "The phone number leads to somebody else's wallet.", "该手机号已关联他人钱包。"),
    ErrorSpec("alias_not_found", 404, False, "The wallet is not found by phone.", "该钱包未开通手机号查找。"),
    ErrorSpec("lookups_exceeded", 409, False, "Too many people were looked up today.", "今日查询次数已达上限。"),
    ErrorSpec("payment_not_returnable", 409, False, "This payment cannot be asked back.", "该支付不可申请退回。"),
    ErrorSpec("return_exists", 409, False, "The payment was asked back already.", "该支付已申请退回。"),
    ErrorSpec("return_not_found", 404, False, "The payment was not asked back.", "该支付没有退回申请。"),
    ErrorSpec("return_closed", 409, False, "The request to return money is closed.", "退回申请已结束。"),
    ErrorSpec("return_expired", 409, False, "The request to return money has expired.", "退回申请已过期。"),
    ErrorSpec("return_not_expired", 409, False, "The request to return money has not expired yet.", "退回申请尚未到期。"),
    ErrorSpec("papers_invalid", 422, False, "The papers' digests are not valid.", "证明材料摘要无效。"),
    ErrorSpec("guardian_invalid", 422, False, "This holder cannot be the guardian.", "该持有人不能作为监护人。"),
    ErrorSpec("guardianship_not_found", 404, False, "There is no such guardianship.", "监护关系不存在。"),
    ErrorSpec("guardianship_ended", 409, False, "The guardianship has ended.", "监护关系已结束。"),
    ErrorSpec("estate_exists", 409, False, "The holder's estate is open already.", "该持有人的遗产已登记。"),
    ErrorSpec("estate_not_found", 404, False, "The holder has no estate.", "该持有人未登记遗产。"),
    ErrorSpec("estate_settled", 409, False, "The estate is settled.", "该遗产已处理完毕。"),
    ErrorSpec("estate_shares_invalid", 422, False, "These shares do not make a whole.", "继承份额无效。"),
    ErrorSpec("estate_shares_differ", 409, False, "The amounts do not add up to the estate.", "各继承金额与遗产总额不符。"),
    ErrorSpec("heir_invalid", 422, False, "This wallet cannot inherit.", "该钱包不能作为继承钱包。"),
    # Statements
    ErrorSpec("period_invalid", 422, False, "The period is not one that can be told of.", "期间无效。"),
    ErrorSpec("checks_exceeded", 429, True, "Too many codes were checked; try again in a minute.", "核验次数过多，请一分钟后重试。"),
    ErrorSpec("statement_not_found", 404, False, "No statement was issued with this code.", "没有以此验证码出具的对账单。"),
    ErrorSpec("statement_too_long", 422, False, "The statement would be too long; ask for a shorter period.", "对账单内容过多，请缩短期间。"),
    ErrorSpec("expiry_invalid", 422, False, "The expiry is not in the allowed future.", "有效期无效。"),
    # Reconciliation
    ErrorSpec("reconciliation_not_found", 404, False, "Nothing was imported of this day.", "该日没有导入的核心对账单。"),
    ErrorSpec("reconciliation_day_open", 409, True, "The day is not over yet.", "该日尚未结束。"),
    ErrorSpec("reconciliation_closed", 409, False, "The day is closed; it never changes again.", "该日已关账，不得再变更。"),
    ErrorSpec("reconciliation_not_loaded", 409, False, "The day does not wait to be matched.", "该日不在待勾对状态。"),
    ErrorSpec("reconciliation_not_matched", 409, True, "The day is not matched yet.", "该日尚未完成勾对。"),
    ErrorSpec("core_account_differs", 409, False, "The statement is of another account of the core than those of the days around it.", "该对账单的核心账户与前后各日的不一致。"),
    ErrorSpec("core_statement_differs", 409, False, "This is not what the import announced.", "内容与导入时申报的不符。"),
    ErrorSpec("core_file_invalid", 422, False, "This file is no statement of this day that can be read.", "该文件不是可读取的当日对账单。"),
    ErrorSpec("breaks_open", 409, False, "No journal made up for some breaks: name those that did, or close the day by two people with a reason.", "尚有未经凭证更正的差异：请指明更正的记账凭证，或由两人附理由关账。"),
    ErrorSpec("break_not_found", 404, False, "The day has no such break.", "该日没有此笔差异。"),
    ErrorSpec("correction_differs", 422, False, "No journal of this number makes up for just these breaks.", "没有该标识的凭证恰好更正这些差异。"),
    # Billing
    ErrorSpec("payment_request_not_found", 404, False, "There is no such request to pay.", "收款请求不存在。"),
    ErrorSpec("payment_request_closed", 409, False, "The request was already paid, declined, cancelled or expired.", "收款请求已支付、拒绝、取消或过期。"),
    ErrorSpec("payment_request_expired", 409, False, "The request to pay has expired.", "收款请求已过期。"),
    ErrorSpec("payment_requests_exceeded", 409, False, "Too many requests to pay are open already.", "未处理的收款请求过多。"),
    ErrorSpec("payment_request_not_expired", 409, False, "The request to pay has not expired yet.", "收款请求尚未到期。"),
    ErrorSpec("request_signature_invalid", 403, False, "The signature is not the device's over this request.", "收款请求的签名无效。"),
    ErrorSpec("split_plan_not_found", 404, False, "There is no such split plan.", "分账方案不存在。"),
    ErrorSpec("split_plan_not_active", 409, False, "Not all sellers have agreed to the split plan, or it was ended.", "分账方案尚未经全部分账商户同意，或已终止。"),
    ErrorSpec("split_plan_agreed", 409, False, "The seller has agreed already.", "该分账商户已同意。"),
    ErrorSpec("split_plan_ended", 409, False, "The split plan was ended.", "分账方案已终止。"),
    ErrorSpec("split_shares_invalid", 422, False, "Each seller gets something, all together at most the whole.", "每个分账商户须分得金额，且合计不得超过全部金额。"),
    ErrorSpec("split_seller_invalid", 422, False, "The platform is no seller of its own plan.", "平台自身不能作为分账商户。"),
    ErrorSpec("split_exceeds_payment", 409, False, "The fixed amounts are more than the payment.", "固定分账金额超过支付金额。"),
    ErrorSpec("merchant_not_biller", 403, False, "The merchant's purpose is not one that issues bills.", "该商户的用途不属于账单缴费类。"),
    ErrorSpec("bill_not_found", 404, False, "There is no such bill.", "账单不存在。"),
    ErrorSpec("bill_paid", 409, False, "The bill is paid.", "账单已缴。"),
    ErrorSpec("bill_withdrawn", 409, False, "The biller withdrew the bill.", "账单已被收费单位撤回。"),
    ErrorSpec("bill_amount_differs", 409, False, "The bill asks for another amount.", "账单金额不一致。"),
    # Codes
    ErrorSpec("code_malformed", 422, False, "This is no code of the EMVCo merchant-presented format, or it was damaged.", "二维码内容不符合 EMVCo 商户码格式或已损坏。"),
    ErrorSpec("code_foreign", 422, False, "The code belongs to another payment scheme.", "该收款码不属于本平台。"),
    ErrorSpec("code_forged", 422, False, "This platform did not issue the code.", "该收款码并非本平台签发。"),
    ErrorSpec("code_amount_differs", 422, False, "The amount is not the one the code is for.", "金额与收款码不一致。"),
    ErrorSpec("code_not_found", 404, False, "There is no such code.", "收付款码不存在。"),
    ErrorSpec("code_used", 409, False, "The code was used already.", "收付款码已使用。"),
    ErrorSpec("code_expired", 409, False, "The code has expired.", "收付款码已过期。"),
    ErrorSpec("payer_tokens_exceeded", 409, False, "The device has too many tokens.", "该设备的付款凭证数量已达上限。"),
    ErrorSpec("tap_forged", 422, False, "The tap was not made for this payment.", "该碰一碰凭证与本次支付不符。"),
    ErrorSpec("code_revoked", 409, False, "The code was withdrawn.", "收付款码已停用。"),
    # Webhooks
    ErrorSpec("webhook_not_found", 404, False, "There is no such webhook.", "事件通知端点不存在。"),
    ErrorSpec("webhook_closed", 409, False, "The webhook was closed.", "事件通知端点已关闭。"),
    ErrorSpec("webhook_busy", 409, False, "The webhook is paused, or another worker is sending to it.", "事件通知端点已暂停或正由其他进程发送。"),
    ErrorSpec("webhook_url_invalid", 422, False, "Webhooks go to https addresses of the public Internet.", "事件通知地址须为公网 https 地址。"),
    ErrorSpec("event_kind_unknown", 422, False, "There is no such kind of event; these come nearest.", "没有此事件类型，所列为最接近的类型。"),
    ErrorSpec("event_kind_not_told", 422, False, "Whoever this webhook belongs to is never told of this kind of event; these come nearest.", "该端点的所属方不会收到此类事件，所列为最接近的类型。"),
    ErrorSpec("webhooks_exceeded", 409, False, "There are too many webhooks.", "事件通知端点数量已达上限。"),
    ErrorSpec("delivery_not_found", 404, False, "There is no such delivery.", "事件投递不存在。"),
    ErrorSpec("delivery_waiting", 409, False, "The delivery is still being tried.", "该投递仍在尝试中。"),
    # Acceptance
    ErrorSpec("application_not_found", 404, False, "There is no such application.", "商户进件不存在。"),
    ErrorSpec("application_decided", 409, False, "The application was decided already.", "该进件已审核。"),
    ErrorSpec("documents_invalid", 422, False, "The documents are not as needed.", "证明材料不符合要求。"),
    ErrorSpec("terminal_not_found", 404, False, "There is no such terminal.", "终端不存在。"),
    ErrorSpec("terminal_suspended", 409, False, "The terminal is suspended.", "终端已停用。"),
    ErrorSpec("merchants_exceeded", 409, False, "The wallet has too many merchants.", "该钱包的商户数量已达上限。"),
    ErrorSpec("terminals_exceeded", 409, False, "The store has too many terminals.", "该门店的终端数量已达上限。"),
    ErrorSpec("order_not_found", 404, False, "There is no such order.", "订单不存在。"),
    ErrorSpec("order_exists", 409, False, "The merchant has an order of this number.", "商户订单号已存在。"),
    ErrorSpec("order_paid", 409, False, "The order is paid.", "订单已支付。"),
    ErrorSpec("order_cancelled", 409, False, "The order was cancelled.", "订单已取消。"),
    ErrorSpec("order_expired", 409, False, "The order has expired.", "订单已过期。"),
    ErrorSpec("order_lines_invalid", 422, False, "A line of goods is not valid.", "商品明细无效。"),
)
# fmt: on

ERRORS: Final = {spec.code: spec for spec in _TABLE}
"""Every error by its code."""


def spec_of(code: str) -> ErrorSpec:
    """The row of an error code. Raises `KeyError` for a code that is not in the table."""
    return ERRORS[code]
