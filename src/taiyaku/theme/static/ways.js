// Ways of reading: the other language beside, between or behind the sentences; keys; copying.
"use strict";

const BESIDE = ".answer, .counterpart";
const SENTENCES = ".segment > p[id] .sentence[id]:not(.answer *)";
const view = () => root.dataset.view ?? "one";
const inView = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());

/** Changes how much stands on the page, and leaves where it is what is being read. */
function inPlace(change) {
  const place = scrollY > 0 ? placeInView() : null;
  const before = place?.getBoundingClientRect().top;
  change();
  if (place) scrollBy({ top: place.getBoundingClientRect().top - before, behavior: "instant" });
}

/* The four views: in the address, remembered. */

const choices = [...document.querySelectorAll(".views a[data-view]")];

function showView() {
  for (const choice of choices) {
    if (choice.dataset.view === view()) choice.setAttribute("aria-current", "true");
    else choice.removeAttribute("aria-current");
  }
  relate();
}

function setView(wanted) {
  inPlace(() => { root.dataset.view = wanted; });
  keep("view", wanted);
  const address = new URL(location.href);
  address.searchParams.set("view", wanted);
  try { history.replaceState(history.state, "", address); } catch { /* a page from the disk may not */ }
  showView();
}

for (const choice of choices) {
  choice.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setView(choice.dataset.view);
  });
}
for (const input of inputs) {
  if (input.name === "other") {
    input.addEventListener("change", () => inPlace(() => {
      root.dataset.nth = root.dataset.others.split(" ").indexOf(input.value) + 1;
    }));
    input.addEventListener("change", relate);
  }
}

/* A sentence unfolds its answer. */

function handleOf(sentence) {
  let next = sentence;
  while (next && !next.matches(`.handle.nth-${root.dataset.nth}`)) next = next.nextElementSibling;
  return next;
}

document.querySelector("main").addEventListener("click", ({ target }) => {
  if (view() !== "reveal" || target.closest("a[href], summary, .answer") || !getSelection().isCollapsed) return;
  const handle = target.closest(".handle") ?? handleOf(target.closest("p > .sentence"));
  handle?.setAttribute("aria-expanded", handle.ariaExpanded !== "true");
});

/* Words and sentences that answer each other bear the same numbers, and light up together. */

const numbers = (mark, kind) => [...mark.classList].filter((name) => RegExp(`^${kind}\\d+$`).test(name));

function light(target) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  const handle = target.closest?.(".handle");
  const mark = handle ? handle.previousElementSibling : target.closest?.(".term, .word, .sentence");
  const pair = mark?.closest(".paired");
  if (!pair || view() === "one") return;
  for (const [part, kind] of [[mark, "o"], [mark.closest(".sentence"), "s"]]) {
    const named = part ? numbers(part, kind) : [];
    if (named.length) for (const e of pair.querySelectorAll(`.${named.join(", .")}`)) e.classList.add("lit");
  }
}
for (const event of ["pointerover", "pointerdown", "focusin"]) addEventListener(event, ({ target }) => light(target));

/** Says to screen readers where the answer to each word and sentence is. */
function relate() {
  const where = view() === "side" ? ".counterpart" : ".answer";
  let count = 0;
  for (const mark of document.querySelectorAll(".paired > p > .sentence, .paired > p .term")) {
    mark.removeAttribute("aria-details");
    const [number] = numbers(mark, mark.matches(".sentence") ? "s" : "o");
    const answer = view() !== "one" && number
      && mark.closest(".paired").querySelector(`:is(${where}).nth-${root.dataset.nth} .${number}`);
    if (answer) {
      answer.id ||= `answer-${++count}-${where.slice(1)}`;
      mark.setAttribute("aria-details", answer.id);
    }
  }
}
showView();

/* Copying: one language, and nothing of the editors' signs. */

const NO_TEXT = ".sign, .handle, .reveal, .tools, .beside, .unseen, a.gap, rt, .card";
let cited = "";

