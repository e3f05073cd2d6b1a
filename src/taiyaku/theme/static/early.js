// Runs before the page is drawn, so that nothing moves: what the reader chose on an earlier page.
{
  const root = document.documentElement;
  const chosen = root.dataset;
  root.classList.add("js");
  for (const key of ["terms", "marks", "scheme", "other", "view", "furigana", "keys"]) {
    try {
      const kept = localStorage.getItem(`taiyaku-${key}`);
      if (kept) chosen[key] = kept;
    } catch {
      break; // no memory here; the page does without
    }
  }
  const asked = new URLSearchParams(location.search).get("view");
  if (asked) chosen.view = asked;
  chosen.nth = Math.max(0, chosen.others.split(" ").indexOf(chosen.other)) + 1;
}
