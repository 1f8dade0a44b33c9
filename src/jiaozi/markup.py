"""Pages of HTML, from templates that stand beside what they show; what several share is in `jiaozi/templates`."""

from functools import cache, partial
from typing import TYPE_CHECKING

from jiaozi.clock import format_time, to_second
from jiaozi.ids import encode_id
from jiaozi.money import format_minor

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup


@cache
def template(package: str, name: str) -> "Template":
    """A template of a package of this one, such as `api`. What is put into it is escaped, what is missing an error."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    loader = ChoiceLoader([PackageLoader(f"jiaozi.{package}"), PackageLoader("jiaozi")])
    pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    pages.filters |= {
        "yuan": format_minor,
        "time": lambda at: to_second(format_time(at)),
        "second": to_second,
        "wallet": partial(encode_id, "wal"),
        "breakable": _breakable,
    }
    return pages.get_template(name)


def _breakable(text: object) -> "Markup":
    """A code that may be broken after its underscores and points, and nowhere within a word."""
    from markupsafe import Markup, escape

    return Markup(str(escape(text)).replace("_", "_<wbr>").replace(".", ".<wbr>"))  # noqa: S704 - escaped in this line
