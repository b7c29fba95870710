"""A report as it is printed: its last line, the JSON object of `--format json`, and SARIF for programs that show findings beside the code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import quote

from sitegen.base import messages
from sitegen.base.messages import generally, wording
from sitegen.base.problems import SEVERITY, Problem, publishable
from sitegen.report import Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def summary(report: Report, out: str | None, seconds: float, strict: bool, lang: str) -> str:
    """The last line of a run. `out` is None where nothing was to be published."""
    if not report.usable:
        outcome = "unusable"
    elif report.published:
        outcome = "published"
    else:
        outcome = "checked" if out is None and publishable(report.problems, strict) else "refused"
    facts: dict[str, str | int | date] = {
        "pages": report.pages,
        "rendered": report.rendered,
        "out": str(out),
        "seconds": f"{seconds:.1f}",
    }
    last = messages.summary(outcome, report.problems, lang, **facts)
    if report.published and report.next_change:
        last += " " + messages.summary("until", report.problems, lang, day=report.next_change)
    return last


def as_json(report: Report, seconds: float, lang: str) -> dict[str, Any]:
    """The object of `--format json`."""
    problems = [
        {
            "path": found.place.path,
            "line": found.place.line,
            "column": found.place.column,
            "severity": found.severity.value,
            "code": found.code,
            "message": (words := wording(found, lang)).message,
            "hint": words.hint,
        }
        for found in report.problems
    ]
    return {
        "problems": problems,
        "pages": report.pages,
        "rendered": report.rendered,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "valid_until": report.next_change.isoformat() if report.next_change else None,
        "seconds": round(seconds, 3),
    } | ({"why": report.why} if report.why else {})


def as_sarif(problems: Iterable[Problem], lang: str) -> dict[str, Any]:
    """Problems as a log of SARIF 2.1.0 (OASIS). A rule is an id of problems; paths are relative to the site's folder, as SARIF wants them
    for the root of a repository."""
    from importlib.metadata import version  # loads much

    told = list(problems)
    ids = sorted({each.id for each in told})
    rules = {name: number for number, name in enumerate(ids)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "sitegen",
                        "semanticVersion": version("sitegen"),
                        "language": lang,
                        "rules": [_rule(name, lang) for name in ids],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, rules[each.id], lang) for each in told],
            }
        ],
    }


def _rule(name: str, lang: str) -> dict[str, Any]:
    words = generally(name, lang)
    return {
        "id": name,
        "shortDescription": {"text": words.message},
        "help": {"text": words.hint or words.message},
        "defaultConfiguration": {"level": SEVERITY[name.partition(".")[0]].value},
    }


def _result(found: Problem, rule: int, lang: str) -> dict[str, Any]:
    words, place = wording(found, lang), found.place
    uri = quote(place.path)
    return {
        "ruleId": found.id,
        "ruleIndex": rule,
        "level": found.severity.value,
        "message": {"text": f"{words.message} {words.hint}".rstrip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": f"file://{uri}"} if uri.startswith("/") else {"uri": uri},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
    }
