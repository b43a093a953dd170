import countries from 'i18n-iso-countries';
import english from 'i18n-iso-countries/langs/en.json';

countries.registerLocale(english);

/** The 3-letter code of a 2- or 3-letter one; undefined when ISO 3166-1 has no such country. */
export function alpha3(code: string): string | undefined {
  const upper = code.toUpperCase();
  if (upper.length === 2) return countries.alpha2ToAlpha3(upper);
  return countries.alpha3ToAlpha2(upper) === undefined ? undefined : upper;
}

/** How a legacy order and an address spell a country out. */
export function countryView(code: string | undefined) {
  const long = code === undefined ? undefined : alpha3(code);
  if (long === undefined) return {};
  return {
    country: countries.getName(long, 'en'),
    countryId: Number(countries.alpha3ToNumeric(long)),
    countryIsoCode: countries.alpha3ToAlpha2(long),
    countryIsoCode3: long,
  };
}
