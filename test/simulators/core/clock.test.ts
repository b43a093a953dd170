import { SimClock } from '../../../src/simulators/core/clock';
import { createRng } from '../../../src/simulators/core/rng';

const HOUR = 3_600_000;

describe('the simulated clock', () => {
  it('starts at the real now', () => {
    expect(Math.abs(new SimClock().now().getTime() - Date.now())).toBeLessThan(1_000);
  });

  it('runs as fast as asked, and does not jump when the speed changes', () => {
    // A real moment between two looks would be minutes of this clock.
    let real = Date.now();
    const now = jest.spyOn(Date, 'now').mockImplementation(() => real);
    try {
      const clock = new SimClock(10_000);
      const start = clock.now().getTime();
      real += 20;
      expect(clock.now().getTime() - start).toBe(200_000);
      clock.setScale(1);
      expect(clock.now().getTime() - start).toBe(200_000);
      real += 20;
      expect(clock.now().getTime() - start).toBe(200_020);
      expect(clock.scale).toBe(1);
    } finally {
      now.mockRestore();
    }
  });

  it('runs what is due when it is advanced, in order of time', () => {
    const clock = new SimClock();
    const ran: string[] = [];
    clock.after(2 * HOUR, () => ran.push('second'));
    clock.after(HOUR, () => ran.push('first'));
    clock.after(5 * HOUR, () => ran.push('later'));
    clock.advance(3 * HOUR);
    expect(ran).toEqual(['first', 'second']);
  });

  it('runs what is due by itself, sooner when it runs faster', async () => {
    const clock = new SimClock();
    const done = new Promise<void>((resolve) => {
      clock.after(HOUR, resolve);
      setTimeout(() => undefined, 1_000);
    });
    clock.setScale(HOUR / 10);
    await done;
  });

  it('does not run what was cancelled', () => {
    const clock = new SimClock();
    const ran: string[] = [];
    clock.after(HOUR, () => ran.push('never'))();
    clock.advance(2 * HOUR);
    expect(ran).toEqual([]);
  });

  it.each([0, -1, Number.NaN])('refuses to run %p times as fast', (scale) => {
    expect(() => new SimClock(scale)).toThrow(RangeError);
  });

  it('refuses to go back', () => {
    expect(() => new SimClock().advance(-1)).toThrow('give 0 or more');
  });
});

describe('the seeded generator', () => {
  const draw = (seed: number) => Array.from({ length: 1_000 }, createRng(seed));

  it('repeats itself for the same seed and differs for another', () => {
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
  });

  it('draws evenly from 0 to 1', () => {
    const drawn = draw(7);
    const mean = drawn.reduce((a, b) => a + b) / drawn.length;
    expect(mean).toBeGreaterThan(0.45);
    expect(mean).toBeLessThan(0.55);
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
  });
});
