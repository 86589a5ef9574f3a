// Fills DIR/template.docx with DIR/data.json, ROUNDS times; writes DIR/out.docx and prints the
// median time of one document in seconds.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Docxtemplater from "docxtemplater";
import PizZip from "pizzip";

const [dir, rounds] = process.argv.slice(2);
const template = readFileSync(join(dir, "template.docx"));
const data = JSON.parse(readFileSync(join(dir, "data.json"), "utf8"));

function make() {
  const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true });
  document.render(data);
  return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
}

let made = make();
const times = [];
for (let round = 0; round < Number(rounds); round += 1) {
  const start = performance.now();
  made = make();
  times.push(performance.now() - start);
}
writeFileSync(join(dir, "out.docx"), made);
times.sort((a, b) => a - b);
console.log(times[Math.floor(times.length / 2)] / 1000);
