/** By which Brightpearl's clock may differ from ours: what is asked or judged by a date of one of them allows for that. */
export const CLOCK_MS = 60_000;
