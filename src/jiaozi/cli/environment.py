"""What libraries would read from the environment, and this program does not want them to.

Which variables count is in docs/reference/environment.md.
"""

import os
from typing import Final

IGNORED: Final = (
    "FORWARDED_ALLOW_IPS",
    "PROMETHEUS_MULTIPROC_DIR",
    "PYDANTIC_DISABLE_PLUGINS",
    "SSLKEYLOGFILE",
    "WEB_CONCURRENCY",
    "prometheus_multiproc_dir",
)
"""Files for metrics that are none of ours, what is believed of proxies, plugins, where the secrets of TLS are written,
how many processes there are."""
IGNORED_PREFIXES: Final = ("RL_", "UVICORN_")
"""How reportlab draws, and how uvicorn serves."""


def forget() -> None:
    """Takes it out of the environment of this process and those it starts. Before any of them is imported."""
    for name in list(os.environ):
        if name in IGNORED or name.startswith(IGNORED_PREFIXES):
            del os.environ[name]
