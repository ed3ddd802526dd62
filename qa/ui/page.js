// What the page does by itself: folding its parts, telling Gradio what was clicked, and scrolling.
// Nothing here reads text into markup; data travels in data-* attributes only.
"use strict";

const articleQA = (() => {
  const narrow = () => window.matchMedia("(max-width: 900px)").matches;
  let cameFrom = null; // the link that opened the reader gets the focus back

  function fold(part, open) {
    document.body.dataset[part] = open ? "open" : "closed";
    for (const button of document.querySelectorAll(`[data-toggle="${part}"]`)) {
      button.setAttribute("aria-expanded", String(open));
    }
    if (open && narrow()) {
      const other = part === "reader" ? "library" : "reader";
      document.body.dataset[other] = "closed";
    }
  }

  function isOpen(part) {
    return document.body.dataset[part] === "open";
  }

  // Clicks on places ("select") and on buttons (their data-event, else "click") go to Python with
  // their data. A button that was pressed and then drawn anew keeps the focus.
  function wire(element, trigger) {
    let pressed = null;
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) {
        pressed = { do: button.dataset.do, id: button.dataset.id };
        trigger(button.dataset.event ?? "click", pressed);
        return;
      }
      const place = event.target.closest("[data-article]");
      if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (!place.closest("#reader")) cameFrom = place;
      trigger("select", { ...place.dataset });
    });
    new MutationObserver(() => {
      if (!pressed || document.activeElement !== document.body) return;
      for (const button of element.querySelectorAll("button[data-do]")) {
        if (button.dataset.do === pressed.do && button.dataset.id === pressed.id) button.focus({ preventScroll: true });
      }
    }).observe(element, { childList: true, subtree: true });
  }

  function showReader() {
    fold("reader", true);
    // Gradio puts the new article in place within the next frames.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const reader = document.getElementById("reader");
      const mark = reader.querySelector("mark.main");
      reader.querySelector("#article h2")?.focus({ preventScroll: true });
      reader.scrollTop = 0; // a quote near the top is seen together with the title
      const below = mark && mark.getBoundingClientRect().bottom > reader.clientHeight;
      if (below) mark.scrollIntoView({ block: "center" });
    }));
  }

  function showLinked() {
    if (new URLSearchParams(location.search).has("article")) showReader();
  }

  function closeReader() {
    fold("reader", false);
    if (cameFrom?.isConnected) cameFrom.focus();
  }

  // The conversation follows the answer as it grows, unless the reader has scrolled away.
  function follow() {
    const scroll = document.getElementById("scroll");
    const current = document.getElementById("current");
    if (!scroll || !current) return setTimeout(follow, 100);
    let following = true;
    let question = "";
    scroll.addEventListener("scroll", () => {
      following = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
    });
    new MutationObserver(() => {
      const asked = current.querySelector(".question")?.textContent ?? "";
      const turn = current.querySelector(".turn");
      if (asked && asked !== question) turn.scrollIntoView({ block: "start" });
      else if (following && turn?.ariaBusy === "true") scroll.scrollTop = scroll.scrollHeight;
      question = asked;
    }).observe(current, { childList: true, subtree: true, characterData: true });
  }

  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-toggle]");
    if (!toggle) return;
    const part = toggle.dataset.toggle;
    if (part === "reader") closeReader();
    else fold(part, !isOpen(part));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (isOpen("reader")) closeReader();
    else if (narrow()) fold("library", false);
  });

  function begin() {
    fold("library", !narrow());
    fold("reader", false);
    follow();
  }
  // Gradio puts this script into a page that is already there.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();

  return { wire, showReader, showLinked };
})();
