// The switch of language keeps the place: it leads to the paragraph at the top of the window.
// Without JavaScript it leads to the top of the page, and each paragraph has a link of its own.
"use strict";

const SELECTOR = "main p[id], main h1[id], main section[id], main .concept[id], main .fragment[id]";

/** The last named place that begins at or above the upper part of the window. */
function placeInView() {
  const line = window.innerHeight / 4;
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) {
    const box = target.getBoundingClientRect();
    if (box.bottom > 0 && box.top < window.innerHeight) return target;
  }
  let place = null;
  for (const element of document.querySelectorAll(SELECTOR)) {
    if (element.getBoundingClientRect().top > line) break;
    place = element;
  }
  return place;
}

for (const link of document.querySelectorAll("a.switch")) {
  const address = link.getAttribute("href");
  const aim = () => {
    const place = window.scrollY > 0 || location.hash ? placeInView() : null;
    link.href = place ? `${address}#${encodeURIComponent(place.id)}` : address;
  };
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, aim);
}