function cleaned(node, unwanted) {
  for (const element of node.querySelectorAll(unwanted)) element.remove();
  const blocks = [...node.querySelectorAll("h1, h2, h3, h4, p, li, dt, dd, .answer")].filter((e) => !e.querySelector("p, li"));
  const texts = (blocks.length ? blocks : [node]).map((e) => e.textContent.trim());
  return texts.filter(Boolean).join("\n\n");
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (cited) event.clipboardData.setData("text/plain", cited);
  else {
    if (selection.isCollapsed || !document.querySelector("main").contains(selection.anchorNode)) return;
    const range = selection.getRangeAt(0);
    const elementOf = (node) => node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const begun = elementOf(range.startContainer).closest(BESIDE);
    const inside = begun?.contains(range.endContainer);
    const part = range.cloneContents();
    if (begun && !inside) { // of what is hidden nothing: another language, or the other shape of this one
      const shape = begun.matches(".answer") ? ".answer" : ".counterpart";
      part.replaceChildren(...part.querySelectorAll(`${shape}.nth-${root.dataset.nth}`));
    }
    const text = cleaned(part, begun ? NO_TEXT : `${NO_TEXT}, ${BESIDE}`);
    event.clipboardData.setData("text/plain", text);
  }
  event.preventDefault();
});

async function copy(text) {
  try { await navigator.clipboard.writeText(text); } catch { // from the disk, or not allowed
    cited = text;
    document.execCommand("copy");
    cited = "";
  }
  const status = document.querySelector("[data-copied]");
  status.textContent = "";
  setTimeout(() => { status.textContent = status.dataset.copied; }, 50);
}

for (const button of document.querySelectorAll(".cite")) {
  button.addEventListener("click", async () => {
    const segment = button.closest(".segment");
    const paragraph = segment.querySelector(":scope > p[id]");
    const other = segment.querySelector(`.counterpart.nth-${root.dataset.nth}`);
    const texts = [paragraph, other].filter(Boolean).map((e) => cleaned(e.cloneNode(true), `${NO_TEXT}, ${BESIDE}`));
    const page = document.querySelector("link[rel=canonical]")?.href ?? (location.origin !== "null" && location.protocol !== "file:" ? location.origin + location.pathname : "");
    const said = [document.querySelector(".site .title").textContent.trim(), document.querySelector(".version")?.textContent, page ? `${page}#${paragraph.id}` : paragraph.id];
    await copy([...texts, said.filter(Boolean).join(". ")].join("\n\n"));
    button.dataset.done = document.querySelector("[data-copied]").dataset.copied;
    setTimeout(() => delete button.dataset.done, 2000);
  });
}

/* Keys: each does what can be done otherwise too; they can be switched off. */

const help = document.querySelector("dialog.keys");

function go(selector, step) {
  const places = inView(selector);
  const place = places.includes(document.activeElement) ? document.activeElement : null;
  const line = document.querySelector("header.site").offsetHeight + 24;
  const top = (e) => e.getBoundingClientRect().top;
  let next = places[places.indexOf(place) + step];
  if (!place) next = step > 0 ? places.find((e) => top(e) > line) : places.findLast((e) => top(e) < line - 30);
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  const { bottom } = next.getBoundingClientRect();
  if (top(next) < line || bottom > innerHeight) next.scrollIntoView({ block: "start", behavior: "instant" });
}

function turn(name) {
  const options = inputs.filter((input) => input.name === name);
  if (options.length) inPlace(() => options[(options.findIndex((input) => input.checked) + 1) % options.length].click());
}

const KEYS = {
  j: () => go(".segment > p[id]", 1), k: () => go(".segment > p[id]", -1),
  J: () => go(SENTENCES, 1), K: () => go(SENTENCES, -1),
  1: () => setView("one"), 2: () => setView("reveal"), 3: () => setView("side"), 4: () => setView("interleaved"),
  l: () => document.querySelector("a.switch")?.click(), f: () => turn("furigana"), n: () => turn("marks"),
  "?": () => help.showModal(),
};
if (!inputs.some((input) => input.name === "furigana")) delete KEYS.f;
document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  const typing = target.closest("input:not([type=radio]), textarea, select, [contenteditable]");
  if (ctrlKey || metaKey || altKey || typing || help.open || root.dataset.keys === "off" || !Object.hasOwn(KEYS, key)) return;
  event.preventDefault();
  KEYS[key]();
});
document.querySelector(".show-keys").addEventListener("click", () => help.showModal());
