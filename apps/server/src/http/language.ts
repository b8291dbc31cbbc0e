import { LANGUAGES, type Language } from '@samrejse/model/words/language';

/**
 * The language that a reader likes best of those the product speaks, by their Accept-Language; English if they name
 * none of them.
 */
export const languageOf = (acceptLanguage: string | undefined): Language => {
  const wishes = (acceptLanguage ?? '').split(',').map((wish) => {
    const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
    const quality = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((q) => q !== undefined);
    return { tag, quality: quality === undefined ? 1 : Number(quality) };
  });
  const byLiking = wishes.filter((w) => w.quality > 0).sort((a, b) => b.quality - a.quality);
  for (const { tag } of byLiking) {
    const known = LANGUAGES.find((language) => tag === language || tag.startsWith(`${language}-`));
    if (known !== undefined) return known;
  }
  return 'en';
};
