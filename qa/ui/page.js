// What the page does by itself: folding its parts, telling Gradio what was clicked, and scrolling.
// Nothing here reads text into markup; data travels in data-* attributes only.
"use strict";

const articleQA = (() => {
  const narrow = () => window.matchMedia("(max-width: 900px)").matches;
  let cameFrom = null; // the link that opened the reader gets the focus back
  let pressedId = ""; // of the button that was pressed last

  // Gradio puts what is new in place within the next frames.
  const onceDrawn = (then) => requestAnimationFrame(() => requestAnimationFrame(then));

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
  // their data. A button that was pressed and then drawn anew keeps the focus; where it is gone,
  // another one with its data-id takes it.
  function wire(element, trigger) {
    let pressed = null;
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey; // in another tab
      if (button && !(elsewhere && button.href)) {
        event.preventDefault();
        if (["ask", "retry"].includes(button.dataset.do) && !begins()) return;
        pressed = { do: button.dataset.do, id: button.dataset.id };
        pressedId = button.dataset.id;
        trigger(button.dataset.event ?? "click", pressed);
        return;
      }
      const place = event.target.closest("[data-article]");
      if (!place || elsewhere) return;
      event.preventDefault();
      if (!place.closest("#reader")) cameFrom = place;
      opening(place);
      trigger("select", { ...place.dataset });
    });
    document.addEventListener("pointerdown", () => { pressed = null; }, true);
    document.addEventListener("focusin", (event) => {
      if (event.target.dataset.id !== pressed?.id) pressed = null; // one has gone elsewhere
    });
    new MutationObserver(() => {
      const held = document.activeElement; // may be drawn anew as another button
      if (!pressed || (held !== document.body && held.dataset.id === pressed.id)) return;
      const same = [...element.querySelectorAll("button[data-do]")].filter((each) => each.dataset.id === pressed.id);
      (same.find((each) => each.dataset.do === pressed.do) ?? same[0])?.focus({ preventScroll: true });
    }).observe(element, { childList: true, subtree: true });
  }

  // Whether another tab or program has changed anything is looked for when the page comes into
  // view. A press that brought it there ends first, and nobody's typing is disturbed.
  function whenSeen(look) {
    const typing = () => document.activeElement?.closest("#library input, #library textarea");
    const seen = () => setTimeout(() => { if (!document.hidden && !typing()) look(); }, 300);
    document.addEventListener("visibilitychange", seen);
    window.addEventListener("focus", seen);
  }

  // The browser's own date field tells Python its day, and is emptied by Python.
  function date(element, props, trigger, watch) {
    const field = element.querySelector("input");
    field.addEventListener("change", () => {
      props.value = field.value;
      trigger("change");
    });
    watch("value", () => { field.value = props.value; });
  }

  // -- the reader

  let step = null; // "Next quote", when that was pressed: its successor gets the focus

  function opening(place) {
    step = place.matches(".step") ? place.ariaLabel : null;
    fold("reader", true);
    document.getElementById("reader").ariaBusy = "true";
    document.getElementById("opening").textContent = "Opening the article…";
  }

  function showReader() {
    fold("reader", true);
    onceDrawn(() => {
      const reader = document.getElementById("reader");
      const mark = reader.querySelector("mark.main");
      const next = step && reader.querySelector(`a.step[aria-label="${step}"]`);
      reader.ariaBusy = null;
      document.getElementById("opening").textContent = "";
      forgetMatches();
      (next || reader.querySelector("#article h2"))?.focus({ preventScroll: true });
      reader.scrollTop = 0; // a quote near the top is seen together with the title
      const below = mark && mark.getBoundingClientRect().bottom > reader.clientHeight;
      if (below) mark.scrollIntoView({ block: "center" });
      const link = reader.querySelector("[data-copy]")?.dataset.copy;
      if (link) rememberPlace(link);
    });
  }

  function rememberPlace(link) {
    const nowhere = { article: null, start: null, end: null, quote: null };
    remember({ ...nowhere, ...Object.fromEntries(new URLSearchParams(link)) });
  }

  // -- find in the article: matches are ranges that the browser paints, the article is not touched

  const MOST_MATCHES = 1000;
  let matches = [];
  let match = 0; // the one that is shown

  // Without case and, in Latin letters, without accents; as many characters as before.
  function plain(words) {
    const letters = words.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (each) => each.normalize("NFD")[0]);
    return letters.toLowerCase();
  }

  function matchesOf(wanted, text) {
    const all = plain(text.textContent);
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    let before = 0; // characters before this node
    function point(offset, inNode) {
      for (; offset - before > node.length - inNode; node = walker.nextNode()) before += node.length;
      return [node, offset - before];
    }
    const found = [];
    let start = all.indexOf(wanted);
    while (start >= 0 && found.length < MOST_MATCHES) {
      const range = new Range();
      const end = start + wanted.length;
      range.setStart(...point(start, 1));
      range.setEnd(...point(end, 0));
      found.push(range);
      start = all.indexOf(wanted, end);
    }
    return found;
  }

  function find() {
    const wanted = plain(document.getElementById("find").value.trim());
    const text = document.querySelector("#article .text");
    matches = wanted && text ? matchesOf(wanted, text) : [];
    CSS.highlights?.set("found", new Highlight(...matches));
    showMatch(0);
    if (!matches.length && wanted) document.getElementById("matches").textContent = "Not found";
  }

  function showMatch(number) {
    const count = matches.length;
    match = count && (number + count) % count;
    CSS.highlights?.set("found-here", new Highlight(...matches.slice(match, match + 1)));
    const most = count === MOST_MATCHES ? " or more" : "";
    document.getElementById("matches").textContent = count ? `${match + 1} of ${count}${most}` : "";
    if (!count) return;
    const reader = document.getElementById("reader");
    reader.scrollTop += matches[match].getBoundingClientRect().top - reader.clientHeight / 2;
  }

  function forgetMatches() {
    document.getElementById("find").value = "";
    find();
  }

  function showLinked() {
    if (new URLSearchParams(location.search).has("article")) showReader();
  }

  function closeReader() {
    fold("reader", false);
    rememberPlace("");
    if (!cameFrom?.isConnected) cameFrom = document.querySelector("#question textarea");
    else if (narrow() && cameFrom.closest("#library")) fold("library", true);
    cameFrom?.focus();
  }

  // The address names what is open, so that a reload opens it again; null takes a name out.
  function remember(values) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(values)) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  }

  function rememberConversation() {
    onceDrawn(() => {
      remember({ conversation: document.querySelector("#thread-line .thread")?.dataset.id ?? null });
    });
  }

  // -- what the browser keeps

  // Which articles are asked outlasts a reload, and is no other tab's business.
  const CHOICE = "article-qa-choice";

  function keepChoice() {
    onceDrawn(() => {
      sessionStorage.setItem(CHOICE, document.querySelector("#asking-only .only")?.dataset.id ?? "");
    });
  }

  const keptChoice = () => sessionStorage.getItem(CHOICE);

  // The key of this browser's conversations. Tabs that are opened at once agree on one: what was
  // written last, which all of them find a moment later.
  const KEY = "article-qa-key";

  async function key(known) {
    if (known) return known;
    if (!localStorage.getItem(KEY)) {
      localStorage.setItem(KEY, crypto.getRandomValues(new Uint32Array(8)).join("-"));
    }
    await new Promise((agreed) => { setTimeout(agreed, 100); });
    return localStorage.getItem(KEY);
  }

  // A question that is sent while the page still opens waits until that is done.
  let arrive = null;
  const arrived = new Promise((done) => { arrive = done; });

  // One that is sent while an answer grows waits for its end, unless it is changed before. An
  // answer grows from the press that asks, though nothing is drawn of it yet.
  const drawn = () => document.querySelector("#current .html-container")?.innerHTML;
  let begun = null; // what was drawn when that was pressed
  let giveUp = null; // there may have been nothing to ask
  let sent = null;

  function growing() {
    if (begun !== drawn()) begun = null;
    return begun !== null || document.querySelector("#current .turn:not([data-settled])");
  }

  function begins() {
    if (growing()) return false;
    begun = drawn();
    clearTimeout(giveUp);
    giveUp = setTimeout(() => { begun = null; }, 10000);
    return true;
  }

  async function send(event) {
    const field = document.querySelector("#question textarea");
    const enters = event.target === field && event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!enters && !(event.type === "click" && event.target.closest("#ask"))) return;
    if (!growing()) {
      if (field.value.trim()) begins();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const waits = sent !== null;
    sent = field.value;
    if (waits) return;
    const ask = () => document.getElementById("ask"); // not there as long as Stop is
    while (field.isConnected && (growing() || !ask())) await new Promise((on) => { setTimeout(on, 50); });
    if (field.isConnected && field.value === sent) ask().click();
    sent = null;
  }

  function showTalk() {
    rememberConversation();
    if (narrow()) fold("library", false);
    const scroll = document.getElementById("scroll");
    onceDrawn(() => { scroll.scrollTop = scroll.scrollHeight; });
  }

  function focusQuestion() {
    document.querySelector("#question textarea")?.focus();
  }

  function say(words) {
    const line = document.getElementById("told");
    if (line) line.textContent = words;
  }

  async function copy(button) {
    const words = button.dataset.copy;
    button.dataset.label ??= button.textContent; // a second press finds another
    let outcome = "Copied";
    try {
      await navigator.clipboard.writeText(words.startsWith("?") ? new URL(words, location.href).href : words);
    } catch {
      outcome = "The browser does not allow copying";
    }
    say(outcome);
    button.textContent = outcome;
    setTimeout(() => { button.textContent = button.dataset.label; }, 1500);
  }

  function changeColours() {
    const dark = document.body.classList.toggle("dark");
    localStorage.setItem("article-qa-colours", dark ? "dark" : "light");
  }

  function chooseColours() {
    const chosen = localStorage.getItem("article-qa-colours");
    if (chosen) document.body.classList.toggle("dark", chosen === "dark");
  }

  // What a turn says, without the quotes that wait behind its chips.
  function wordsOf(turn) {
    const step = turn.querySelector(".working");
    const parts = turn.querySelectorAll(".no-model > h3, .problem, .notice, .abstention > h3, .said, .verdict .words");
    return (step ? [step] : [...parts]).map((each) => each.textContent).join(" ");
  }

  // The conversation follows the answer as it grows, unless the reader has scrolled away.
  function follow() {
    const scroll = document.getElementById("scroll");
    const current = document.getElementById("current");
    if (!scroll || !current) return setTimeout(follow, 100);
    let following = true;
    let question = "";
    let told = ""; // to those who do not see it: each step, and then the answer as a whole
    scroll.addEventListener("scroll", () => {
      following = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
    });
    new MutationObserver(() => {
      growing(); // once anything is drawn of it, what was begun is seen there
      const asked = current.querySelector(".question")?.textContent ?? "";
      const turn = current.querySelector(".turn");
      if (asked && asked !== question) turn.scrollIntoView({ block: "start" });
      else if (following && turn?.ariaBusy === "true") scroll.scrollTop = scroll.scrollHeight;
      question = asked;
      const words = turn ? wordsOf(turn) : told;
      if (words !== told) say(told = words);
    }).observe(current, { childList: true, subtree: true, characterData: true });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.copy) copy(button);
    if (button?.id === "colours") changeColours();
    if (button?.dataset.match) showMatch(match + Number(button.dataset.match));
    const toggle = event.target.closest("[data-toggle]");
    if (!toggle) return;
    const part = toggle.dataset.toggle;
    if (part === "reader") closeReader();
    else fold(part, !isOpen(part));
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "find" && event.key === "Enter") showMatch(match + (event.shiftKey ? -1 : 1));
    if (event.key !== "Escape") return;
    if (event.target.id === "find" && event.target.value) return forgetMatches();
    if (isOpen("reader")) closeReader();
    else if (narrow()) fold("library", false);
  });

  for (const each of ["keydown", "click"]) document.addEventListener(each, send, true);

  document.addEventListener("input", (event) => {
    if (event.target.id === "find") find();
  });

  function begin() {
    fold("library", !narrow());
    fold("reader", false);
    follow();
    chooseColours();
  }
  // Gradio puts this script into a page that is already there.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();

  return {
    wire, whenSeen, date, showReader, showLinked, showTalk, rememberConversation, focusQuestion,
    keepChoice, keptChoice, key, arrive, arrived, pressedId: () => pressedId,
  };
})();
