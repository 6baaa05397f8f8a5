// A chart as a picture that can stand alone, with its title, what it shows, and where it comes from: a drawing (SVG), or the
// same with twice the pixels (PNG).

import { save } from "./save.ts";

const SCALE = 2;
const PAD = 18;
const GAP = 8;
/** Room for the letters below the base line, as a part of the line's height. */
const BASE_LINE = 0.78;
const SVG = "http://www.w3.org/2000/svg";
/** What the style sheet gives to shapes and letters: a picture outside the page has no style sheet. */
const STYLES = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "paint-order", "font-family", "font-size", "font-weight"] as const;

export type Format = "png" | "svg";

export interface Caption {
  title: string;
  subtitle: string;
  /** Version, world, seed and levers. */
  source: string;
}

interface Picture {
  text: string;
  width: number;
  height: number;
}

/** The words of a text in lines, none wider than `most` unless a word is. */
export function wrapped(text: string, most: number, width: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && width(longer) > most) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** The chart as it looks now, with all that a style sheet gave it. */
function standalone(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((original, at) => {
    const style = getComputedStyle(original);
    for (const name of STYLES) copies[at]!.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "tabindex"]) copies[at]!.removeAttribute(name);
  });
  originals.forEach((original, at) => {
    if (original.classList.contains("cursor")) copies[at]!.remove();
  });
  return copy;
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** Sets paragraphs one below the other and says where the last one ends. */
function write(into: SVGElement, from: number, width: number, paragraphs: readonly (readonly [string, CSSStyleDeclaration])[]): number {
  const ink = document.createElement("canvas").getContext("2d");
  let y = from;
  for (const [text, style] of paragraphs) {
    const size = Number.parseFloat(style.fontSize);
    if (ink !== null) ink.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const lines = wrapped(text, width, (it) => ink?.measureText(it).width ?? 0);
    for (const line of lines) {
      const made = element("text", {
        x: PAD,
        y: y + 1.3 * size * BASE_LINE,
        fill: style.color,
        "font-family": style.fontFamily,
        "font-size": size,
        "font-weight": style.fontWeight,
      });
      made.textContent = line;
      into.append(made);
      y += 1.3 * size;
    }
  }
  return y;
}

/** A chart with its caption as one drawing that needs nothing else. */
function drawn(figure: HTMLElement, caption: Caption): Picture {
  const chart = figure.querySelector<SVGSVGElement>(".plot svg");
  const [heading, small] = [figure.querySelector("h3"), figure.querySelector(".subtitle")];
  if (chart === null || heading === null || small === null) throw new Error("there is no picture");
  const box = chart.getBoundingClientRect();
  const width = box.width + 2 * PAD;
  const whole = element("svg", { width, role: "img" });
  const ground = element("rect", { width: "100%", height: "100%", fill: getComputedStyle(document.documentElement).backgroundColor });
  const name = document.createElementNS(SVG, "title");
  name.textContent = caption.title;
  whole.append(name, ground);
  const above = write(whole, PAD, box.width, [
    [caption.title, getComputedStyle(heading)],
    [caption.subtitle, getComputedStyle(small)],
  ]);
  const copy = standalone(chart);
  for (const [key, value] of Object.entries({ x: PAD, y: above + GAP, width: box.width, height: box.height })) copy.setAttribute(key, String(value));
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  whole.append(copy);
  const below = write(whole, above + box.height + 2 * GAP, box.width, [[caption.source, getComputedStyle(small)]]);
  const height = below + PAD;
  whole.setAttribute("height", String(height));
  whole.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return { text: new XMLSerializer().serializeToString(whole), width, height };
}

function loaded(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("the picture cannot be drawn"));
    image.src = address;
  });
}

async function inPixels(picture: Picture): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(SCALE * picture.width);
  canvas.height = Math.round(SCALE * picture.height);
  const address = URL.createObjectURL(new Blob([picture.text], { type: "image/svg+xml" }));
  try {
    canvas.getContext("2d")?.drawImage(await loaded(address), 0, 0, canvas.width, canvas.height);
  } finally {
    URL.revokeObjectURL(address);
  }
  const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (content === null) throw new Error("the picture cannot be written");
  return content;
}

/** Draws a chart with its caption and gives it to the visitor. */
export async function savePicture(figure: HTMLElement, name: string, caption: Caption, format: Format): Promise<void> {
  const picture = drawn(figure, caption);
  save(name, format === "svg" ? new Blob([picture.text], { type: "image/svg+xml" }) : await inPixels(picture));
}
