/** Figures as lengths; each stands beside the figure itself, so nobody needs to see them. */
import { type Content, type Html, html } from "./html";

/** From nothing to the whole, in percent with two digits. */
function lengthOf(part: number, whole: number): string {
  return whole <= 0 ? "0" : String(Number(Math.min(100, (Math.max(0, part) / whole) * 100).toFixed(2)));
}

/** Floor, expected and ceiling, each in front of the next; the whole length is the most of all that are compared. */
export function levelsBar(levels: readonly [number, number, number], most: number, isSpot = false): Html {
  const [floor, expected, ceiling] = levels;
  const part = (name: string, value: number): Content =>
    value > 0 ? html`<i class="${name}" style="width:${lengthOf(value, most)}%"></i>` : "";
  return html`<span class="bar wide${isSpot ? " spot" : ""}" aria-hidden="true"
    >${part("ceiling", ceiling)}${part("expected", expected)}${part("floor", floor)}</span
  >`;
}

/** How much of something is taken; more than there is shows as such. */
export function shareBar(used: number, available: number): Html {
  const over = used > available ? " over" : "";
  const width = available <= 0 && used > 0 ? "100" : lengthOf(used, available);
  return html`<span class="bar${over}" aria-hidden="true"><i class="floor" style="width:${width}%"></i></span>`;
}

/** What the three shades of a bar are. */
export function levelsLegend(): Html {
  return html`<p class="legend" aria-hidden="true">
    <i class="floor"></i> floor <i class="expected"></i> expected <i class="ceiling"></i> ceiling
  </p> `;
}
