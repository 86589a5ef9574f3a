/* What the checks of our own share: what is shown, in which colours, and what an act changes.
   Navigation is noted and refused, so that a check can press anything and stay on the page. */
window.ours = (() => {
  "use strict";

  const left = [];
  navigation.addEventListener("navigate", event => {
    if (event.cancelable && !event.hashChange) {
      event.preventDefault();
      left.push(event.destination.url);
    }
  });

  const PRESSED = "a[href], button, summary, input, select, textarea, [role=button], [role=link], [role=switch], [role=tab]";
  const STOPS = `${PRESSED}, [tabindex], audio[controls], video[controls], iframe`;
  const BLOCKS = "p, li, dt, dd, h1, h2, h3, h4, h5, h6, td, th, caption, summary, label, figcaption, pre";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = element => (element.innerText ?? element.textContent).trim().replace(/\s+/g, " ");
  const called = what => typeof what === "string" ? what
    : `${what.localName}${what.id ? `#${what.id}` : ""} ${words(what).slice(0, 40)}`.trim();

  /* Seen by the eye: painted, not transparent, and larger than the dot that hides words from it. */
  function shown(element) {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1
      && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }
  const owns = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const pressed = () => all(PRESSED).filter(shown);
  const texts = (root = document) => all("*", root).filter(e => owns(e) && shown(e) && !e.closest("svg"));
  const blocks = () => all(BLOCKS, document.body).filter(
    e => e.textContent.trim() && !e.querySelector(BLOCKS) && shown(e));

  function stops() {
    const first = new Set();
    return all(STOPS).filter(e => {
      if (e.disabled || e.tabIndex < 0 || e.type === "hidden") { return false; }
      if (!e.checkVisibility({ visibilityProperty: true })) { return false; }
      if (e.type !== "radio") { return true; }
      return !first.has(e.name) && first.add(e.name);
    });
  }

  /* Colours: [red, green, blue, alpha], the first three from 0 to 255. */
  const parsed = text => (text.match(/rgba?\([^)]*\)/g) || []).map(part => {
    const [red, green, blue, alpha = 1] = part.match(/[\d.]+/g).map(Number);
    return [red, green, blue, alpha];
  });
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  function luminance(colour) {
    const [red, green, blue] = colour.map(value => value / 255)
      .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function contrast(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  /* All colours that may lie behind an element: one, or those of a gradient. */
  function grounds(element) {
    if (!element) { return [[255, 255, 255, 1]]; }
    const style = getComputedStyle(element);
    const stack = style.backgroundImage.includes("gradient")
      ? parsed(style.backgroundImage) : parsed(style.backgroundColor);
    if (stack.every(colour => colour[3] === 1)) { return stack; }
    return grounds(element.parentElement).flatMap(below => stack.map(colour => over(colour, below)));
  }
  function faded(element, colour) {
    let alpha = colour[3];
    for (let at = element; at; at = at.parentElement) { alpha *= Number(getComputedStyle(at).opacity); }
    return [...colour.slice(0, 3), alpha];
  }
  /* The least contrast of a colour, as text such as "rgb(1, 2, 3)", with what lies behind. */
  const against = (element, text, behind = grounds(element)) => Math.min(...behind.flatMap(
    below => parsed(text).map(colour => contrast(over(faded(element, colour), below), below))));

  function pale(element, pseudo = null) {
    const style = getComputedStyle(element, pseudo);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return against(element, style.color) < (large ? 3 : 4.5);
  }

  const hides = value => value === "hidden" || value === "clip";
  const cut = () => all("body *").filter(e => {
    const style = getComputedStyle(e);
    return ((hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
        || (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1))
      && shown(e) && words(e);
  });
  function styled(rules, look) {
    const sheet = document.createElement("style");
    sheet.textContent = rules;
    document.head.append(sheet);
    const seen = look();
    sheet.remove();
    return seen;
  }
  const rules = () => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText);

  /* What was shown before the window, the paper or the pointer changed, and is no longer, or newly. */
  let before = [];
  const keep = elements => { before = elements; };
  const kept = () => before;
  const lost = () => before.filter(e => !shown(e));
  const fresh = elements => elements.filter(e => !before.includes(e));

  /* What changes for a reader: words, and what is shown; not what scripts note for themselves. */
  const TOLD = /^(class|style|hidden|open|value|aria-.*)$/;
  function observe() {
    const records = [], observer = new MutationObserver(more => { records.push(...more); });
    const [gone, focus] = [left.length, document.activeElement];
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    return () => {
      const seen = records.concat(observer.takeRecords()).filter(
        record => record.type !== "attributes" || TOLD.test(record.attributeName));
      observer.disconnect();
      return { seen, left: left.splice(gone), focus: document.activeElement !== focus };
    };
  }
  function changes(act) {
    const stop = observe();
    act();
    return stop();
  }
  function acts(act) {
    const made = changes(act);
    return made.seen.length > 0 || made.left.length > 0 || made.focus;
  }
  /* What timers would do within so many milliseconds; none are known unless they were listed. */
  const waited = most => [...(window.waiting || new Map()).values()].filter(({ delay }) => delay <= most);
  function send(element, kind, names, details = {}) {
    names.forEach(name => element.dispatchEvent(
      new kind(name, { bubbles: true, cancelable: true, composed: true, ...details })));
  }

  return { acts, against, all, blocks, called, changes, cut, fresh, grounds, keep, kept, lost, owns,
    pale, parsed, pressed, rules, send, shown, stops, styled, texts, waited, words };
})();
