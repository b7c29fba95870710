"""`make audit`: builds the demonstration site, looks at it as its readers do, prints what it found; exit 1 if a figure is missed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.audit import tables
from tests.audit.browsing import visiting
from tests.audit.report import Table
from tests.audit.server import hosting
from tests.audit.site import build


def audit(folder: Path) -> Iterator[Table]:
    """All tables, each as soon as it is known; the site is built below `folder`."""
    site = build(folder)
    yield tables.links(site)
    yield tables.validity(site)
    with hosting(site.output) as host:
        with visiting(host.base) as visitor:
            yield tables.accessibility(site, visitor)
            yield tables.in_use(site, visitor)
            yield tables.every_page(site, visitor)
            yield tables.needs(site, visitor)
            yield tables.stillness(site, visitor)
            yield tables.weights(site, visitor)
            yield tables.peace(visitor)
        yield tables.scores(site, host.base)


def main() -> int:
    """The exit code."""
    missed = 0
    with TemporaryDirectory(prefix="sitegen-audit-") as folder:
        for table in audit(Path(folder)):
            print("\n".join(table.lines()), end="\n\n", flush=True)
            missed += len(table.misses)
    print(f"Missed: {missed}" if missed else "Every figure is reached.")
    return 1 if missed else 0


sys.exit(main())
