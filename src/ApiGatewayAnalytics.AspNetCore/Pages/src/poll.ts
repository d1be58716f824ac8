/** Asks again and again, but not while nobody looks: a hidden tab costs nothing, and is up to date as soon as it is seen. */
export class Poll {
    readonly #ask: () => Promise<void>;
    #milliseconds = 0;
    #timer = 0;
    #last = 0;

    constructor(ask: () => Promise<void>) {
        this.#ask = ask;
        document.addEventListener("visibilitychange", () => {
            if (document.hidden) clearTimeout(this.#timer);
            else if (this.#milliseconds > 0 && Date.now() - this.#last >= this.#milliseconds) void this.now();
            else this.#wait();
        });
    }

    every(seconds: number): void {
        this.#milliseconds = seconds * 1000;
    }

    async now(): Promise<void> {
        clearTimeout(this.#timer);
        this.#last = Date.now();
        await this.#ask();
        this.#wait();
    }

    /** Once more after so many seconds, whatever the interval. */
    soon(seconds: number): void {
        this.#last = Date.now();
        clearTimeout(this.#timer);
        this.#timer = window.setTimeout(() => void this.now(), Math.min(60, Math.max(1, seconds)) * 1000);
    }

    #wait(): void {
        clearTimeout(this.#timer);
        if (this.#milliseconds > 0 && !document.hidden) this.#timer = window.setTimeout(() => void this.now(), this.#milliseconds);
    }
}
