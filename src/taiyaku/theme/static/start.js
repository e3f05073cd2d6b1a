// To the edition the reader chose, else once to one in the browser's language; #choose stays.
{
  const editions = document.documentElement.dataset.editions.split(" ");
  const read = (key) => { try { return localStorage.getItem(key); } catch { return ""; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { } };
  const spoken = navigator.languages.map((tag) =>
    editions.find((code) => code.replace("_", "-") === tag) ?? editions.find((code) => code === tag.split("-")[0]));
  const followed = read("taiyaku-followed") === "yes";
  const wanted = read("taiyaku-language") || (followed ? "" : spoken.find(Boolean));
  if (!location.hash && editions.includes(wanted)) {
    keep("taiyaku-followed", "yes");
    location.replace(`${wanted}/index.html`);
  }
  document.addEventListener("click", ({ target }) => {
    const code = target.closest("[data-edition]")?.dataset.edition;
    if (code) keep("taiyaku-language", code);
  });
}
