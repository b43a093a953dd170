/** Settings of the store (V3): global, or overrides of the channel named in the query. */
import type { z } from 'zod';
import type { SimRequest, SimResponse } from '../core/http';
import { v3Answer, v3Invalid } from './answers';
import type { ChannelSettings, SettingChanges } from './channel-settings';
import { SCOPES, type BigCommerceRoute } from './clients';
import type { SimContext } from './context';
import { emailSwitchesSchema } from './email-settings';
import { inventoryRulesSchema } from './inventory-settings';

export const settingsRoutes = ({ state }: SimContext): BigCommerceRoute[] => [
  ...routesOf('inventory', state.inventorySettings, inventoryRulesSchema),
  ...routesOf('email-statuses', state.emailSettings, emailSwitchesSchema),
];

function routesOf<Settings extends object>(
  name: string,
  settings: ChannelSettings<Settings>,
  schema: z.ZodType<SettingChanges<Settings>>,
): BigCommerceRoute[] {
  const path = `/v3/settings/${name}`;
  const shown = (request: SimRequest): SimResponse => v3Answer(settings.shown(channelOf(request)));
  const change = (request: SimRequest): SimResponse => {
    const changes = schema.safeParse(request.body);
    if (!changes.success) return v3Invalid(changes.error);
    settings.change(channelOf(request), changes.data);
    return shown(request);
  };
  return [
    { method: 'GET', path, scopes: SCOPES.informationRead, handle: shown },
    { method: 'PUT', path, scopes: SCOPES.informationWrite, handle: change },
  ];
}

function channelOf({ query }: SimRequest): number | undefined {
  const channelId = query.get('channel_id');
  return channelId === null ? undefined : Number(channelId);
}
