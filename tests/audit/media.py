"""What becomes of a page in forced colours, for those who move by keyboard, and on paper."""

from __future__ import annotations

from playwright.sync_api import Page as Tab

_UNSEEN = """() => {
    const parts = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => {
        const [r, g, b] = parts(colour).map(part => part / 255).map(part =>
            part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paper = node => {
        const colour = node ? getComputedStyle(node).backgroundColor : "rgb(255, 255, 255)";
        return (parts(colour)[3] ?? 1) === 1 ? colour : paper(node.parentElement);
    };
    const clipped = (node, reach) => {
        const { left, top, right, bottom } = node.getBoundingClientRect();
        for (let box = node.parentElement; box !== document.body; box = box.parentElement) {
            if (getComputedStyle(box).overflow.includes("visible")) continue;
            const edge = box.getBoundingClientRect();
            const over = [edge.left - left, edge.top - top, right - edge.right, bottom - edge.bottom];
            if (over.some(by => by + reach > 1)) return true;
        }
        return false;
    };
    const stops = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    return [...document.querySelectorAll(stops)].filter(node => node.checkVisibility()).flatMap(node => {
        node.focus();
        const style = getComputedStyle(node);
        const [width, offset] = [parseFloat(style.outlineWidth), parseFloat(style.outlineOffset)];
        const both = [light(style.outlineColor), light(paper(offset < 0 ? node : node.parentElement))];
        const contrast = (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
        const wrong = [
            document.activeElement === node && node.matches(":focus-visible") || "not focused",
            style.outlineStyle !== "none" && width >= 2 || `focus ${style.outlineStyle} ${width} px`,
            contrast >= 3 || `focus with a contrast of ${contrast.toFixed(1)}`,
            !clipped(node, offset + width) || "focus cut off",
        ].filter(each => each !== true);
        return wrong.length ? [`${wrong.join(", ")}: ${node.outerHTML.slice(0, 80)}`] : [];
    });
}"""
"""An outline of two pixels that stands out from what is around it, 3 : 1 (WCAG 2.2, 2.4.7 and 1.4.11), and that nothing cuts off."""

_LEFT_ON_PAPER = """() => [...document.querySelectorAll("nav")].filter(node => node.checkVisibility())
    .map(node => "printed: " + node.outerHTML.slice(0, 80))"""

_WITHOUT_ADDRESS = """() => [...document.querySelectorAll("a[href^='http']")]
    .filter(node => node.checkVisibility() && node.origin !== location.origin)
    .filter(node => !node.textContent.includes(node.href))
    .filter(node => !/attr\\(href|:\\/\\//.test(getComputedStyle(node, "::after").content))
    .map(node => "no address on paper: " + node.outerHTML.slice(0, 100))"""


def unseen_focus(tab: Tab) -> list[str]:
    """Links and fields on which a keyboard user cannot see that she is there."""
    tab.keyboard.press("Tab")  # from now on the browser takes us for somebody who moves by keyboard
    return list(tab.evaluate(_UNSEEN))


def wrong_on_paper(tab: Tab) -> list[str]:
    """Menus that are printed, and links to other sites that paper makes useless."""
    tab.emulate_media(media="print")
    found = [*tab.evaluate(_LEFT_ON_PAPER), *tab.evaluate(_WITHOUT_ADDRESS)]
    tab.emulate_media(media="screen")
    return found
