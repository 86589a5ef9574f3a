/* The search page. The index is a script beside this one: nothing is fetched, nothing is sent,
   and no word that is looked for enters an address. Folding follows generators/site/search.py. */
(function () {
  "use strict";

  var VARIANTS = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي" };

  function fold(word) {
    var plain = word.toLowerCase().replace(/ß/g, "ss").normalize("NFKD").replace(/[\p{M}ـ]/gu, "")
      .replace(/[أإآٱىةؤئ]/g, function (sign) { return VARIANTS[sign]; });
    if (/[\u0600-\u06ff]/.test(plain)) {
      return plain.replace(/^(?:[وفبكل]?ال|لل)(?=[\p{L}\p{N}]{3})/u, "")
        .replace(/(?<=[\p{L}\p{N}]{3})(?:ات|ون|ين|ان|ها|هم|كم|نا|ه)$/u, "");
    }
    return plain.replace(/(?<=[\p{L}\p{N}]{3})(?:ies|es|s|x)$/u, "");
  }

  function words(text) {
    return (text.match(/[\p{L}\p{N}\p{M}ـ]+/gu) || []).map(fold).filter(Boolean);
  }

  /* How well a word of the index answers a word of the query: whole, as a beginning, or not. */
  function likeness(known, asked) {
    if (known === asked) { return 1; }
    if (asked.length >= 3 && known.startsWith(asked)) { return 0.6; }
    if (known.length >= 5 && asked.startsWith(known)) { return 0.4; }
    var same = 0;
    while (same < known.length && known[same] === asked[same]) { same += 1; }
    var alike = same >= 5 && same >= 0.6 * Math.min(known.length, asked.length);
    return alike ? 0.5 * same / Math.max(known.length, asked.length) : 0;
  }

  function search(index, query) {
    var asked = words(query);
    var scores = index.pages.map(function () { return 0; });
    var met = index.pages.map(function () { return 0; });
    asked.forEach(function (word) {
      var best = {};
      Object.keys(index.words).forEach(function (known) {
        var like = likeness(known, word);
        if (!like) { return; }
        var places = index.words[known];
        var rare = Math.log(1 + index.pages.length / (places.length / 2));
        for (var i = 0; i < places.length; i += 2) {
          best[places[i]] = Math.max(best[places[i]] || 0, like * places[i + 1] * rare);
        }
      });
      Object.keys(best).forEach(function (page) { scores[page] += best[page]; met[page] += 1; });
    });
    return index.pages
      .map(function (page, number) {
        return { url: page[0], title: page[1], summary: page[2],
          score: scores[number] * Math.pow(met[number] / Math.max(1, asked.length), 2) };
      })
      .filter(function (page) { return page.score > 0; })
      .sort(function (a, b) { return b.score - a.score || (a.url < b.url ? -1 : 1); });
  }

  window.siteSearch = { fold: fold, words: words, search: search };

  var field = document.getElementById("query");
  if (!field) { return; }
  var list = document.getElementById("results");
  var told = document.getElementById("found");
  var all = document.getElementById("all-pages");
  document.getElementById("search-form").hidden = false;

  function show() {
    var found = words(field.value).length ? search(window.searchIndex, field.value) : [];
    list.replaceChildren.apply(list, found.slice(0, 12).map(function (page) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      var text = document.createElement("p");
      link.href = page.url;
      link.textContent = page.title;
      text.textContent = page.summary;
      item.append(link, text);
      return item;
    }));
    told.textContent = !field.value.trim() ? ""
      : found.length ? told.dataset.found.replace("{number}", String(Math.min(found.length, 12)))
      : told.dataset.none;
    all.hidden = found.length > 0;
  }
  document.getElementById("search-form").addEventListener("submit", function (event) {
    event.preventDefault();
    show();
  });
  field.addEventListener("input", show);
})();
