"""Topics: the controlled list `content/topics.yaml`, a label in every language of the site for each key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sitegen.read.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Record):
    """A topic; `title` is its label, present in every language of the site."""

    kind: ClassVar[str] = "topics"
