// How often the page may ask: somewhat less than the server hears (crates/page/src/server/limit.rs), since what it does not
// hear it does not answer.

const PER_SECOND = 9;
const BURST = 16;

export class Pace {
  private tokens = BURST;
  private last = 0;

  /** Counts a message. */
  take(now: number): void {
    this.fill(now);
    this.tokens -= 1;
  }

  /** Milliseconds until the next message may go. */
  wait(now: number): number {
    this.fill(now);
    return this.tokens >= 1 ? 0 : Math.ceil(((1 - this.tokens) / PER_SECOND) * 1000);
  }

  private fill(now: number): void {
    this.tokens = Math.min(BURST, this.tokens + ((now - this.last) / 1000) * PER_SECOND);
    this.last = now;
  }
}
