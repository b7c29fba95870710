"""What the editor sees beside her pages: everything below `/.sitegen/` but the events. It asks the site in memory and changes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from sitegen.base.messages import wording
from sitegen.base.problems import Place, Problem, Severity
from sitegen.plan.planning import Plan
from sitegen.preview.answers import Answer
from sitegen.preview.contenttypes import content_type
from sitegen.preview.editor import DEFAULT, checked, editor_link
from sitegen.preview.excerpts import excerpt
from sitegen.preview.pages import Pages
from sitegen.preview.policy import DESK
from sitegen.read.themefolders import packaged

MOST_PROBLEMS = 50
"""That the overlay lists; the dashboard has them all."""

_BROWSER = Path(__file__).parent / "browser"
_OF_THE_THEME = ("band.svg", "icon.svg", "fonts/sans-latin.woff2", "fonts/serif-latin.woff2")
"""Static files of the default theme that the desk shares."""


class Known(Protocol):
    """What the desk asks of the site in memory. May be asked from any thread."""

    @property
    def root(self) -> Path:
        """The site's folder."""

    @property
    def plan(self) -> Plan:
        """The pages that are shown, and the site that they are of."""

    def problems(self) -> Sequence[Problem]:
        """What is wrong with the files as they are now, in order, notes included."""


class Desk:
    """The editor's scripts and pages. `lang` is the language of messages; `editor` a template of `preview.editor`."""

    def __init__(self, known: Known, *, lang: str, token: str, editor: str = DEFAULT):
        self._known = known
        self._lang = lang
        self._editor = checked(editor)
        self._pages = Pages(lang, token, self._link)

    def answer(self, path: str, query: Mapping[str, str]) -> Answer | None:
        """The answer to a path ("/.sitegen/client.js", decoded); None where there is nothing."""
        match path.removeprefix(f"{DESK}/"):
            case "":
                page = self._pages.dashboard(self._known.plan.site, self._known.problems(), query.get("q", ""))
                return _answer(200, "dashboard.html", page)
            case "side-by-side":
                page, found = self._pages.side_by_side(self._known.plan.site, query.get("item", ""))
                return _answer(200 if found else 404, "side-by-side.html", page)
            case "problems":
                return _answer(200, "problems.json", json.dumps(self._mistakes(), ensure_ascii=False))
            case "page":
                return _answer(200, "page.json", json.dumps(self._page(query.get("page", "")), ensure_ascii=False))
            case "words":
                return _answer(200, "words.json", json.dumps(self._pages.words, ensure_ascii=False))
            case name if name in self._files:
                return Answer(200, self._files[name], content_type(name))
        return None

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        """The files that are sent as they are, by name."""
        theme = packaged() / "static"
        own = {file.name: file.read_bytes() for file in sorted(_BROWSER.iterdir()) if file.is_file()}
        return own | {name: (theme / name).read_bytes() for name in _OF_THE_THEME}

    def _page(self, address: str) -> Mapping[str, object]:
        """What a page is made of: the files of its item, and the item's name, empty where the page is of no single item."""
        plan = self._known.plan
        planned = plan.atlas.pages.get(plan.atlas.base.path(unquote(address)))
        item = planned.cluster if planned else ()
        record = plan.site.content.records.get(item[0], {}).get(item[1]) if len(item) == 2 else None
        if planned is None or record is None:
            return {"files": [], "item": ""}
        files = dict.fromkeys([planned.source.path, record.path])
        return {"files": [{"path": path, "link": self._link(Place(path))} for path in files], "item": "/".join(item)}

    def _mistakes(self) -> Mapping[str, object]:
        """What the overlay shows: the errors, each with its line."""
        errors = [each for each in self._known.problems() if each.severity is Severity.ERROR]
        return {"total": len(errors), "problems": [self._mistake(each) for each in errors[:MOST_PROBLEMS]]}

    def _mistake(self, problem: Problem) -> Mapping[str, object]:
        place, words = problem.place, wording(problem, self._lang)
        return {
            "path": place.path,
            "line": place.line,
            "column": place.column,
            "severity": problem.severity.value,
            "code": problem.code,
            "message": words.message,
            "hint": words.hint,
            "excerpt": excerpt(self._known.root, place),
            "link": self._link(place),
        }

    def _link(self, place: Place) -> str:
        """What opens her editor there; empty where no file is, as for a mistake in how the program was started."""
        file = self._known.root.absolute() / place.path
        return editor_link(self._editor, file, place.line, place.column) if file.is_file() else ""


def _answer(status: int, name: str, text: str) -> Answer:
    return Answer(status, text.encode(), content_type(name))
