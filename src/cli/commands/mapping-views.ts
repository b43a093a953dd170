/** Mappings as people read them in a terminal. */
import type { z } from 'zod';
import type { changedMapping, mappingAnswer, mappingHistory, mappingList } from '../../api/mapping-answers';
import { plain, table, time } from '../text';

type Shown = z.infer<typeof mappingHistory>['versions'][number];
type Listed = z.infer<typeof mappingList>['mappings'][number];

export function showMappings({ mappings }: z.infer<typeof mappingList>, columns: number | undefined): string {
  if (mappings.length === 0) return "No mappings are set: the configuration file's rules apply.\n";
  const rows = mappings.map((one) => [
    one.id,
    one.kind,
    one.source,
    targetText(one),
    whereText(one),
    `${one.actor}, ${time(one.at)}`,
    [one.reason ?? '', ...one.shadowed.map(shadowedText)].filter((text) => text !== '').join('\n'),
  ]);
  const head = [
    'Id',
    'Kind',
    'In the store',
    'In Brightpearl',
    'Where',
    'Set by, at (UTC)',
    'Why, and what it shadows',
  ];
  return table(head, rows, { columns, wide: 6 });
}

export function showHistory({ versions }: z.infer<typeof mappingHistory>, columns: number | undefined): string {
  if (versions.length === 0) return 'It was never mapped there.\n';
  const rows = versions.map((one) => [one.id, targetText(one), one.actor, time(one.at), one.reason]);
  return table(['Id', 'In Brightpearl', 'By', 'At (UTC)', 'Why'], rows, { columns, wide: 4 });
}

export function showChanged({ mapping, freeing: { waiting }, started }: z.infer<typeof changedMapping>): string {
  const what =
    mapping.target === null
      ? `${mapping.kind} ${mapping.source} is mapped no more`
      : `${mapping.kind} ${mapping.source} is ${targetText(mapping)}`;
  const shadows = mapping.target === null ? [] : mapping.shadowed.map((one) => `${shadowedText(one)}.\n`);
  const next = started
    ? `"connector mappings show ${mapping.id}" says how far it is`
    : 'Temporal is away: they are freed by themselves once it is back';
  return plain(
    `${what}: ${whereText(mapping)}.\n${shadows.join('')}Waiting for it: ${waiting.orders} orders, ${waiting.levels} levels. ${next}.\n`,
  );
}

export function showProgress({ mapping, freeing }: z.infer<typeof mappingAnswer>): string {
  if (!freeing) return `Nothing waited for mapping ${mapping.id}.\n`;
  const { waiting, freed, finishedAt } = freeing;
  const orders = `${freed.orders} of ${waiting.orders} orders told to look again`;
  const state = finishedAt === null ? 'Under way' : `Done at ${time(finishedAt)}`;
  return `${state}: ${orders}, ${freed.levels} levels linked (${waiting.levels} had waited).\n`;
}

function targetText({ target }: Pick<Shown, 'target'>): string {
  return target === null ? 'removed' : Object.values(target).map(String).join(' ');
}

const whereText = ({ store, account }: Pick<Shown, 'store' | 'account'>): string =>
  `${store === null ? 'every store' : `store ${store}`}, ${account === null ? 'every account' : `account ${account}`}`;

const shadowedText = ({ route, rule, target }: Listed['shadowed'][number]): string =>
  `Before ${rule} of route ${route} in the file, which says ${target}`;
