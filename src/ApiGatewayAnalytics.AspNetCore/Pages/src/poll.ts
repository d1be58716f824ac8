/** Asks again and again, but not while nobody looks: a hidden tab costs nothing, and is up to date as soon as it is seen. */
export class Poll {
    readonly #ask: () => Promise<void>;
    #milliseconds = 0;
    #timer = 0;
    /** When the last answer came. */
    #last = 0;
    /** When to ask again before it is time, or though it never is; null where nobody said so. */
    #soon: number | null = null;

    constructor(ask: () => Promise<void>) {
        this.#ask = ask;
        document.addEventListener("visibilitychange", () => {
            if (document.hidden) clearTimeout(this.#timer);
            else this.#wait();
        });
    }

    every(seconds: number): void {
        this.#milliseconds = seconds * 1000;
    }

    async now(): Promise<void> {
        clearTimeout(this.#timer);
        this.#soon = null;
        await this.#ask();
        this.#last = Date.now();
        this.#wait();
    }

    /** Once more after so many seconds, whatever the interval. To be called while asking. */
    soon(seconds: number): void {
        this.#soon = Math.min(60, Math.max(1, seconds)) * 1000;
    }

    #wait(): void {
        clearTimeout(this.#timer);
        const pause = this.#soon ?? this.#milliseconds;
        if (pause > 0 && !document.hidden) this.#timer = window.setTimeout(() => void this.now(), Math.max(0, this.#last + pause - Date.now()));
    }
}
