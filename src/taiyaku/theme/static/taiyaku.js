// What a page does for its reader. Without JavaScript all of it is links.
"use strict";

const root = document.documentElement;
const recall = (key) => { try { return localStorage.getItem(`taiyaku-${key}`); } catch { return null; } };
const keep = (key, value) => { try { localStorage.setItem(`taiyaku-${key}`, value); } catch { /* no memory */ } };

const glossary = document.querySelector("a.term")?.getAttribute("href").split("#")[0];

/* The reader's choices: in attributes of the root, which the style sheet reads. */

const inputs = [...document.querySelectorAll(".options input")];

function takeUp() {
  for (const input of inputs) {
    const chosen = recall(input.name);
    if (chosen === input.value) root.dataset[input.name] = chosen;
    if (root.dataset[input.name] === input.value) input.checked = true;
  }
  if (glossary) markTerms();
}
for (const input of inputs) {
  input.addEventListener("change", () => {
    root.dataset[input.name] = input.value;
    keep(input.name, input.value);
    if (input.name === "terms") markTerms();
  });
}
addEventListener("pageshow", ({ persisted }) => { if (persisted) takeUp(); });
addEventListener("storage", takeUp);

const options = document.querySelector(".options");
const leaveOptions = ({ target, relatedTarget }) => {
  if (!options.contains(relatedTarget ?? target)) options.open = false;
};
document.addEventListener("pointerdown", ({ target }) => leaveOptions({ target }));
options.addEventListener("focusout", (event) => { if (event.relatedTarget) leaveOptions(event); });
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && options.open) {
    options.open = false;
    options.querySelector("summary").focus();
  }
});

/* The switch of language keeps the place: the sentence that is in view, or the one linked to. */

const PLACES = "main .sentence[id]:not(.answer *, .counterpart *), main p[id], main h1[id], main section[id], main .concept[id], main .fragment[id]";

function placeInView() {
  const target = document.querySelector(":target:not(section, main)");
  const top = target?.getBoundingClientRect().top ?? -1;
  if (top >= 0 && top < innerHeight / 2) return target;
  const line = innerHeight / 4;
  let place = null;
  for (const element of document.querySelectorAll(PLACES)) {
    if (element.getBoundingClientRect().top > line) break;
    place = element;
  }
  return place;
}

for (const link of document.querySelectorAll("a.switch")) {
  const address = link.getAttribute("href");
  const aim = () => {
    const place = scrollY > 0 || location.hash ? placeInView() : null;
    const anchor = place ? `#${encodeURIComponent(place.id)}` : "";
    link.href = `${address}${location.search}${anchor}`;
  };
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, aim);
  link.addEventListener("click", () => keep("language", link.dataset.edition));
}
if (root.dataset.edition !== root.dataset.source) keep("other", root.dataset.edition);

/* The marks of terms: the first in a section is a link already; the others can be made links. */

function conceptOf(mark) {
  const named = [...mark.classList].find((name) => name.startsWith("concept-"));
  return named?.slice(8) ?? decodeURIComponent((mark.dataset.href ?? mark.getAttribute("href")).split("#")[1]);
}

function markTerms() {
  const wanted = root.dataset.terms ?? "first";
  for (const mark of document.querySelectorAll(".term")) {
    const again = [...mark.classList].some((name) => name.startsWith("concept-"));
    const linked = wanted === "all" || (wanted === "first" && !again);
    const address = `${glossary}#${conceptOf(mark)}`;
    let link = mark;
    if (linked && mark.localName !== "a") {
      link = document.createElement("a");
      link.className = mark.className;
      link.append(...mark.childNodes);
      mark.replaceWith(link);
    }
    link.dataset.href = address;
    if (linked) link.setAttribute("href", address);
    else link.removeAttribute("href");
  }
}
takeUp();

/* What is said of a term: by focus, tap or pointer; closed by Escape. */

const card = document.createElement("span");
let cards = null;
let about = null;
let awaited = null;
let tapped = false;
let timer = 0;

globalThis.taiyakuTerms = (data) => {
  cards = data;
  if (awaited) show(awaited);
};

