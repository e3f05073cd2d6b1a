// What a page does for its reader. Without JavaScript all of it is links.
"use strict";

const root = document.documentElement;
const recall = (key) => { try { return localStorage.getItem(`taiyaku-${key}`); } catch { return null; } };
const keep = (key, value) => { try { localStorage.setItem(`taiyaku-${key}`, value); } catch { /* no memory */ } };

/* The reader's choices: in attributes of the root, which the style sheet reads. */

for (const input of document.querySelectorAll(".options input")) {
  if (root.dataset[input.name] === input.value) input.checked = true;
  input.addEventListener("change", () => {
    root.dataset[input.name] = input.value;
    keep(input.name, input.value);
    if (input.name === "terms") markTerms();
  });
}

const options = document.querySelector(".options");
document.addEventListener("pointerdown", ({ target }) => { if (!options.contains(target)) options.open = false; });
options.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && options.open) {
    options.open = false;
    options.querySelector("summary").focus();
  }
});

/* The switch of language keeps the place: the sentence that is in view, or the one linked to. */

const PLACES = "main .sentence[id], main p[id], main h1[id], main section[id], main .concept[id], main .fragment[id]";

function placeInView() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) {
    const box = target.getBoundingClientRect();
    if (box.bottom > 0 && box.top < innerHeight) return target;
  }
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
    link.href = place ? `${address}#${encodeURIComponent(place.id)}` : address;
  };
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, aim);
  link.addEventListener("click", () => keep("language", link.dataset.edition));
}
if (root.lang !== root.dataset.source.replace("_", "-")) keep("other", root.lang);

/* The marks of terms: the first in a section is a link already; the others can be made links. */

const glossary = document.querySelector("a.term")?.getAttribute("href").split("#")[0];

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
if (glossary && (root.dataset.terms ?? "first") !== "first") markTerms();

/* What is said of a term: by focus, tap or pointer; closed by Escape. */

const card = document.createElement("span");
let cards = null;
let about = null;
let awaited = null;
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

/** Below the term, or above it where there is no room; never out of the window. */
function place(term) {
  const box = term.getClientRects()[0];
  const { offsetWidth: width, offsetHeight: height } = card;
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
  const below = box.bottom + 6;
  const top = below + height > innerHeight && box.top - height - 6 > 0 ? box.top - height - 6 : below;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
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
  card.showPopover();
  place(term);
}

function hide() {
  clearTimeout(timer);
  awaited = null;
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

  addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    const term = termAt(target);
    if (term && term !== about) later(() => show(term), 250);
    else if (kept(target)) clearTimeout(timer);
    else if (about) later(hide, 300);
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
    }
  });
  addEventListener("focusin", ({ target }) => {
    const term = termAt(target);
    if (term?.matches(":focus-visible")) show(term);
    else if (!kept(target)) hide();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && about) {
      const inside = card.contains(document.activeElement) ? about : null;
      event.preventDefault();
      hide();
      inside?.focus();
      hide();
    }
  });
  addEventListener("resize", hide);
}
