"""Plain pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sitegen.plan.body import Body
from sitegen.plan.parts import Image, Said, View


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPageView(View):
    """`page.html`."""

    key: str
    title: Said
    summary: Said | None
    image: Image | None
    body: Body | None
    updated: date | None
