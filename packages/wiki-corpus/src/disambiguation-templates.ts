/** Names (lower case) of templates that mark a disambiguation page, for wikis whose own list is not known. */
const names =
  /^(?:disambig(?:uation|ua|uação|uacion|uación)?(?:[ -](?!needed|link|inline).*)?|.* disambiguation|disamb|dab|dabpage|hndis(?:-.*)?|geodis|hospitaldis|schooldis|mathdab|numberdis|letter-numbercombdisambig|roaddis|shipindex|mountainindex|given name dab|desambiguaci[oó]n?|desambig(?:ua[cç][aã]o)?|des|begriffsklärung|homonymie|toponymie|patronymie|dp|doorverwijspagina|ujednoznacznienie|неоднозначность|значения|багатозначність|пояснение|förgrening|gren|flertydig|flertydige titler|täsmennyssivu|rozcestník|rozlišovacia stránka|egyért|dezambiguizare|anlam ayrımı|曖昧さ回避|aimai|消歧义|消歧義|동음이의|توضيح|ابهام‌زدایی|פירושונים|αποσαφήνιση|nuozīmu atdalīšana|daudznozīmju lapa|nuzeimeibu škiršona|zeimeibu škiršona|trang định hướng|apartigilo)$/u;

export function isDisambiguationTemplate(name: string): boolean {
  return names.test(name);
}
