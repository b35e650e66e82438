/**
 * Words whose full stop rarely ends a sentence, by language, lower case, without the stop. A word with a stop inside
 * ("e.g.", "u.s.a.") and a single letter need no entry.
 */
const lists: Readonly<Record<string, string>> = {
  "*": "mr mrs ms dr prof st ste vs cf al ca etc no nr vol fig ed eds pp op cit sp spp var subsp approx est max min",
  en:
    "mt ft gen col lt sgt capt maj cmdr adm gov sen rep pres hon rev fr sr jr messrs mmes bros inc ltd co corp dept univ " +
    "assn ave blvd rd jan feb mar apr jun jul aug sep sept oct nov dec lit trans transl fl c b d r m n p pl pt viz " +
    "ff ch sec art nos vols figs pop alt lat long hr hrs",
  de:
    "bzw evtl ggf inkl usw vgl sog hl geb gest jh jhd jahrh ehem urspr u.a z.b d.h hrsg dipl ing bd abs art str nördl " +
    "südl westl östl zzgl jan feb apr aug sept okt nov dez tel lat griech engl franz dt österr",
  fr: "m mm mme mmes mlle av apr env chap éd hab janv févr avr juil sept oct nov déc lat gr angl fig art p.ex",
  it: "sig sigg sig.ra dott ing avv on prof ecc es pag pagg cap art sec ss lat gr ingl fr ted gen febb apr ott nov dic n s a.c d.c",
  es: "sr sra sres srta d dña ud uds pág págs cap art núm tel av avda gral lic ej etc lat fr ingl a.c d.c",
  pt: "sr sra srta d exmo pág págs cap art núm av tel ex séc a.c d.c",
  nl: "dhr mevr mw drs ir ing bijv enz jhr mgr ds blz nl o.a m.b.t jan feb apr aug sept okt nov dec",
  lv: "plkst utt piem sk lpp tūkst milj dz resp gs g",
  ltg: "god gs",
  ru: "г гг в вв т д др пр ул им см ср обл руб тыс млн млрд род ум рис стр",
};

/** Languages that write ordinals as a number and a full stop ("3. Oktober"). */
export const ordinalStops: ReadonlySet<string> = new Set(
  "de da nb nn no fi et lv ltg cs sk sl hr bs sr hu is fo tr pl lt nds".split(" "),
);

const cache = new Map<string, ReadonlySet<string>>();

export function abbreviationsOf(language: string): ReadonlySet<string> {
  let words = cache.get(language);
  if (words === undefined) {
    words = new Set(`${lists["*"]} ${lists[language] ?? ""}`.split(" ").filter((word) => word !== ""));
    cache.set(language, words);
  }
  return words;
}
