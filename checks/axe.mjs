// Opens pages in Chromium, lets axe-core look for barriers, and prints one line
// for each that it finds. Every page is looked at wide and narrow.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import puppeteer from 'puppeteer-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await puppeteer.launch({ args: [...chromium.args, '--no-sandbox'], executablePath: await chromium.executablePath(), headless: 'shell' });
try {
	for (const file of process.argv.slice(2)) {
		for (const width of [360, 1400]) {
			const page = await browser.newPage();
			await page.setBypassCSP(true);
			await page.setViewport({ width, height: 900 });
			await page.goto(pathToFileURL(file).href);
			await page.evaluate(axe);
			const { violations } = await page.evaluate(() => axe.run());
			for (const v of violations) {
				console.log(`${file} at ${width}: ${v.id}: ${v.help}: ${v.nodes.length} times, first ${v.nodes[0].html.slice(0, 200)}`);
			}
			const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
			if (wide > 1) {
				console.log(`${file} at ${width}: the page is ${wide} pixels wider than the window`);
			}
			await page.close();
		}
	}
} finally {
	await browser.close();
}