function loadTerms() {
  const source = document.body.dataset.termsScript;
  if (!source || !("popover" in card)) return;
  const script = document.createElement("script");
  script.src = source;
  script.onerror = () => { // then a term is a link, as without script
    const address = tapped && awaited?.getAttribute("href");
    cards = {};
    hide();
    if (address) location.assign(address);
  };
  document.head.append(script);
}
const FIRST = ["pointermove", "pointerdown", "keydown", "focusin"];
const begin = () => {
  for (const event of FIRST) removeEventListener(event, begin);
  loadTerms();
};
if (glossary) for (const event of FIRST) addEventListener(event, begin, { passive: true });

function piece(name, text, language, direction) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  if (language) element.lang = language.replace("_", "-");
  if (direction) element.dir = direction;
  return element;
}

function fill({ headword, reading, others, definition, entry }, address) {
  const chosen = others.filter(([code]) => code === root.dataset.other);
  const link = document.createElement("a");
  link.href = address;
  link.textContent = entry;
  card.replaceChildren(
    piece("headword", headword), " ", ...(reading ? [piece("reading", reading), " "] : []),
    ...(chosen.length ? chosen : others.slice(0, 1)).flatMap(([code, direction, form, said]) =>
      [piece("rendering", form, code, direction), " ", ...(said ? [piece("reading", said, code), " "] : [])]),
    piece("definition", definition), " ", link);
}

/** Below the term, or above it where there is more room; never out of the window. */
function place(term) {
  const boxes = [...term.getClientRects()];
  const [first, last] = [boxes[0], boxes.at(-1)];
  const over = first.top - document.querySelector("header.site").offsetHeight - 12;
  const under = innerHeight - last.bottom - 12;
  const isUnder = card.offsetHeight <= under || under >= over;
  card.style.maxHeight = `${Math.max(isUnder ? under : over, 96)}px`;
  const { offsetWidth: width, offsetHeight: height } = card;
  const left = Math.max(8, Math.min(first.left, root.clientWidth - width - 8));
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${(isUnder ? last.bottom + 6 : first.top - height - 6) + scrollY}px`;
}

function show(term) {
  clearTimeout(timer);
  if (about === term) return;
  hide();
  if (!cards) awaited = term;
  const data = cards?.[conceptOf(term)];
  if (!data) return;
  about = term;
  fill(data, term.getAttribute("href"));
  term.after(card); // so that it comes next for the keyboard, and is read next
  term.setAttribute("aria-describedby", card.id);
  card.style.maxHeight = "";
  card.showPopover();
  place(term);
}

function hide() {
  clearTimeout(timer);
  awaited = null;
  tapped = false;
  if (!about) return;
  about.removeAttribute("aria-describedby");
  card.hidePopover();
  card.remove();
  about = null;
}

const later = (action, delay) => { clearTimeout(timer); timer = setTimeout(action, delay); };
const termAt = (target) => target.closest?.("a.term[href]");
const kept = (target) => target instanceof Node && (card.contains(target) || about?.contains(target));

if ("popover" in card) {
  card.id = "term-card";
  card.className = "card";
  card.popover = "manual";
  let touched = null;

  // A page that scrolls under a pointer at rest is no wish of the reader's; nor is anything that
  // happens to the pointer while the keyboard is at the term.
  let moved = "";
  const byKeyboard = () => (about ?? awaited)?.matches(":focus-visible") || card.contains(document.activeElement);

  addEventListener("pointerover", ({ target, pointerType, screenX, screenY }) => {
    const rests = moved === `${screenX},${screenY}`;
    moved = `${screenX},${screenY}`;
    if (pointerType === "touch" || rests || byKeyboard()) return;
    const term = termAt(target);
    if (term && term !== about) later(() => show(term), 250);
    else if (kept(target)) clearTimeout(timer);
    else if (about || awaited) later(hide, 300);
    else clearTimeout(timer);
  });
  addEventListener("pointerdown", ({ target, pointerType }) => {
    touched = pointerType === "touch" && about !== termAt(target) ? termAt(target) : null;
    if (!kept(target)) hide();
  });
  addEventListener("click", (event) => {
    const term = termAt(event.target);
    if (term && term === touched && (cards ? cards[conceptOf(term)] : document.body.dataset.termsScript)) {
      event.preventDefault();
      show(term);
      tapped = true;
    }
  });
  addEventListener("focusin", ({ target }) => {
    const term = termAt(target);
    if (term?.matches(":focus-visible")) show(term);
    else if (!kept(target)) hide();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (about || awaited)) {
      const inside = card.contains(document.activeElement) ? about : null;
      event.preventDefault();
      hide();
      inside?.focus();
      hide();
    }
  });
  addEventListener("resize", hide);
}
