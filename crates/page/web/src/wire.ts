// The socket: a greeting, then questions. Of runs only the newest counts, and one is under way at a time, so a fast hand
// never outruns the server. When the socket is lost it is opened again, and the newest run is asked once more.

import { signal } from "@preact/signals";
import { CONTRACT, type Act, type Answer, type Ask, type Course, type FileKind, type Gauge, type Spec, type Spread, type WhyAnswer } from "./contract.ts";
import { Pace } from "./pace.ts";

export type Connection = "opening" | "open" | "lost" | "refused";

export const connection = signal<Connection>("opening");
export const refusal = signal<string>("");

type Welcome = Extract<Answer, { type: "welcome" }>;
export type Kept = Extract<Answer, { type: "kept" }>;
export type Connected = Extract<Answer, { type: "connection" }>;
export type InLeague = Extract<Answer, { type: "league" }>;
type File = Extract<Answer, { type: "file" }>;
/** A question before it has a number. */
type Unnumbered = Ask extends infer A ? (A extends { id: number } ? Omit<A, "id"> : never) : never;

const REOPEN_MS = [250, 500, 1000, 2000, 4000];

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (why: Error) => void;
}

/** Why a run has no end. */
export interface Failure {
  /** `refused`: it may not be run; `stopped`: it took too long; `failed`: a fault of the program. */
  code: string;
  detail: string;
  /** Months that were done. */
  month: number | null;
}

export interface Run {
  /** What the run is for: of each only the newest counts. */
  slot: "now" | "baseline";
  spec: Spec;
  show: (course: Course, isWhole: boolean) => void;
  fail: (why: Failure) => void;
}

export class Wire {
  private socket: WebSocket | null = null;
  private next = 1;
  private readonly pace = new Pace();
  private later = 0;
  private tries = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly wanted = new Map<Run["slot"], Run>();
  private underway: { id: number; run: Run } | null = null;

  constructor(
    private readonly code: string | null,
    private readonly welcomed: (welcome: Welcome) => void,
  ) {
    this.open();
  }

  /** Wants a run; one that was wanted and not begun is forgotten. */
  run(run: Run): void {
    this.wanted.set(run.slot, run);
    this.pump();
  }

  async why(spec: Spec, good: string, zone: string, month: number, isShapley: boolean): Promise<WhyAnswer> {
    const answer = await this.ask({ type: "why", spec, good, zone, month, is_shapley: isShapley });
    return answer as unknown as WhyAnswer;
  }

  async gauge(spec: Spec): Promise<Gauge> {
    const answer = await this.ask({ type: "gauge", spec });
    return (answer as Extract<Answer, { type: "gauge" }>).gauge;
  }

  async spread(spec: Spec): Promise<Spread> {
    const answer = await this.ask({ type: "spread", spec });
    return (answer as Extract<Answer, { type: "spread" }>).spread;
  }

  async file(spec: Spec, kind: FileKind): Promise<File> {
    return (await this.ask({ type: "file", spec, kind })) as File;
  }

  async keep(spec: Spec): Promise<Kept> {
    return (await this.ask({ type: "keep", spec })) as Kept;
  }

  async fetch(code: string): Promise<Spec> {
    const answer = await this.ask({ type: "fetch", code });
    return (answer as Extract<Answer, { type: "fetched" }>).spec;
  }

  async connection(): Promise<Connected> {
    return (await this.ask({ type: "connection" })) as Connected;
  }

  async league(lesson: string, token: string | null): Promise<InLeague> {
    return (await this.ask({ type: "league", lesson, token })) as InLeague;
  }

  async submit(lesson: string, token: string | null, spec: Spec): Promise<InLeague> {
    return (await this.ask({ type: "submit", lesson, token, spec })) as InLeague;
  }

  async conduct(lesson: string, act: Act): Promise<InLeague> {
    return (await this.ask({ type: "conduct", lesson, act })) as InLeague;
  }

  private ask(question: Unnumbered): Promise<Answer> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      if (connection.value !== "open") {
        reject(new Error("lost"));
        return;
      }
      this.waiting.set(id, { resolve, reject });
      this.send({ ...question, id } as Ask);
    });
  }

  private pump(): void {
    const run = this.wanted.get("now") ?? this.wanted.get("baseline");
    if (this.underway !== null || run === undefined || connection.value !== "open") return;
    const wait = this.pace.wait(performance.now());
    if (wait > 0) {
      // A lever that is dragged on asks more than the server hears: the newest wish goes out when it may.
      window.clearTimeout(this.later);
      this.later = window.setTimeout(() => this.pump(), wait);
      return;
    }
    this.wanted.delete(run.slot);
    this.underway = { id: this.next++, run };
    this.send({ type: "play", id: this.underway.id, spec: run.spec });
  }

  private send(ask: Ask): void {
    this.pace.take(performance.now());
    this.socket?.send(JSON.stringify(ask));
  }

  private open(): void {
    const address = new URL("./ws", window.location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    address.hash = "";
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.addEventListener("open", () => this.send({ type: "hello", contract: CONTRACT, code: this.code }));
    socket.addEventListener("message", (event) => this.hear(JSON.parse(String(event.data)) as Answer));
    socket.addEventListener("close", () => this.lost());
  }

  private lost(): void {
    for (const { reject } of this.waiting.values()) reject(new Error("lost"));
    this.waiting.clear();
    if (this.underway !== null) {
      const { run } = this.underway;
      if (!this.wanted.has(run.slot)) this.wanted.set(run.slot, run);
      this.underway = null;
    }
    if (connection.value === "refused") return;
    connection.value = "lost";
    const wait = REOPEN_MS[Math.min(this.tries, REOPEN_MS.length - 1)];
    this.tries += 1;
    window.setTimeout(() => this.open(), wait);
  }

  private hear(answer: Answer): void {
    switch (answer.type) {
      case "welcome":
        this.tries = 0;
        connection.value = "open";
        this.welcomed(answer);
        this.pump();
        break;
      case "course":
        this.show(answer.id, answer.course, answer.is_whole);
        break;
      case "refused":
        this.refuse(answer);
        break;
      default:
        this.waiting.get(answer.id)?.resolve(answer);
        this.waiting.delete(answer.id);
    }
  }

  private show(id: number, course: Course, isWhole: boolean): void {
    const underway = this.underway;
    if (underway === null || underway.id !== id) return;
    underway.run.show(course, isWhole);
    // A long run gives way to a newer wish.
    if (isWhole || this.wanted.has("now")) {
      this.underway = null;
      this.pump();
    }
  }

  private refuse(answer: Extract<Answer, { type: "refused" }>): void {
    if (answer.id === null) {
      connection.value = "refused";
      refusal.value = answer.code;
      return;
    }
    const waiting = this.waiting.get(answer.id);
    if (waiting !== undefined) {
      this.waiting.delete(answer.id);
      waiting.reject(new Error(answer.detail, { cause: answer.code }));
      return;
    }
    if (this.underway?.id === answer.id) {
      const { run } = this.underway;
      this.underway = null;
      // One that gave way to a newer wish is no longer under way here: this one was stopped for its length.
      run.fail({ code: answer.code, detail: answer.detail, month: answer.month ?? null });
      this.pump();
    }
  }
}
