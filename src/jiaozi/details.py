"""The details of refusals in Chinese: one table, by what they say in English, where `{}` stands for what varies.

A detail is stored in English, as every outcome is; who reads Chinese is told it when it is shown.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from jiaozi.words import table
from jiaozi.words import zh_of as word_of

# fmt: off
_SENTENCES: Final[Mapping[str, str]] = {
    # amounts and limits
    "{} asked, {} available": "申请金额 {}，可用余额 {}",
    "{} asked, at most {} at once": "申请金额 {}，单笔限额 {}",
    "{} asked, {} of {} used today; today's limit resets at 00:00 China time on {}": "申请金额 {0}，今日限额 {2}，已用 {1}；今日限额于北京时间 {3} 00:00 重置",
    "{} asked, {} of {} used this year; this year's limit resets at 00:00 China time on {}": "申请金额 {0}，今年限额 {2}，已用 {1}；今年限额于北京时间 {3} 00:00 重置",
    "{} asked, the wallet holds {} and may hold at most {}": "转入金额 {}，当前余额 {}，余额上限 {}",
    "{}: at most {}": "{}：最高 {}",
    "one payment: at most {}; a day: at most {}": "单笔最高 {}，每日最高 {}",
    "at most {} until {}": "{1} 前最高 {0}",
    "this is not done before {}": "{} 之后方可办理",
    "{} left": "剩余 {}",
    "{} returned": "已退回 {}",
    "{} is owed": "应结算 {}",
    "{} is asked": "应缴 {}",
    "{} is fixed": "固定分账合计 {}",
    "{} free": "可用 {}",
    "{} at most": "最多 {}",
    "{} are open, {} at most": "已有 {} 笔未处理，最多 {} 笔",
    "{} a day; the count resets at 00:00 China time on {}": "每日 {} 次；次数于北京时间 {} 00:00 重置",
    "{} tries at most": "最多尝试 {} 次",
    "no journal {}": "没有凭证 {}",
    "no outcome {}": "没有结果 {}",
    "{}: there is no such file": "{}：文件不存在",
    "{}: {} tries; the next run begins with {}": "{}：已尝试 {} 次；下次从 {} 开始",
    "{} is before {}": "{} 早于 {}",
    "more than {} days": "超过 {} 天",
    "{} has not begun; today is {}": "{} 尚未开始；今天是 {}",
    "{} has not come; now {}": "{} 尚未到来；当前时间 {}",
    "a payment can be asked back for {} days": "支付后 {} 天内可申请退回",
    "now {}, latest {}": "当前时间 {}，最迟 {}",
    "lifetime_s: {} to {}": "lifetime_s：{} 至 {} 秒",
    "one movement: at most {}": "单笔最高 {}",
    "a day: at most {}; this resets at 00:00 China time on {}": "每日最高 {}，于北京时间 {} 00:00 重置",
    "a year: at most {}; this resets at 00:00 China time on {}": "每年最高 {}，于北京时间 {} 00:00 重置",
    "movements in a day: at most {}; this resets at 00:00 China time on {}": "每日最多 {} 笔，于北京时间 {} 00:00 重置",
    "movements in a year: at most {}; this resets at 00:00 China time on {}": "每年最多 {} 笔，于北京时间 {} 00:00 重置",
    "above the holder's limit of one payment": "超过本人设置的单笔免密限额",
    "above the holder's limit of a day": "超过本人设置的每日免密限额",
    "above the ceiling": "超过免密支付上限",
    "one payment is above the day": "单笔限额高于每日限额",
    "nothing is owed": "没有应结算金额",
    "more than the whole": "合计超过全部金额",
    "found no matching overload for {}": "运算与值的种类不符：{:raw}",
    "undeclared reference to {}": "没有这个名称：{:raw}",
    "Syntax error: {}": "语法错误：{:raw}",
    "cadence: day, week or month": "cadence：day（日）、week（周）或 month（月）",
    "cadence or on_day": "cadence 或 on_day",
    "first_day: not before {} nor after {}": "first_day：不早于 {}，不晚于 {}",
    "last_day: not before {} nor after {}": "last_day：不早于 {}，不晚于 {}",
    "last_day: not after {}": "last_day：不晚于 {}",
    "last_day: not before the start, and none of what is paid once": "last_day：不早于起始日；单次付款不设终止日",
    "on_day: the start is on it, or on the last day of a shorter month": "on_day：起始日须在该日，或为天数较少之月的最后一日",
    "starts_at: after {}, and not after {}": "starts_at：晚于 {}，且不晚于 {}",
    "debits_max: more than {}, at most {}": "debits_max：多于 {}，至多 {}",
    "lifts: last_day or debits_max, and none that is set": "lifts：last_day 或 debits_max，且不得同时设定",
    "unheard": "今日不再询问收款人",
    "more at once than in a period": "单笔上限高于周期上限",
    "number of debits": "扣款次数",
    "one of store and payee": "门店与收款人须且仅须填写一项",
    "day of the month or last day": "每月日期或最后一日",
    # what a wallet or a holder may
    "sub-wallet": "子钱包",
    "person to person": "个人之间转账",
    "companies only": "仅限单位",
    "people only": "仅限个人",
    "a {} holder's own wallet": "须为{}持有人的母钱包",
    "a merchant is paid into a corporate wallet": "商户须以对公钱包收款",
    "a sub-wallet has its parent's class": "子钱包与母钱包同类别",
    "a sub-wallet's money goes back to its parent": "子钱包资金只能归集至母钱包",
    "a sub-wallet's money comes from its parent and goes back there": "子钱包资金来自母钱包，并归集至母钱包",
    "a pushed sub-wallet has limits for one charge and a day": "推送的子钱包须有单笔和每日限额",
    "sub-wallets need a class without a balance limit": "开立子钱包的类别不得有余额上限",
    "a class with a balance limit has none": "有余额上限的类别不得有子钱包",
    "it draws from its parent when it is charged": "扣款时从母钱包划转",
    "{}, class {}": "{}钱包，{}",
    "verified classes": "实名类别",
    "no card top-up on this day": "当日未开放银行卡充值",
    "not a visitor's wallet": "非境外来华人士钱包",
    "card network": "银行卡组织",
    "no whitelist": "没有白名单",
    "activity, or 1 to {} phones": "活动代码，或 1 至 {} 个手机号",
    "phones {}": "第 {} 个手机号",
    "Hong Kong": "香港地区",
    "its freeze was lifted": "其冻结已解除",
    "otherwise than by the estate": "遗产登记以外的冻结",
    # programs: which rule of the terms a payment does not meet, and what is wrong with terms
    "purpose-bound money pays at stores only": "专项资金仅可在门店使用",
    "the program is not open now": "活动当前未开放",
    "the claim has expired": "已过期",
    "the wallet is not of those that the terms name": "钱包不在条款所列范围内",
    "the store is not one of those that the terms allow": "门店不在条款允许范围内",
    "the terms exclude this store": "条款排除该门店",
    "the merchant has not agreed to bear its share": "商户未同意分担",
    "none of the goods are those that the terms allow": "没有符合条款的商品",
    "the terms allow it at another time": "不在条款规定的使用期间",
    "the terms allow it at other times of the day": "不在条款规定的时段",
    "the terms allow it on other days of the week": "不在条款规定的星期",
    "the condition of the terms is not met": "不满足条款的附加条件",
    "it does not go together with another claim": "不可与其他权益同时使用",
    "one payment takes no more claims of this program": "单笔支付可用的本活动权益数量已达上限",
    "today's uses are used up": "今日使用次数已达上限",
    "the goods cost less than the minimum": "未达到最低消费金额",
    "nothing is left for it to pay": "没有可由其支付的金额",
    "the terms do not let it be withdrawn, or not yet": "条款不允许或尚不允许转为自有资金",
    "the terms do not let it be passed on, or not once more": "条款不允许转赠或不允许再次转赠",
    "claims are granted to a list": "仅限名单内发放",
    "claims begin {}": "{} 起领取",
    "claims ended {}": "领取已于 {} 截止",
    "the central bank has not committed to a seed yet": "中央银行尚未公布承诺值",
    "commitment": "承诺值",
    "registration begins {}": "{} 起报名",
    "registration ended {}": "报名已于 {} 截止",
    "registration is over": "报名已截止",
    "registration is not over": "报名尚未截止",
    "it is full": "报名人数已满",
    "it is not over yet": "尚未结束",
    "it is the funder's own commitment": "与出资方的承诺值相同",
    "the funder's seed comes first": "须先公布出资方的种子",
    "a campaign has had this commitment: make another seed": "已有抽签活动使用过该承诺值，请另行生成种子",
    "closes_at: it is past, now {}": "closes_at：该时间已过，当前时间 {}",
    "closes_at: no claims before {}": "closes_at：该活动 {} 起方发放",
    "places: 1 to {}": "中签名额：1 至 {}",
    "claims_until: the program gives no claims then": "claims_until：届时该活动已停止发放",
    "line_count: 1 to {}": "行数：1 至 {}",
    "sha256": "SHA-256 值",
    "{} lines are missing": "缺少 {} 行",
    "the lines come to {}": "各行合计 {}",
    "their SHA-256 is another": "SHA-256 不符",
    "page {} has {} lines": "第 {} 页应有 {} 行",
    "no such page": "没有这一页",
    "opens_at, closes_at, reveal_until and claims_until come one after the other": "opens_at、closes_at、reveal_until、claims_until 须依次推后",
    "the funder's seed is not the one committed to": "出资方的种子与承诺值不符",
    "the central bank's seed is not the one committed to": "中央银行的种子与承诺值不符",
    "the cut is not the rank of the last winner": "中签线不是最后一名中签者的排位",
    "number {} is missing": "缺少编号 {}",
    "number {} won": "编号 {} 应为中签",
    "number {} did not win": "编号 {} 不应中签",
    "the list has {} numbers, not {}": "名单有 {} 个编号，应为 {} 个",
    "the list is not the one that was closed": "名单与截止时的名单不符",
    "not drawn yet": "尚未抽签",
    "a commitment is not the one that you noted": "承诺值与您记下的不符",
    "the list or what it is of was another when this was registered": "报名时的名单或抽签活动的约定与文件不符",
    "the registration is not this wallet's": "该报名不属于此钱包",
    "{} is free": "可发放金额 {}",
    "all are given": "已全部发放",
    "it is {}": "当前状态：{}",
    "an amount of its own": "须有单独金额",
    "1 to {} lines": "1 至 {} 行",
    "1 to {} shares": "1 至 {} 份",
    "a fen for each share": "每份至少一分",
    "a named envelope has a recipient and one share, no other has a recipient": "指定红包须有领取人且仅一份，其他红包没有领取人",
    "a company's wallet funds a program": "须由对公钱包出资",
    "purpose-bound money moves by the acts of its program alone": "专项资金只能按其活动的操作变动",
    "it has to be a midnight of China": "须为北京时间零点",
    "it is over already": "已过时间",
    "after the opening and not after the end": "须晚于开始且不晚于结束",
    "it is too far ahead": "时间过远",
    "allowed and denied": "同时允许和排除",
    "it is never: the program or the window ends before": "没有可用时间：活动或期间在此之前结束",
    "too many": "数量过多",
    "it ends before it begins": "结束早于开始",
    "not a number of days": "不是有效天数",
    "not an amount": "不是有效金额",
    "of vouchers only": "仅适用于消费券",
    "of envelopes only": "仅适用于红包",
    "its terms ask no merchant to pay": "其条款不要求商户分担",
    "its terms are others": "其条款与所示不同",
    "it is never: a claim ends before": "没有可用时间：权益在此之前到期",
    "nothing would remain": "没有余额",
    "with `program`, and only then": "须且仅须与 program 同时写明",
    "the funder has no such one that ends later": "出资方没有更晚结束的该活动",
    "a percentage has a cap and no face value": "按比例须有上限且无面额",
    "nothing would be given": "金额为零",
    "nothing could be paid, or more than the whole": "比例须大于零且不超过全部",
    "not a count": "不是有效次数",
    "there is no such one": "不存在",
    "said twice": "重复",
    "it is neither true nor false": "结果须为真或假",
    "not a word, number, text or sign that conditions know": "不是附加条件可用的词、数字、文本或符号",
    "a macro inside a macro": "遍历之内不得再遍历",
    "a list of goods inside a macro": "遍历之内不得使用商品列表",
    "lists of goods are named at most {} times": "商品列表最多使用 {} 次",
    "macros have at most {} words and signs in all": "遍历之内合计最多 {} 个词和符号",
    "too long": "过长",
    # places
    "1 to {} stores": "1 至 {} 家门店",
    "1 to {} places, none twice": "1 至 {} 个场所，不得重复",
    "titles in both languages": "须有中英文名称",
    "with `lists` only": "须与 lists 同时填写",
    # templates: what is wrong with one, or with the parameters of a program
    "titles and explanations in both languages": "须有中英文名称与说明",
    "a title in both languages": "须有中英文名称",
    "{} with the least values": "{}（取最小值时）",
    "{} with the greatest values": "{}（取最大值时）",
    "{} with the standing values": "{}（取条款所载值时）",
    "their lists may be too long together": "各列表合计可能过长",
    "conditions have this word already": "附加条件已有此词",
    "it has to stand apart in the condition": "在附加条件中须单独成词",
    "it is never used": "从未使用",
    "a text has a character at least": "文本至少一个字符",
    "below least, or above {}": "小于下限，或大于 {}",
    "yes or no has neither a range nor choices": "是或否没有范围和选项",
    "too many, or said twice": "过多或重复",
    "more than there are choices": "多于选项数量",
    "0 means any there: 1 at least, or may_be_any": "该处的 0 表示不限：须至少为 1，或填写 may_be_any",
    "something is divided by it: 1 at least": "用作除数，须至少为 1",
    "not a whole number": "不是整数",
    "it has no place where anything stands": "没有载明值的位置",
    "of another kind: {}": "种类不符：{}",
    "what stands there is out of range": "该处所载值超出范围",
    "another thing stands there than in the first place": "与首个位置所载值不同",
    "something stands there, and it is always given": "该处已有值，而此参数必须填写",
    "out of range": "超出范围",
    "none of the choices": "不在选项之内",
    "a text without quotes": "须为不含引号的文本",
    "a value of another kind": "值的种类不符",
    "parameters: {} is missing": "parameters：缺少 {}",
    "{} is missing": "缺少 {}",
    # reasons and checks that an act needs
    "a freeze needs its reason": "冻结须说明原因",
    "reading personal data needs a reason": "查阅个人信息须说明原因",
    "forgetting a detail needs a check": "删除信息须注明核查依据",
    "a correction needs its reason": "更正须说明原因",
    "binding a device needs an identity check": "绑定设备须核验身份",
    "a further device is signed by another one": "增加设备须由已绑定设备签名",
    "a rotation is signed by the device itself": "更换密钥须由该设备签名",
    "the device that is to pay asks for its token": "付款凭证须由付款设备申请",
    "another holder's device": "他人的设备",
    "one signature in canonical form is needed": "须有一个规范格式的签名",
    "no known device's signature of {} and of the other parts it covers": "不是已知设备对 {} 及所涵盖其他部分的签名",
    "created and expires are whole seconds": "created 与 expires 须为整秒",
    "Content-Digest is not the body's sha-256": "Content-Digest 与正文的 sha-256 不符",
    "not covered: {}": "签名未涵盖：{:raw}",
    "the parameters are {}": "参数须为 {:raw}",
    "it may hold for 1 to {} seconds": "有效期须为 1 至 {} 秒",
    "the nonce has 16 to {} letters, digits and -._~+/=": "nonce 须为 16 至 {} 个字母、数字或 -._~+/=",
    "the tag is {}": "tag 须为 {}",
    "only a code for one payment has a reference": "仅动态码可附业务参考号",
    # who may
    "{} may not {}": "{}不得办理{:act}",
    "{} may {} only for {}": "{0}只能对{2}办理{1:act}",
    "principals of role {}": "{}角色的主体",
    "this takes two people": "须由两人办理",
    "not an act of two people for this role": "对该角色不是双人办理的操作",
    "the proposer, or who agreed first, may not do this any more": "提案人或先行同意的人已无此权限",
    "proposed by an earlier version; propose it anew": "申请由较早版本提交，请重新提交",
    "the operator's own people do this": "须由该运营机构人员办理",
    "who suspended it resumes it": "须由停用方恢复",
    "a further key is made by its owner alone": "新增密钥只能由所有者本人办理",
    "a holder's principal has no name": "持有人主体没有名称",
    "a merchant's own numbers": "商户自身的数据",
    "a twin's key is needed": "须使用测试主体的密钥",
    "{} times": "{} 次",
    # the two tiers
    "the central bank has to be opened first": "须先设立中央银行",
    "only non-banks keep a margin": "仅非银行类运营机构缴存保证金",
    "a non-bank's money is its margin at the central bank": "非银行类运营机构的资金为其缴存中央银行的保证金",
    "a non-bank handles no cash": "非银行类运营机构不办理现金业务",
    "a non-bank takes no deposits": "非银行类运营机构不吸收存款",
    "full reserve cannot be owed to": "缴存 100% 保证金的机构不参与净额结算",
    "the two have no netting agreement": "双方没有净额结算协议",
    "both sides of a claim have to be corrected": "债权债务双方须一并更正",
    "only deposit money earns interest": "仅存款货币计息",
    # reconciliation
    "1 to {} breaks, each once": "差异 1 至 {} 笔，不得重复",
    "a reason is needed": "须填写原因",
    "{} not corrected": "{} 笔未经凭证更正",
    "entries, sums or the account": "笔数、合计金额或账号",
    "on {} it was {}": "{} 的账号为 {}",
    "{} entries": "{} 笔",
    "1 to {} entries": "1 至 {} 笔",
    "another file is imported": "正在导入另一文件",
    "entry {} is next": "下一笔为第 {} 笔",
    "the entries are not what was announced": "明细与申报不符",
    "entry {}: side or time": "第 {} 笔：借贷方向或时间",
    "entry {}: reference": "第 {} 笔：参考号",
    "entry {}": "第 {} 笔",
    # the request
    "exactly one account": "须且仅须填写一个账户",
    "exactly one payee": "须且仅须填写一个收款人",
    "at least one of payer, payee and store; whoever has just one wallet may leave them out": "付款人、收款人与门店至少填写一项；仅有一个钱包者可均不填写",
    "metadata": "metadata：键或值的格式不符",
    "merchant: whose orders": "merchant：须填写商户",
    "either a store or a wallet": "门店与钱包只能填写一项",
    "kind and SHA-256 of different files": "须为不同文件的种类与 SHA-256",
    "card: the acquirer's token, never the card's number": "card：收单机构的令牌，不得填写卡号",
    "name, purpose or scenario": "名称、用途或场景",
    "name or region": "名称或地区",
    "name, remainder or sellers": "名称、余数归属或分账商户",
    "name in both languages": "两种语言的名称",
    "label or serial": "标签或序列号",
    "label or customer": "标签或客户标识",
    "kind or purpose": "种类或用途",
    "at_end or digest": "到期处理方式或摘要",
    "statement": "说明",
    "title in both languages": "中英文名称",
    "uses, days or who records": "次数、天数或登记方",
    "reason or document": "事由或文书编号",
    "uses": "次数",
    "times or amount": "次数或金额",
    "operation or effect": "操作或效果",
    "code: {}": "code：{}",
    "line {}: number, title or due date": "第 {} 行：编号、名称或到期日",
    "version {} was approved after it": "此后已批准版本 {}",
    "a proof is under way": "正在进行另一项证明",
    "z3-solver is not installed: pip install z3-solver": "未安装 z3-solver：pip install z3-solver",
    "line {}": "第 {} 行",
    "lines {} and {}": "第 {} 行与第 {} 行",
    "the terms say {}": "条款规定为 {}",
    "the terms say at most {}": "条款规定最高 {}",
    "seller {}": "第 {} 个分账商户",
    "journal {}": "第 {} 个凭证",
    "journal {}, leg {}": "第 {} 个凭证第 {} 笔",
    "leg {}": "第 {} 笔",
    "a number twice": "编号重复",
    "a seller twice": "分账商户重复",
    "1 to {} bills": "1 至 {} 张账单",
    "1 to {} journals": "1 至 {} 个凭证",
    "overlap_s is 0 to {}": "overlap_s 须为 0 至 {} 秒",
    "query parameters here: {}": "可用的查询参数：{:raw}",
    "no such parameter: {}; {}": "没有查询参数 {:raw}；{}",
    "{} is there more than once; {}": "{:raw} 重复；{}",
    "no query parameters here": "此处没有查询参数",
    "Idempotency-Key: 1 to 255 printable ASCII characters": "Idempotency-Key：1 至 255 个可打印 ASCII 字符",
    "idempotency key": "幂等键",
    "text that is not Unicode": "文本不是有效的 Unicode",
    "kinds: at most {} different ones, such as payment.completed": "kinds：最多 {} 种且不得重复，例如 payment.completed",
    "not a URL": "不是 URL",
    "https, a host, no user, no fragment": "须为 https，含主机名，不含用户名与片段",
    "port 443, or from 1024 up": "端口须为 443 或不小于 1024",
    "https only": "仅限 https",
    "a public host": "须为公网主机",
    "routed meanwhile": "期间已有投递",
    "no event there": "该位置没有事件",
    "body: {}": "正文：{}",
    "not valid JSON": "不是有效的 JSON",
    "not UTF-8": "不是 UTF-8 编码",
    "a text has half a character (a lone surrogate)": "文本含有半个字符（不成对的代理项）",
    "nested too deeply": "嵌套过深",
    "an object names a member twice: {}": "对象中有重复的成员：{:raw}",
    "no value of JSON: {}": "不是 JSON 的值：{:raw}",
    "a number is too large": "数字过大",
    "the body ended early": "正文不完整",
    "a length and chunks, or chunks in HTTP/1.0": "同时给出长度与分块，或在 HTTP/1.0 中分块",
    "Transfer-Encoding: chunked": "仅支持 Transfer-Encoding: chunked",
    "the request's target is a path": "请求目标须为路径",
    "HTTP/1.1": "须为 HTTP/1.1",
    "at most {} headers in {} KiB": "最多 {} 个请求头，合计 {} KiB",
    "more than {} movements": "超过 {} 笔",
    "{} rows": "{} 行",
    "{} steps": "共 {} 步",
    "{} entries in a PDF; the others take more": "PDF 最多 {} 笔；其他格式可容纳更多",
    "forward by at most {} seconds": "每次最多向前 {} 秒",
    "{} days in all": "合计最多 {} 天",
    "it is {} by the clock": "系统时钟为 {}",
    # escrows, and what is done by itself
    "1 to {} milestones": "须为 1 至 {} 个里程碑",
    "milestone {}": "第 {} 个里程碑",
    "milestone {}: title": "第 {} 个里程碑：名称",
    "milestone {}: now {}, latest {}": "第 {} 个里程碑：现为 {}，最迟 {}",
    "milestone {}: due before the one before it": "第 {} 个里程碑：期限早于前一个",
    "milestone {} is still open": "第 {} 个里程碑尚未了结",
    "they come to {}": "合计为 {}",
    "no milestone": "不是里程碑",
    "document": "文件摘要",
    "account or pays": "户号或缴付时间",
    "line {}: account": "第 {} 行：户号",
    "kind or hour": "种类或时点",
    "one of other_wallet and bank_account": "other_wallet 与 bank_account 须填且仅填一项",
    # the platform
    "too many connections": "连接过多",
    "an audit is running": "正在审计",
    "forced in test mode": "测试模式中的模拟失败",
    "it does not answer": "没有应答",
    "this world has no report": "本环境没有报告",
    "what this changes was recorded in the future": "所变更的内容记录时间在未来",
    # rules that are no rule book's
    "a lower limit that the operator set": "运营机构设定的较低限额",
    "a lower limit that the holder set": "持有人自行设定的较低限额",
}
"""`{0}`, `{1}` take what varies in another order than it stands in; `{:raw}` takes it as it is: names are not said in
Chinese; `{:act}` by the name of an act."""

_WORDS: Final[Mapping[str, str]] = {
    "central bank": "中央银行", "phone": "手机号", "name": "姓名或名称", "id_number": "证件号码", "id_document": "身份证件", "bank_account": "银行账户",
    "face_to_face": "柜面核验", "the holder": "持有人", "holds": "预授权", "limits": "限额", "number": "编号", "note": "备注",
    "reason": "原因", "label": "标签", "customer": "客户", "rule": "规则", "its own": "自身所属", "what its own side froze": "本方所冻结",
    "whom its own side suspended": "本方所停用的主体", "component": "限额种类", "direction": "方向", "scope": "范围", "kind": "种类",
    "role": "角色", "names": "姓名", "command": "操作", "institution": "机构", "subject": "所代表的主体", "counter": "计数器", "mode": "模式",
    "detail": "信息", "verdict": "处理结果", "effect": "效果", "last_four": "卡号末四位", "id": "标识",
}
# fmt: on

_AMOUNT: Final = re.compile(r"(-?[\d,]+(?:\.\d+)?) yuan")


class _Varied(str):
    """What varies in a sentence, in Chinese; with the format `raw` as it was, with `act` as what the act is called,
    whose name is all of it or stands behind it in brackets."""

    __slots__ = ("given",)
    given: str

    def __format__(self, spec: str) -> str:
        if spec == "act":
            name = self.given.rpartition("(")[2].removesuffix(")")
            return f"“{act}”（{name}）" if (act := word_of(name, "act")) != name else name
        return self.given if spec == "raw" else super().__format__(spec)


class Phrases:
    """Sentences with their Chinese. `{}` stands for what varies, which is said in Chinese, too, where that is known."""

    def __init__(self, sentences: Mapping[str, str], words: Mapping[str, str]) -> None:
        self._sentences, self._words = sentences, words

    def zh_of(self, text: str) -> str:
        """A text in Chinese; itself where it has only names and numbers, or is a system's own message."""
        if text in self._sentences:
            return self._sentences[text]
        for pattern, zh in self._patterns:
            if found := pattern.fullmatch(text):
                return zh.format(*map(self._varied, found.groups()))
        return self._placed(text) or self._value(text)

    def _placed(self, text: str) -> str:
        """What is wrong and where, as many details say it (`where.allow.categories[0]: said twice`); empty where the
        reason is no sentence of the table: a system's own message."""
        place, colon, why = text.partition(": ")
        said = self.zh_of(why) if colon else why
        return f"{self.zh_of(place)}：{said}" if said != why else ""

    def _varied(self, text: str) -> _Varied:
        said = _Varied(self.zh_of(text))
        said.given = text
        return said

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The longest first: of two that fit, the one that says more."""
        varied = sorted((each for each in self._sentences if "{}" in each), key=len, reverse=True)
        pieces = {each: "(.+?)".join(map(re.escape, each.split("{}"))) for each in varied}
        return tuple((re.compile(piece, re.DOTALL), self._sentences[each]) for each, piece in pieces.items())

    def _value(self, text: str) -> str:
        amount = _AMOUNT.fullmatch(text)
        if amount:
            return f"{amount[1]} 元"
        words = text.split(", ")
        known = any(each in self._words for each in words)
        return "、".join(self._words.get(each, each) for each in words) if known else text


DETAILS: Final = Phrases(_SENTENCES, {code: zh for code, (_, zh) in table()["codes"].items()} | dict(_WORDS))


def zh_of(detail: str) -> str:
    """A detail in Chinese; itself where it has only names and numbers, or is a system's own message."""
    return DETAILS.zh_of(detail)
