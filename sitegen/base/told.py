"""Errors outside the content that are told like mistakes in it: in the reader's language, with what to do."""

from __future__ import annotations

from sitegen.base.messages import wording
from sitegen.base.problems import Problem, SitegenError


class ToldError(SitegenError):
    """The work cannot go on; `problem` says why in the words of the catalogue."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found)
        self.problem = found

    def __str__(self) -> str:
        words = wording(self.problem, "en")
        return f"{words.message} {words.hint}".rstrip()
