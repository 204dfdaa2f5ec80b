// Renders a document with citeproc-js, to compare with. Reads
// {style, locales, items, citations} from standard input, where locales is a
// folder; argument: the path of the citeproc module.
const fs = require("fs");
const CSL = require(process.argv[2]);
const input = JSON.parse(fs.readFileSync(0, "utf8"));
const items = {};
for (const item of input.items) items[item.id] = item;
const sys = {
  retrieveLocale: (lang) => {
    try {
      return fs.readFileSync(`${input.locales}/locales-${lang}.xml`, "utf8");
    } catch (e) {
      return false;
    }
  },
  retrieveItem: (id) => items[id],
};
const engine = new CSL.Engine(sys, input.style, input.locale);
engine.updateItems([]);
const texts = [];
const before = [];
input.citations.forEach((c, i) => {
  const citation = {
    citationID: "c" + i,
    citationItems: c.cites,
    properties: { noteIndex: c.note },
  };
  const [, changes] = engine.processCitationCluster(citation, before.slice(), []);
  for (const [at, text] of changes) texts[at] = text;
  before.push(["c" + i, c.note]);
});
const made = engine.makeBibliography();
process.stdout.write(JSON.stringify({
  citations: texts,
  bibliography: made ? made[0].bibstart + made[1].join("") + made[0].bibend : "",
}));
