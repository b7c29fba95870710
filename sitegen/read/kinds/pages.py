"""Plain pages ("About us"): a title and words. A page exists in the languages that its words are written in."""

from __future__ import annotations

from typing import ClassVar

from sitegen.read.fields import Fields
from sitegen.read.record import Picture, Record
from sitegen.read.values import number


class PlainPage(Record, frozen=True, kw_only=True):
    """A plain page. `order` places it in the menu and the site map, smallest first."""

    kind: ClassVar[str] = "pages"

    order: int = 0
    image: Picture | None = None


def read(fields: Fields) -> PlainPage | None:
    """The plain page that an item's fields make."""
    return fields.record(
        PlainPage,
        languages=tuple(fields.words),
        order=fields.one("order", number) or 0,
        image=fields.picture("image", tuple(fields.words)),
    )
