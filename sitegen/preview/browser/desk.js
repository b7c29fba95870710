// On the pages of the desk: keeps what they show up to date, asks for what is typed into the filter, scrolls languages together.
"use strict";
(() => {
  const main = () => document.querySelector("main");
  const filter = document.querySelector("input[type=search]");

  // The same page as the server makes it now. While an answer is awaited nothing more is asked: only the last question counts.

  let served = main().outerHTML;
  let asking = false;
  let again = false;

  async function renew() {
    again = true;
    if (asking) return;
    asking = true;
    while (again) {
      again = false;
      await ask();
    }
    asking = false;
  }

  async function ask() {
    const address = new URL(location);
    if (filter) address.searchParams.set("q", filter.value);
    const text = await fetch(address).then((answer) => answer.text()).catch(() => null);
    if (text === null) return; // the server is away
    const now = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    if (now.outerHTML === served) return; // the frames of two languages reload by themselves
    served = now.outerHTML;
    main().replaceWith(now);
    together();
  }

  addEventListener("sitegen-change", renew);
  filter?.addEventListener("input", renew);

  // Languages beside each other: who scrolls one, scrolls all. Where translations have equally many paragraphs, these stay side by side;
  // else the pages as a whole do.

  const BLOCKS = "main :is(h1, h2, h3, h4, p, li, dt, tr, figure, blockquote)";

  function stops(view) {
    const root = view.document.documentElement;
    const blocks = [...view.document.querySelectorAll(BLOCKS)];
    const tops = blocks.map((block) => block.getBoundingClientRect().top + view.scrollY);
    return [0, ...tops.sort((one, other) => one - other), root.scrollHeight]; // columns begin at the top again
  }

  function follow(leader, view) {
    let [from, to] = [stops(leader), stops(view)];
    if (from.length !== to.length) [from, to] = [[0, from.at(-1)], [0, to.at(-1)]];
    const middle = leader.scrollY + leader.innerHeight / 2;
    const at = Math.max(1, from.findIndex((top) => top > middle));
    const part = (middle - from[at - 1]) / (from[at] - from[at - 1] || 1);
    const target = to[at - 1] + part * (to[at] - to[at - 1]);
    view.scrollTo({ top: target - view.innerHeight / 2, behavior: "instant" });
  }

  function together() {
    const frames = [...document.querySelectorAll("iframe")];
    let leading; // the one under the hand: what the others do follows from it and leads nobody
    for (const frame of frames) {
      const join = () => {
        const view = frame.contentWindow;
        for (const hand of ["wheel", "pointerdown", "pointermove", "touchstart", "keydown"]) {
          view.addEventListener(hand, () => (leading = frame), { passive: true });
        }
        view.addEventListener("scroll", () => {
          if (leading && leading !== frame) return;
          for (const other of frames) if (other !== frame) follow(view, other.contentWindow);
        });
      };
      frame.addEventListener("load", join);
      if (frame.contentDocument?.readyState === "complete") join();
    }
  }
  together();
})();
