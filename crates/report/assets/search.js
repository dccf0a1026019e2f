// Search over IDs, titles and texts. The index is loaded on first use; without this script every page still reads well.
"use strict";
// What is folded away is opened for paper, and where a link leads into it. Browsers that do this themselves lose nothing.
(() => {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
    opened = [];
  });
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let inside = false;
    for (let at = target && target.parentElement; at; at = at.parentElement) {
      if (at.tagName === "DETAILS" && !at.open) inside = at.open = true;
    }
    if (inside) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
(() => {
  const form = document.getElementById("search");
  const box = document.getElementById("q");
  const hits = document.getElementById("hits");
  if (!form || !box || !hits) return;
  form.hidden = false;
  let entries = null;
  let loading = false;

  const load = () => {
    if (entries || loading) return;
    loading = true;
    const script = document.createElement("script");
    script.src = "search-index.js";
    script.onload = () => {
      entries = window.PRIMUM.entries.filter((entry) => entry[0] >= 0).map((entry) => ({
        page: window.PRIMUM.pages[entry[0]],
        id: entry[1],
        title: entry[2],
        text: entry[3],
        anchor: entry[4] || entry[1],
        lowId: entry[1].toLowerCase(),
        lowTitle: entry[2].toLowerCase(),
        lowText: entry[3].toLowerCase(),
      }));
      show();
    };
    script.onerror = () => {
      loading = false;
      hits.hidden = false;
      hits.textContent = "The search index could not be loaded.";
    };
    document.head.append(script);
  };

  // Every word must occur; an ID counts more than a title, a title more than a text.
  const score = (entry, words) => {
    let sum = 0;
    for (const word of words) {
      if (entry.lowId === word) sum += 1000;
      else if (entry.lowId.startsWith(word)) sum += 100;
      else if (entry.lowId.includes(word)) sum += 50;
      else if (entry.lowTitle.includes(word)) sum += 20;
      else if (entry.lowText.includes(word)) sum += 1;
      else return 0;
    }
    return sum;
  };

  // Text nodes only: what records say is never read as markup.
  const marked = (parent, text, words) => {
    const low = text.toLowerCase();
    // Some letters change their length in lower case; then positions do not fit and nothing is marked.
    if (low.length !== text.length) return parent.append(text);
    let at = 0;
    while (at < text.length) {
      let next = -1;
      let length = 0;
      for (const word of words) {
        const found = low.indexOf(word, at);
        if (found >= 0 && (next < 0 || found < next)) {
          next = found;
          length = word.length;
        }
      }
      if (next < 0) break;
      parent.append(text.slice(at, next));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(next, next + length);
      parent.append(mark);
      at = next + length;
    }
    parent.append(text.slice(at));
  };

  const excerpt = (entry, words) => {
    const found = words.map((word) => entry.lowText.indexOf(word)).filter((at) => at >= 0);
    if (!found.length) return "";
    const from = Math.max(0, Math.min(...found) - 60);
    return (from ? "…" : "") + entry.text.slice(from, from + 220).replace(/\s+/g, " ") + "…";
  };

  const show = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    hits.replaceChildren();
    hits.hidden = !words.length;
    if (!words.length) return;
    if (!entries) {
      hits.textContent = "Loading…";
      return load();
    }
    const found = [];
    for (const entry of entries) {
      const points = score(entry, words);
      if (points) found.push([points, found.length, entry]);
    }
    found.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    const head = document.createElement("p");
    head.textContent = found.length === 1 ? "1 hit" : found.length > 50 ? `${found.length} hits, the first 50:` : `${found.length} hits`;
    const list = document.createElement("ol");
    for (const [, , entry] of found.slice(0, 50)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `${entry.page[0]}#${entry.anchor}`;
      marked(link, entry.id, words);
      item.append(link, " ");
      marked(item, entry.title, words);
      const kind = document.createElement("span");
      kind.className = "small";
      kind.textContent = ` ${entry.page[1]}`;
      item.append(kind);
      const text = excerpt(entry, words);
      if (text) {
        const line = document.createElement("p");
        line.className = "small";
        marked(line, text, words);
        item.append(line);
      }
      list.append(item);
    }
    hits.append(head, list);
  };

  let waiting = 0;
  box.addEventListener("focus", load);
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 80);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    const first = hits.querySelector("a");
    if (first) first.click();
  });
  const close = () => {
    box.value = "";
    show();
  };
  hits.addEventListener("click", (event) => {
    if (event.target.closest("a")) close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "Escape" && (document.activeElement === box || !hits.hidden)) {
      close();
      box.blur();
    }
  });
})();
