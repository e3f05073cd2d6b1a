// Runs before the page is drawn, so that nothing moves: what the reader chose on an earlier page.
{
  const root = document.documentElement;
  root.classList.add("js");
  for (const key of ["terms", "marks", "scheme", "other"]) {
    try {
      const chosen = localStorage.getItem(`taiyaku-${key}`);
      if (chosen) root.dataset[key] = chosen;
    } catch {
      break; // no memory here; the page does without
    }
  }
}
