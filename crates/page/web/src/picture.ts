// A chart as a PNG that can stand alone: twice the pixels, with its title, what it shows, and where it comes from.

import { save } from "./save.ts";

const SCALE = 2;
const PAD = 18;
const GAP = 8;
/** What the style sheet gives to shapes and letters: a picture outside the page has no style sheet. */
const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "paint-order", "font-family", "font-size", "font-weight"] as const;

export interface Caption {
  title: string;
  subtitle: string;
  /** Version, world, seed and levers. */
  source: string;
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

/** The picture as it looks now, as a text that needs nothing else. */
function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((original, at) => {
    const style = getComputedStyle(original);
    for (const name of STYLES) copies[at]!.setAttribute(name, style.getPropertyValue(name));
  });
  for (const passing of copy.querySelectorAll(".cursor")) passing.remove();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

function loaded(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("the picture cannot be drawn"));
    image.src = address;
  });
}

interface Paragraph {
  lines: readonly string[];
  font: string;
  colour: string;
  height: number;
}

/** Draws a chart with its caption and gives it to the visitor. */
export async function savePicture(figure: HTMLElement, name: string, caption: Caption): Promise<void> {
  const svg = figure.querySelector<SVGSVGElement>(".plot svg");
  const canvas = document.createElement("canvas");
  const ink = canvas.getContext("2d");
  if (svg === null || ink === null) throw new Error("there is no picture");
  const { width, height } = svg.getBoundingClientRect();
  const [page, heading, small] = [document.documentElement, figure.querySelector("h3"), figure.querySelector(".subtitle")].map((it) => getComputedStyle(it!));
  const paragraph = (text: string, style: CSSStyleDeclaration): Paragraph => {
    ink.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const lines = wrapped(text, width, (it) => ink.measureText(it).width);
    return { lines, font: ink.font, colour: style.color, height: 1.3 * Number.parseFloat(style.fontSize) };
  };
  const above = [paragraph(caption.title, heading!), paragraph(caption.subtitle, small!)];
  const below = [paragraph(caption.source, small!)];
  const tall = (list: readonly Paragraph[]) => list.reduce((sum, it) => sum + it.lines.length * it.height, 0);
  canvas.width = Math.round(SCALE * (width + 2 * PAD));
  canvas.height = Math.round(SCALE * (tall(above) + height + tall(below) + 2 * GAP + 2 * PAD));
  ink.scale(SCALE, SCALE);
  ink.fillStyle = page!.backgroundColor;
  ink.fillRect(0, 0, canvas.width, canvas.height);
  ink.textBaseline = "top";
  let y = PAD;
  const write = (list: readonly Paragraph[]) => {
    for (const { lines, font, colour, height } of list) {
      ink.font = font;
      ink.fillStyle = colour;
      for (const line of lines) {
        ink.fillText(line, PAD, y);
        y += height;
      }
    }
  };
  write(above);
  y += GAP;
  const address = URL.createObjectURL(new Blob([standalone(svg)], { type: "image/svg+xml" }));
  try {
    ink.drawImage(await loaded(address), PAD, y, width, height);
  } finally {
    URL.revokeObjectURL(address);
  }
  y += height + GAP;
  write(below);
  const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (content === null) throw new Error("the picture cannot be written");
  save(name, content);
}
