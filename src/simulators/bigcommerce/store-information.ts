/** Store information, time and currencies (V2). */
import { minorUnits } from '../../domain/money';
import { v2Answer, v2List, v2NotFound } from './answers';
import { SCOPES, type BigCommerceRoute } from './clients';
import type { SimContext } from './context';
import { isoSeconds, unixSeconds } from './dates';

export const storeInformationRoutes = (context: SimContext): BigCommerceRoute[] => {
  const read = (path: string, scopes: readonly string[], handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method: 'GET',
    path: `/v2${path}`,
    scopes,
    handle,
  });
  return [
    read('/store', SCOPES.informationRead, () => v2Answer(storeInformation(context))),
    read('/time', SCOPES.default, () => v2Answer({ time: unixSeconds(context.clock.now()) })),
    read('/currencies', SCOPES.informationRead, (request) => v2List(currencies(context), request, context.switches)),
    read('/currencies/{id}', SCOPES.informationRead, ({ params }) => {
      const currency = currencies(context).find(({ id }) => String(id) === params['id']);
      return currency ? v2Answer(currency) : v2NotFound();
    }),
  ];
};

function storeInformation({ storeHash, profile }: SimContext) {
  const currency = profile.currencies[0].code;
  return {
    id: storeHash,
    account_uuid: '8d4d492f-17a1-4d95-b396-e1c5720815a5',
    domain: `store-${storeHash}.example.com`,
    secure_url: `https://store-${storeHash}.example.com`,
    control_panel_base_url: `https://store-${storeHash}.mybigcommerce.com`,
    status: 'live',
    name: profile.name,
    first_name: 'Store',
    last_name: 'Owner',
    address: '',
    country: profile.countryCode,
    country_code: profile.countryCode,
    phone: '',
    admin_email: 'owner@example.com',
    order_email: 'orders@example.com',
    favicon_url: '',
    timezone: {
      name: profile.timeZone,
      raw_offset: 0,
      dst_offset: 0,
      dst_correction: false,
      date_format: { display: 'M jS Y', export: 'M jS Y', extended_display: 'M jS Y @ g:i A' },
    },
    language: 'en',
    currency,
    currency_symbol: currency,
    decimal_separator: '.',
    thousands_separator: ',',
    decimal_places: minorUnits(currency) ?? 2,
    currency_symbol_location: 'left',
    weight_units: 'KGS',
    dimension_units: 'Centimeters',
    dimension_decimal_places: 2,
    dimension_decimal_token: '.',
    dimension_thousands_token: ',',
    plan_name: 'Pro',
    plan_level: 'Pro',
    plan_is_trial: false,
    industry: 'Other',
    logo: [],
    is_price_entered_with_tax: profile.pricesIncludeTax,
    store_id: profile.storeId,
    default_channel_id: 1,
    default_site_id: 1000,
    active_comparison_modules: [],
    features: {
      stencil_enabled: true,
      sitewidehttps_enabled: true,
      facebook_catalog_id: '',
      checkout_type: 'optimized',
      wishlists_enabled: true,
      graphql_storefront_api_enabled: true,
      shopper_consent_tracking_enabled: true,
      multi_storefront_enabled: true,
      storefront_limits: { active: 3, total_including_inactive: 4 },
    },
  };
}

const currencies = ({ profile, clock }: SimContext) =>
  profile.currencies.map(({ code, rate, isTransactional }, index) => ({
    id: index + 1,
    is_default: index === 0,
    last_updated: isoSeconds(clock.now()),
    country_iso2: code.slice(0, 2),
    default_for_country_codes: [],
    currency_code: code,
    currency_exchange_rate: rate,
    auto_update: false,
    token_location: 'left',
    token: code,
    decimal_token: '.',
    thousands_token: ',',
    decimal_places: minorUnits(code) ?? 2,
    name: code,
    enabled: true,
    is_transactional: isTransactional,
    use_default_name: true,
  }));
