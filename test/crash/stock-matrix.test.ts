/**
 * Kills the connector, and disturbs every request, at every step by which it keeps a store's stock. A statement or a read that a
 * cycle sends again and again is tried where it comes first; with CRASH_ALL wherever it comes.
 */
import { crashMatrix } from './support/crash-matrix';
import { overtaking } from './support/stock-errands';
import { firstSync, recordStockFlows } from './support/stock-flows';
import { triedOf } from './support/tried';

const { lanes, limitMs } = crashMatrix({
  name: 'stock',
  // A killed connector is mostly waited for: more lanes than processors.
  lanes: 4,
  options: { stock: true },
  // One whose stock is left alone.
  besides: [{}],
  outcome: 'the right levels',
  subject: 'stock',
  record: async ({ lanes: opened, besides: [plain] }) => {
    await Promise.all(opened.map(firstSync));
    const flows = await recordStockFlows(opened, plain!);
    return flows.map((flow) => ({ ...flow, steps: triedOf(flow.steps) }));
  },
});

it.each([true, false])(
  'mends what a write undoes that arrives late, told of it: %s',
  async (isTold) => {
    const begin = overtaking({ isTold });
    const ends = lanes[0]!.sites.map(async (site) => {
      site.probe.begin();
      const errand = begin(site);
      return (await errand.rest()) ?? (await errand.difference());
    });
    expect((await Promise.all(ends)).filter((why) => why !== undefined)).toEqual([]);
  },
  limitMs,
);
