"""What a page looks like to those who need it narrow, large or loose, and how still it stands while it loads.

Each question is asked of a tab that shows a page, and answered with what is wrong there.
"""

from __future__ import annotations

from playwright.sync_api import Page as Tab
from playwright.sync_api import Route

NARROW = 320
"""CSS pixels: 1280 at a zoom of 400 % (WCAG 2.2, 1.4.10)."""
TARGET = 24
"""CSS pixels, both ways (2.5.8)."""
LARGE = ":root { font-size: 200% }"
"""A reader's setting of the size of text (1.4.4)."""
LOOSE = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
"""The spacing that must do no harm (1.4.12)."""

_TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= width) return [];
    const sticks = [...document.body.querySelectorAll("*")].filter(node => node.getBoundingClientRect().right > width + 1);
    return [`${document.scrollingElement.scrollWidth} px wide: ` + sticks.slice(0, 3).map(node => node.outerHTML.slice(0, 80)).join(" ")];
}"""

_CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter(node => {
    const style = getComputedStyle(node);
    const hides = way => ["hidden", "clip"].includes(style[way]);
    return node.checkVisibility() && node.clientWidth > 1 && node.innerText?.trim() && !node.closest("[aria-current]") &&
        (hides("overflowX") && node.scrollWidth > node.clientWidth + 1 ||
         hides("overflowY") && node.scrollHeight > node.clientHeight + 1);
}).map(node => "cut off: " + node.outerHTML.slice(0, 80))"""
"""Text that its box hides. The last crumb may be: it says again what the heading below it says."""

_SMALL = """least => [...document.querySelectorAll(
    "button, summary, input, select, textarea, .button, .chips a, .switch a, .pagination a, .filters a, .month-nav a, nav li > a"
)].filter(node => node.checkVisibility()).flatMap(node => {
    const { width, height } = node.getBoundingClientRect();
    const shown = `${width.toFixed(1)} × ${height.toFixed(1)} px: ${node.outerHTML.slice(0, 80)}`;
    return width < least - .05 || height < least - .05 ? [shown] : [];
})"""

_SHIFTS = """() => {
    window.shifts = [];
    new PerformanceObserver(list => list.getEntries().forEach(each => window.shifts.push(
        [each.value, each.hadRecentInput, each.startTime, each.sources.map(source => source.node?.outerHTML?.slice(0, 60))])
    )).observe({ type: "layout-shift", buffered: true });
}"""

_PAINTED = """() => new Promise(done => new PerformanceObserver(list => list.getEntries().length && done())
    .observe({ type: "paint", buffered: true }))"""

_SETTLED = """async () => {
    const frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    await document.fonts.ready;
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight / 2) {
        scrollTo(0, top);
        await frames();
    }
    await Promise.all([...document.images].map(image => image.decode().catch(() => 0)));
    await frames();
    return window.shifts;
}"""


def too_wide(tab: Tab) -> list[str]:
    """Whether the page must be scrolled sideways, and what sticks out."""
    return list(tab.evaluate(_TOO_WIDE))


def harmed_by(tab: Tab, style: str) -> list[str]:
    """What a reader's own style cuts off or pushes out of the window; the style is taken away again."""
    sheet = tab.add_style_tag(content=style)
    found = [*tab.evaluate(_TOO_WIDE), *tab.evaluate(_CUT_OFF)]
    sheet.evaluate("sheet => sheet.remove()")
    return found


def small_targets(tab: Tab) -> list[str]:
    """Chips, the switch, pagination, menus and buttons that are smaller than `TARGET`. Other links are in sentences or lists: axe measures
    whether they keep apart, `target-size`."""
    return list(tab.evaluate(_SMALL, TARGET))


def shift(tab: Tab, path: str) -> tuple[float, list[str]]:
    """The cumulative layout shift of a page in a new tab, and what moved.

    Fonts and pictures are held back until the page is painted without them: what comes late is what moves a page. Then it is read to its
    end. The figure is the largest sum of shifts within 5 s that are less than 1 s apart (web.dev/cls).
    """
    late: list[Route] = []
    painted = False

    def hold(route: Route) -> None:
        if route.request.resource_type in ("font", "image") and not painted:
            late.append(route)
        else:
            route.fallback()

    tab.context.add_init_script(f"({_SHIFTS})()")
    tab.route("**/*", hold)
    tab.goto(path, wait_until="commit")
    tab.evaluate(_PAINTED)
    painted = True
    for route in late:
        route.fallback()
    tab.wait_for_load_state("load")
    return _sum(tab.evaluate(_SETTLED))


def _sum(shifts: list[tuple[float, bool, float, list[str | None]]]) -> tuple[float, list[str]]:
    most, total, first, last = 0.0, 0.0, 0.0, float("-inf")
    moved = []
    for value, caused_by_reader, at, nodes in shifts:
        if caused_by_reader:
            continue
        if at - last > 1000 or at - first > 5000:
            total, first = 0.0, at
        total, last = total + value, at
        most = max(most, total)
        moved.append(f"{value:.4f} at {at:.0f} ms: {nodes}")
    return most, moved
