"""`jiaozi webhook`: endpoints, their secrets and deliveries, through a running server."""

from jiaozi.cli.commands import Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.forwarding import listen, trigger
from jiaozi.cli.words import Word, Words

HOOK = "https://shop.example/hooks"
URL: Words = {"url": Word("Where events are sent.", HOOK)}
CHANGED: Words = URL | {
    "kinds": Word("Only events of this kind, such as payment.completed; repeatable.", "", "KIND", "--kind", default=[]),
    "active": Word("Send events, or keep them for now.", option="--active/--pause", default=True),
}
COMMANDS = (
    group(
        "webhook",
        "Have events sent to your own server.",
        Served("open", "webhooks.create", "url", words=URL),
        Served("list", "webhooks.list", prints="id state url"),
        Served("change", "webhooks.change", "endpoint url", words=CHANGED),
        Served("rotate", "webhooks.rotate_secret", "endpoint"),
        Served("close", "webhooks.close", "endpoint"),
        Served("ping", "webhooks.ping", "endpoint"),
        Served(
            "deliveries",
            "webhooks.deliveries.list",
            "endpoint",
            prints="id event kind state attempts last_status last_error",
        ),
        Served("redeliver", "deliveries.redeliver", "delivery"),
        Local("listen", listen, "jiaozi webhook listen --forward-to http://127.0.0.1:3000/hooks"),
        Local("trigger", trigger, "jiaozi webhook trigger payment.completed --to http://127.0.0.1:3000/hooks"),
    ),
)
